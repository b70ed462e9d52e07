import { summarize } from '../../src/search/summary';
import { SolutionTree } from '../../src/search/tree';
import { leadersOf } from '../../src/run/verify/evidence';
import type { Basis } from '../../src/task/execution';
import type { Direction } from '../../src/task/task';
import { anEvaluation, finished, idOf } from './support';

interface IScored {
  score: number;
  /** What it is made of, and what it gains over that, with the error of that. */
  lead?: [over: number, gain: number, error: number];
  /** Whether held-out rows alone count. */
  isApart?: boolean;
}

/** A tree of solutions with these scores, in their order. */
function grown(direction: Direction, ...scores: IScored[]): SolutionTree {
  const tree = new SolutionTree(direction);
  scores.forEach(({ score, lead, isApart }, i) => {
    const on = { score, error: 0.1, rows: 100 };
    const basis: Basis = {
      held: on,
      folds: isApart ? null : on,
      lead: lead ? { over: idOf(lead[0]), gain: lead[1], error: lead[2] } : null
    };
    const writing = { code: `score = ${i}` };
    const parent = lead ? lead[0] : null;
    for (const event of finished(i + 1, parent, score, 'improve', writing)) {
      tree.apply(
        event.type === 'evaluate'
          ? { ...event, evaluation: { ...anEvaluation(score), basis } }
          : event
      );
    }
  });
  return tree;
}

it('improves a solution that is really better rather than one that may be lucky', () => {
  for (const sign of [1, -1]) {
    const tree = grown(
      sign > 0 ? 'maximize' : 'minimize',
      { score: 0.8 * sign },
      // Far ahead, within twice the error of that.
      { score: 0.9 * sign, lead: [1, 0.1, 0.095] },
      // Less far, and sure of it.
      { score: 0.85 * sign, lead: [1, 0.05, 0.005] }
    );
    expect(tree.best?.id).toBe('0002');
    expect(tree.base?.id).toBe('0003');
    // A gain within its error is none: the earlier one is gone on with.
    expect(
      grown('maximize', { score: 0.8 }, { score: 0.81, lead: [1, 0.01, 0.02] })
        .base?.id
    ).toBe('0001');
  }
});

it('does not go on with a solution that is exactly as good as the one it was made of', () => {
  const tree = grown(
    'minimize',
    { score: 0.8 },
    { score: 0.5, lead: [1, 0.3, 0.1] },
    { score: 0.5, lead: [2, 0, 0] }
  );
  expect(tree.best?.id).toBe('0002');
  expect(tree.base?.id).toBe('0002');
});

it('never compares a score on held-out rows alone with one on all rows', () => {
  const tree = grown(
    'minimize',
    { score: 0.1, isApart: true },
    { score: 0.5 },
    { score: 0.4, lead: [2, 0.1, 0.01] },
    { score: 0.05, isApart: true, lead: [1, 0.05, 0.001] }
  );
  const order = ['0003', '0002', '0004', '0001'];
  expect(tree.good.ranked.map(({ id }) => id)).toEqual(order);
  expect(tree.best?.id).toBe('0003');
  expect(tree.base?.id).toBe('0003');
  expect(summarize(tree).good.map(({ id }) => id)).toEqual(order);
  // Where all are run again on the same rows, it has its chance.
  expect(leadersOf(tree, 3).map(({ id }) => id)).toContain('0004');
});

it('goes by the score alone where nothing else was told', () => {
  const tree = new SolutionTree('maximize');
  [0.3, 0.5, 0.4].forEach((score, i) => {
    finished(i + 1, null, score).forEach(event => tree.apply(event));
  });
  expect(tree.good.promising).toEqual(tree.good.ranked);
});
