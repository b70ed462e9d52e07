import { countBefore } from './sorted';

/** Whether one value is ahead of another; never both of each other. */
export type IsAhead<T> = (a: T, b: T) => boolean;

/** Values in the order in which they came, and by their rank. */
export interface IRankedSet<T> extends Iterable<T> {
  readonly size: number;
  /** Those that have one by their rank; empty as long as nothing ranks them. */
  readonly ranked: readonly T[];
  /** Those that came last, the newest first, at most `count`. */
  latest(count: number): readonly T[];
}

/**
 * Values under their ids. To put one in, to take one out and to look at a few costs
 * about the same however many there are.
 */
export class RankedSet<T extends { id: string }> implements IRankedSet<T> {
  get size(): number {
    return this._values.length;
  }

  [Symbol.iterator](): Iterator<T> {
    return this._values.values();
  }

  get ranked(): readonly T[] {
    return this._ranked;
  }

  /** {@inheritDoc IRankedSet.latest} */
  latest(count: number): readonly T[] {
    return this._values.slice(Math.max(0, this.size - count)).reverse();
  }

  /** Put a value in as the newest one, in the place of what was there under its id. */
  put(value: T): void {
    this.delete(value.id);
    this._byId.set(value.id, value);
    this._values.push(value);
    this._rank(value);
  }

  /** Put a changed value of the same rank in the place of what is there under its id. */
  replace(value: T): void {
    const before = this._byId.get(value.id);
    if (before) {
      this._byId.set(value.id, value);
      this._values[this._values.lastIndexOf(before)] = value;
      if (this._isRanked(before)) {
        this._ranked[this._rankOf(before)] = value;
      }
    }
  }

  /** Take out what is there under an id, if anything is. */
  delete(id: string): void {
    const value = this._byId.get(id);
    if (value) {
      this._byId.delete(id);
      // What changes came a short while ago, so it is found at once.
      this._values.splice(this._values.lastIndexOf(value), 1);
      if (this._isRanked(value)) {
        this._ranked.splice(this._rankOf(value), 1);
      }
    }
  }

  /**
   * Rank the values, those that are there and those to come.
   *
   * @param isRanked - whether one has a rank at all.
   */
  rankBy(
    isAhead: IsAhead<T>,
    isRanked: (value: T) => boolean = () => true
  ): void {
    this._isAhead = isAhead;
    this._isRanked = isRanked;
    this._ranked.length = 0;
    this._values.forEach(value => this._rank(value));
  }

  private _rank(value: T): void {
    if (this._isRanked(value)) {
      this._ranked.splice(this._rankOf(value), 0, value);
    }
  }

  /** How many are ahead of a value. */
  private _rankOf(value: T): number {
    return countBefore(
      this._ranked,
      other => this._isAhead?.(other, value) ?? false
    );
  }

  private _isAhead: IsAhead<T> | null = null;
  private _isRanked: (value: T) => boolean = () => false;
  private readonly _byId = new Map<string, T>();
  private readonly _values: T[] = [];
  private readonly _ranked: T[] = [];
}
