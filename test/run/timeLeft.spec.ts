import { checkRequest } from '../../src/run/config';
import {
  fitSeconds,
  rowsWithin,
  secondsAhead,
  secondsToFinish
} from '../../src/run/verify/timeLeft';
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

/** Solutions that ran for so many seconds each, each better than the one before. */
function ran(...seconds: number[]): SolutionTree {
  const events: TreeEvent[] = seconds.flatMap((each, i) =>
    finished(i + 1, null, i).map(event =>
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
  expect(secondsToFinish(tree, config({ timeBudget: 59 }), null)).toBe(0);
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
    objective: Objective.parse({
      kind: 'holdout',
      table: 'train.csv',
      target: 'y',
      metric: 'RMSE',
      split: { kind: 'random' },
      search: 0.2,
      final: 0.2,
      seed: 0
    })
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

it('ends a solution in time, but not before it had twice what others took', async () => {
  const tree = ran(3, 3, 3);
  tree.apply({
    type: 'select',
    id: '0004',
    step: 4,
    stage: 'draft',
    parent: null
  });
  tree.apply({
    ...{ type: 'select', id: '0005', step: 5, stage: 'draft', parent: null },
    asked: { hint: '' }
  });
  const limits: number[] = [];
  const runner = (left: number) =>
    withinBudget(
      {
        run: async (_, { timeLimit }) => {
          limits.push(timeLimit);
          return anExecution();
        }
      },
      tree,
      () => left
    );
  const options = { timeLimit: 60, signal: new AbortController().signal };
  for (const [id, left] of [
    ['0004', Infinity],
    ['0004', 20],
    ['0004', -7],
    ['0005', -7]
  ] as const) {
    await runner(left).run({ id, code: '' }, options);
  }
  // What a person asked for has all of its time.
  expect(limits).toEqual([60, 20, 6, 60]);
});
