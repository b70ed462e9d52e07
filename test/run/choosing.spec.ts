import { stepRandom } from '../../src/base/random';
import { conclude, leadOver } from '../../src/run/verify/choosing';
import { evidenceOf } from '../../src/run/verify/evidence';
import { SolutionTree } from '../../src/search/tree';
import type { OnRows } from '../../src/task/execution';
import type { FreshScore, Verification } from '../../src/task/verification';
import { anEvaluation, finished, idOf } from '../search/support';

interface ILeader {
  search: OnRows;
  /** On held-out rows alone, where the search's score is of those of the folds as well. */
  held?: OnRows;
  fresh: FreshScore[];
}

const on = (score: number, error: number | null = null, rows = 100) => ({
  score,
  error,
  rows
});
const fresh = (
  name: string,
  score: number,
  error: number | null = null
): FreshScore => ({ on: name, score, error });

/** A run that is to be lower, with its verification. */
function verified(leaders: readonly ILeader[]): {
  tree: SolutionTree;
  verification: Verification;
} {
  const events = leaders.flatMap(({ search, held }, i) =>
    finished(i + 1, null, search.score).map(event =>
      event.type === 'evaluate'
        ? {
            ...event,
            evaluation: {
              ...anEvaluation(search.score),
              error: search.error,
              basis: {
                held: held ?? search,
                folds: held ? search : null,
                lead: null
              }
            }
          }
        : event
    )
  );
  const ids = leaders.map((_, i) => idOf(i + 1));
  return {
    tree: SolutionTree.from(events, 'minimize'),
    verification: {
      kind: 'holdout',
      leaders: ids,
      runs: 2,
      reruns: leaders.flatMap(({ fresh }, i) =>
        fresh.length > 0
          ? { id: ids[i], run: 0, scores: fresh, problem: '', seconds: 0 }
          : []
      ),
      isDone: false,
      pick: null
    }
  };
}

const picked = (...leaders: ILeader[]) => {
  const { tree, verification } = verified(leaders);
  return conclude(verification, tree).pick;
};

describe('the pick', () => {
  it('is not lost by few fresh rows to a solution that is behind on many', () => {
    const leader = { search: on(164.4, 4, 3896), held: on(160, 13) };
    const other = { search: on(166.6, 4, 3896), held: on(161, 13) };
    expect(
      picked(
        { ...leader, fresh: [fresh('final', 157.5, 14)] },
        { ...other, fresh: [fresh('final', 157.3, 13)] }
      )
    ).toBe('0001');
    // On as many fresh rows it would be.
    expect(
      picked(
        { ...leader, fresh: [fresh('final', 170, 4)] },
        { ...other, fresh: [fresh('final', 160, 4)] }
      )
    ).toBe('0002');
  });

  it('goes by further passes over the same rows as much as by the first', () => {
    const passes = (first: number, ...others: number[]) => ({
      search: on(first, 2),
      held: on(first, 6),
      fresh: [
        fresh('final', 50, 6),
        ...others.flatMap((score, i) => [
          fresh(`pass ${i + 1}`, score, 2),
          // Of a part of the rows of the pass, so that it adds nothing.
          fresh(`fold ${i + 1}`, 100 - score, 6)
        ])
      ]
    });
    expect(picked(passes(40, 46, 46), passes(42, 44, 44))).toBe('0002');
    expect(picked(passes(40, 44, 44), passes(42, 44, 44))).toBe('0001');
  });

  it('compares by held-out rows where one leader has no score on rows of folds', () => {
    const fine = [fresh('final', 50, 6)];
    expect(
      picked(
        { search: on(50, 2), held: on(48, 6), fresh: fine },
        { search: on(45, 6), fresh: fine }
      )
    ).toBe('0002');
  });

  it('goes by fresh scores alone where nothing tells how far they vary, as of a time', () => {
    expect(
      picked(
        { search: on(1), fresh: [fresh('run 1', 3)] },
        { search: on(2), fresh: [fresh('run 1', 2.5)] }
      )
    ).toBe('0002');
  });

  it('keeps the order of the search where nothing tells them apart', () => {
    const same = {
      search: on(50, 2),
      held: on(50, 6),
      fresh: [fresh('final', 50, 6)]
    };
    expect(picked(same, same)).toBe('0001');
  });

  it('has a score that the search had no part in, of rows by what they tell', () => {
    const { verification } = verified([
      {
        search: on(1, 2),
        held: on(1, 6),
        fresh: [fresh('final', 50, 6), fresh('pass 1', 40, 2)]
      }
    ]);
    const [{ score, error }] = evidenceOf(verification);
    expect(score).toBeCloseTo((50 / 36 + 40 / 4) / (1 / 36 + 1 / 4));
    expect(error).toBeCloseTo((1 / 36 + 1 / 4) ** -0.5);
  });
});

