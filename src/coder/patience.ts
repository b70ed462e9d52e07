/** One call that is waited for. */
export interface IWatched {
  /** A sign of life of this call. */
  heard(): void;
  /** The answer itself has begun, so that this call waits behind no other. */
  begun(): void;
  end(): void;
}

/**
 * Gives calls up that are silent for too long. A call whose answer has not begun
 * may wait behind another one of ours at an endpoint that serves one after the
 * other: each sign of life of any call is one for all of these.
 */
export class Patience {
  /** @param seconds - without a sign of life, after which a call is given up. */
  constructor(readonly seconds: number) {}

  /** Watch over a call; `giveUp` is called once it was silent for too long. */
  watch(giveUp: () => void): IWatched {
    let timer: ReturnType<typeof setTimeout>;
    const restart = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        isGivenUp = true;
        giveUp();
      }, this.seconds * 1000);
    };
    let isGivenUp = false;
    const heard = (): void => {
      restart();
      this._waiting.forEach(each => each());
    };
    this._waiting.add(restart);
    restart();
    return {
      heard,
      begun: () => this._waiting.delete(restart),
      end: () => {
        clearTimeout(timer);
        this._waiting.delete(restart);
        if (!isGivenUp) {
          // Whoever waits behind it comes next.
          this._waiting.forEach(each => each());
        }
      }
    };
  }

  /** Restarts the clocks of those whose answer has not begun. */
  private readonly _waiting = new Set<() => void>();
}
