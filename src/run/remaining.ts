import { isExtra, type SolutionTree } from '../search/tree';
import type { RunConfig } from './config';

/**
 * Seconds of work that are left, by the pace of the solutions so far: with
 * several slots, that is what passes between one result and the next.
 *
 * @param elapsed - seconds of work so far.
 * @returns `null` before there is a result to go by.
 */
export function remainingSeconds(
  tree: SolutionTree,
  { steps, timeBudget }: Pick<RunConfig, 'steps' | 'timeBudget'>,
  elapsed: number
): number | null {
  const underWay = tree.pending.filter(each => !isExtra(each)).length;
  const settled = tree.chosen - underWay;
  if (settled === 0) {
    return null;
  }
  const left = Math.max(0, steps - settled) * (elapsed / settled);
  const allowed =
    timeBudget === null ? left : Math.max(0, timeBudget - elapsed);
  return Math.min(left, allowed);
}
