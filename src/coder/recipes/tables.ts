import type {
  ColumnPreview,
  DataPreview,
  TableFile,
  TablePreview
} from '../../task/data';
import type { DeclaredFile } from '../../task/declaration';
import { isTimeName } from '../../task/goal/owners';
import { fold } from '../../task/goal/words';
import { inOneForm } from './spelled';
import { type ITables, isHeld, partsOf } from './tableParts';
import { withRowsWithin } from './within';
import { isNames } from './written';

export type { ITables, TableFile };

/** Tell the training table, the test table and the sample submission apart. */
export function findTables(data: DataPreview): ITables | null {
  const found = partsOf(data);
  return found && withCodes(found, []);
}

/**
 * The column that somebody means by a name. Blanks at its ends are not seen by whoever
 * writes it, and capitals tell nothing where one column alone has its letters.
 */
export function columnNamed(
  name: string,
  columns: readonly ColumnPreview[]
): ColumnPreview | undefined {
  return (
    columns.find(each => each.name === name) ??
    columns.find(each => each.name.trim() === name.trim()) ??
    only(columns.filter(each => fold(each.name.trim()) === fold(name.trim())))
  );
}

function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}

/** Whether a column does nothing but number or name the rows. */
export function isRowId(column: ColumnPreview, table: TablePreview): boolean {
  const different =
    column.unique >= 0.98 * table.rowsRead * (1 - column.missing);
  return (
    (different &&
      table.rowsRead > 1 &&
      (/^(id|index|unnamed: ?\d+|row_?(id|num|number|names?)|uuid|guid|key)$/i.test(
        column.name
      ) ||
        /([_ -](id|ID|Id)|[a-z]I[dD]|ID)$/.test(column.name)) &&
      column.kind !== 'number' &&
      column.kind !== 'date') ||
    countsRows(column, table) ||
    // A first column of codes, whatever its name, names them.
    (column.codes === true &&
      column.name === table.columns[0].name &&
      !isTimeName(column.name))
  );
}

/** So many pairs of rows would share a value if each were drawn by itself. */
const PAIRS = 8;
/** First columns that count something that is learned from. */
const counted =
  /^(?:t|time|trend|step|round|sequence|order|rank(?:ing)?|rang|place|position|age|alter)$/i;

/**
 * Whether a first column, whatever its name, counts the rows: whole numbers that all differ
 * although there are so few of them that some would be the same.
 */
function countsRows(
  { name, kind, unique, min, max }: ColumnPreview,
  { columns, rowsRead }: TablePreview
): boolean {
  const range = Number(max) - Number(min) + 1;
  return (
    name === columns[0].name &&
    kind === 'integer' &&
    unique === rowsRead &&
    unique ** 2 / (2 * range) >= PAIRS &&
    !counted.test(name) &&
    !isTimeName(name)
  );
}

/** The tables and the parts that they play, where their answers lie in another file that, too. */
export function filesOf({
  train,
  test,
  sample,
  answers
}: ITables): (TableFile & { part: DeclaredFile['part'] })[] {
  // Names of digits are the same in both.
  const on = answers?.on ?? [];
  const texts = (train.dialect?.texts ?? []).filter(name => on.includes(name));
  const beside = answers && {
    ...answers.file,
    dialect: answers.file.dialect && {
      ...answers.file.dialect,
      texts,
      ...(on.length > 0 && { on: on.length === 1 ? on[0] : [...on] })
    }
  };
  return Object.entries({ train, test, sample, answers: beside }).flatMap(
    ([part, file]) =>
      file ? [{ ...file, part: part as DeclaredFile['part'] }] : []
  );
}

/** Whether a file has no name for a column, which readers call by its place. */
export function isNameless(name: string, file: TableFile | null): boolean {
  return file?.notes.includes(`a column without a name is “${name}”`) === true;
}

/** The column that names each row of the test table. */
export function idColumn({ train, test, sample }: ITables): string | null {
  const columns = test?.table.columns ?? [];
  const first = sample?.table.columns[0]?.name;
  const isName = (table: TablePreview, name: string) =>
    table.columns.some(
      column =>
        column.name === name &&
        column.unique === table.rowsRead &&
        isNames(column, table)
    );
  return (
    columns.find(column => column.name === first)?.name ??
    columns.find(column => isRowId(column, test!.table))?.name ??
    // Whatever it is called, another name in every row tells the rows apart.
    (sample
      ? null
      : columns.find(({ name }) =>
          [train, test!].every(({ table }) => isName(table, name))
        )?.name) ??
    null
  );
}

