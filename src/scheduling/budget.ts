import type { SolutionTree } from '../search/tree';
import type { News } from '../task/news';

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
 * What is told where a budget is spent; `null` where it is not.
 *
 * @param elapsed - seconds of work so far.
 */
export function budgetSpent(
  { steps, timeBudget, ahead = () => 0 }: IBudget,
  tree: SolutionTree,
  elapsed: number
): News | null {
  if (tree.chosen >= steps) {
    return { code: 'steps', steps };
  }
  return timeBudget !== null && elapsed + ahead(tree) >= timeBudget
    ? { code: 'time', seconds: timeBudget }
    : null;
}
