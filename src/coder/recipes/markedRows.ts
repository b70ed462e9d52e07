import type { ColumnPreview } from '../../task/data';
import type { Split } from '../../task/objectiveKinds';
import type { Kind } from './metric';
import type { ITables } from './tableParts';

/** What columns are called that say which part a row belongs to. */
const PART =
  /^(?:(?:data)?(?:set|split|subset|partition|part|usage)|(?:train|test)(?:ing)?(?:set|split|flag|test)?|datensatz|conjunto|ensemble)$/;
const FLAG = /^(?:is|in|for)(train|test)(?:ing)?(?:set)?$/;
const TRAIN = /^(?:train(?:ing)?|learn(?:ing)?|dev(?:elopment)?|fit)$/;
const TEST = /^(?:test(?:ing)?|hold-?_?out|eval(?:uation)?)$/;
const VALIDATION = /^(?:val(?:id)?(?:ation)?|tune|tuning)$/;
const YES = /^(?:1|1\.0|true|yes)$/;
const NO = /^(?:0|0\.0|false|no)$/;

/** Rows that are held out at least, and of all rows at most. */
const LEAST = 20;
const MOST = 0.5;

/** The value by which a column marks rows for testing; `null` where it marks none. */
export function testMark({ name, top, unique }: ColumnPreview): string | null {
  const said = name.toLowerCase().replace(/[^\p{L}]/gu, '');
  const flag = FLAG.exec(said);
  const values = top.map(({ value }) => value.trim().toLowerCase());
  const all = (known: readonly RegExp[]) =>
    values.length === unique &&
    known.every(each => values.some(value => each.test(value)));
  const found = (pattern: RegExp) =>
    top.find(({ value }) => pattern.test(value.trim().toLowerCase()))?.value ??
    null;
  if (flag && unique === 2 && all([YES, NO])) {
    return found(flag[1] === 'test' ? YES : NO);
  }
  const isPart = values.every(value =>
    [TRAIN, TEST, VALIDATION].some(each => each.test(value))
  );
  return PART.test(said) && isPart && all([TRAIN, TEST]) ? found(TEST) : null;
}

/** A division with the rows that the one table marks for testing held out for the end. */
export function withMarked(
  split: Split,
  tables: ITables,
  targets: readonly string[],
  kind: Kind | null
): Split {
  const marked = marksOf(tables, targets).find(each => each.isEnough);
  if (marked === undefined) {
    return split;
  }
  const final = { column: marked.column, value: marked.value };
  // Whoever wants rows to be divided by the marks means these.
  return 'column' in split && split.column === final.column
    ? { kind: kind === 'regression' ? 'random' : 'stratified', final }
    : { ...split, final };
}

/** Of marked rows that are too few or too many to be held out: what becomes of them. */
export function marksNoticed(
  tables: ITables,
  targets: readonly string[]
): string[] {
  const marks = marksOf(tables, targets);
  return marks.some(each => each.isEnough)
    ? []
    : marks.map(
        ({ column, value, count }) =>
          `The rows whose “${column}” is “${value}” are learned from as the others are: they are held out where they are ${LEAST} or more and at most half of all, and ${count} of ${tables.train.table.rowsRead} are marked so.`
      );
}

/** How the one table marks rows with an answer for testing, and whether these are to be held out. */
function marksOf(
  { train: { table }, test }: ITables,
  targets: readonly string[]
) {
  return (test === null ? table.columns : []).flatMap(column => {
    const value = targets.includes(column.name) ? null : testMark(column);
    const count = column.top.find(each => each.value === value)?.count ?? 0;
    const isEnough = count >= LEAST && count <= MOST * table.rowsRead;
    return value === null
      ? []
      : [{ column: column.name, value, count, isEnough }];
  });
}
