import { Lessons, readRecipe } from '../../coder/recipes/recipe';
import { isLoaded, reader } from '../../coder/recipes/script/reader';
import { show } from '../../coder/recipes/script/python';
import { findTables } from '../../coder/recipes/tables';
import { canPredict } from '../../coder/reply/contract';
import type { DataPreview } from '../../task/data';

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
 * @returns `null` where the script has no `predict(table)`.
 */
export function laterRows(
  code: string,
  data: DataPreview | null
): ILaterRows | null {
  if (!canPredict(code)) {
    return null;
  }
  const tables = data && findTables(data);
  const file = tables && (tables.test ?? tables.train);
  const lessons = readRecipe(code)?.lessons ?? Lessons.parse({});
  const from =
    file?.dialect && isLoaded(file.dialect)
      ? 'open(cli.predict)'
      : 'cli.predict';
  const read = file
    ? show(reader(file, from, lessons), 4)
    : `pd.read_csv(${from})`;
  return {
    before: `import argparse
import os

parser = argparse.ArgumentParser(description='Fits on your data, then predicts.')
parser.add_argument('--predict', metavar='FILE', help='rows that came later, as a table')
parser.add_argument('--out', metavar='FILE', help='where their predictions go')
cli, _ = parser.parse_known_args()
if cli.predict and not os.path.isfile(cli.predict):
    parser.error(f'there is no file {cli.predict}')

`,
    after: `
# %%
# Rows that came later
if cli.predict:
    import pandas as pd

    rows = ${read}${file?.dialect?.header === false ? '\n    rows.columns = rows.columns.astype(str)' : ''}
    out = cli.out or os.path.splitext(cli.predict)[0] + '-predictions.csv'
    pd.DataFrame(predict(rows)).to_csv(out, index=False)
    print(f'{out} has predictions for {len(rows):,} rows')
`
  };
}
