import { Signal } from '@lumino/signaling';
import type { IProbingScorer } from '../../src/kernel/probe';
import { probeNews } from '../../src/run/account/probeNews';
import { newsText } from '../../src/run/account/newsText';
import { trans } from '../../src/run/account/english';
import { checkRequest, type RunRequest } from '../../src/run/config';
import { Prober } from '../../src/run/drive/prober';
import type { RunModel } from '../../src/run/live/runModel';
import { SolutionTree } from '../../src/search/tree';
import { TreeEvent } from '../../src/solution/events';
import { Execution, Measurement } from '../../src/task/execution';
import { isTooKind, type Probe } from '../../src/task/probe';
import { anEvaluation, anExecution, finished } from '../search/support';

const matches = { kind: 'group' as const, column: 'match_id' };

/** A run whose drafts score 0.11 on rows drawn at random, and what its prober asks for. */
function world({
  request = {} as Partial<RunRequest>,
  split = { kind: 'stratified' } as object,
  groups = ['match_id'],
  divided = 0.85,
  result = {} as Partial<Execution>,
  left = Infinity
} = {}) {
  const config = checkRequest({
    goal: 'g',
    data: 'd',
    coder: { kind: 'recipes' },
    objective: {
      kind: 'holdout',
      table: 'train.csv',
      target: 'y',
      metric: 'log loss',
      split
    },
    declaration: { targets: ['y'], groups },
    ...request
  } as RunRequest);
  const tree = new SolutionTree('minimize');
  const run = { tree, config } as RunModel;
  Object.assign(run, { solutionChanged: new Signal(run) });
  const asked: unknown[] = [];
  const scorer: Partial<IProbingScorer> = {
    probe: async ways => {
      asked.push(['probe', ...ways]);
      return { folder: 'input/probe', by: ways[0] };
    },
    scoreProbe: async (id, by) => {
      asked.push(['score', id, by]);
      return Measurement.parse({ score: divided, error: 0.02 });
    }
  };
  const prober = new Prober({
    run,
    holdout: { scorer: scorer as IProbingScorer },
    runBeside: async ({ id }, data, { timeLimit, signal }) => {
      asked.push(['run', id, data, timeLimit]);
      return signal.aborted
        ? anExecution({ status: 'died' })
        : anExecution({ seconds: 20, ...result });
    },
    left: () => left,
    record: async event => tree.apply(TreeEvent.parse(event)),
    note: text => asked.push(text)
  });
  const finish = (step: number, score = 0.11) => {
    for (const event of finished(step, null, score)) {
      tree.apply(
        event.type === 'evaluate'
          ? { ...event, evaluation: { ...anEvaluation(score), error: 0.01 } }
          : event.type === 'execute'
            ? { ...event, execution: anExecution({ seconds: 20 }) }
            : event
      );
    }
    (run.solutionChanged as Signal<RunModel, unknown>).emit(null);
  };
  const said = () => newsText(probeNews(tree), trans);
  return { prober, tree, asked, finish, said };
}

it('runs the first good draft once more on other owners, and says that its score does not hold', async () => {
  const { prober, tree, asked, finish, said } = world();
  prober.begin();
  expect(asked).toEqual([]);
  finish(1);
  finish(2);
  await prober.through();
  expect(asked).toEqual([
    ['probe', matches],
    ['run', '0001-probe', 'input/probe', 40],
    ['score', '0001-probe', matches]
  ]);
  expect(tree.size).toBe(2);
  expect(said()).toBe(
    'Solution 0001 is far better on rows drawn at random (0.11) than on rows of other match_id (0.85): if new rows come of other match_id, start again divided by it.'
  );
});

it('says nothing where the score holds, and does not look again', async () => {
  const { prober, tree, asked, finish, said } = world({ divided: 0.13 });
  prober.begin();
  finish(1);
  await prober.through();
  expect(tree.probe).toMatchObject({ divided: { score: 0.13 } });
  expect(said()).toBe('');
  const before = asked.length;
  prober.begin();
  finish(2);
  await prober.through();
  expect(asked).toHaveLength(before);
});

it('probes what is far better than a draft whose score holds, but nothing worse', async () => {
  const { prober, asked, finish, said } = world({ divided: 0.32 });
  prober.begin();
  finish(1, 0.3);
  await prober.through();
  expect(said()).toBe('');
  finish(2, 0.31);
  await prober.through();
  finish(3, 0.01);
  await prober.through();
  const ran = asked.flatMap(each => {
    const [what, id] = each as string[];
    return what === 'run' ? [id] : [];
  });
  expect(ran).toEqual(['0001-probe', '0003-probe']);
  expect(said()).toMatch(/^Solution 0003 is far better .+\(0\.01\).+\(0\.32\)/);
});

it.each([
  ['rows are divided by it already', { split: matches }],
  ['nothing names whom rows belong to', { groups: [] }],
  [
    'the script takes a large share of the time',
    { request: { timeBudget: 60 } }
  ],
  ['what is left is planned for', { request: { timeBudget: 600 }, left: 30 }]
])('probes nothing where %s', async (_, options) => {
  const { prober, asked, finish } = world(options);
  prober.begin();
  finish(1);
  await prober.through();
  expect(asked).toEqual([]);
});

it('keeps that a script failed on other owners, without a word', async () => {
  const { prober, tree, finish, said } = world({
    result: { status: 'error', reason: 'A ValueError.' }
  });
  prober.begin();
  finish(1);
  await prober.through();
  expect(tree.probe).toMatchObject({ divided: null, problem: 'A ValueError.' });
  expect(said()).toBe('');
});

it('leaves nothing behind where it is interrupted', async () => {
  const { prober, tree, finish } = world();
  prober.begin();
  finish(1);
  await prober.stop();
  expect(tree.probe).toBeNull();
});

describe('a score is too kind', () => {
  const probe = (
    random: number,
    divided: number,
    error: number | null
  ): Probe => ({
    id: '0001',
    by: matches,
    random: { score: random, error },
    divided: { score: divided, error },
    problem: '',
    seconds: 1
  });

  it.each([
    ['by many errors and a large share', probe(0.11, 0.85, 0.02), true, false],
    ['by chance', probe(0.7, 0.85, 0.1), false, false],
    ['by a hair that is sure', probe(0.84, 0.85, 0.001), false, false],
    ['of unknown error, by much', probe(0.5, 0.85, null), true, false],
    ['which is higher', probe(0.99, 0.7, 0.02), false, true],
    [
      'which is the better one where it is lower',
      probe(0.9, 0.5, 0.02),
      false,
      true
    ]
  ])('%s', (_, each, low, high) => {
    expect(isTooKind(each, 'minimize')).toBe(low);
    expect(isTooKind(each, 'maximize')).toBe(high);
  });
});