/**
 * The tables of a task of which it is known what is predicted.
 *
 * @param spelled - labels that are one class however they are written; `null`: all of which
 *   the data have several forms.
 * @param isWithin - whether the rows that lack an answer are wanted, be they ever so few.
 */
export function tablesFor(
  data: DataPreview,
  targets: readonly string[],
  spelled: readonly string[] | null = null,
  isWithin = false
): ITables | null {
  const found = findTables(data);
  if (found === null) {
    return null;
  }
  // What only its columns tell to be rows to predict has no answers.
  const parts =
    found.isByColumns && isHeld(found.test!.table, targets)
      ? { ...found, test: null }
      : found;
  const { train, ...others } = withRowsWithin(
    withWords(withCodes(parts, targets), targets),
    targets,
    isWithin
  );
  const columns = train.table.columns.map(column =>
    targets.includes(column.name) ? inOneForm(column, spelled) : column
  );
  return {
    ...others,
    train: { ...train, table: { ...train.table, columns } }
  };
}

/**
 * The tables with names of rows and of classes that are digits read as they are written,
 * where a number would lose some: “007” is not 7.
 */
function withCodes(tables: ITables, targets: readonly string[]): ITables {
  const { train, test, sample } = tables;
  const given = new Set(test?.table.columns.map(({ name }) => name));
  const codes = new Set(
    [train, test, sample].flatMap(
      file =>
        file?.table.columns
          .filter(
            (column, at) =>
              column.coded &&
              (targets.includes(column.name) ||
                isRowId(column, file.table) ||
                (file === sample && (at === 0 || given.has(column.name))))
          )
          .map(({ name }) => name) ?? []
    )
  );
  // Where rows are held out, the sample may name them by a number that was drawn; the
  // person's own names them as the test table does.
  const others = [...codes].filter(
    name =>
      given.has(name) &&
      sample?.table.columns.every(column => column.name !== name)
  );
  const read = <T extends TableFile | null>(file: T): T =>
    file?.dialect
      ? {
          ...file,
          dialect: {
            ...file.dialect,
            texts: [
              ...file.table.columns
                .map(({ name }) => name)
                .filter(
                  name => codes.has(name) || file.dialect!.texts.includes(name)
                ),
              ...(file === sample ? others : [])
            ]
          },
          table: {
            ...file.table,
            columns: file.table.columns.map(column =>
              codes.has(column.name) ? asText(column, file.table) : column
            )
          }
        }
      : file;
  return codes.size === 0
    ? tables
    : { ...tables, train: read(train), test: read(test), sample: read(sample) };
}

/** A column of digits as it is read as text. One that is learned from holds kinds then. */
function asText(column: ColumnPreview, table: TablePreview): ColumnPreview {
  return {
    ...column,
    kind: isRowId(column, table) ? column.kind : 'category',
    dtype: 'object'
  };
}

/**
 * The tables with the words of the targets that look missing, such as “NA”, read as the
 * classes that they are.
 */
function withWords(tables: ITables, targets: readonly string[]): ITables {
  const { train } = tables;
  const isMeant = (column: ColumnPreview) =>
    targets.includes(column.name) && (column.words?.length ?? 0) > 0;
  const words = train.table.columns
    .filter(isMeant)
    .flatMap(column => column.words!.map(({ value }) => value));
  if (words.length === 0 || !train.dialect) {
    return tables;
  }
  const columns = train.table.columns.map(column =>
    isMeant(column) ? meant(column, train.table.rowsRead) : column
  );
  return {
    ...tables,
    train: {
      ...train,
      dialect: { ...train.dialect, values: [...new Set(words)].sort() },
      table: { ...train.table, columns }
    }
  };
}

/** A column whose words that look missing are values. */
function meant(column: ColumnPreview, rows: number): ColumnPreview {
  const words = column.words!;
  const count = words.reduce((sum, word) => sum + word.count, 0);
  return {
    ...column,
    kind: 'category',
    dtype: 'object',
    unique: column.unique + words.length,
    missing: Math.max(0, column.missing - count / rows),
    top: [...column.top, ...words].sort((a, b) => b.count - a.count)
  };
}
