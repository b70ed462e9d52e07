/** Values of a table that plain boosting gets through in a second, over all folds. */
const VALUES_PER_SECOND = 18_000;

/** Seconds that plain boosting takes for each row, over all folds, as far as one can guess. */
export function secondsPerRow(width: number, classes: number): number {
  return (Math.max(5, width) * Math.max(1, classes / 2)) / VALUES_PER_SECOND;
}

/** Rows that plain boosting gets through in so many seconds; `null` where that is all. */
export function firstRows(
  rows: number,
  width: number,
  classes: number,
  seconds: number
): number | null {
  const limit = Math.floor(seconds / secondsPerRow(width, classes));
  return rows > Math.max(2000, limit) ? Math.max(2000, limit) : null;
}
