/**
 * How many values of a sorted list come before a place in it, found by halving.
 *
 * @param isBefore - whether a value does: true of the first ones, false of the rest.
 */
export function countBefore<T>(
  sorted: readonly T[],
  isBefore: (value: T) => boolean
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(sorted[middle])) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
