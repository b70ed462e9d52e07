import { runSeconds } from '../../scheduling/admission';
import type { IRunner } from '../../search/interfaces';
import type { SolutionTree } from '../../search/tree';
import { isExtra } from '../../solution/solution';

/** Seconds that a solution may run, however little is left. */
const LEAST = 5;

/**
 * The same runner, with solutions ended where they would take the time of what follows
 * the search. What a person asked for, and a blend, has all of its time.
 *
 * @param left - seconds of the budget that are left; infinite without one.
 */
export function withinBudget(
  runner: IRunner,
  tree: SolutionTree,
  left: () => number
): IRunner {
  return {
    run: (candidate, options) => {
      const most = Math.max(left(), 2 * runSeconds(tree), LEAST);
      return runner.run(
        candidate,
        isExtra(tree.get(candidate.id))
          ? options
          : { ...options, timeLimit: Math.min(options.timeLimit, most) }
      );
    }
  };
}
