import type { IEventQueue } from '../../search/interfaces';
import type { ISearchOutcome, Search } from '../../search/search';
import { blendEvents, type IBlendProposal } from './blending';
import { verifiedOf } from '../pick';
import { Verifier, type IVerifierOptions } from './verifier';

/** How a run's search is brought to its end. */
export interface IFinishingOptions extends Omit<IVerifierOptions, 'runs'> {
  search: Search;
  /** The search's way into the tree. */
  queue: IEventQueue;
  /** Looks for a blend; `null` where there is none. @throws ExternalError - `kernel` */
  propose: () => Promise<IBlendProposal | null>;
}

/**
 * What a run does once its search is over: try a blend of the leading solutions,
 * then verify the best.
 */
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
   * Have a blend run, where one promises to be better than the best.
   *
   * @param rest - how the search came to rest.
   * @returns how it is at rest now.
   * @throws ExternalError - `kernel`
   */
  async blend(rest: ISearchOutcome): Promise<ISearchOutcome> {
    const { search, queue, tree, propose } = this._options;
    const proposal = this._isPaused ? null : await propose();
    if (proposal === null || this._isPaused) {
      return rest;
    }
    await queue.commit(() => blendEvents(tree, proposal));
    return search.start();
  }

  /**
   * Verify the best, once the search and the blend are at rest.
   *
   * @param runs - how often each leader runs again; 0 for no verification.
   * @returns how all of it came to rest.
   * @throws ExternalError - `kernel` or `storage`
   */
  async verify(rest: ISearchOutcome, runs: number): Promise<ISearchOutcome> {
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
          reason: `${rest.reason} ${verdict(verifiedOf(tree) !== null)}`
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
