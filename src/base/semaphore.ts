/** So many may go at once; the others wait for their turn, in their order. */
export class Semaphore {
  constructor(private _most: number) {}

  /**
   * Wait for a turn.
   *
   * @returns what ends it; further calls do nothing.
   * @throws signal.reason - where the signal is aborted before.
   */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this._taken < this._most) {
      this._taken += 1;
    } else {
      await this._wait(signal);
    }
    let isOver = false;
    return () => {
      if (!isOver) {
        isOver = true;
        this._taken -= 1;
        this._admit();
      }
    };
  }

  /** From now on, so many may go at once; those that go already go on. */
  resize(most: number): void {
    this._most = most;
    this._admit();
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

  /** Give free turns to those who wait longest. */
  private _admit(): void {
    for (const admit of this._waiting) {
      if (this._taken >= this._most) {
        return;
      }
      this._taken += 1;
      this._waiting.delete(admit);
      admit();
    }
  }

  private _taken = 0;
  private readonly _waiting = new Set<() => void>();
}
