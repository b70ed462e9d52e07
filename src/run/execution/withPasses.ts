import { runSeconds } from '../../scheduling/admission';
import type { IRunner } from '../../search/interfaces';
import type { SolutionTree } from '../../search/tree';
import type { TreeEvent } from '../../solution/events';
import { isExtra, secondsOf } from '../../solution/solution';
import { isPass, type Rerun } from '../../task/verification';
import type { IAgainOptions } from '../objectives/interfaces';
import type { TimeLeft } from '../verify/timeLeft';

/** What runs leaders once more. */
export interface IPassOptions {
  tree: SolutionTree;
  /** The leader that is better run once more than another solution tried, and which pass it is. */
  next: (without: ReadonlySet<string>) => { id: string; run: number } | null;
  rerun: (
    solution: { id: string; code: string },
    run: number,
    options: IAgainOptions
  ) => Promise<Rerun | null>;
  /** What the search may still use of the budget. */
  time: Pick<TimeLeft, 'toSearch'>;
  /** Records what came of it. */
  record: (event: TreeEvent) => Promise<unknown>;
}

/**
 * The same runner, which has a leader run once more before a candidate, in its place, where
 * that tells more than the candidate would. It takes no step; one that does not run to its
 * end is left to the verification.
 */
export function withPasses(runner: IRunner, options: IPassOptions): IRunner {
  const { tree, next, rerun, time, record } = options;
  const without = new Set<string>();
  return {
    run: async (candidate, how) => {
      const pass =
        (candidate.where ?? null) === null && !isExtra(tree.get(candidate.id))
          ? next(without)
          : null;
      if (pass !== null) {
        const { id, run } = pass;
        const leader = tree.get(id);
        const most = time.toSearch() - runSeconds(tree);
        if (2 * secondsOf(leader) <= most) {
          without.add(id);
          const { code } = leader.writing!;
          const timeLimit = Math.min(how.timeLimit, most);
          const again = { timeLimit, signal: how.signal };
          const found = await rerun({ id, code }, run, again);
          if (found?.scores.some(({ on }) => isPass(on))) {
            await record({ type: 'pass', id, rerun: found });
            without.delete(id);
          }
        }
      }
      return runner.run(candidate, how);
    }
  };
}
