import { type IRankedSet, RankedSet } from '../base/rankedSet';
import { isBetter } from '../task/scores';
import type { Direction } from '../task/task';
import type { Solution } from './solution';

/**
 * How good solutions are ordered. A score on held-out rows alone and one on those of the folds
 * as well are of different rows, so they are never compared: who has the second goes first.
 */

/** Whether a solution's score is of the rows of the folds as well. */
export function isOnFolds({
  evaluation
}: Pick<Solution, 'evaluation'>): boolean {
  return (evaluation?.basis?.folds ?? null) !== null;
}

/** Whether the scores of two solutions are of the same rows. */
export function isAlike(a: Solution, b: Solution): boolean {
  return isOnFolds(a) === isOnFolds(b);
}

/** Whether good solution `a` ranks before `b`; of two with the same value the earlier one. */
export function isAhead(
  a: Solution,
  b: Solution,
  direction: Direction | null,
  valueOf: (solution: Solution) => number = ({ evaluation }) =>
    evaluation!.score!
): boolean {
  if (!isAlike(a, b)) {
    return isOnFolds(a);
  }
  const [x, y] = [valueOf(a), valueOf(b)];
  return x === y ? a.step < b.step : isBetter(x, y, direction);
}

/** Good solutions, by their scores and by what can be expected of them. */
export interface IGoodSolutions extends IRankedSet<Solution> {
  /** All of them by what can be expected; empty as long as nothing ranks them. */
  readonly promising: readonly Solution[];
}

/**
 * Good solutions by their scores, and by what can be expected of them: there a gain over the
 * solution that they are made of counts the less, the more of it may be luck, and one within
 * its standard error is none.
 */
export class GoodSolutions
  extends RankedSet<Solution>
  implements IGoodSolutions
{
  get promising(): readonly Solution[] {
    return this._promising.ranked;
  }

  override put(solution: Solution): void {
    super.put(solution);
    this._expect(solution);
    this._promising.put(solution);
  }

  override replace(solution: Solution): void {
    super.replace(solution);
    this._promising.replace(solution);
  }

  /** Put one with another score in the place of what is there under its id. */
  rescore(solution: Solution): void {
    this.replace(solution);
    if (this._direction !== null) {
      // What others gain is over what it is worth now.
      this.settle(this._direction);
    }
  }

  override delete(id: string): void {
    super.delete(id);
    this._promising.delete(id);
  }

  /** Rank them, now that it is known which scores are better. */
  settle(direction: Direction): void {
    this._direction = direction;
    for (const solution of this) {
      this._expect(solution);
    }
    const isRanked = ({ writing }: Solution) => !writing?.byClock;
    this.rankBy((a, b) => isAhead(a, b, direction), isRanked);
    const expected = ({ id }: Solution) => this._expected.get(id)!.value;
    this._promising.rankBy(
      (a, b) => isAhead(a, b, direction, expected),
      isRanked
    );
  }

  private _expect(solution: Solution): void {
    const { score, basis } = solution.evaluation!;
    const hasFolds = isOnFolds(solution);
    const { over = '', gain: first = 0, error = null } = basis?.lead ?? {};
    const more = score! - (basis?.passes?.[0] ?? score!);
    const gain = first + (this._direction === 'minimize' ? -more : more);
    const before = this._expected.get(over);
    let value = score!;
    if (error !== null && before?.hasFolds === hasFolds) {
      const real =
        gain > 0 ? gain * Math.max(0, 1 - (error / gain) ** 2) : gain;
      value = before.value + (this._direction === 'minimize' ? -real : real);
    }
    this._expected.set(solution.id, { value, hasFolds });
  }

  private _direction: Direction | null = null;
  private readonly _promising = new RankedSet<Solution>();
  private readonly _expected = new Map<
    string,
    { value: number; hasFolds: boolean }
  >();
}
