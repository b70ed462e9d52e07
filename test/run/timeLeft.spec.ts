import { checkRequest } from '../../src/run/config';
import {
  fitSeconds,
  rowsWithin,
  secondsAhead,
  secondsToFinish
} from '../../src/run/verify/planned';
import { inTime, TimeLeft } from '../../src/run/verify/timeLeft';
import { withinBudget } from '../../src/run/execution/withinBudget';
import { budgetSpent } from '../../src/scheduling/budget';
import { SolutionTree } from '../../src/search/tree';
import type { TreeEvent } from '../../src/solution/events';
import { Objective } from '../../src/task/objectiveKinds';
import type { Task } from '../../src/task/task';
import { scriptedTask } from '../support/scriptedTask';
import { preview } from '../coder/recipes/support';
import { anExecution, finished } from '../search/support';

const config = (change: object = {}) =>
  checkRequest({
    goal: 'g',
    data: 'd',
    coder: { kind: 'recipes' },
    objective: { kind: 'cell', code: '1' },
    timeBudget: 100,
    kernels: 2,
    ...change
  });
const task: Task = {
  ...scriptedTask,
  asked: { test: 'test.csv', sample: null, key: null, id: 'id' }
};

/** Scores are of rows that are held out. */
const ofHeldOut = Objective.parse({
  kind: 'holdout',
  table: 'train.csv',
  target: 'y',
  metric: 'RMSE',
  split: { kind: 'random' },
  search: 0.2,
  final: 0.2,
  seed: 0
});

/** Solutions that ran for so many seconds each, each better than the one before. */
function ran(...seconds: number[]): SolutionTree {
  const events: TreeEvent[] = seconds.flatMap((each, i) =>
    finished(i + 1, null, i, 'improve', { code: `${i}` }).map(event =>
      event.type === 'execute'
        ? { ...event, execution: { ...anExecution(), seconds: each } }
        : event
    )
  );
  return SolutionTree.from(events, 'maximize');
}

it('keeps time for what follows the search, by what the best took', () => {
  const tree = ran(1, 1, 4);
  // Three leaders, one after the other, as often as a fifth of the time has room for all of
  // them; then what is asked for.
  expect(secondsToFinish(tree, config(), null)).toBe(12);
  const one = { verifyLeaders: 1 };
  expect(secondsToFinish(tree, config(one), null)).toBe(8);
  expect(secondsToFinish(tree, config({ ...one, verifyTime: 5 }), null)).toBe(
    4
  );
  expect(secondsToFinish(tree, config({ ...one, verifyRuns: 9 }), null)).toBe(
    20
  );
  // A part of a round would compare nobody.
  expect(secondsToFinish(tree, config({ timeBudget: 29 }), null)).toBe(0);
  expect(secondsToFinish(tree, config(), task)).toBe(14);
  expect(secondsToFinish(tree, config({ timeBudget: null }), task)).toBe(0);
  expect(secondsToFinish(ran(), config(), task)).toBe(0);
  const [, , best] = [...tree.solutions];
  expect(fitSeconds(best, config(), null)).toBe(0);
});

it('fits a pick that was compared on a sample on all rows, or on as many as its time allows', () => {
  const code = `if (INPUT / 'folds.csv').exists():  # a sample while solutions are compared
    train = train.tail(100)`;
  const [drawn] = finished(1, null, 1, 'improve', { code })
    .map(event =>
      event.type === 'execute'
        ? { ...event, execution: { ...anExecution(), seconds: 4 } }
        : event
    )
    .reduce((tree, event) => {
      tree.apply(event);
      return tree;
    }, new SolutionTree('maximize')).solutions;
  const asked: Task = {
    ...task,
    data: preview({ 'train.csv': ['x', 'y'] })
  };
  const of = (rows: number) => {
    asked.data.files[0].table!.rows = rows;
    return asked;
  };
  const heldOut = {
    timeBudget: 100,
    objective: ofHeldOut
  };
  // Five seconds for a hundred rows, and two to hand in.
  expect(fitSeconds(drawn, heldOut, of(100))).toBe(7);
  expect(fitSeconds(drawn, heldOut, of(300))).toBe(17);
  expect(fitSeconds(drawn, heldOut, of(9000))).toBe(32);
  // Whether its rows were held out, or it drew them by itself.
  expect(fitSeconds(drawn, config(), of(300))).toBe(17);
  expect(rowsWithin(drawn, of(300), 1000)).toBeNull();
  expect(rowsWithin(drawn, of(9000), 100)).toBe(1200);
  expect(rowsWithin(drawn, of(9000), 1)).toBe(100);
});

it('begins no solution that would not end in time with all that follows it', () => {
  const tree = ran(2, 2, 2);
  const ahead = () => secondsAhead(tree, config(), null);
  const spent = (elapsed: number) =>
    budgetSpent({ steps: 20, timeBudget: 100, ahead }, tree, elapsed);
  expect(spent(100 - 12 - 2 - 1)).toBeNull();
  expect(spent(100 - 12 - 2)).toEqual({ code: 'time', seconds: 100 });
});

