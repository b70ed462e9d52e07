/** Draws that are the same for the same seed. */
export class Draw {
  constructor(private _state: number) {
    this.below(1);
  }

  /** A number from 0 up to, but not including, a bound. */
  below(bound: number): number {
    // mulberry32
    this._state = (this._state + 0x6d2b79f5) | 0;
    let t = this._state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * bound;
  }

  /** One of several. */
  of<T>(items: readonly T[]): T {
    return items[Math.floor(this.below(items.length))];
  }

  /** The items in another order. */
  shuffled<T>(items: readonly T[]): T[] {
    const rest = [...items];
    return items.map(
      () => rest.splice(Math.floor(this.below(rest.length)), 1)[0]
    );
  }
}
