import type { IRunner } from '../../search/interfaces';
import type { Execution } from '../../task/execution';
import { readMetric } from '../../task/readMetric';
import type { Rerun } from '../../task/verification';
import type { IAgainOptions } from './interfaces';

/** What running a solution again came to. */
export type Fresh = Pick<Rerun, 'scores' | 'problem'>;

/** What the files of a solution's further run are called by. */
export function nameOfRun(id: string, run: number): string {
  return `${id}-verify${run}`;
}

/** The division that a further run is given, where the search has so many. */
export function divisionOf(run: number, folds: number | null): number {
  return run + (folds ?? 1) - 1;
}

/**
 * Run a solution again, in a working folder of its own: `work/0007-verify2`.
 *
 * @param score - scores what it left there, under that name.
 * @returns `null` where the signal was aborted.
 * @throws ExternalError - `kernel`
 */
export async function runAgain(
  runner: IRunner,
  { id, code }: { id: string; code: string },
  run: number,
  options: IAgainOptions,
  score: (execution: Execution, name: string) => Fresh | Promise<Fresh>
): Promise<Rerun | null> {
  const name = nameOfRun(id, run);
  const execution = await runner.run({ id: name, code }, options);
  if (options.signal.aborted) {
    return null;
  }
  const { status, reason, seconds } = execution;
  const fresh =
    status === 'ok'
      ? await score(execution, name)
      : { scores: [], problem: reason };
  return { id, run, ...fresh, seconds };
}

/** The score of a run that nothing outside divides the data for: a mere repetition. */
export function repeated({ measured, metric }: Execution, run: number): Fresh {
  const { score, problem } = measured ?? readMetric(metric);
  const error = measured?.error ?? null;
  return {
    scores: score === null ? [] : [{ on: `run ${run}`, score, error }],
    problem
  };
}
