/**
 * The middle one of some numbers, of two in the middle the larger one: what is estimated
 * by it errs to the long side. `null` of none.
 */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? null;
}
