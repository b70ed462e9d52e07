import { Lessons, readRecipe } from '../../coder/recipes/recipe';
import { later_rows, plain_cells } from '../../coder/recipes/script/forms';
import {
  call,
  list,
  literal,
  named,
  renaming,
  show
} from '../../coder/recipes/script/python';
import { isLoaded, reader } from '../../coder/recipes/script/reader';
import { findTables, type TableFile } from '../../coder/recipes/tables';
import { canPredict } from '../../coder/reply/contract';
import { type DataPreview, Dialect } from '../../task/data';
import type { TaskDeclaration } from '../../task/declaration';

/** What a script gets before and after it, so that it predicts rows that came later. */
export interface ILaterRows {
  before: string;
  after: string;
}

/**
 * What makes `python best.py --predict new.csv` of a script: what is asked is read before
 * it fits, and done after. It is no part of cells, which have no arguments.
 *
 * @param data - the preview of the data that tells how tables are written; `null` without one.
 * @param declaration - the task, which tells what names rows and what is left out; `null` without one.
 * @returns `null` where the script has no `predict(table)`.
 */
export function laterRows(
  code: string,
  data: DataPreview | null,
  declaration: Told | null
): ILaterRows | null {
  if (!canPredict(code)) {
    return null;
  }
  const recipe = readRecipe(code);
  const file = data && rowsLike(data);
  const read = file
    ? readLater(file, recipe?.lessons ?? Lessons.parse({}), decimalOf(code))
    : 'later_rows(cli.predict, pd.read_csv)';
  // What has no name in the person's own files has none in what is predicted.
  const nameless = (declaration?.submission?.columns ?? []).flatMap(each =>
    'nameless' in each && each.nameless ? [[each.name, ''] as const] : []
  );
  return {
    before: `import argparse
import codecs
import os
import re

parser = argparse.ArgumentParser(description='Fits on your data, then predicts.')
parser.add_argument('--predict', metavar='FILE', help='rows that came later, as a table')
parser.add_argument('--out', metavar='FILE', help='where their predictions go')
cli, _ = parser.parse_known_args()
if cli.predict and not os.path.isfile(cli.predict):
    parser.error(f'there is no file {cli.predict}')

`,
    after: `
# %%
# Rows that came later, in whatever form they are written
import pandas as pd

${later_rows}

${read.includes('plain_cells(') ? `\n${plain_cells}\n` : ''}
if cli.predict:
    rows = ${read}
${numbered(unlearned(data, declaration))}    try:
        predicted = predict(rows)
    except KeyError as error:
        parser.exit(1, f'{cli.predict} may lack a column that is learned from: {error.args[0]}\\n')
${recipe === null ? namedAsHandedIn(declaration) : ''}    out = cli.out or os.path.splitext(cli.predict)[0] + '-predictions.csv'
    predicted${renaming(nameless, 4)}.to_csv(out, index=False)
    print(f'{out} has predictions for {len(rows):,} rows')
`
  };
}

/** What a task says of columns that are not learned from. */
type Told = Pick<TaskDeclaration, 'leftOut' | 'idColumns' | 'submission'>;

/** Columns that rows may lack: what is left out, and names that the rows to learn from have none of. */
function unlearned(
  data: DataPreview | null,
  declaration: Told | null
): string[] {
  const { leftOut = [], idColumns = [] } = declaration ?? {};
  const learned = data && findTables(data)?.train.table.columns;
  return [
    ...leftOut.map(({ column }) => column),
    ...idColumns.filter(id => learned?.every(({ name }) => name !== id))
  ];
}

/** What gives rows such columns, where they lack them. */
function numbered(names: readonly string[]): string {
  const lacked = named('lacked', list(names.map(literal)), ' = ');
  return names.length === 0
    ? ''
    : `    # Nothing is learned from these, so rows may lack them: they are numbered there
    ${show(lacked, 4)}
    count = range(1, len(rows) + 1)
    rows = rows.assign(**{name: count for name in lacked if name not in rows})
`;
}

/** The table that later rows are like. */
function rowsLike(data: DataPreview): TableFile | null {
  const tables = findTables(data);
  // A test table that a run made for itself is not in the form of the person's own.
  const isMade = data.prepared?.made.includes(tables?.test?.path ?? '');
  return (isMade ? null : tables?.test) ?? tables?.train ?? null;
}

/** The mark of decimals, where a script reads its tables by another than the usual one. */
function decimalOf(code: string): string[] {
  return /\bdecimal["']?\s*[=:]\s*["'],["']/.test(code) ? ["decimal=','"] : [];
}

/** What makes a table of what a script of a model or a person predicts: it may be values alone. */
function namedAsHandedIn(declaration: Told | null): string {
  const columns = declaration?.submission?.columns ?? [];
  const ids = columns.filter(({ holds }) => holds === 'id');
  const values = columns.filter(({ holds }) => holds !== 'id');
  const alone = `    if getattr(predicted, 'ndim', 1) == 1:
        names = rows.filter([${ids.map(({ name }) => literal(name)).join(', ')}])
        predicted = names.assign(**{${literal(values[0]?.name ?? '')}: list(predicted)})
`;
  return `${values.length === 1 ? alone : ''}    predicted = pd.DataFrame(predicted)\n`;
}

/** The call that reads later rows, and the line that names their columns as those of the data. */
function readLater(
  file: TableFile,
  lessons: Lessons,
  decimal: string[]
): string {
  const { dialect } = file;
  const columns = !(dialect?.header ?? true)
    ? 'astype(str)'
    : lessons.stripNames
      ? 'str.strip()'
      : null;
  const read = call(
    'later_rows',
    'cli.predict',
    ...formsOf(file, lessons),
    ...decimal
  );
  const shown = show(named('rows', read, ' = '), 4).slice('rows = '.length);
  return columns === null
    ? shown
    : `${shown}\n    rows.columns = rows.columns.${columns}`;
}

/** How text is read, and where the data are none, how they are; the sign between columns. */
function formsOf(file: TableFile, lessons: Lessons): string[] {
  const dialect = file.dialect ?? Dialect.parse({ format: 'csv' });
  const { format, separator = ',' } = dialect;
  const reading = (change: Partial<Dialect>, from: string) =>
    show(
      reader({ ...file, dialect: { ...dialect, ...change } }, from, {
        ...lessons,
        encoding: null,
        lenient: false
      }),
      4
    );
  // What is found in the file itself is told beside it.
  const plain = { separator: undefined, encoding: undefined };
  const text = reading({ ...plain, format: 'csv' }, 'path').slice(0, -1);
  const forms = [`lambda path, **how: ${text}, **how)`];
  if (format !== 'csv') {
    const from = isLoaded(dialect) ? 'open(path)' : 'path';
    const own = reading({ sheet: undefined }, from);
    return [...forms, `own={${literal(format)}: lambda path: ${own}}`];
  }
  return separator === ',' ? forms : [...forms, `usual=${literal(separator)}`];
}
