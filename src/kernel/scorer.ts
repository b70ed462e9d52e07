import type { Kernel } from '@jupyterlab/services';
import { z } from 'zod';
import { ExternalError } from '../base/externalError';
import { Semaphore } from '../base/semaphore';
import { Measurement } from '../task/execution';
import type { Holdout } from '../task/objectiveKinds';
import { callPython } from './callPython';
import { Division } from './division';
import { endKernel, type IKernelLauncher } from './launcher';
import { healthOf } from './request';
import { type BlendHow, Stack } from './stack';
import { SCORER_MODULES, together } from './together';

/** Which rows a score is measured on: the search's own, or the final pick's. */
export type Part = 'search' | 'final';

/**
 * Scores predictions with answers that no candidate sees. Everything follows
 * from the run's configuration and the data, so a scorer that is started again
 * is the same one.
 */
export interface IScorer {
  /**
   * The folder that candidates get as `./input`, from where kernels start. Made
   * when it is first asked for.
   *
   * @param fold - 0 is the search's own division. Others divide the rows that
   *   are not in the final part in another way: for verification.
   * @throws ExternalError - `kernel` or `storage`
   */
  input(fold: number): Promise<string>;
  /**
   * Keep what a candidate left as it is now, out of its reach. From here on that is
   * what is scored.
   *
   * @throws ExternalError - `kernel`
   */
  take(id: string): Promise<void>;
  /**
   * Score what a candidate left in its working folder, or what was taken of it.
   *
   * @param id - the name of its folder in `work/`: a solution's id, or what a
   *   verification calls its run.
   * @param fold - the division that it was given as `./input`.
   * @throws ExternalError - `kernel`. What is wrong with the predictions is in the
   *   measurement.
   */
  score(id: string, fold: number, part: Part): Promise<Measurement>;
  /**
   * The score that the search goes by, of what was taken: on held-out rows, and on those of
   * the given folds where what it predicts of them is to be believed.
   *
   * @param against - the solution that it is compared with, on the same rows.
   * @param fold - the division that it was given; the search's own by default.
   * @throws ExternalError - `kernel`
   */
  measure(
    id: string,
    against: string | null,
    fold?: number
  ): Promise<Measurement>;
  /**
   * Score the mean of what several candidates left, given the same division.
   *
   * @param ids - one that is named twice counts twice.
   * @param rank - take the mean of the ranks, for a metric that only orders.
   */
  scoreBlend(
    ids: readonly string[],
    fold: number,
    part: Part,
    rank: boolean
  ): Promise<Measurement>;
  /**
   * Choose a blend by what candidates predicted out of fold and for the search's part.
   *
   * @param ids - good solutions; those that left no `oof.csv` take no part.
   * @param ways - how predictions may be blended, at least one.
   * @param most - members at most.
   * @param passes - of each candidate that ran again, what those runs left: by the name that
   *   they were taken under, with the division that they were given.
   * @returns `null` where no blend is better than the best alone, or fewer than two
   *   take part.
   * @throws ExternalError - `kernel`
   */
  stack(
    ids: readonly string[],
    ways: readonly BlendHow[],
    most: number,
    passes: Passes
  ): Promise<Stack | null>;
}

/** By candidate: names, each with the division that was given. */
export type Passes = Readonly<Record<string, readonly [string, number][]>>;

/** What a {@link KernelScorer} needs. */
export interface IKernelScorerOptions {
  launcher: IKernelLauncher;
  /** The run's folder, from where kernels start. */
  run: string;
  /** The data folder, likewise. */
  data: string;
  objective: Holdout;
  /** Whether the run began when prepared files had fixed names, which its scripts read. */
  oldNames?: boolean;
  /** Whether candidates are told the folds to validate by. */
  tellFolds?: boolean;
}

/** Seconds that reading and dividing the table may take. */
const OPEN_LIMIT = 600;

/**
 * A scorer in a kernel of its own, which runs no candidate. One that dies is
 * started again, and comes to the same division.
 */
export class KernelScorer implements IScorer {
  constructor(private readonly _options: IKernelScorerOptions) {}

  /** What its kernel is asked with. */
  protected readonly source: string = together(...SCORER_MODULES);

  /** How the rows are divided. @throws ExternalError - `kernel` */
  async division(): Promise<Division> {
    return (await this._ready()).division;
  }

