import type { IRunner } from '../search/interfaces';
import { Execution } from '../task/execution';

/** A script that waits for a person's word before it runs. */
export interface IQuestion {
  /** The run's folder. */
  run: string;
  /** The solution. */
  id: string;
  /** The whole script. */
  code: string;
  /** Aborted where nobody needs the answer any more. */
  signal: AbortSignal;
}

/** Ask a person; true lets the script run. */
export type Ask = (question: IQuestion) => Promise<boolean>;

/**
 * A runner that asks before each script. What waits has no kernel.
 *
 * @param skip - cancels a solution that shall not run.
 */
export function withApproval(
  runner: IRunner,
  options: { run: string; ask: Ask; skip: (id: string) => Promise<unknown> }
): IRunner {
  const { run, ask, skip } = options;
  return {
    run: async (candidate, how) => {
      const { id, code } = candidate;
      const { signal } = how;
      const aborted = new Promise<false>(resolve => {
        signal.addEventListener('abort', () => resolve(false), { once: true });
      });
      const isLetRun =
        !signal.aborted &&
        (await Promise.race([ask({ run, id, code, signal }), aborted]));
      if (isLetRun) {
        return runner.run(candidate, how);
      }
      if (!signal.aborted) {
        await skip(id);
      }
      return notRun;
    }
  };
}

const notRun: Execution = Execution.parse({
  status: 'interrupted',
  seconds: 0,
  reason: 'It did not run.',
  error: null,
  metric: { variable: null, printed: null },
  output: '',
  cells: []
});
