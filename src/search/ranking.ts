import { isBetter } from '../task/scores';
import type { Direction } from '../task/task';

/** A good solution, as a ranking knows it. */
export interface IRanked {
  id: string;
  step: number;
  score: number;
}

/** Good solutions by their score, best first; of two that are equal the earlier one. */
export class Ranking {
  /** @param _direction - `null` while it is unknown; nothing is ranked then. */
  constructor(private readonly _direction: Direction | null) {}

  /** Best first. */
  get all(): readonly IRanked[] {
    return this._ranked;
  }

  /** Put one where it stands among the others, found by halving. */
  add(solution: IRanked): void {
    if (this._direction === null) {
      return;
    }
    let low = 0;
    let high = this._ranked.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this._isAhead(solution, this._ranked[middle])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    this._ranked.splice(low, 0, solution);
  }

  delete(id: string): void {
    const rank = this._ranked.findIndex(each => each.id === id);
    if (rank >= 0) {
      this._ranked.splice(rank, 1);
    }
  }

  private _isAhead(a: IRanked, b: IRanked): boolean {
    return a.score === b.score
      ? a.step < b.step
      : isBetter(a.score, b.score, this._direction);
  }

  private readonly _ranked: IRanked[] = [];
}
