import type { Division } from '../../src/kernel/division';
import type { IProbingScorer } from '../../src/kernel/probe';
import { checkRequest } from '../../src/run/config';
import { HoldoutMeasure } from '../../src/run/objectives/holdout';
import type { Given, IMeasure } from '../../src/run/objectives/interfaces';
import { prepareObjective } from '../../src/run/objectives/kinds';
import { SolutionTree } from '../../src/search/tree';
import { Execution, Measurement } from '../../src/task/execution';
import { Holdout, type Objective } from '../../src/task/objectiveKinds';
import { anExecution } from '../search/support';

const solution = { id: '0007', code: 'random.seed(3)' };

/** What reruns ask for, in its order: what ran with what, what was scored on which rows. */
function world(result: Partial<Execution> = {}) {
  const asked: unknown[] = [];
  const controller = new AbortController();
  const make = (given: Given) => ({
    run: async ({ id, code }: { id: string; code: string }) => {
      asked.push(['run', id, code, given.data]);
      return anExecution({ seconds: 5, ...result });
    }
  });
  return {
    asked,
    controller,
    again: (measure: IMeasure, run: number) =>
      measure.rerun(solution, run, make, {
        timeLimit: 60,
        signal: controller.signal
      }),
    make
  };
}

function byItself(objective: Objective): Promise<IMeasure> {
  const config = checkRequest({
    goal: 'g',
    data: 'd',
    coder: { kind: 'recipes' },
    objective
  });
  const paths = { start: '', run: 'aide-runs/a-1', data: 'd' };
  return prepareObjective({ config, paths } as Parameters<
    typeof prepareObjective
  >[0]);
}

/** Rows that are held out, whose scores are what was asked for. */
function heldOut(asked: unknown[], folds: number | null, problem = '') {
  const scorer: Partial<IProbingScorer> = {
    measure: (id, against, fold = 0) => {
      asked.push(['measure', id, against]);
      return scorer.score!(id, fold, 'search');
    },
    input: async fold => `input/${fold}`,
    take: async id => void asked.push(['take', id]),
    score: async (id, fold, part) => {
      asked.push(['score', id, fold, part]);
      return Measurement.parse(
        problem
          ? { score: null, problem }
          : { score: part === 'final' ? 10 + fold : fold, error: 0.5 }
      );
    }
  };
  const objective = Holdout.parse({
    kind: 'holdout',
    table: 'train.csv',
    target: 'y',
    metric: 'rmse',
    split: { kind: 'random' },
    folds
  });
  const division = {
    hidden: ['train.csv'],
    notes: [],
    direction: 'minimize'
  } as Partial<Division> as Division;
  return new HoldoutMeasure(
    { scorer: scorer as IProbingScorer, objective, division },
    'd',
    'input/0',
    new SolutionTree('minimize'),
    async () => undefined
  );
}

it('repeats with other seeds what only the script itself says', async () => {
  const { again, asked } = world();
  const measure = await byItself({ kind: 'reported' });
  expect(await again(measure, 2)).toEqual({
    id: '0007',
    run: 2,
    scores: [{ on: 'run 2', score: 0.5, error: null }],
    problem: '',
    seconds: 5
  });
  expect(asked).toEqual([['run', '0007-verify2', 'random.seed(5)', 'd']]);
});

it('repeats the very script that a cell measures', async () => {
  const measured = Measurement.parse({ score: 2, error: 0.1 });
  const { again, asked } = world({ measured });
  const measure = await byItself({ kind: 'cell', code: '1', fresh: false });
  expect(await again(measure, 1)).toMatchObject({
    scores: [{ on: 'run 1', score: 2, error: 0.1 }],
    problem: ''
  });
  expect(asked).toEqual([['run', '0007-verify1', 'random.seed(3)', 'd']]);
});

it('scores the search’s own run on the rows kept for the pick, without running it', async () => {
  const { again, asked } = world();
  expect(await again(heldOut(asked, null), 0)).toEqual({
    id: '0007',
    run: 0,
    scores: [{ on: 'final', score: 10, error: 0.5 }],
    problem: '',
    seconds: 0
  });
  expect(asked).toEqual([['score', '0007', 0, 'final']]);
});

