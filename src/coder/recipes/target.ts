import type { ColumnPreview } from '../../task/data';
import { predictedPhrases, words } from './words';

/** Names that say what they are. */
const usualName = /^(target|label|class|y|outcome|response)$/i;

/** Words that name no column by themselves. */
const idle = new Set(
  ['id', 'is', 'has', 'the', 'of', 'a', 'in', 'no', 'num', 'total'].concat(
    'value',
    'type',
    'name'
  )
);

/**
 * Which column is to be predicted.
 *
 * @param goal - the person's words.
 * @param columns - the columns that can be it: not in the test table, no ids.
 * @param absent - whether those columns are known to be absent from a test table.
 * @param asked - the columns that a sample submission asks for.
 */
export function findTarget(
  goal: string,
  columns: readonly ColumnPreview[],
  absent: boolean,
  asked: readonly string[]
): { name: string; from: string } | null {
  const named = quoted(goal, columns) ?? described(goal, columns);
  if (named !== null) {
    return { name: named, from: 'from the goal' };
  }
  const found =
    columns.find(column => asked.includes(column.name)) ??
    (absent && columns.length === 1 ? columns[0] : undefined) ??
    columns.find(column => usualName.test(column.name));
  return found ? { name: found.name, from: 'from the data' } : null;
}

/** A column that the goal names letter by letter in `…`, "…", “…” or **…**. */
function quoted(
  goal: string,
  columns: readonly ColumnPreview[]
): string | null {
  const marked = [...goal.matchAll(/[`"'“*]([^`"'”*\n]+)[`"'”*]/g)].map(match =>
    match[1].trim()
  );
  const phrases = predictedPhrases(goal).join(' ');
  const hits = columns.filter(column => marked.includes(column.name));
  return (
    (hits.find(column => phrases.includes(column.name)) ?? hits[0])?.name ??
    null
  );
}

/**
 * The column whose words the goal uses for what is to be predicted, or else the
 * one whose whole name it uses anywhere.
 */
function described(
  goal: string,
  columns: readonly ColumnPreview[]
): string | null {
  const phrases = predictedPhrases(goal);
  return closest(phrases, columns, 0.5) ?? closest([goal], columns, 1);
}

/**
 * The column that phrases name best.
 *
 * @param least - the share of its name's words that must be there.
 */
function closest(
  phrases: readonly string[],
  columns: readonly ColumnPreview[],
  least: number
): string | null {
  let best: string | null = null;
  let bestScore = 0;
  for (const said of phrases.map(words)) {
    for (const { name } of columns) {
      const parts = words(name);
      const hits = parts.filter(part => said.includes(part));
      const share = hits.length / parts.length;
      const telling = hits.filter(part => !idle.has(part));
      if (telling.length === 0 || share < least) {
        continue;
      }
      // How much of its name is said counts first, then how much that is, then how early.
      const early = said.indexOf(telling[0]) / (said.length + 1);
      const score = share + 0.2 * telling.length - 0.5 * early;
      if (score > bestScore) {
        best = name;
        bestScore = score;
      }
    }
  }
  return best;
}
