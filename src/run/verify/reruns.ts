import { type IKernelRunnerOptions, KernelRunner } from '../../kernel/runner';
import type { IRunner } from '../../search/interfaces';
import type { Execution, Measurement } from '../../task/execution';
import { readMetric } from '../../task/readMetric';
import type { FreshScore, Rerun } from '../../task/verification';
import type { RunConfig } from '../config';
import type { Measuring } from '../measure/measuring';
import { reseed } from './reseed';

/** What running a solution again takes. */
export interface IRerunsOptions {
  measuring: Measuring;
  config: RunConfig;
  kernels: Pick<IKernelRunnerOptions, 'pool' | 'folder' | 'memoryLimit'>;
}

/**
 * Runs solutions again for a verification, each time in a working folder of its
 * own: `work/0007-verify2`.
 *
 * - hold-out: trained on another division and with other seeds, scored on the
 *   part that is kept for the pick and on rows that it was not trained on
 * - cell: the same script in a fresh kernel, measured once more
 * - reported: with other seeds; what it says of itself is all there is
 */
export class Reruns {
  constructor(private readonly _options: IRerunsOptions) {}

  /**
   * Run a solution again.
   *
   * @param run - 0 for a hold-out: nothing runs, what the search's own run
   *   predicted is scored on the part that is kept for the pick.
   * @returns `null` where the signal was aborted.
   * @throws ExternalError - `kernel`
   */
  async run(
    solution: { id: string; code: string },
    run: number,
    signal: AbortSignal
  ): Promise<Rerun | null> {
    const { measuring, config } = this._options;
    const { scorer } = measuring;
    const { id, code } = solution;
    if (scorer && run === 0) {
      const final = await scorer.score(id, 0, 'final');
      const scores = freshScores(['final', final]);
      return { id, run, scores, problem: '', seconds: 0 };
    }
    const name = `${id}-verify${run}`;
    const isCell = config.objective.kind === 'cell';
    const runner = await this._runner(run);
    const execution = await runner.run(
      { id: name, code: isCell ? code : reseed(code, run) },
      { timeLimit: config.timeLimit, signal }
    );
    if (signal.aborted) {
      return null;
    }
    const { status, seconds } = execution;
    if (status !== 'ok') {
      return { id, run, scores: [], problem: execution.reason, seconds };
    }
    if (!scorer) {
      return { id, run, ...own(execution, `run ${run}`), seconds };
    }
    const fold = this._fold(run);
    await scorer.take(name);
    const final = await scorer.score(name, fold, 'final');
    const other = await scorer.score(name, fold, 'search');
    const scores = freshScores(['final', final], [`fold ${run}`, other]);
    return { id, run, scores, problem: final.problem, seconds };
  }

  private async _runner(run: number): Promise<IRunner> {
    const { measuring, kernels } = this._options;
    return measuring.scorer
      ? new KernelRunner({
          ...kernels,
          ...(await measuring.given(this._fold(run)))
        })
      : measuring.measuring(
          given => new KernelRunner({ ...kernels, ...given })
        );
  }

  /**
   * The division of a run: none that the search scored on. Where folds took turns,
   * its rows were scored before, of models that were trained on others: with few
   * rows, a part that nothing was scored on would say too little alone.
   */
  private _fold(run: number): number {
    const { objective } = this._options.config;
    const folds = objective.kind === 'holdout' ? objective.folds : null;
    return run + (folds ?? 1) - 1;
  }
}

/** The score of a run that nothing outside divides the data for. */
function own(
  { measured, metric }: Execution,
  on: string
): Pick<Rerun, 'scores' | 'problem'> {
  const { score, problem } = measured ?? readMetric(metric);
  return {
    scores:
      score === null ? [] : [{ on, score, error: measured?.error ?? null }],
    problem
  };
}

function freshScores(...parts: [string, Measurement][]): FreshScore[] {
  return parts.flatMap(([on, { score, error }]) =>
    score === null ? [] : [{ on, score, error }]
  );
}
