import type { Contents } from '@jupyterlab/services';
import { PathExt } from '@jupyterlab/coreutils';
import { z } from 'zod';
import { ExternalError } from '../../base/externalError';
import { inFreshKernel, inSameKernel } from '../../kernel/cellObjective';
import type { IKernelLauncher } from '../../kernel/launcher';
import type { IKernelRunnerOptions } from '../../kernel/runner';
import { Division, type IScorer, KernelScorer } from '../../kernel/scorer';
import { type IRunner } from '../../search/interfaces';
import type { SolutionTree } from '../../search/tree';
import type { Execution, Measurement } from '../../task/execution';
import { readMetric } from '../../task/readMetric';
import type { RunConfig } from '../config';
import type { RunFolder } from '../folder/folder';
import { parseAs } from '../folder/parse';
import { readText } from '../folder/storage';
import type { IRunPaths } from '../runPaths';
import { reportsTooMuch, tooGood } from './doubts';

/** Where the division of a hold-out is recorded, in the run's folder. */
const RECORD = 'holdout.json';
/** What of it tells one division from another. */
const Recorded = z.looseObject({
  hash: z.string(),
  files: z.unknown().optional()
});

/** What measures the candidates of a run is made of. */
export interface IMeasuringOptions {
  launcher: IKernelLauncher;
  contents: Contents.IManager;
  folder: RunFolder;
  paths: IRunPaths;
  config: RunConfig;
  tree: SolutionTree;
}

/** Options of a runner that depend on the objective. */
type Given = Pick<IKernelRunnerOptions, 'data' | 'source' | 'objective'>;

/**
 * Measures what candidates leave by the run's objective. For the reported one
 * there is nothing to do.
 */
export class Measuring {
  private constructor(
    private readonly _options: IMeasuringOptions,
    private readonly _holdout: {
      scorer: KernelScorer;
      division: Division;
    } | null
  ) {}

  /**
   * Make ready what measures; for a hold-out, divide the data and check that
   * the division is the one that the run began with.
   *
   * @throws ExternalError - `kernel`: the data cannot be divided as declared. `storage`:
   *   they are not those that the run began with.
   */
  static async begin(options: IMeasuringOptions): Promise<Measuring> {
    const { config, launcher, paths } = options;
    if (config.objective.kind !== 'holdout') {
      return new Measuring(options, null);
    }
    const { run, data } = paths;
    const { objective } = config;
    const kept = await readDivision(options);
    const oldNames = kept !== null && kept.files === undefined;
    const scorer = new KernelScorer({
      launcher,
      run,
      data,
      objective,
      oldNames
    });
    try {
      const division = await scorer.division();
      await recordDivision(options, division, kept);
      return new Measuring(options, { scorer, division });
    } catch (error) {
      await scorer.dispose().catch(() => undefined);
      throw error;
    }
  }

  /** Scores hold-outs; `null` for another objective. */
  get scorer(): IScorer | null {
    return this._holdout?.scorer ?? null;
  }

  /** How a hold-out divides the data; `null` for another objective. */
  get division(): Division | null {
    return this._holdout?.division ?? null;
  }

  /** What is odd about the data, each a sentence. */
  get notes(): readonly string[] {
    return this._holdout?.division.notes ?? [];
  }

  /** What candidates get as `./input`, from where kernels start. */
  async input(fold = 0): Promise<string> {
    return this._holdout
      ? this._holdout.scorer.input(fold)
      : this._options.paths.data;
  }

  /** What a runner of candidates is given. */
  async given(fold = 0): Promise<Given> {
    const { config, paths } = this._options;
    const { objective } = config;
    return {
      data: await this.input(fold),
      ...(this._holdout && {
        source: { folder: paths.data, hidden: this._holdout.division.hidden }
      }),
      ...(objective.kind === 'cell' &&
        !objective.fresh && { objective: inSameKernel(objective) })
    };
  }

