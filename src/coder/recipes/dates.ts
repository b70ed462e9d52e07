import type { TablePreview } from '../../task/data';

/**
 * Whether dates have a time of day, as far as the preview shows.
 *
 * @param columns - the names of the columns of dates.
 */
export function isTimed(
  table: TablePreview,
  columns: readonly string[]
): boolean {
  return table.columns.some(
    (column, at) =>
      columns.includes(column.name) &&
      [
        String(column.min),
        String(column.max),
        ...column.top.map(({ value }) => value),
        ...table.sample.flatMap(row => row[at] ?? [])
      ].some(text => /\d:\d/.test(text))
  );
}

/** Whether a column holds dates, rather than numbers that order rows. */
export function isDate(table: TablePreview, column: string | null): boolean {
  return table.columns.some(
    ({ name, kind }) => name === column && kind === 'date'
  );
}
