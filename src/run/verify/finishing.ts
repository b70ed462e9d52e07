import type { ISearchOutcome, Search } from '../../search/search';
import type { IEventQueue } from '../../solution/eventQueue';
import { secondsOf, type Solution } from '../../solution/solution';
import type { Submission } from '../../task/handedIn';
import type { News } from '../../task/news';
import { verifiedOf } from '../pick';
import { blendEvents, type IBlendProposal } from './blending';
import { Verifier, type IVerifierOptions } from './verifier';

/** How a run's search is brought to its end. */
export interface IFinishingOptions extends Omit<IVerifierOptions, 'runs'> {
  search: Search;
  /** The search's way into the tree. */
  queue: IEventQueue;
  /** Looks for a blend; `null` where there is none. @throws ExternalError - `kernel` */
  propose: () => Promise<IBlendProposal | null>;
  /** Whether a blend of so many seconds would end in time, with its last fit. */
  mayAdd: (seconds: number) => boolean;
  /** The pick, where it is still to be fitted on all rows. */
  awaitsFit: () => Solution | null;
  /** Fits it; `null` where the signal was aborted. @throws ExternalError - `kernel` */
  fit: (pick: Solution, signal: AbortSignal) => Promise<Submission | null>;
  /** Tells what goes on. */
  say: (news: News) => void;
}

/**
 * What a run does once its search is over: try a blend of the leading solutions,
 * verify the best, and fit the pick on all rows.
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
    this._controller.abort();
  }

  /**
   * Have a blend run, where one promises to be better than the best.
   *
   * @param rest - how the search came to rest.
   * @returns how it is at rest now.
   * @throws ExternalError - `kernel`
   */
  async blend(rest: ISearchOutcome): Promise<ISearchOutcome> {
    const { search, queue, tree, propose, mayAdd } = this._options;
    const total = (members: Solution[]) =>
      members.map(secondsOf).reduce((sum, seconds) => sum + seconds, 0);
    // Looking for one takes time, too.
    const quickest = [...tree.good]
      .sort((a, b) => secondsOf(a) - secondsOf(b))
      .slice(0, 2);
    const proposal =
      this._isPaused || !mayAdd(total(quickest)) ? null : await propose();
    if (
      proposal === null ||
      this._isPaused ||
      !mayAdd(total(proposal.members.map(id => tree.get(id))))
    ) {
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
      return this._cutShort();
    }
    return tree.verification === before
      ? rest
      : {
          ...rest,
          news: [
            ...rest.news,
            { code: 'verified', hasPick: verifiedOf(tree) !== null }
          ]
        };
  }

  /**
   * Fit the pick on all rows and keep what it predicts.
   *
   * @param rest - how the run came to rest so far.
   * @returns how all of it came to rest.
   * @throws ExternalError - `kernel` or `storage`
   */
  async fit(rest: ISearchOutcome): Promise<ISearchOutcome> {
    const { awaitsFit, fit, record, say } = this._options;
    const pick = awaitsFit();
    if (pick === null) {
      return rest;
    }
    if (this._isPaused) {
      return this._cutShort();
    }
    say({ code: 'fitting' });
    const submission = await fit(pick, this._controller.signal);
    if (submission === null) {
      return this._cutShort();
    }
    await record({ type: 'submit', submission });
    return rest;
  }

  private _cutShort(): ISearchOutcome {
    return this._isStopped
      ? { state: 'stopped', news: [{ code: 'stopped' }], fault: null }
      : { state: 'paused', news: [{ code: 'paused' }], fault: null };
  }

  private readonly _controller = new AbortController();
  private _verifier: Verifier | null = null;
  private _isPaused = false;
  private _isStopped = false;
}
