import type { ISearchRest } from '../search/search';
import { Verifier, type IVerifierOptions } from './verifier';

/** How a run's search is brought to its end. */
export type IFinishingOptions = Omit<IVerifierOptions, 'runs'>;

/** What a run does once its search is over: verify the best. */
export class Finishing {
  constructor(private readonly _options: IFinishingOptions) {}

  pause(): void {
    this._isPaused = true;
    this._verifier?.pause();
  }

  resume(): void {
    this._isPaused = false;
    this._verifier?.resume();
  }

  stop(): void {
    this._isPaused = true;
    this._isStopped = true;
    this._verifier?.stop();
  }

  /**
   * Go on from where the search came to rest.
   *
   * @param runs - how often each leader runs again; 0 for no verification.
   * @returns how all of it came to rest.
   * @throws Fault - `kernel` or `storage`
   */
  async from(rest: ISearchRest, runs: number): Promise<ISearchRest> {
    const { tree } = this._options;
    if (runs === 0 || tree.best === null) {
      return rest;
    }
    const before = tree.verification;
    let isDone = false;
    if (!this._isPaused) {
      this._verifier = new Verifier({ ...this._options, runs });
      isDone = await this._verifier.verify();
    }
    if (!isDone) {
      return this._isStopped
        ? { state: 'stopped', reason: 'Stopped.', fault: null }
        : { state: 'paused', reason: 'Paused.', fault: null };
    }
    return tree.verification === before
      ? rest
      : {
          ...rest,
          reason: `${rest.reason} ${verdict(tree.verified !== null)}`
        };
  }

  private _verifier: Verifier | null = null;
  private _isPaused = false;
  private _isStopped = false;
}

function verdict(isVerified: boolean): string {
  return isVerified
    ? 'The best is verified.'
    : 'The best could not be verified: none of the leading solutions ran again to a score.';
}
