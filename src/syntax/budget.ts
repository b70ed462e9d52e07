/**
 * The time that reading one text may take, all its parts and tries together.
 * What is Python takes a small part of it; garbage would take minutes.
 */
export class Budget {
  /** @param milliseconds - from now on. */
  constructor(milliseconds: number) {
    this._end = performance.now() + milliseconds;
  }

  /** Whether none is left. */
  get isSpent(): boolean {
    return performance.now() >= this._end;
  }

  private readonly _end: number;
}