  input(fold: number): Promise<string> {
    return this.ask('prepare_input', { fold }, z.string());
  }

  async take(id: string): Promise<void> {
    await this.ask('take', { candidate: id }, z.null());
  }

  score(id: string, fold: number, part: Part): Promise<Measurement> {
    return this.askTwice('score', { candidate: id, fold, part });
  }

  measure(id: string, against: string | null, fold = 0): Promise<Measurement> {
    return this.askTwice('measure_unseen', { candidate: id, against, fold });
  }

  scoreBlend(
    ids: readonly string[],
    fold: number,
    part: Part,
    rank: boolean
  ): Promise<Measurement> {
    const args = { candidates: ids, fold, part, rank };
    return this.askTwice('score_blend', args);
  }

  stack(
    ids: readonly string[],
    ways: readonly BlendHow[],
    most: number,
    passes: Passes
  ): Promise<Stack | null> {
    const args = { candidates: ids, ways, most, passes };
    return this.ask('choose_blend', args, Stack.nullable());
  }

  /** End its kernel. It starts again where it is asked again. */
  async dispose(): Promise<void> {
    const started = this._started;
    this._started = null;
    const scorer = await started?.catch(() => null);
    if (scorer) {
      await endKernel(scorer.kernel);
    }
  }

  /**
   * Score, if need be in another kernel: what a candidate leaves, and what it left
   * running, may end the first. The second time that is its own bug.
   */
  protected askTwice(
    fn: string,
    args: Record<string, unknown>
  ): Promise<Measurement> {
    return this._inTurn(() => this._measureTwice(fn, args));
  }

  private async _measureTwice(
    fn: string,
    args: Record<string, unknown>
  ): Promise<Measurement> {
    for (let isFirst = true; ; isFirst = false) {
      const { kernel } = await this._ready();
      try {
        return await callPython(kernel, this.source, fn, args, Measurement, {
          timeout: OPEN_LIMIT
        });
      } catch (error) {
        if (!(error instanceof ExternalError) || healthOf(kernel) === 'lost') {
          throw error;
        }
        await this.dispose();
        if (!isFirst) {
          return Measurement.parse({
            score: null,
            problem: `Its submission.csv cannot be scored: twice, ${reasonOf(error)}`
          });
        }
      }
    }
  }

  /** Ask its kernel something, in turn. @throws ExternalError - `kernel` */
  protected ask<T>(
    fn: string,
    args: Record<string, unknown>,
    schema: z.ZodType<T>
  ): Promise<T> {
    return this._inTurn(async () => {
      const { kernel } = await this._ready();
      return callPython(kernel, this.source, fn, args, schema, {
        timeout: OPEN_LIMIT
      });
    });
  }

  /** One after another: nobody is blamed for a kernel that another ended. */
  private async _inTurn<T>(work: () => Promise<T>): Promise<T> {
    const end = await this._turns.take(new AbortController().signal);
    try {
      return await work();
    } finally {
      end();
    }
  }

  private async _ready(): Promise<IStarted> {
    const before = await this._started?.catch(() => null);
    if (before && healthOf(before.kernel) !== 'well') {
      this._started = null;
      await endKernel(before.kernel).catch(() => undefined);
    }
    this._started ??= this._start().catch(error => {
      this._started = null;
      throw error;
    });
    return this._started;
  }

  private async _start(): Promise<IStarted> {
    const { launcher, run, data, objective } = this._options;
    const { oldNames = false, tellFolds = true } = this._options;
    const kernel = await launcher.start();
    try {
      const args = {
        data,
        run,
        objective: {
          ...objective,
          old_names: oldNames,
          tell_folds: tellFolds
        }
      };
      const division = await callPython(
        kernel,
        this.source,
        'open_scorer',
        args,
        Division,
        { timeout: OPEN_LIMIT }
      );
      return { kernel, division };
    } catch (error) {
      await endKernel(kernel).catch(() => undefined);
      throw error;
    }
  }

  private _started: Promise<IStarted> | null = null;
  private readonly _turns = new Semaphore(1);
}

/** What happened to the scorer, in words that end a sentence. */
function reasonOf({ message }: ExternalError): string {
  return / died /.test(message)
    ? 'the process that scores ended while it read it.'
    : `the process that scores failed with it (${message})`;
}

interface IStarted {
  kernel: Kernel.IKernelConnection;
  division: Division;
}
