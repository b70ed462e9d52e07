import type { SolutionTree } from '../../search/tree';
import type { TreeEvent } from '../../solution/events';
import { secondsOf } from '../../solution/solution';
import { kindFacts } from '../../task/objectiveKinds';
import type { Rerun, Verification } from '../../task/verification';
import type { RunConfig } from '../config';
import { conclude } from './choosing';
import { outstanding, planVerification } from './evidence';

/** Runs a leader again; `null` where the signal was aborted. */
export type RunAgain = (
  solution: { id: string; code: string },
  run: number,
  signal: AbortSignal
) => Promise<Rerun | null>;

/** What a verifier is made of. */
export interface IVerifierOptions {
  tree: SolutionTree;
  config: RunConfig;
  /** Runs of one leader; at least one. */
  runs: number;
  runAgain: RunAgain;
  /** Leaders that run at once. */
  atOnce: number;
  /** Records an event and has the tree take it in. @throws ExternalError - `storage` */
  record: (event: TreeEvent) => Promise<void>;
  /** Milliseconds from any origin. */
  clock: () => number;
  /** Whether a run of so many seconds would end in time. */
  mayTake: (seconds: number) => boolean;
}

/**
 * Verifies the best of a run: runs the leading few again, within the budget, and
 * records each result at once. What is cut off anywhere goes on from there.
 */
export class Verifier {
  constructor(private readonly _options: IVerifierOptions) {}

  /** Begin no further run; what is under way goes on to its end. */
  pause(): void {
    this._isPaused = true;
  }

  /** Take a pause back. */
  resume(): void {
    this._isPaused = false;
  }

  /** Interrupt what is under way; it runs again where the verification goes on. */
  stop(): void {
    this._isPaused = true;
    this._controller.abort();
  }

  /**
   * Verify, from where it stands.
   *
   * @returns whether it came to its end; there may have been nothing to do.
   * @throws ExternalError - `kernel` or `storage`. What was recorded stays.
   */
  async verify(): Promise<boolean> {
    const { tree, config, runs } = this._options;
    const { objective, verifyLeaders } = config;
    const plan = planVerification(tree, objective.kind, {
      leaders: verifyLeaders,
      runs
    });
    if (plan === null || tree.direction === null) {
      return true;
    }
    this._verification = plan;
    await this._keep(plan);
    const queue = outstanding(plan);
    const begun = this._options.clock();
    const isLate = () => {
      const seconds = (this._options.clock() - begun) / 1000;
      return config.verifyTime !== null && seconds >= config.verifyTime;
    };
    // A pause that is taken back finds some of them gone.
    while (!this._isPaused && queue.length > 0 && !isLate()) {
      const workers = Array.from({ length: this._options.atOnce }, () =>
        this._work(queue, isLate)
      );
      const failed = (await Promise.allSettled(workers)).find(
        worker => worker.status === 'rejected'
      );
      if (failed) {
        throw failed.reason;
      }
    }
    if (this._isPaused) {
      return false;
    }
    await this._keep(conclude(this._verification, tree));
    return true;
  }

  private async _work(
    queue: { id: string; run: number }[],
    isLate: () => boolean
  ): Promise<void> {
    const { tree, runAgain, mayTake } = this._options;
    while (!this._isPaused && !isLate()) {
      const next = queue.shift();
      if (!next) {
        return;
      }
      const { id, run } = next;
      const { code } = tree.get(id).writing!;
      // The search's own run was made already.
      if (run > 0 && !mayTake(this._seconds(next, queue))) {
        queue.length = this._isWhole ? 0 : queue.length;
        continue;
      }
      try {
        const rerun = await runAgain(
          { id, code },
          run,
          this._controller.signal
        );
        if (rerun) {
          const { reruns } = this._verification!;
          await this._keep({
            ...this._verification!,
            reruns: [...reruns, rerun]
          });
        }
      } catch (error) {
        // The others have nothing to begin either.
        queue.length = 0;
        throw error;
      }
    }
  }

  /**
   * Whether a round of runs is of use as a whole alone: where predictions are compared, all
   * have their scores of the search's own run, and only what all were scored on counts.
   * Elsewhere a quicker leader may still have time, and who did not run again is out.
   */
  private get _isWhole(): boolean {
    return kindFacts(this._options.config.objective).isOfPredictions;
  }

  /** Seconds that a run takes, or where rounds are whole, all that is to come of its round. */
  private _seconds(
    next: { id: string; run: number },
    queue: readonly { id: string; run: number }[]
  ): number {
    const { tree, atOnce } = this._options;
    const others = queue.filter(({ run }) => this._isWhole && run === next.run);
    const each = [next, ...others].map(({ id }) => secondsOf(tree.get(id)));
    const all = each.reduce((sum, seconds) => sum + seconds, 0);
    return Math.max(...each, all / atOnce);
  }

  /** Record how far it came; one after another. */
  private _keep(verification: Verification): Promise<void> {
    this._verification = verification;
    this._kept = this._kept.then(() =>
      this._options.record({ type: 'verify', verification })
    );
    return this._kept;
  }

  private _verification: Verification | null = null;
  private _kept: Promise<void> = Promise.resolve();
  private _isPaused = false;
  private readonly _controller = new AbortController();
}

/**
 * How often each leader runs again when the search ends by itself. By default
 * not at all where only the script can say how good it is: that proves little.
 */
export function automaticRuns({
  objective,
  verifyRuns
}: Pick<RunConfig, 'objective' | 'verifyRuns'>): number {
  return verifyRuns ?? (kindFacts(objective).isOwnWord ? 0 : DEFAULT_RUNS);
}

/** Runs of a leader where nobody says how many. */
export const DEFAULT_RUNS = 2;
