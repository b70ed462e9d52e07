import type { TablePreview } from '../../task/data';
import { listed } from '../../task/said';
import type { ITables } from './tableParts';

/** Share of rows without an answer from which on these are more than stray ones. */
const MOST_STRAY = 0.02;

/**
 * The tables with the rows that lack an answer, where there is one table alone, as those to
 * be predicted: a table of their own, which lies in the other's file.
 *
 * @param isAsked - whether they are wanted, be they ever so few.
 */
export function withRowsWithin(
  tables: ITables,
  targets: readonly string[],
  isAsked: boolean
): ITables {
  const { train, test } = tables;
  const missing = train.table.columns
    .filter(({ name }) => targets.includes(name))
    .map(column => column.missing);
  const share = Math.min(...missing);
  if (
    test !== null ||
    missing.length === 0 ||
    share < (isAsked ? Number.MIN_VALUE : MOST_STRAY) ||
    Math.max(...missing) >= 1 ||
    // Columns without names are not told by them.
    !train.dialect?.header
  ) {
    return tables;
  }
  const { dialect, path } = train;
  return {
    ...tables,
    train: { ...train, table: partOf(train.table, targets, share, true) },
    test: {
      ...train,
      path: `${path} without ${listed(targets)}`,
      dialect: {
        ...dialect,
        lacks: [...targets],
        file: dialect.file ?? path
      },
      table: partOf(train.table, targets, share, false)
    }
  };
}

/** The rows with or without an answer; what is known of their columns was measured on all. */
function partOf(
  table: TablePreview,
  targets: readonly string[],
  share: number,
  isAnswered: boolean
): TablePreview {
  const part = isAnswered ? 1 - share : share;
  const isLeft = (name?: string) => isAnswered || !targets.includes(name ?? '');
  return {
    ...table,
    columns: table.columns
      .filter(({ name }) => isLeft(name))
      .map(column =>
        targets.includes(column.name)
          ? { ...column, missing: Math.max(0, (column.missing - share) / part) }
          : column
      ),
    rows: Math.round(table.rows * part),
    sample: table.sample.map(row =>
      row.filter((_, i) => isLeft(table.columns[i]?.name))
    )
  };
}
