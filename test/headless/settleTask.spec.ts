import { settleTask, type AskWord } from '../../src/headless/settleTask';
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
  { guess = false, ask = null as AskWord | null, model = false } = {}
) {
  const config = checkRequest({
    goal,
    data: 'data',
    coder: model ? { kind: 'openai', model: 'm' } : { kind: 'recipes' }
  });
  return settleTask(config, rides, { given: {}, guess }, ask);
}

const either = 'Predict `casual` or `registered`. RMSE.';

it('without a terminal names the candidates and the option that settles it', async () => {
  for (const model of [false, true]) {
    await expect(settle(either, { model })).rejects.toThrow(
      /“casual” or “registered”.*--target casual \(--guess takes “casual” and says so\)/
    );
  }
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
