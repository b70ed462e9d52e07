import type { Direction } from '../../src/task/task';
import { mean, median } from '../statistics';

/**
 * How well a search is steered: each way to score its solutions, held against what
 * they are on rows that no run had.
 */

/** What a search may be steered by, with their names in the table. */
export const STEERED_BY = {
  holdout: 'hold-out alone',
  outOfFold: 'out-of-fold alone',
  combination: 'the combination'
} as const;
export type SteeredBy = keyof typeof STEERED_BY;

/** A solution as each way scores it, and as it is. */
export interface INode extends Record<SteeredBy, number | null> {
  id: string;
  /** Blends come after the search, so they are none of what it chooses from. */
  isBlend: boolean;
  /** On the outer rows, fitted on all that the run was given; `null` where that failed. */
  truth: number | null;
}

/**
 * The rank correlation of two lists of numbers; those that are level share their ranks.
 *
 * @returns `null` for fewer than three pairs, and where one list is all the same.
 */
export function spearman(
  xs: readonly number[],
  ys: readonly number[]
): number | null {
  const [a, b] = [ranks(xs), ranks(ys)];
  // Ranks always have the same mean.
  const middle = (xs.length + 1) / 2;
  const sum = (one: readonly number[], other: readonly number[]) =>
    one.reduce(
      (total, rank, i) => total + (rank - middle) * (other[i] - middle),
      0
    );
  const spread = Math.sqrt(sum(a, a) * sum(b, b));
  return xs.length < 3 || spread === 0 ? null : sum(a, b) / spread;
}

function ranks(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return values.map(
    value => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1
  );
}

/**
 * How much of the way from the median solution to the best one a pick loses: 0 for the
 * best, 1 for one like the median, more for a worse one. Below 0 where a blend is better
 * than all that it was chosen from.
 *
 * @param truths - of all solutions that could have been picked.
 * @returns `null` where the median is as good as the best.
 */
export function regret(
  pick: number,
  truths: readonly number[],
  direction: Direction
): number | null {
  const best =
    direction === 'minimize' ? Math.min(...truths) : Math.max(...truths);
  const range = median(truths) - best;
  return range === 0 ? null : (pick - best) / range;
}

/** What a way to steer came to in one run; `null` where it cannot be told. */
export interface ISteered {
  /** Of its scores and the truth, over the solutions. */
  spearman: number | null;
  /** Of the solution that it scores best. */
  regret: number | null;
}

/** How well each way would have steered a run. */
export function steered(
  nodes: readonly INode[],
  direction: Direction
): Record<SteeredBy, ISteered> {
  const known = nodes.filter(node => !node.isBlend && node.truth !== null);
  const truths = known.map(node => node.truth!);
  const of = (way: SteeredBy): ISteered => {
    const scored = known.filter(node => node[way] !== null);
    if (scored.length === 0) {
      return { spearman: null, regret: null };
    }
    const sign = direction === 'minimize' ? -1 : 1;
    const pick = scored.reduce((best, each) =>
      sign * each[way]! > sign * best[way]! ? each : best
    );
    return {
      spearman: spearman(
        scored.map(node => node[way]!),
        scored.map(node => node.truth!)
      ),
      regret: regret(pick.truth!, truths, direction)
    };
  };
  return {
    holdout: of('holdout'),
    outOfFold: of('outOfFold'),
    combination: of('combination')
  };
}

/** The regret of what was handed over in the end, which may be a blend. */
export function regretOf(
  id: string,
  nodes: readonly INode[],
  direction: Direction
): number | null {
  const pick = nodes.find(node => node.id === id)?.truth ?? null;
  const truths = nodes.flatMap(({ isBlend, truth }) =>
    isBlend || truth === null ? [] : [truth]
  );
  return pick === null || truths.length === 0
    ? null
    : regret(pick, truths, direction);
}

/** Seconds that the cells which are missing take, by those of their tables, else by all. */
export function secondsLeft(
  done: readonly { dataset: string; seconds: number }[],
  missing: readonly { dataset: string }[],
  jobs: number
): number | null {
  if (done.length === 0) {
    return null;
  }
  const meanOf = (some: typeof done) =>
    mean(some.map(({ seconds }) => seconds));
  const expected = missing.map(({ dataset }) => {
    const same = done.filter(cell => cell.dataset === dataset);
    return meanOf(same.length > 0 ? same : done);
  });
  return expected.reduce((sum, seconds) => sum + seconds, 0) / jobs;
}
