import type { ColumnPreview, TablePreview } from '../data';
import { saidAtRandom } from './atRandom';
import { mentionsOf } from './mentions';
import { dividers } from './owners';
import type { ISpan } from './parts';
import {
  meantIn,
  mentionsIn,
  sentencesIn,
  shortened,
  withoutColumns
} from './sentences';
import {
  judged,
  judging,
  mistakes,
  modelling,
  negated,
  noneOf,
  others,
  timed
} from './unreadCues';
import { fold } from './words';

/**
 * What of a goal has to be asked about: sentences that no entry of the declaration was read
 * from although they seem to say how predictions are judged, or which rows they are of.
 * Nobody can foresee all ways to say that; that a sentence does takes less: it speaks of
 * judging and of mistakes, or of learning and of others than the rows that are there.
 */

/** So many different values, at least, are of many of a kind. */
const LEAST = 10;

/** A sentence that says how rows are divided, as it seems, and the ways that may be meant. */
export interface IRowsUnread {
  words: string;
  ways: { kind: 'group' | 'time'; column: string }[];
}

/**
 * The sentence that says what predictions are judged by, as it seems; for a goal in which
 * no metric was found.
 *
 * @param columns - names of the table's columns, which may sound like judging themselves.
 * @returns it shortened; `null` where none does.
 */
export function scoreUnread(
  goal: string,
  columns: readonly string[]
): string | null {
  const mentions = mentionsOf(goal, columns);
  const found = sentencesIn(goal).find(each => {
    const prose = withoutColumns(each, mentions);
    return judged.test(prose) || (judging.test(prose) && mistakes.test(prose));
  });
  return found ? shortened(found.text) : null;
}

/**
 * The sentence that says which rows are to be predicted, as it seems; for a goal that was
 * found to say nothing of it.
 *
 * @param test - the table to be predicted: whom it shares, rows are not divided by.
 * @returns `null` where none does, or nothing in the table could be divided by.
 */
export function rowsUnread(
  goal: string,
  train: TablePreview,
  target: string,
  test: TablePreview | null
): IRowsUnread | null {
  if (saidAtRandom(goal) !== null) {
    return null;
  }
  const { groups, times } = dividers(train, target, test);
  const mentions = meantIn(
    goal,
    [...groups, ...times].map(({ name }) => name)
  );
  for (const each of sentencesIn(goal)) {
    const own = mentionsIn(each, mentions);
    const prose = withoutColumns(each, own);
    const isOther = others.test(prose);
    const isTurned = negated.test(prose);
    if (!modelling.test(prose)) {
      continue;
    }
    const ways: IRowsUnread['ways'] = [
      ...(timed.test(prose) ? times : []).map(({ name }) => ({
        kind: 'time' as const,
        column: name
      })),
      ...groups
        .filter(column => {
          const named = own.find(({ column: name }) => name === column.name);
          return named
            ? isOther || (isTurned && (isCode(column) || isNone(goal, named)))
            : (isOther || (isTurned && own.length === 0)) && isCode(column);
        })
        .map(({ name }) => ({ kind: 'group' as const, column: name }))
    ];
    if (ways.length > 0) {
      return { words: shortened(each.text), ways };
    }
  }
  return null;
}

/** Whether rows could be divided, though nothing says so. */
export function mayBeDivided(
  goal: string,
  train: TablePreview,
  target: string,
  test: TablePreview | null
): boolean {
  const { groups, times } = dividers(train, target, test);
  return (
    saidAtRandom(goal) === null &&
    (times.length > 0 || groups.some(({ unique }) => unique >= LEAST))
  );
}

/** Whether a column holds names with numbers, such as “S12”: one of many each. */
function isCode({ kind, unique, top }: ColumnPreview): boolean {
  return (
    (kind === 'category' || kind === 'text') &&
    unique >= LEAST &&
    top.every(({ value }) => /^\p{L}{0,8}[-_ ]?\d+$/u.test(value))
  );
}

/** Whether "no" stands before a column's name. */
function isNone(goal: string, { start }: ISpan): boolean {
  return noneOf.test(fold(goal.slice(Math.max(0, start - 40), start)));
}