describe('the time that is left', () => {
  const heldOut = {
    objective: ofHeldOut,
    kernels: 1,
    verifyRuns: 0
  };
  /** Of 100 seconds, after some; `next` is begun, `blend` a blend, `asked` by a person. */
  function after(
    elapsed: number,
    tree: SolutionTree,
    change: object = heldOut
  ) {
    const step = tree.size + 1;
    const select = {
      type: 'select',
      step,
      stage: 'draft',
      parent: null
    } as const;
    tree.apply({ ...select, id: 'next' });
    tree.apply({ ...select, id: 'asked', asked: { hint: '' } });
    const parent = tree.best?.id ?? null;
    if (parent !== null) {
      tree.apply({ ...select, id: 'blend', stage: 'blend', parent });
    }
    const options = { tree, config: config(change), task };
    return new TimeLeft({ ...options, elapsed: () => elapsed });
  }

  it('lets the first solutions run for so long that something quicker has time after them', () => {
    const [first] = [after(10, ran()).toRun('next')];
    // It may be the pick: then it is fitted again in what is left.
    expect(first + 1.25 * first + 2).toBeCloseTo(90);
    expect(after(10, ran(), {}).toRun('next')).toBe(first);
    // Where nothing else would have its time, it has all that there is.
    expect(after(70, ran()).toRun('next')).toBe(28);
    expect(after(99, ran()).toRun('next')).toBe(2);
    expect(after(80, ran()).ahead()).toBe(10);
    expect(after(8, ran(), { timeBudget: 10 }).ahead()).toBe(2);
    expect(after(99, ran(), { timeBudget: null }).toRun('next')).toBe(Infinity);
  });

  it('keeps the last fit of the best, and of what would be better, from a solution', () => {
    // The fit of the best takes 27 of what is left.
    expect(after(60, ran(20)).toRun('next')).toBe(13);
    expect(after(60, ran(4)).toRun('next')).toBeCloseTo(38 / 2.25);
    // What takes twice as long as others takes from a verification: here, two rounds.
    const verified = { ...heldOut, verifyRuns: 2, verifyLeaders: 1 };
    const four = ran(4, 4, 4, 4);
    expect(after(75, four, verified).toSearch()).toBe(10);
    expect(after(80, ran(4, 4, 4, 4), verified).toRun('next')).toBe(8);
    // Where nothing is fitted, all of it may be taken.
    expect(after(60, ran(4), { verifyRuns: 0 }).toRun('next')).toBe(38);
  });

  it('keeps the last fit of a slower leader, which a verification may pick', () => {
    const verified = { ...heldOut, verifyRuns: 1 };
    expect(after(50, ran(12, 2), verified).beforeFit()).toBe(33);
    expect(after(50, ran(12, 2)).beforeFit()).toBe(45.5);
  });

  it('begins no blend that could not be fitted on all rows after it', () => {
    const { mayAdd } = {
      mayAdd: (s: number) => after(60, ran(4, 4)).mayAdd(s)
    };
    expect(mayAdd(16)).toBe(true);
    expect(mayAdd(17)).toBe(false);
    expect(after(60, ran(4, 4)).toRun('blend')).toBeCloseTo(38 / 2.25);
  });

  it('plans with what solutions took beside their own seconds', () => {
    const time = after(60, ran(4));
    const before = [time.ahead(), time.beforeFit(), time.toRun('next')];
    expect(before).toEqual([11, 33, 38 / 2.25]);
    time.learn(1);
    time.learn(6);
    time.learn(6);
    // Six for itself, and for the last fit, of which two were planned.
    expect(time.ahead()).toBe(11 + 6 + 4);
    expect(time.beforeFit()).toBe(33 - 4);
    expect(time.toRun('next')).toBeCloseTo((38 - 10) / 2.25);
  });

  it('gives the last fit the time that is left and a tenth more, or where that is over, what is planned', () => {
    const tree = ran(20);
    const best = tree.best!;
    expect(after(70, tree).toFit(best)).toBe(38);
    expect(after(95, ran(20)).toFit(best)).toBe(13);
    expect(after(110, ran(20)).toFit(best)).toBe(27);
    expect(after(-Infinity, ran(20)).toFit(best)).toBe(600);
  });

  it('ends a run again that takes the time of the last fit, which says nothing of it', async () => {
    const limits: number[] = [];
    const again = (timeLeft: number, seconds: number, score: number | null) =>
      inTime(
        { beforeFit: () => timeLeft },
        60,
        async ({ id }, run, { timeLimit }) => {
          limits.push(timeLimit);
          const scores =
            score === null ? [] : [{ on: 'final', score, error: null }];
          return { id, run, scores, problem: '', seconds };
        }
      )({ id: '0001', code: '' }, 1, new AbortController().signal);
    expect(await again(10, 10, null)).toBeNull();
    expect(await again(10, 3, null)).not.toBeNull();
    expect(await again(10, 9, 0.5)).not.toBeNull();
    expect(await again(Infinity, 60, null)).not.toBeNull();
    expect(limits).toEqual([10, 10, 10, 60]);
  });
});

it('ends what π chose in time, but not what a person asked for', async () => {
  const tree = ran(3);
  const select = {
    type: 'select',
    step: 2,
    stage: 'draft',
    parent: null
  } as const;
  tree.apply({ ...select, id: 'next' });
  tree.apply({ ...select, id: 'asked', asked: { hint: '' } });
  const limits: number[] = [];
  const beside: number[] = [];
  let now = 0;
  const runner = withinBudget(
    {
      run: async (_, { timeLimit, onStart }) => {
        limits.push(timeLimit);
        now += 5;
        onStart!();
        now += 4;
        return { ...anExecution(), seconds: 1 };
      }
    },
    tree,
    { toRun: () => 20, learn: seconds => beside.push(seconds) },
    () => now
  );
  const options = { timeLimit: 60, signal: new AbortController().signal };
  await runner.run({ id: 'next', code: '' }, options);
  await runner.run({ id: 'asked', code: '' }, options);
  expect(limits).toEqual([20, 60]);
  // What passed since they began, beside their own second.
  expect(beside).toEqual([3, 3]);
});
