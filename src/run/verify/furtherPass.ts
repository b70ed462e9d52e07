import { mean } from '../../base/mean';
import { median } from '../../base/median';
import { runSeconds } from '../../scheduling/admission';
import type { SolutionTree } from '../../search/tree';
import { secondsOf, type Solution } from '../../solution/solution';
import { isOnFolds } from '../../solution/standing';
import { gain } from '../../task/scores';
import { leadersOf } from './evidence';

/** The latest steps, by which what another one gains is judged. */
const LATEST = 5;

/**
 * Whether, and which, leader is better run once more than another solution tried: a pass
 * with other folds and seeds, over the same rows, lessens what of its score is luck of the
 * fit. It is where that is expected to bring more in a second:
 *
 * - a pass, by the expected value of choosing the best after it rather than before (the
 *   knowledge gradient: P. Frazier, W. Powell, S. Dayanik, "A knowledge-gradient policy for
 *   sequential information collection", 2008). With n passes made, the mean of a leader will
 *   move by s = f / √(n (n + 1)), where f is the standard deviation of the luck; a leader that
 *   is d from the best of the others then brings s φ(d/s) − d Φ(−d/s).
 * - a solution, by what the best gained with the latest ones.
 *
 * How large the luck is, is what passes of the same solution differ by; before there are any,
 * the standard error of the leaders' gains stands for it.
 *
 * @param settings - how many lead, and how often each may run again.
 * @param without - leaders that are not to be run now.
 */
export function furtherPass(
  tree: SolutionTree,
  settings: { leaders: number; runs: number },
  without: ReadonlySet<string> = new Set()
): { id: string; run: number } | null {
  const leaders = leadersOf(tree, settings.leaders).filter(isOnFolds);
  const luck = luckOf(leaders);
  const { direction } = tree;
  const node = nodeGain(tree);
  if (leaders.length < 2 || !luck || direction === null || node === null) {
    return null;
  }
  const ahead = (one: Solution, other: Solution) =>
    gain(other.evaluation!.score!, one.evaluation!.score!, direction);
  const found = leaders.map(each => {
    const passes = passesOf(each).length;
    const gaps = leaders
      .filter(other => other !== each)
      .map(other => ahead(each, other));
    const moves = luck / Math.sqrt(passes * (passes + 1));
    const isOpen = passes <= settings.runs && !without.has(each.id);
    return {
      id: each.id,
      run: passes,
      value: isOpen
        ? worth(Math.abs(Math.min(...gaps)), moves) / (secondsOf(each) || 1)
        : 0
    };
  });
  const best = found.reduce((a, b) => (b.value > a.value ? b : a));
  const { id, run, value } = best;
  return value > node / (runSeconds(tree) || 1) ? { id, run } : null;
}

/** The scores of each pass over the rows of a solution, at least one. */
function passesOf({ evaluation }: Solution): number[] {
  return evaluation!.basis!.passes ?? [evaluation!.score!];
}

/** The standard deviation of the luck of a fit; `null` where nothing tells. */
function luckOf(leaders: readonly Solution[]): number | null {
  const each = leaders.map(passesOf).filter(passes => passes.length > 1);
  if (each.length === 0) {
    return median(
      leaders.flatMap(({ evaluation }) => evaluation!.basis!.lead?.error ?? [])
    );
  }
  const squares = each.flatMap(passes => {
    const middle = mean(passes);
    return passes.map(pass => (pass - middle) ** 2);
  });
  const free = each.reduce((sum, passes) => sum + passes.length - 1, 0);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / free);
}

/** What the best gained with each of the latest steps; `null` before there are as many. */
function nodeGain({ size, good, direction }: SolutionTree): number | null {
  const [best] = good.ranked;
  const before = good.ranked.find(
    each => each.step <= size - LATEST && isOnFolds(each)
  );
  return before && best && direction !== null
    ? gain(before.evaluation!.score!, best.evaluation!.score!, direction) /
        LATEST
    : null;
}

/** What a mean that will move by so much is expected to bring, so far from the best other. */
function worth(distance: number, moves: number): number {
  const z = distance / moves;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  // The normal distribution's upper tail (Abramowitz and Stegun, 26.2.16).
  const t = 1 / (1 + 0.33267 * z);
  const tail =
    density * (0.4361836 * t - 0.1201676 * t ** 2 + 0.937298 * t ** 3);
  return Math.max(0, moves * density - distance * tail);
}
