import OpenAI from 'openai';
import { askAdvice } from '../../src/coder/advice';
import { declareAdvised } from '../../src/coder/recipes/advised';
import type { IWord } from '../../src/coder/recipes/declare';
import { said, saidLine } from '../../src/task/said';
import { type Behaviour, startEndpoint } from '../support/endpoint.mjs';
import { category, column, preview, rowId } from './recipes/support';

const label = column('late', {
  kind: 'integer',
  unique: 2,
  top: [
    { value: '0', count: 80 },
    { value: '1', count: 20 }
  ]
});
const parcels = preview({
  'parcels.csv': [
    rowId('parcel_id'),
    category('carrier', 'a', 'b', 'c'),
    'kilometres',
    'fee',
    label
  ]
});

/** Have a scripted model read a task, and declare it. */
async function declared(
  goal: string,
  reading: Behaviour | Behaviour[],
  word: IWord = {},
  data = parcels
) {
  const endpoint = await startEndpoint({ reading });
  try {
    const client = new OpenAI({
      baseURL: endpoint.url,
      apiKey: 'none',
      logLevel: 'off'
    });
    const advised = await askAdvice(goal, data, {
      client,
      model: 'scripted-large',
      temperature: null,
      patience: 5,
      promptTokens: 12_000,
      withRows: true
    });
    return {
      ...advised,
      requests: endpoint.requests,
      task: declareAdvised(goal, data, word, advised)
    };
  } finally {
    await endpoint.close();
  }
}

/** What a model answers. */
const call =
  (given: object): Behaviour =>
  answer => ({
    ...answer,
    call: { targets: [], metric: null, positive: null, split: null, ...given }
  });

const vague = 'Something for our parcels.';
const clear = 'Predict the fee of each parcel. RMSE.';

