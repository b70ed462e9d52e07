import { PassThrough } from 'node:stream';
import type { IQuestion } from '../../src/coder/recipes/questions';
import { settleTask, type AskWord } from '../../src/headless/settleTask';
import { askWord } from '../../src/headless/terminalAsk';
import { checkRequest } from '../../src/run/config';
import { category, preview } from '../coder/recipes/support';

const rides = preview({
  'rides.csv': [
    'temperature',
    'casual',
    'registered',
    category('weather', 'sun', 'rain', 'snow')
  ]
});

function settle(
  goal: string,
  {
    guess = false,
    ask = null as AskWord | null,
    model = false,
    data = rides
  } = {}
) {
  const config = checkRequest({
    goal,
    data: 'data',
    coder: model ? { kind: 'openai', model: 'm' } : { kind: 'recipes' }
  });
  return settleTask(config, data, { given: {}, guess }, ask);
}

const either = 'Predict `casual` or `registered`. RMSE.';

it('without a terminal names the candidates and the option that settles it', async () => {
  for (const model of [false, true]) {
    await expect(settle(either, { model })).rejects.toThrow(
      /“casual” or “registered”.*--target casual \(--guess takes “casual” and says so\)/
    );
  }
});

it('names the ways to divide rows that may belong together, and takes the one that is picked', async () => {
  const sales = preview({
    'sales.csv': [
      { ...category('store_id', 'a', 'b'), unique: 25 },
      'size',
      'sales'
    ]
  });
  const goal = 'Predict `sales`. RMSE.';
  const asked: string[] = [];
  await expect(settle(goal, { data: sales })).rejects.toThrow(
    /How are the rows to be divided\?.*--split group:store_id or --split random \(--guess takes/
  );
  const { declaration } = await settle(goal, {
    data: sales,
    ask: async ({ candidates }) => {
      asked.push(...candidates);
      return candidates.at(-1)!;
    }
  });
  expect(asked).toEqual(['group:store_id', 'random']);
  expect(declaration?.split).toEqual({ kind: 'random' });
});

it('names divisions in full where rows were to be divided by a column that is not there', async () => {
  const sales = preview({
    'sales.csv': [
      'size',
      { ...category('store_id', 'a', 'b'), unique: 25 },
      { ...category('sales', 'p', 'q', 'r'), unique: 3 }
    ]
  });
  await expect(
    settleTask(
      checkRequest({
        goal: 'Predict `sales`. Accuracy.',
        data: 'data',
        coder: { kind: 'recipes' }
      }),
      sales,
      {
        given: { split: { kind: 'group', column: 'shop' } },
        guess: false
      },
      null
    )
  ).rejects.toThrow(
    /no column “shop”\. Or settle it here: --split group:store_id or --split random\.$/
  );
});

it('takes the likeliest where that is allowed', async () => {
  const { declaration } = await settle(either, { guess: true });
  expect(declaration).toMatchObject({
    targets: ['casual'],
    sources: { targets: { from: 'a guess, taken as you said' } }
  });
});

it('asks in a terminal, until nothing is open', async () => {
  const asked: string[] = [];
  const { declaration } = await settle(
    'Predict `casual` or `registered`. Evaluated by accuracy.',
    {
      ask: async ({ option, candidates }) => {
        asked.push(option);
        return candidates.at(-1)!;
      }
    }
  );
  expect(asked).toEqual(['--target', '--metric']);
  expect(declaration).toMatchObject({
    targets: ['registered'],
    metric: { name: 'R²', direction: 'maximize' }
  });
});

it('leaves a metric that only a model may know to the model, by its name', async () => {
  const goal = 'Predict `casual`. The metric is NDCG.';
  await expect(settle(goal)).rejects.toThrow(/NDCG.*--metric RMSE/);
  const { declaration } = await settle(goal, { model: true });
  expect(declaration?.metric).toMatchObject({
    name: 'NDCG',
    direction: 'maximize'
  });
});

it('never guesses a metric', async () => {
  await expect(
    settle('Predict `casual`. The metric is NDCG.', { guess: true })
  ).rejects.toThrow('NDCG');
});

describe('the question in the terminal', () => {
  /** Type lines, each once the question stands there, and see what is picked. */
  async function typed(question: Partial<IQuestion>, ...lines: string[]) {
    const [input, output] = [new PassThrough(), new PassThrough()];
    let shown = '';
    output.on('data', data => {
      shown += data;
      if (/Number or name(?: \[1\])?: $/.test(shown)) {
        input.write(`${lines.shift()}\n`);
      }
    });
    const whole: IQuestion = {
      text: 'Which column is to be predicted?',
      entry: 'targets',
      option: '--target',
      candidates: ['casual', 'registered'],
      canGuess: true,
      isOfRecipes: false,
      ...question
    };
    return { picked: await askWord(whole, input, output), shown };
  }

  it.each([
    ['a number', ['2'], 'registered'],
    ['a name', ['registered'], 'registered'],
    ['a name that is not listed', ['total'], 'total'],
    ['nothing, for the likeliest', [''], 'casual']
  ])('takes %s', async (_, lines, picked) => {
    expect((await typed({}, ...lines)).picked).toBe(picked);
  });

  it('asks again where nothing may be guessed', async () => {
    const { picked, shown } = await typed({ canGuess: false }, '', '1');
    expect(picked).toBe('casual');
    expect(shown.split('Number or name: ')).toHaveLength(3);
  });

  it('lists the first of many, none of which moves the cursor', async () => {
    const candidates = Array.from({ length: 30 }, (_, i) => `c${i}\x1b[2J`);
    const { shown } = await typed({ candidates }, '1');
    expect(shown).toContain('  9 c8');
    expect(shown).toContain('… and 21 more, by name');
    expect(shown).not.toContain('\x1b[2J');
  });
});