it.each([
  [null, 1, 1],
  [null, 2, 2],
  [4, 1, 4],
  [4, 2, 5]
])(
  'trains on another division than the search (folds: %s, run %s)',
  async (folds, run, fold) => {
    const { again, asked } = world();
    expect(await again(heldOut(asked, folds), run)).toMatchObject({
      scores: [
        { on: 'final', score: 10 + fold },
        { on: `fold ${run}`, score: fold }
      ],
      problem: '',
      seconds: 5
    });
    const name = `0007-verify${run}`;
    expect(asked).toEqual([
      ['run', name, `random.seed(${3 + run})`, `input/${fold}`],
      ['take', name],
      ['score', name, fold, 'final'],
      ['measure', name, null],
      ['score', name, fold, 'search']
    ]);
  }
);

it('scores all rows that the search scored, where the script predicts folds', async () => {
  const { again, asked } = world();
  const measure = heldOut(asked, null);
  const { scorer } = measure.holdout;
  const basis = {
    held: { score: 3, error: 0.9, rows: 10 },
    folds: { score: 2, error: 0.3, rows: 80 },
    lead: null
  };
  scorer.measure = async () =>
    Measurement.parse({ score: 2.1, error: 0.28, basis });
  expect((await again(measure, 1))!.scores).toEqual([
    { on: 'final', score: 11, error: 0.5 },
    { on: 'fold 1', score: 3, error: 0.9 },
    { on: 'pass 1', score: 2.1, error: 0.28 }
  ]);
  // Of a time, another division ends earlier: those are other rows.
  measure.holdout.objective.split = { kind: 'time', column: 'day' };
  expect((await again(measure, 1))!.scores.map(({ on }) => on)).toEqual([
    'final',
    'fold 1'
  ]);
});

it.each(['reported', 'holdout'])(
  'has the reason for a score where a run fails: %s',
  async kind => {
    const { again, asked } = world({ status: 'error', reason: 'KeyError' });
    const measure =
      kind === 'holdout'
        ? heldOut(asked, null)
        : await byItself({ kind: 'reported' });
    expect(await again(measure, 1)).toMatchObject({
      scores: [],
      problem: 'KeyError',
      seconds: 5
    });
    expect(asked).toHaveLength(1);
  }
);

it('says why predictions are no good', async () => {
  const { again, asked } = world();
  const measure = heldOut(asked, null, 'Its submission.csv is empty.');
  expect(await again(measure, 1)).toMatchObject({
    scores: [],
    problem: 'Its submission.csv is empty.'
  });
});

it('has no result where it was stopped', async () => {
  const { again, asked, controller } = world({ status: 'interrupted' });
  controller.abort();
  expect(await again(heldOut(asked, null), 1)).toBeNull();
});

it('scores each fold by what was trained on the others, until one is rejected', async () => {
  const { asked, make, controller } = world();
  const options = { timeLimit: 60, signal: controller.signal };
  const runner = await heldOut(asked, 3).runner(make);
  const { measured } = await runner.run(solution, options);
  expect(measured).toMatchObject({ score: 1, details: { folds: [0, 1, 2] } });
  expect(asked.filter(each => (each as string[])[0] === 'run')).toEqual([
    ['run', '0007', solution.code, 'input/0'],
    ['run', '0007-fold1', solution.code, 'input/1'],
    ['run', '0007-fold2', solution.code, 'input/2']
  ]);
  const rejected = await heldOut(asked, 3, 'No column y.').runner(make);
  asked.length = 0;
  const execution = await rejected.run(solution, options);
  expect(execution.measured?.problem).toBe('No column y.');
  expect(asked).toEqual([
    ['run', '0007', solution.code, 'input/0'],
    ['take', '0007'],
    ['measure', '0007', null],
    ['score', '0007', 0, 'search']
  ]);
});
