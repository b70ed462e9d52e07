import type {
  ColumnPreview,
  DataPreview,
  FilePreview,
  TablePreview
} from '../../task/data';
import { isTimeName } from '../../task/goal/owners';
import { sampleAmong } from './sampleFile';
import { inOneForm } from './spelled';

/** A file of the data folder that holds a table. */
export type TableFile = FilePreview & { table: TablePreview };

/** Which file plays which part. */
export interface ITables {
  train: TableFile;
  test: TableFile | null;
  sample: TableFile | null;
}

const parts = {
  sample: /sample.*sub|submission/,
  test: /(^|[^a-z])(test|holdout|hold_out|unlabell?ed|score)([^a-z]|$)/,
  train: /(^|[^a-z])(train|training|labell?ed)([^a-z]|$)/
};

/** Whether a file's name says its part; where that says none, whether its folder's does. */
const says = (part: keyof typeof parts) => (file: FilePreview) => {
  const [own, folder = ''] = file.path
    .split('/')
    .reverse()
    .map(name => name.replace(/\..*$/, '').toLowerCase());
  const told = (name: string) =>
    Object.values(parts).filter(pattern => pattern.test(name));
  const isOfFolder = told(own).length === 0 && told(folder).length === 1;
  return parts[part].test(isOfFolder ? folder : own);
};

const isSample = says('sample');
const isTest = says('test');
const isTrain = says('train');

/** Tell the training table, the test table and the sample submission apart. */
export function findTables(data: DataPreview): ITables | null {
  const found = partsOf(data);
  return found && withCodes(found, []);
}

function partsOf(data: DataPreview): ITables | null {
  const { prepared } = data;
  if (prepared) {
    const named = (name: string) =>
      data.files.find(
        (file): file is TableFile =>
          file.table !== null &&
          // A book of which one sheet is left is called like the file.
          (file.path === name ||
            file.path.startsWith(`${name}/`) ||
            name.startsWith(`${file.path}/`))
      ) ?? null;
    const train = named(prepared.train);
    return (
      train && {
        train,
        test: named(prepared.test),
        sample: named(prepared.sample)
      }
    );
  }
  const files = data.files.filter(
    (file): file is TableFile =>
      file.table !== null && file.table.columns.length > 0
  );
  const sample = sampleAmong(files, isSample, isTest);
  const others = files.filter(file => file !== sample);
  const bySize = (a: TableFile, b: TableFile) => b.table.rows - a.table.rows;
  const train =
    others.filter(isTrain).sort(bySize)[0] ??
    others.filter(file => !isTest(file)).sort(bySize)[0] ??
    others.sort(bySize)[0];
  if (!train) {
    return null;
  }
  const test = others.find(
    file => file !== train && isTest(file) && isLike(train.table, file.table)
  );
  return { train, test: test ?? null, sample };
}

/** Whether a table has most of the training table's columns. */
function isLike(train: TablePreview, test: TablePreview): boolean {
  const names = new Set(test.columns.map(column => column.name));
  const shared = train.columns.filter(column => names.has(column.name));
  return shared.length >= train.columns.length / 2;
}

/**
 * The column that somebody means by a name. Blanks at its ends are not seen by whoever
 * writes it.
 */
export function columnNamed(
  name: string,
  columns: readonly ColumnPreview[]
): ColumnPreview | undefined {
  return (
    columns.find(each => each.name === name) ??
    columns.find(each => each.name.trim() === name.trim())
  );
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
    countsRows(column, table)
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

/** Whether a file has no name for a column, which readers call by its place. */
export function isNameless(name: string, file: TableFile | null): boolean {
  return file?.notes.includes(`a column without a name is “${name}”`) === true;
}

/** The column that names each row of the test table. */
export function idColumn({ test, sample }: ITables): string | null {
  const columns = test?.table.columns ?? [];
  const first = sample?.table.columns[0]?.name;
  return (
    columns.find(column => column.name === first)?.name ??
    columns.find(column => isRowId(column, test!.table))?.name ??
    null
  );
}

/**
 * The tables of a task of which it is known what is predicted.
 *
 * @param spelled - labels that are one class however they are written; `null`: all of which
 *   the data have several forms.
 */
export function tablesFor(
  data: DataPreview,
  targets: readonly string[],
  spelled: readonly string[] | null = null
): ITables | null {
  const found = findTables(data);
  if (found === null) {
    return null;
  }
  const { train, ...others } = withWords(withCodes(found, targets), targets);
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
    : { train: read(train), test: read(test), sample: read(sample) };
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
