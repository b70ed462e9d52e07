import type { ColumnPreview, TablePreview } from '../../task/data';
import { liesWithin } from '../../task/declaration';
import { isRowId, type ITables, type TableFile } from './tables';

/** Kinds of columns whose values a preview compares with those of other tables. */
const compared = ['integer', 'category', 'text', 'date'];

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
  if (lacksNames(sample!, [train, ...(test ? [test] : [])])) {
    return {
      problem: `${path} has no line with the names of its columns above its rows, which begin with “${first.name}”. Put one there, such as “id,prediction”, ${away}.`
    };
  }
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
  const found = first.found.find(
    each => each.path === (liesWithin(test) ? train : test).path
  );
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
  if (own?.kind === 'date' || (own && first.kind === 'date')) {
    return {
      problem: `${path} writes “${first.name}” as “${cellOf(first, table)}”, and ${test.path} as “${cellOf(own, test.table)}”, so nothing tells which row is which. Write both alike, ${away}.`
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

/** Whether the names of a sample's columns are its first row, or there are none. */
function lacksNames(
  { table, dialect }: TableFile,
  others: readonly TableFile[]
): boolean {
  const known = new Set(
    others.flatMap(each => each.table.columns.map(({ name }) => name))
  );
  return (
    (dialect?.header === false && others[0].dialect?.header !== false) ||
    (table.columns.every(({ name }) => !known.has(name)) &&
      // Classes are names of columns, and numbers at times.
      others.at(-1)!.table.rows === table.rows + 1 &&
      table.columns
        .slice(1)
        .some(
          ({ name, top }) =>
            /^-?[\d.]+$/.test(name) || top.some(({ value }) => value === name)
        ))
  );
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

function cellOf({ name }: ColumnPreview, table: TablePreview): string {
  const at = table.columns.findIndex(each => each.name === name);
  return table.sample[0]?.[at] ?? '';
}

function isWhole({ rows, rowsRead }: TableFile['table']): boolean {
  return rowsRead >= rows;
}

function count({ rows }: TablePreview): string {
  return `${rows.toLocaleString('en')} rows`;
}