describe.each([
  ['before any of them ran again', 0],
  ['after two further passes', 2]
])('over many runs, %s, the pick', (_, passes) => {
  const random = stepRandom(7, passes);
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

  /** What solutions are worth, by what each way to pick has for the best. */
  function regrets(): Record<'search' | 'fresh' | 'pick', number> {
    // The error of a fit, and of the rows: the search has nine times as many as the pick.
    const [spread, fit, rows] = [1, 1, 1];
    const solutions = Array.from({ length: 15 }, () => {
      const truth = spread * normal();
      const onRows = truth + rows * normal();
      const score = () => onRows + fit * normal();
      return { truth, first: score(), score };
    });
    const best = Math.min(...solutions.map(({ truth }) => truth));
    const leaders = [...solutions]
      .sort((a, b) => a.first - b.first)
      .slice(0, 3)
      .map(({ truth, first, score }) => ({
        truth,
        search: on(first, rows),
        held: on(first, 3 * rows),
        fresh: [
          fresh(
            'final',
            truth + Math.hypot(3 * rows, fit) * normal(),
            3 * rows
          ),
          ...Array.from({ length: passes }, (_, i) =>
            fresh(`pass ${i + 1}`, score(), rows)
          )
        ]
      }));
    const { tree, verification } = verified(leaders);
    const evidence = evidenceOf(verification);
    const freshest = evidence.reduce((a, b) => (b.score! < a.score! ? b : a));
    const of = (id: string) => leaders[Number(id) - 1].truth - best;
    return {
      search: of('0001'),
      fresh: of(freshest.id),
      pick: of(conclude(verification, tree).pick!)
    };
  }

  it('is nearer to the best than by the search alone or by fresh scores alone', () => {
    const runs = Array.from({ length: 1000 }, regrets);
    const mean = (of: (each: (typeof runs)[number]) => number) =>
      runs.reduce((sum, each) => sum + of(each), 0) / runs.length;
    const pick = mean(each => each.pick);
    expect(pick).toBeLessThan(mean(each => each.search));
    expect(pick).toBeLessThan(mean(each => each.fresh));
  });
});

describe('a lead', () => {
  /** The first is better by so much in the search, and as good in few fresh rows. */
  function leading(ahead: number, passes: number[], paired: number | null) {
    const { tree, verification } = verified(
      [1 - ahead, 1].map((score, i) => ({
        search: on(score, 0.1, 1000),
        held: on(score, 0.3),
        fresh: [
          fresh('final', 1, 0.3),
          ...passes.map((pass, k) =>
            fresh(`pass ${k + 1}`, i === 0 ? 1 - pass : 1, 0.1)
          )
        ]
      }))
    );
    tree.get('0001').evaluation!.basis!.lead =
      paired === null ? null : { over: '0002', gain: ahead, error: paired };
    const [one, other] = evidenceOf(verification);
    return leadOver(one, other, tree);
  }

  it('is of all rows that the pick goes by, not of the few fresh ones', () => {
    const { ahead, isClear } = leading(0.1, [0.1, 0.1], 0.01);
    expect(ahead).toBeGreaterThan(0.085);
    expect(isClear).toBe(true);
  });

  it.each<[string, number[], number | null]>([
    ['where the rows might as well have been others', [0.1, 0.1], null],
    ['where one pass says this and another one that', [-0.1, 0.3], 0.01],
    ['where neither ran again, so that luck of a fit is not known', [], 0.01]
  ])('is not clear %s', (_, passes, paired) => {
    expect(leading(0.1, passes, paired).isClear).toBe(false);
  });
});
