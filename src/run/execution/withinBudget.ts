import type { IRunner } from '../../search/interfaces';
import type { SolutionTree } from '../../search/tree';
import type { TimeLeft } from '../verify/timeLeft';

/**
 * The same runner, with solutions ended where they would take the time of what follows
 * them. What a person asked for has all of its time.
 *
 * @param clock - seconds from any origin.
 */
export function withinBudget(
  runner: IRunner,
  tree: SolutionTree,
  time: Pick<TimeLeft, 'toRun' | 'learn'>,
  clock: () => number
): IRunner {
  return {
    run: async (candidate, options) => {
      const { id } = candidate;
      let begun = Infinity;
      const execution = await runner.run(candidate, {
        ...options,
        ...(!tree.get(id).asked && {
          timeLimit: Math.min(options.timeLimit, time.toRun(id))
        }),
        onStart: where => {
          begun = clock();
          options.onStart?.(where);
        }
      });
      if (execution.status === 'ok') {
        time.learn(Math.max(0, clock() - begun - execution.seconds));
      }
      return execution;
    }
  };
}
