/** Seconds of work, pauses left out. */
export class Stopwatch {
  /**
   * @param _clock - milliseconds from any origin, at the pace of real time.
   * @param _before - seconds that were spent before.
   */
  constructor(
    private readonly _clock: () => number,
    private _before: number
  ) {}

  /** So many so far. */
  get seconds(): number {
    return this._since === null
      ? this._before
      : this._before + (this._clock() - this._since) / 1000;
  }

  start(): void {
    this._since = this._clock();
  }

  stop(): void {
    this._before = this.seconds;
    this._since = null;
  }

  /** The clock when the present work began. */
  private _since: number | null = null;
}
