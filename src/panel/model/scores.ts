import type { Direction } from '../../task/task';

/**
 * How much better a score is than an earlier one, as a share of the earlier
 * one's size; `null` where there is no such share.
 */
export function improvement(
  first: number,
  best: number,
  direction: Direction
): number | null {
  if (first === 0) {
    return null;
  }
  const gain = direction === 'minimize' ? first - best : best - first;
  return gain / Math.abs(first);
}

/** A share in per cent: "15 %", "0.4 %". */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent < 9.95 ? percent.toFixed(1).replace(/\.0$/, '') : Math.round(percent)} %`;
}