describe('a task that a model reads before a run', () => {
  it('is predicted as the model says where the goal names no column', async () => {
    const { task, usage, requests } = await declared(
      vague,
      call({ targets: ['late'], metric: 'F1' })
    );
    expect(task.questions).toEqual([]);
    expect(said(task.declaration).slice(0, 2).map(saidLine)).toEqual([
      '  Target     late, two classes, 1 the positive one · the model',
      '  Metric     F1, higher is better · the model'
    ]);
    expect(usage.calls).toBe(1);
    expect(usage.tokensIn).toBeGreaterThan(50);
    expect(requests[0].prompt).toContain('kilometres');
  });

  it('is as goal and data say where the model says the same', async () => {
    const { task } = await declared(
      clear,
      call({ targets: ['fee'], metric: 'root mean squared error' })
    );
    expect(task.questions).toEqual([]);
    expect(task.declaration?.sources).toMatchObject({
      targets: { from: 'from the goal', sure: 'sure' },
      metric: { from: 'from the goal: “RMSE”', sure: 'sure' }
    });
  });

  it('is asked about where the model would predict another column, however sure it is', async () => {
    const { task } = await declared(
      clear,
      call({ targets: ['late'], confidence: 0.99, sure: true })
    );
    expect(task.questions).toMatchObject([
      { entry: 'targets', candidates: ['fee', 'late'], canGuess: true }
    ]);
    expect(task.isSure).toBe(false);
    expect(saidLine(said(task.declaration)[0])).toBe(
      '? Target     fee, a number · from the goal; the model would predict “late”'
    );
    const guessed = await declared(clear, call({ targets: ['late'] }), {
      guess: true
    });
    expect(guessed.task.questions).toEqual([]);
    expect(guessed.task.declaration?.targets).toEqual(['fee']);
  });

  it('is said to differ, and not asked again, where the goal answers in the words of the question', async () => {
    const { task } = await declared(
      `${clear}\n\nPredict \`fee\`.`,
      call({ targets: ['late'] })
    );
    expect(task.questions).toEqual([]);
    expect(saidLine(said(task.declaration)[0])).toBe(
      '  Target     fee, a number · from the goal; the model would predict “late”'
    );
  });

  it('is asked about where the model reads another metric', async () => {
    const { task } = await declared(
      clear,
      call({ targets: ['fee'], metric: 'MAE' })
    );
    expect(task.questions).toMatchObject([
      { entry: 'metric', candidates: ['RMSE', 'MAE'] }
    ]);
  });

  it('settles what a sentence of the goal leaves open of the metric', async () => {
    const open = 'Predict `fee`. The winner is whoever has the fewest misses.';
    for (const metric of ['MAE', 'RMSE']) {
      const { task } = await declared(open, call({ targets: ['fee'], metric }));
      expect(task.questions).toEqual([]);
      expect(task.declaration).toMatchObject({
        metric: { name: metric },
        sources: { metric: { from: 'the model', sure: 'sure' } }
      });
    }
    const { task } = await declared(open, call({ targets: ['fee'] }));
    expect(task.questions).toMatchObject([{ entry: 'metric' }]);
  });

  it('is as goal and data say where the model invents, and that is said', async () => {
    const { task } = await declared(
      clear,
      call({ targets: ['delivery_cost'], metric: 'parcel points' })
    );
    expect(task.questions).toEqual([]);
    expect(task.declaration).toMatchObject({
      targets: ['fee'],
      metric: { name: 'RMSE' },
      notes: [
        expect.stringContaining('“delivery_cost”, no column of parcels.csv'),
        expect.stringContaining('parcel points, which is not known here')
      ]
    });
    const lost = await declared(vague, call({ targets: ['parcel_id'] }));
    expect(lost.task.questions).toMatchObject([{ entry: 'targets' }]);
  });

  it('is as a person declared, whatever the model says', async () => {
    const { task } = await declared(
      vague,
      call({ targets: ['late'], metric: 'F1' }),
      {
        given: {
          targets: ['fee'],
          metric: { name: 'MAE', direction: null, parameters: {} }
        }
      }
    );
    expect(task.questions).toEqual([]);
    expect(task.declaration).toMatchObject({
      targets: ['fee'],
      metric: { name: 'MAE' }
    });
  });

  it('says by what the model would divide, and is divided as goal and data say', async () => {
    const { task } = await declared(
      clear,
      call({ targets: ['fee'], split: { kind: 'group', column: 'carrier' } })
    );
    expect(task.declaration?.split).toEqual({ kind: 'random' });
    expect(task.declaration?.sources.split?.from).toMatch(
      /the model would divide by “carrier”$/
    );
  });

  it.each<[string, Behaviour | Behaviour[]]>([
    ['refuses the key', 'unauthorized'],
    ['says nothing that has a form', { text: 'A fine task!', call: undefined }],
    ['fills in another form', call({ targets: 7 })],
    ['answers in no protocol', 'not-the-protocol']
  ])('is as goal and data say where the model %s', async (_, reading) => {
    const { advice, problem, task } = await declared(clear, reading);
    expect(advice).toBeNull();
    expect(problem).toMatch(/^The model was asked how it reads the task/);
    expect(task.declaration).toMatchObject({
      targets: ['fee'],
      notes: [problem]
    });
  });

  it.each<[string, object]>([
    ['heads the target in another case', { targets: ['FEE'] }],
    ['names the target twice', { targets: ['fee', ' Fee'] }],
    [
      'all but names the metric',
      { targets: ['fee'], metric: 'root mean squared errors' }
    ],
    [
      'turns the metric round',
      { targets: ['fee'], metric: 'neg_root_mean_squared_error' }
    ],
    [
      'says the other direction',
      { targets: ['fee'], metric: 'RMSE', direction: 'maximize' }
    ],
    ['answers a class with a yes', { targets: ['fee'], positive: true }],
    ['invents a class', { targets: ['fee'], positive: 'broken' }]
  ])(
    'is as goal and data say, and nothing more, where the model %s',
    async (_, given) => {
      const { task, advice } = await declared(clear, call(given));
      expect(advice).not.toBeNull();
      expect(task.questions).toEqual([]);
      expect(task.declaration).toMatchObject({
        targets: ['fee'],
        metric: { name: 'RMSE', direction: 'minimize' },
        notes: []
      });
      expect(task.declaration?.sources).toMatchObject({
        targets: { from: 'from the goal', sure: 'sure' },
        metric: { from: 'from the goal: “RMSE”', sure: 'sure' }
      });
    }
  );

  it.each<[string, object, string]>([
    [
      'names a metric near to one',
      { targets: ['fee'], metric: 'RMSEE' },
      'RMSEE, which is not known here'
    ],
    [
      'would divide by an invented column',
      { targets: ['fee'], split: { kind: 'group', column: 'depot' } },
      '“depot”, no column of parcels.csv'
    ],
    [
      'would divide by what is predicted',
      { targets: ['fee'], split: { kind: 'group', column: 'fee' } },
      '“fee”, which is predicted'
    ],
    [
      'would predict what numbers the rows',
      { targets: ['parcel_id'] },
      '“parcel_id”, which only numbers the rows'
    ]
  ])('says what cannot be where the model %s', async (_, given, note) => {
    const { task } = await declared(clear, call(given));
    expect(task.questions).toEqual([]);
    expect(task.declaration).toMatchObject({
      targets: ['fee'],
      metric: { name: 'RMSE' },
      split: { kind: 'random' },
      notes: [expect.stringContaining(note)]
    });
    expect(task.declaration?.sources.split?.others).toEqual([]);
  });

  it('does not take from the model a column that the test table alone holds', async () => {
    const data = preview({
      'train.csv': [rowId('parcel_id'), 'kilometres', 'fee', 'weight'],
      'test.csv': [rowId('parcel_id'), 'kilometres', 'insured']
    });
    const insured = call({ targets: ['insured'] });
    const { task } = await declared(vague, insured, {}, data);
    expect(task.questions).toMatchObject([{ entry: 'targets' }]);
    expect(task.questions[0].candidates).not.toContain('insured');
    const sure = await declared(clear, insured, {}, data);
    expect(sure.task.questions).toEqual([]);
    expect(sure.task.declaration).toMatchObject({
      targets: ['fee'],
      notes: [expect.stringContaining('“insured”, no column of train.csv')]
    });
  });

  it('is asked about where a goal wants several quantiles, whatever the model names', async () => {
    const { task } = await declared(
      'Predict p10 and p90 of the fee of each parcel.',
      call({ targets: ['fee'], metric: 'RMSE' })
    );
    expect(task.questions).toMatchObject([
      {
        entry: 'metric',
        candidates: ['pinball loss 0.1', 'pinball loss 0.9']
      }
    ]);
  });

  it('waits no longer for the model than the patience', async () => {
    const endpoint = await startEndpoint({ reading: 'hang' });
    const client = new OpenAI({ baseURL: endpoint.url, apiKey: 'none' });
    const { advice, problem } = await askAdvice(clear, parcels, {
      client,
      model: 'scripted-large',
      temperature: null,
      patience: 0.05,
      promptTokens: 12_000,
      withRows: true
    });
    expect(advice).toBeNull();
    expect(problem).toContain('it said nothing for 0.05 s');
    await endpoint.close();
  });

  it('is read from plain JSON where the endpoint has no tools', async () => {
    const { advice, requests } = await declared(vague, [
      (answer, body) => ({
        ...answer,
        call: undefined,
        text: body.tools
          ? ''
          : 'Sure:\n```json\n{"targets": "late", "metric": "none"}\n```'
      })
    ]);
    expect(advice).toMatchObject({ targets: ['late'], metric: null });
    expect(requests).toHaveLength(2);
  });
});
