import { Lessons, readRecipe } from '../../coder/recipes/recipe';
import { imports } from '../../coder/recipes/script/imports';
import { literal } from '../../coder/recipes/script/python';
import { read } from '../../coder/recipes/script/reader';
import { findTables } from '../../coder/recipes/tables';
import { shuffled } from '../../kernel/python';
import type { DataPreview } from '../../task/data';
import { canPredict } from '../../coder/reply/contract';

/** Seconds that predicting shuffled columns may take, about. */
export const SHUFFLING = 60;

/**
 * A script that predicts, once it has fitted, the rows of its test table with each of their
 * columns shuffled.
 *
 * @param data - the preview of what scripts are given.
 * @param key - the column that names the rows.
 * @returns `null` where the script has no `predict(table)`, or is given no rows to predict.
 */
export function withShuffled(
  code: string,
  data: DataPreview,
  key: string
): string | null {
  const test = findTables(data)?.test;
  if (!test || !canPredict(code)) {
    return null;
  }
  const lessons = readRecipe(code)?.lessons ?? Lessons.parse({});
  const reading = read('asked', test, lessons);
  return `${code}

# %%
${imports(reading)}
INPUT = Path('input')
${reading}

# %%
${shuffled}

shuffle(predict, asked, ${literal(key)}, ${SHUFFLING})
`;
}
