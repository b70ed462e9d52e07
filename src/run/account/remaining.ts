import type { SolutionTree } from '../../search/tree';
import { isExtra } from '../../solution/solution';
import { budgetSpent } from '../../scheduling/budget';
import type { Task } from '../../task/task';
import type { RunConfig } from '../config';
import { awaitsFit } from '../verify/finalFit';
import { secondsAhead } from '../verify/planned';
import { automaticRuns } from '../verify/verifier';

/**
 * Whether a run has nothing left to do: its budget of steps or time is spent, no
 * solution waits, the best is verified as far as that was asked for, and fitted on all
 * rows.
 *
 * @param elapsed - seconds of work so far.
 */
export function isOver(
  tree: SolutionTree,
  config: RunConfig,
  elapsed: number,
  task: Task | null
): boolean {
  const ahead = () => secondsAhead(tree, config, task);
  const isVerified =
    tree.best === null ||
    (tree.verification?.isDone ?? automaticRuns(config) === 0);
  return (
    budgetSpent({ ...config, ahead }, tree, elapsed) !== null &&
    tree.pending.length === 0 &&
    isVerified &&
    awaitsFit(tree, task) === null
  );
}

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