  /**
   * A runner whose executions are measured.
   *
   * @param make - a runner that gives candidates these options.
   */
  async measuring(make: (given: Given) => IRunner): Promise<IRunner> {
    const { objective } = this._options.config;
    const folds = objective.kind === 'holdout' ? (objective.folds ?? 1) : 1;
    const runners: IRunner[] = [];
    for (let fold = 0; fold < folds; fold++) {
      runners.push(make(await this.given(fold)));
    }
    return {
      run: async (candidate, options) => {
        const execution = await runners[0].run(candidate, options);
        if (execution.status !== 'ok' || options.signal.aborted) {
          return execution;
        }
        if (objective.kind === 'cell' && objective.fresh) {
          const { launcher, paths } = this._options;
          const work = PathExt.join(paths.run, 'work', candidate.id);
          return {
            ...execution,
            measured: await inFreshKernel(launcher, objective, work, options)
          };
        }
        if (!this._holdout) {
          return execution;
        }
        const { scorer } = this._holdout;
        await scorer.take(candidate.id);
        const parts = [await scorer.score(candidate.id, 0, 'search')];
        // Cross-fitted: the same script on the other folds, unseen by people.
        for (
          let fold = 1;
          fold < folds && parts.at(-1)!.score !== null;
          fold++
        ) {
          const id = `${candidate.id}-fold${fold}`;
          const { signal, timeLimit } = options;
          const again = await runners[fold].run(
            { code: candidate.code, id },
            { signal, timeLimit }
          );
          if (again.status !== 'ok') {
            return signal.aborted
              ? again
              : {
                  ...execution,
                  status: again.status,
                  reason: `${again.reason} (on fold ${fold + 1} of ${folds})`,
                  error: again.error
                };
          }
          await scorer.take(id);
          parts.push(await scorer.score(id, fold, 'search'));
        }
        return {
          ...execution,
          measured: this._doubted(meanOf(parts), execution)
        };
      }
    };
  }

  /** End what measures. A kernel that resists is ended with the run's others. */
  async dispose(): Promise<void> {
    await this._holdout?.scorer.dispose().catch(() => undefined);
  }

  private _doubted(measured: Measurement, execution: Execution): Measurement {
    const { score, error } = measured;
    const { direction } = this._holdout!.division;
    if (score === null) {
      return measured;
    }
    const others = [...this._options.tree.good].map(
      ({ evaluation }) => evaluation!.score!
    );
    const reported = readMetric(execution.metric).score;
    const doubts = [
      reportsTooMuch(reported, score, error, direction),
      tooGood(score, others, direction)
    ].filter(doubt => doubt !== null);
    return { ...measured, warnings: [...measured.warnings, ...doubts] };
  }
}

/** The mean over folds, or the first that is rejected. */
export function meanOf(parts: readonly Measurement[]): Measurement {
  const [first] = parts;
  const rejected = parts.find(part => part.score === null);
  if (rejected || parts.length === 1) {
    return rejected ?? first;
  }
  const scores = parts.map(part => part.score!);
  const errors = parts.map(part => part.error);
  const variance = errors.reduce<number>((sum, e) => sum + (e ?? 0) ** 2, 0);
  return {
    ...first,
    score: scores.reduce((sum, score) => sum + score, 0) / scores.length,
    error: errors.includes(null) ? null : Math.sqrt(variance) / scores.length,
    warnings: [...new Set(parts.flatMap(part => part.warnings))],
    details: { ...first.details, folds: scores }
  };
}

/** The division that was kept; `null` for none yet, or one that was cut off. */
async function readDivision({
  contents,
  folder
}: IMeasuringOptions): Promise<z.infer<typeof Recorded> | null> {
  const text = await readText(contents, `${folder.path}/${RECORD}`);
  return text === null ? null : parseAs(Recorded, text);
}

/** Keep the division, or check that it is the one kept. */
async function recordDivision(
  { folder, config }: IMeasuringOptions,
  division: Division,
  kept: z.infer<typeof Recorded> | null
): Promise<void> {
  if (kept === null) {
    // Before that nothing was scored.
    await folder.write(RECORD, `${JSON.stringify(division, null, 1)}\n`);
    return;
  }
  if (kept.hash !== division.hash) {
    throw new ExternalError(
      `The data in “${config.data}” are not those that this run began with, so its scores would not compare. Put them back as they were, or begin a new run.`,
      'storage'
    );
  }
}
