import { median } from '../base/median';
import { Semaphore } from '../base/semaphore';
import type {
  ICallOptions,
  ICoder,
  IReview,
  IReviewRequest,
  WriteRequest
} from '../search/interfaces';
import type { Writing } from '../task/writing';
import { Width, type ICallInFlight } from './width';

/** Calls that the usual duration is taken from. */
const REMEMBERED = 9;

/** How many calls may be in flight at once; `null` for a coder that calls nobody. */
export interface ICallLimits {
  /** To begin with. */
  begin: number;
  most: number;
}

/**
 * A coder that is asked by no more at once than it serves side by side, and timed.
 * Whoever waits, waits here, where nothing is given up.
 */
export class RateLimitedCoder implements ICoder {
  /**
   * @param clock - milliseconds.
   * @param onRoom - told where more may be in flight than before.
   */
  constructor(
    private readonly _coder: ICoder,
    limits: ICallLimits | null,
    private readonly _clock: () => number,
    onRoom: () => void
  ) {
    if (limits !== null) {
      const semaphore = new Semaphore(Math.min(limits.begin, limits.most));
      this._semaphore = semaphore;
      this._width = new Width(limits.begin, limits.most, _clock, now => {
        semaphore.resize(now);
        onRoom();
      });
    }
  }

  get name(): string {
    return this._coder.name;
  }

  /** Seconds that writing usually takes; `null` before anything was written. */
  get writeSeconds(): number | null {
    return median(this._seconds);
  }

  /** Calls that may be in flight now; 0 for a coder that calls nobody. */
  get width(): number {
    return this._width?.now ?? 0;
  }

  /** How many calls at once serve the coder best; `null` where nothing showed it. */
  get found(): number | null {
    return this._width?.found ?? null;
  }

  async write(request: WriteRequest, options: ICallOptions): Promise<Writing> {
    const endTurn = await this._semaphore?.take(options.signal);
    const call = this._width?.begin();
    const begun = this._clock();
    try {
      const writing = await this._coder.write(request, {
        ...this._watched(options, call),
        onText: text => {
          if (text !== '') {
            call?.begun();
          }
          options.onText?.(text);
        }
      });
      this._seconds.push((this._clock() - begun) / 1000);
      this._seconds.splice(0, this._seconds.length - REMEMBERED);
      return writing;
    } finally {
      call?.end();
      endTurn?.();
    }
  }

  async review(
    request: IReviewRequest,
    options: ICallOptions
  ): Promise<IReview | null> {
    const endTurn = await this._semaphore?.take(options.signal);
    const call = this._width?.begin();
    try {
      return await this._coder.review(request, this._watched(options, call));
    } finally {
      call?.end();
      endTurn?.();
    }
  }

  private _watched(
    options: ICallOptions,
    call: ICallInFlight | undefined
  ): ICallOptions {
    return {
      ...options,
      onWait: (reason, seconds) => {
        // Some things are only told.
        if (seconds > 0) {
          call?.held();
        }
        options.onWait?.(reason, seconds);
      }
    };
  }

  private readonly _semaphore: Semaphore | null = null;
  private readonly _width: Width | null = null;
  private readonly _seconds: number[] = [];
}
