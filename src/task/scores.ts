import type { Direction } from './task';

/** Whether score `a` is better than `b`. False while the direction is unknown. */
export function isBetter(
  a: number,
  b: number,
  direction: Direction | null
): boolean {
  return direction === 'minimize' ? a < b : direction === 'maximize' && a > b;
}

/** How two scores are sorted, the better one first; as they are while nothing is better. */
export function compareScores(
  a: number,
  b: number,
  direction: Direction | null
): number {
  return isBetter(a, b, direction) ? -1 : isBetter(b, a, direction) ? 1 : 0;
}

/** By how much score `to` is better than `from`; negative where it is worse. */
export function gain(from: number, to: number, direction: Direction): number {
  return direction === 'minimize' ? from - to : to - from;
}

/**
 * The same as a share of the size of `from`; `null` where there is no such share.
 */
export function improvement(
  from: number,
  to: number,
  direction: Direction
): number | null {
  return from === 0 ? null : gain(from, to, direction) / Math.abs(from);
}

/** A share in per cent: "15 %", "0.4 %". */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent < 9.95 ? Number(percent.toFixed(1)) : Math.round(percent)} %`;
}

/** Digits that a score is shown with where nothing else asks for more, and at most. */
const DIGITS = { least: 4, most: 10 };

/**
 * A score for people, with as many digits as tell it from the others, and no
 * more: 0.1243 beside 0.13, but 0.12431 beside 0.12433.
 *
 * @param others - the scores that it is shown beside; equal ones are no matter.
 *   One pass over them is made, so hand in those in view, not thousands.
 */
export function formatScore(
  score: number,
  others: Iterable<number> = []
): string {
  if (!Number.isFinite(score)) {
    return String(score);
  }
  let gap = Infinity;
  let nearest = score;
  for (const other of others) {
    const distance = Math.abs(other - score);
    if (distance > 0 && distance < gap) {
      gap = distance;
      nearest = other;
    }
  }
  let digits = DIGITS.least;
  while (
    nearest !== score &&
    digits < DIGITS.most &&
    withDigits(score, digits) === withDigits(nearest, digits)
  ) {
    digits += 1;
  }
  return withDigits(score, digits);
}

/** A number with so many significant digits, its whole part never rounded away. */
function withDigits(value: number, digits: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e10)) {
    return String(Number(value.toExponential(digits - 1)));
  }
  const whole = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1;
  const leadingZeros =
    size === 0 || size >= 0.1 ? 0 : -Math.floor(Math.log10(size)) - 1;
  return String(
    Number(value.toFixed(Math.max(0, digits - whole + leadingZeros)))
  );
}
