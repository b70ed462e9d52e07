/** So many may go at once; the others wait for their turn, in their order. */
export class Semaphore {
  constructor(private _free: number) {}

  /**
   * Wait for a turn.
   *
   * @returns what ends it; further calls do nothing.
   * @throws signal.reason - where the signal is aborted before.
   */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this._free > 0) {
      this._free -= 1;
    } else {
      await this._wait(signal);
    }
    let isOver = false;
    return () => {
      if (!isOver) {
        isOver = true;
        this._pass();
      }
    };
  }

  private _wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const admit = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this._waiting.delete(admit);
        reject(signal.reason);
      };
      this._waiting.add(admit);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  /** Give the turn to who waits longest. */
  private _pass(): void {
    const [admit] = this._waiting;
    if (admit) {
      this._waiting.delete(admit);
      admit();
    } else {
      this._free += 1;
    }
  }

  private readonly _waiting = new Set<() => void>();
}
