import type {
  DataPreview,
  FilePreview,
  TableFile,
  TablePreview
} from '../../task/data';
import { type IAnswers, joined } from './answersBeside';
import { sampleAmong } from './sampleFile';

/** Which file plays which part. */
export interface ITables {
  train: TableFile;
  test: TableFile | null;
  sample: TableFile | null;
  /** Whether nothing but its columns tells that the test table is one. */
  isByColumns?: boolean;
  /** Where they lie in a file of their own: the answers, which `train` has as columns. */
  answers?: IAnswers;
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
/** Whether a file is called as one of rows to predict. */
export const isTest = says('test');
const isTrain = says('train');

/** Which file plays which part, by names and by columns. */
export function partsOf(data: DataPreview): ITables | null {
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
  const rest = files.filter(file => file !== sample);
  const pair = joined(rest.filter(file => !isTest(file)).sort(trainFirst));
  const others = rest.flatMap(file =>
    file === pair?.answers.file
      ? []
      : file.path === pair?.train.path
        ? pair.train
        : file
  );
  const bySize = (a: TableFile, b: TableFile) => b.table.rows - a.table.rows;
  const named = others.filter(isTrain).sort(bySize)[0];
  const most =
    others.filter(file => !isTest(file)).sort(bySize)[0] ??
    others.sort(bySize)[0];
  const train =
    pair?.train ??
    named ??
    // There may be more rows to predict than to learn from.
    others.find(file => !isTest(file) && lacksAnswers(most, file)) ??
    most;
  if (!train) {
    return null;
  }
  const test = others.find(
    file => file !== train && isTest(file) && isLike(train.table, file.table)
  );
  const byColumns = others
    .filter(file => file !== train && lacksAnswers(file, train))
    .sort(bySize)[0];
  return {
    train,
    test: test ?? byColumns ?? null,
    sample,
    ...(pair && { answers: pair.answers }),
    ...(!test && byColumns && { isByColumns: true })
  };
}

/** What is called as that which is learned from before all others. */
function trainFirst(a: FilePreview, b: FilePreview): number {
  return Number(isTrain(b)) - Number(isTrain(a));
}

/** Columns that a table may have more or less than the training table, besides one. */
const OTHERS = 0.1;

/**
 * Whether a table has the columns of the training table but what is predicted, so that its
 * rows are to be predicted, whatever it is called.
 */
export function lacksAnswers(
  { table }: TableFile,
  { table: train }: TableFile
): boolean {
  const filled = (of: TablePreview) =>
    of.columns.filter(({ kind }) => kind !== 'empty');
  const own = new Set(filled(table).map(({ name }) => name));
  const theirs = new Set(train.columns.map(({ name }) => name));
  const answered = filled(train);
  const shared = answered.filter(({ name }) => own.has(name));
  const absent = answered.length - shared.length;
  const more = [...own].filter(name => !theirs.has(name)).length;
  const room = OTHERS * answered.length;
  return (
    (shared.length > 1 || shared[0]?.kind === 'text') &&
    absent >= 1 &&
    absent <= 1 + room &&
    more <= room
  );
}

/** Whether a table holds answers of what is predicted. */
export function isHeld(
  { columns }: TablePreview,
  targets: readonly string[]
): boolean {
  return columns.some(
    ({ name, kind }) =>
      targets.includes(name) && kind !== 'empty' && kind !== 'constant'
  );
}

/** Whether a table has most of the training table's columns. */
function isLike(train: TablePreview, test: TablePreview): boolean {
  const names = new Set(test.columns.map(column => column.name));
  const shared = train.columns.filter(column => names.has(column.name));
  return shared.length >= train.columns.length / 2;
}
