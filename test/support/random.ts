/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Draws for the fuzz tests. */
export class Dice {
  constructor(seed: number) {
    this._random = seeded(seed);
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this._random() * end);
  }

  /** One of several. */
  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)];
  }

  /** True so often. */
  chance(share: number): boolean {
    return this._random() < share;
  }

  private readonly _random: () => number;
}

/** How many of a fuzz test's cases are tried: a fifth by `make test`, all by `make fuzz`. */
export function tried(cases: number): number {
  return process.env.AIDE_TEST_FUZZ === 'all' ? cases : cases / 5;
}
