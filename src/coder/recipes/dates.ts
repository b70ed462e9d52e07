import type { TablePreview } from '../../task/data';

/**
 * How dates are written, as far as the preview shows.
 *
 * @param columns - the names of the columns of dates.
 */
export function howWritten(
  table: TablePreview,
  columns: readonly string[]
): { dayFirst: boolean; timed: boolean } {
  const texts = table.columns.flatMap((column, at) =>
    columns.includes(column.name)
      ? [
          String(column.min),
          ...column.top.map(({ value }) => value),
          ...table.sample.flatMap(row => row[at] ?? [])
        ]
      : []
  );
  return {
    dayFirst: texts.some(
      text =>
        /^\d{1,2}\.\d/.test(text) || /^(1[3-9]|2\d|3[01])[-/]\d/.test(text)
    ),
    timed: texts.some(text => /\d:\d/.test(text))
  };
}
