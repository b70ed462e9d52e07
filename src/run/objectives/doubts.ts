import { median } from '../../base/median';
import { formatScore, gain } from '../../task/scores';
import type { Direction } from '../../task/task';

/** Standard errors that a reported score may be better than the measured one. */
const ERRORS = 4;
/** Where no error is known, the share of the measured score. */
const SHARE = 0.2;
/** Scores that a distribution is made of at least. */
const LEAST = 5;
/** Typical distances from the median that no honest step makes. */
const FAR = 8;

/**
 * Why a candidate that reports far better than it measures is not to be
 * believed; `null` where the two agree.
 *
 * @param error - the standard error of the measured score, where it is known.
 */
export function reportsTooMuch(
  reported: number | null,
  measured: number,
  error: number | null,
  direction: Direction
): string | null {
  if (reported === null) {
    return null;
  }
  const gap = gain(measured, reported, direction);
  const allowed = Math.max(
    ERRORS * (error ?? 0),
    (error === null ? SHARE : SHARE / 2) * Math.abs(measured)
  );
  return gap > allowed
    ? `It reports ${formatScore(reported, [measured])} and measures ${formatScore(measured, [reported])}: its own validation is too kind, by rows that took part in fitting or a feature that knows the answer, or its predictions are not in the order of their rows.`
    : null;
}

/**
 * Why a score is too good to be true against those of its own run; `null` where
 * it is not, or too little is known.
 *
 * @param others - the scores of the run's good solutions.
 */
export function tooGood(
  score: number,
  others: readonly number[],
  direction: Direction
): string | null {
  if (others.length < LEAST) {
    return null;
  }
  const middle = median(others)!;
  const spread = median(others.map(other => Math.abs(other - middle)))!;
  const best =
    direction === 'minimize' ? Math.min(...others) : Math.max(...others);
  const ahead = gain(middle, score, direction);
  return ahead > FAR * Math.max(spread, 0.01 * Math.abs(middle)) &&
    gain(best, score, direction) > ahead / 2
    ? `Its score is far better than all before it (the best was ${formatScore(best, [score])}): look whether it found the answers rather than learned them.`
    : null;
}
