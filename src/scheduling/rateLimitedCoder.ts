import { median } from '../base/median';
import { Semaphore } from '../base/semaphore';
import type {
  ICallOptions,
  ICoder,
  IReview,
  IReviewRequest,
  WriteRequest
} from '../search/interfaces';
import type { Writing } from '../search/solution';

/** RateLimitedCoder that the usual duration is taken from. */
const REMEMBERED = 9;

/** A coder that is asked by no more than so many at once, and timed. */
export class RateLimitedCoder implements ICoder {
  /**
   * @param most - calls in flight at once; 0 for a coder that calls nobody, and
   *   so needs no limit.
   * @param clock - milliseconds.
   */
  constructor(
    private readonly _coder: ICoder,
    most: number,
    private readonly _clock: () => number
  ) {
    this._semaphore = most === 0 ? null : new Semaphore(most);
  }

  get name(): string {
    return this._coder.name;
  }

  /** Seconds that writing usually takes; `null` before anything was written. */
  get writeSeconds(): number | null {
    return median(this._seconds);
  }

  async write(request: WriteRequest, options: ICallOptions): Promise<Writing> {
    const endTurn = await this._semaphore?.take(options.signal);
    const begun = this._clock();
    try {
      const writing = await this._coder.write(request, options);
      this._seconds.push((this._clock() - begun) / 1000);
      this._seconds.splice(0, this._seconds.length - REMEMBERED);
      return writing;
    } finally {
      endTurn?.();
    }
  }

  async review(
    request: IReviewRequest,
    options: ICallOptions
  ): Promise<IReview | null> {
    const endTurn = await this._semaphore?.take(options.signal);
    try {
      return await this._coder.review(request, options);
    } finally {
      endTurn?.();
    }
  }

  private readonly _semaphore: Semaphore | null;
  private readonly _seconds: number[] = [];
}
