import type { SolutionTree } from '../search/tree';

/** How much a search may do in all. */
export interface IBudget {
  /** How many solutions π may choose, cancelled ones included. */
  steps: number;
  /** Seconds of work in all; `null` for no limit. */
  timeBudget: number | null;
  /**
   * Seconds that one more solution would take, and what is due once the search is
   * over: nothing new is begun that could not end in time. By default none.
   */
  ahead?: (tree: SolutionTree) => number;
}

/**
 * A sentence for people, where a budget is spent; `null` where it is not.
 *
 * @param elapsed - seconds of work so far.
 */
export function budgetSpent(
  { steps, timeBudget, ahead = () => 0 }: IBudget,
  tree: SolutionTree,
  elapsed: number
): string | null {
  if (tree.chosen >= steps) {
    return steps === 1
      ? 'The one step is done.'
      : `All ${steps} steps are done.`;
  }
  return timeBudget !== null && elapsed + ahead(tree) >= timeBudget
    ? `The time of ${timeBudget} s is spent.`
    : null;
}
