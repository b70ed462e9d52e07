import { isBetter } from '../task/scores';
import type { Direction } from '../task/task';

/** What an evaluation says of a solution. */
export interface IEvaluated {
  id: string;
  step: number;
  /** `null` for a bug. */
  score: number | null;
  /**
   * How many repairs in a row led to it, where it is a bug that may be mended;
   * `null` where it is none.
   */
  repairs: number | null;
}

/** A good solution, as it is ranked. */
interface IRanked {
  id: string;
  step: number;
  score: number;
}

/**
 * How the evaluated solutions of a tree stand to each other. What happens to one of
 * them costs the same however many there are, as far as a step of a search asks.
 */
export class Ranking {
  /** @param _direction - `null` while it is unknown; nothing is ranked then. */
  constructor(private _direction: Direction | null) {}

  /** The good ones, best first; of two that are equal the earlier one. */
  get ranked(): readonly IRanked[] {
    return this._ranked;
  }

  /** The good ones, in the order in which they were found good. */
  get good(): readonly string[] {
    return this._good;
  }

  /** The bugs, in the order in which they were found. */
  get buggy(): readonly string[] {
    return this._buggy;
  }

  /**
   * The bugs that may be mended and that nothing was built on yet, in the order in
   * which they were found.
   *
   * @param below - those alone that fewer repairs in a row led to. The chains that
   *   are as long as they may be, which pile up in a long run, are not looked at.
   */
  leaves(below: number): string[] {
    return [...this._leaves]
      .flatMap(([repairs, found]) => (repairs < below ? [...found] : []))
      .sort(([, a], [, b]) => a - b)
      .map(([id]) => id);
  }

  /** Put a solution where its evaluation has it, and nowhere else. */
  put(evaluated: IEvaluated): void {
    const { id, step, score, repairs } = evaluated;
    this.remove(id);
    if (score !== null) {
      this._good.push(id);
      this._scores.set(id, { id, step, score });
      this._rank({ id, step, score });
      return;
    }
    this._buggy.push(id);
    if (repairs !== null) {
      const leaves = this._leaves.get(repairs) ?? new Map<string, number>();
      this._leaves.set(repairs, leaves.set(id, this._found++));
    }
  }

  /** Take a solution out again: its score was taken back, or it was cancelled. */
  remove(id: string): void {
    const ranked = this._scores.get(id);
    if (ranked) {
      this._scores.delete(id);
      drop(this._good, id);
      const rank = this._rankOf(ranked);
      if (this._ranked[rank]?.id === id) {
        this._ranked.splice(rank, 1);
      }
    } else {
      drop(this._buggy, id);
    }
    this.buildOn(id);
  }

  /** Something is built on a solution: it is no leaf any more. */
  buildOn(id: string): void {
    for (const leaves of this._leaves.values()) {
      leaves.delete(id);
    }
  }

  /** Rank the good ones anew, the direction being known now. */
  settle(direction: Direction): void {
    this._direction = direction;
    this._ranked.length = 0;
    for (const id of this._good) {
      this._rank(this._scores.get(id)!);
    }
  }

  private _rank(ranked: IRanked): void {
    if (this._direction !== null) {
      this._ranked.splice(this._rankOf(ranked), 0, ranked);
    }
  }

  /** How many are ahead of a good solution, found by halving. */
  private _rankOf(ranked: IRanked): number {
    let low = 0;
    let high = this._ranked.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this._isAhead(this._ranked[middle], ranked)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private _isAhead(a: IRanked, b: IRanked): boolean {
    return a.score === b.score
      ? a.step < b.step
      : isBetter(a.score, b.score, this._direction);
  }

  private readonly _ranked: IRanked[] = [];
  private readonly _scores = new Map<string, IRanked>();
  private readonly _good: string[] = [];
  private readonly _buggy: string[] = [];
  /** By their repairs in a row, each with its place among all that were found. */
  private readonly _leaves = new Map<number, Map<string, number>>();
  private _found = 0;
}

/** Take a value out of a list; the latest ones are found first. */
function drop(list: string[], value: string): void {
  const at = list.lastIndexOf(value);
  if (at >= 0) {
    list.splice(at, 1);
  }
}
