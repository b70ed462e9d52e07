import { countBefore } from '../base/sorted';

const leastDigits = 3;
const mostDigits = 5;

/**
 * How scores are written: with as many decimals as tell them apart, no more,
 * the same for all, so that they can be compared at a glance.
 */
export class ScoreFormat {
  /** Decimals that every score is written with so far. */
  get decimals(): number {
    return this._decimals;
  }

  /** Take a score in; more decimals may follow from it, never fewer. */
  add(score: number): void {
    const at = countBefore(this._sorted, other => other < score);
    if (this._sorted[at] === score) {
      return;
    }
    this._sorted.splice(at, 0, score);
    const magnitude = score === 0 ? 0 : Math.floor(Math.log10(Math.abs(score)));
    const decimals = (digits: number) =>
      Math.min(12, Math.max(0, digits - 1 - magnitude));
    let needed = decimals(leastDigits);
    for (const other of [this._sorted[at - 1], this._sorted[at + 1]]) {
      while (
        other !== undefined &&
        needed < decimals(mostDigits) &&
        score.toFixed(needed) === other.toFixed(needed)
      ) {
        needed++;
      }
    }
    // One tiny score must not lengthen all the others.
    const largest = Math.max(
      Math.abs(this._sorted[0]),
      Math.abs(this._sorted[this._sorted.length - 1])
    );
    const cap =
      mostDigits - 1 - (largest === 0 ? 0 : Math.floor(Math.log10(largest)));
    this._decimals = Math.max(
      this._decimals,
      Math.min(needed, Math.max(0, cap))
    );
  }

  format(score: number): string {
    const text = score.toFixed(this._decimals);
    // What rounds to nothing, or is huge, says its size.
    return (Number(text) === 0 && score !== 0) || Math.abs(score) >= 1e9
      ? score.toExponential(2)
      : text.replace(/^-/, '−');
  }

  private readonly _sorted: number[] = [];
  private _decimals = 0;
}
