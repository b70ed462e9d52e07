import type { ColumnPreview, TablePreview } from '../data';
import { belongingOf } from './division';
import { saidAtRandom } from './atRandom';
import type { ISpan } from './parts';
import { fold } from './words';
import { dividers, isPanel, mayOwn, sharesWith } from './owners';

/** Says that rows to come are of owners that are known: "also occur in training". */
const knownOwners =
  /\b(?:also|all)\b[^.;!?]{0,40}\b(?:occur|appear|are|come)\b[^.;!?]{0,30}\btrain\p{L}*|\b(?:occur|appear|are)\b[^.;!?]{0,30}\btrain\p{L}*[^.;!?]{0,20}\b(?:too|as well)\b|\b(?:remain|stay|are) the same\b|\b(?:bleiben|sind) (?:immer )?(?:dieselben|die gleichen)\b|\b(?:sont|restent) les memes\b|\bson l[oa]s mism[oa]s\b|\bsao [oa]s mesm[oa]s\b|\bsono (?:gli|le|i) stess[ie]\b|те же самые|都是同样的|同じ(?:です|まま)/iu;

/** How a goal says that rows are like those that are learned from; `null` where it does not. */
function saidAlike(goal: string): ISpan | null {
  const match = knownOwners.exec(fold(goal));
  return (
    saidAtRandom(goal) ??
    (match && { start: match.index, end: match.index + match[0].length })
  );
}

/** Ways to divide rows of which nothing tells which is right. */
export interface IOpenDivision {
  /** The likeliest first; rows may be drawn at random, too. */
  ways: { kind: 'group' | 'time'; column: string }[];
  /** What speaks for them, as a sentence. */
  why: string;
}

/**
 * What may divide the rows where neither the goal nor the tables say so: whom or what
 * several rows may belong to, an owner's rows over time, a series.
 *
 * @param test - the table to be predicted. Where it shares owners or times, rows are like it
 *   when they are drawn at random.
 * @returns `null` where rows repeat nothing that a column names.
 */
export function openDivision(
  goal: string,
  train: TablePreview,
  target: string,
  test: TablePreview | null
): IOpenDivision | null {
  if (saidAtRandom(goal) !== null) {
    return null;
  }
  const { groups: repeated, times: ordering } = dividers(train, target, test);
  const times = test === null ? ordering : [];
  const owner = repeated.find(column => mayOwn(column, train, target));
  for (const time of times) {
    const each = repeated.find(column => isPanel(time, column, train));
    if (each !== undefined) {
      return {
        ways: [
          { kind: 'time', column: time.name },
          // Whole numbers may as well be hours; names are of whom the rows are.
          ...[owner ?? each]
            .filter(found => found === owner || found.kind !== 'integer')
            .map(({ name }) => ({ kind: 'group' as const, column: name }))
        ],
        why: `There is a row for each “${time.name}” and “${each.name}”.`
      };
    }
  }
  if (owner !== undefined && saidAlike(goal) === null) {
    const [first] = owner.within ?? [];
    return {
      ways: [{ kind: 'group', column: owner.name }],
      why: `Several rows share one “${owner.name}”${first === undefined ? '' : `, within which “${first}” never changes`}.`
    };
  }
  const series = times.find(column => isSeries(column, train));
  return series
    ? {
        ways: [{ kind: 'time', column: series.name }],
        why: `The rows follow one another by “${series.name}”.`
      }
    : null;
}

/**
 * Why rows are drawn at random.
 *
 * @param path - where the table to be predicted lies.
 */
export function whyRandom(
  goal: string,
  train: TablePreview,
  target: string,
  test: TablePreview | null,
  path: string | null
): string {
  const said = saidAlike(goal);
  if (said !== null) {
    return `from the goal: “${goal.slice(said.start, said.end)}”`;
  }
  const shares = sharesWith(test);
  const { groups, time } = belongingOf(train, target);
  const columnOf = (name: string) =>
    train.columns.find(each => each.name === name)!;
  const isShared = (name: string) => shares(columnOf(name)) === 'shared';
  const shared = groups.find(isShared);
  if (shared !== undefined) {
    return `several rows share one “${shared}”, and ${path} has the same`;
  }
  // Whole numbers that are merely called “Time” may count the months of a loan.
  if (time !== null && columnOf(time).kind === 'date') {
    return isShared(time)
      ? `${path} is of the same time by “${time}”`
      : `nothing says that later rows are asked for, though “${time}” orders them`;
  }
  return 'rows repeat nothing that a column names';
}

/** Days from one row of a series to the next. */
const STEPS = [1 / 1440, 1 / 96, 1 / 48, 1 / 24, 1, 7, 30.44, 91.3, 365.25];
/** How far the mean step may be from one of these. */
const UNEVEN = 0.03;

/** Whether rows follow one another in even steps, one for each. */
function isSeries(
  { unique, min, max }: ColumnPreview,
  { rowsRead }: TablePreview
): boolean {
  if (unique < rowsRead || typeof min !== 'string' || typeof max !== 'string') {
    return false;
  }
  const days = (Date.parse(max) - Date.parse(min)) / 86_400_000;
  const step = days / Math.max(1, rowsRead - 1);
  return STEPS.some(each => Math.abs(step / each - 1) < UNEVEN);
}
