import type { ColumnPreview, TablePreview } from '../../task/data';
import { isRowId, type ITables, type TableFile } from './tables';

/** Kinds of columns whose values a preview compares with those of other tables. */
const compared = ['integer', 'category', 'text'];

/** How the first column of a sample names the rows of the test table. */
export interface ISampleRows {
  /** The column of the test table that holds the same names, where it is called otherwise. */
  of?: string;
  /** Why the rows cannot be told, and the way out; `null` where they can. */
  problem: string | null;
}

/**
 * Whether the first column of a sample names rows.
 *
 * @param isPredicted - whether it is called like what is predicted.
 */
export function namesRows(
  { sample, test }: ITables,
  isPredicted: boolean
): boolean {
  const { table } = sample!;
  const [first] = table.columns;
  return (
    table.columns.length > 1 &&
    !isPredicted &&
    // Where the test table does not tell, the first of several names the rows.
    (test === null ||
      isRowId(first, table) ||
      (first.unique > 1 &&
        first.unique === table.rowsRead &&
        compared.includes(first.kind)))
  );
}

/** Find the rows that a sample names in the test table, as far as the previews tell. */
export function sampleRows({ train, test, sample }: ITables): ISampleRows {
  const { table, path } = sample!;
  const [first] = table.columns;
  const away = `or take ${path} away`;
  if (test === null) {
    const isBlank = first.found?.some(
      ({ path, shared }) => path === train.path && shared === 1
    );
    return {
      problem: `${path} asks for ${count(table)} that no test table holds. Put ${isBlank ? `those of ${train.path}` : 'what is known of them'} into one, such as test.csv, ${away}.`
    };
  }
  // A preview of before, or of columns whose values say nothing, does not tell.
  if (!first.found || !isWhole(table) || !isWhole(test.table)) {
    return { problem: null };
  }
  const found = first.found.find(each => each.path === test.path);
  const own = test.table.columns.find(({ name }) => name === first.name);
  if (own && !compared.includes(own.kind)) {
    return { problem: null };
  }
  if (found?.shared === 1) {
    return {
      ...(found.column !== first.name && { of: found.column }),
      problem: null
    };
  }
  if (found && (found.shared > 0.5 || (own && found.shared > 0))) {
    const lacking = Math.round((1 - found.shared) * first.unique);
    return {
      problem: `${path} asks for ${lacking.toLocaleString('en')} rows that ${test.path} does not hold, by its column “${found.column}”. Add them to ${test.path}, ${away}.`
    };
  }
  if (own || !isCount(first, table)) {
    return {
      problem: `${path} names rows by “${first.name}”, such as “${table.sample[0]?.[0]}”, and no column of ${test.path} holds these names. Add one that does, ${away}.`
    };
  }
  return {
    problem:
      table.rows === test.table.rows
        ? null
        : `${path} asks for ${count(table)} and ${test.path} has ${count(test.table)}, and no column tells which is which. Add “${first.name}” to ${test.path}, ${away}.`
  };
}

/** Whether a column does nothing but count the rows, which then go by their order. */
function isCount(
  { kind, min, max, unique }: ColumnPreview,
  { rows }: TablePreview
): boolean {
  return (
    kind === 'integer' &&
    unique === rows &&
    Number(max) - Number(min) + 1 === rows
  );
}

function isWhole({ rows, rowsRead }: TableFile['table']): boolean {
  return rowsRead >= rows;
}

function count({ rows }: TablePreview): string {
  return `${rows.toLocaleString('en')} rows`;
}
