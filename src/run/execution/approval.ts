import { ExternalError } from '../../base/externalError';
import type { IRunner } from '../../search/interfaces';
import { Execution } from '../../task/execution';
import type { RunConfig } from '../config';
import type { Ask } from '../host';

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

/**
 * A runner that asks before each script where its run is to; otherwise the runner itself.
 *
 * @param options - `ask`: missing where nobody is there.
 * @throws ExternalError - `kernel`: nobody is there to answer.
 */
export function approvedAsAsked(
  runner: IRunner,
  { askBeforeRunning }: Pick<RunConfig, 'askBeforeRunning'>,
  options: { run: string; ask?: Ask; skip: (id: string) => Promise<unknown> }
): IRunner {
  const { ask } = options;
  if (!askBeforeRunning) {
    return runner;
  }
  if (!ask) {
    throw new ExternalError(
      'This run asks before each script, so it needs somebody to answer: it cannot go on in the background. Go on with it in a tab, or with “jupyter aide run --resume” in a terminal.',
      'kernel'
    );
  }
  return withApproval(runner, { ...options, ask });
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
