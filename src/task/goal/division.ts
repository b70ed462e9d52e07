import type { ColumnPreview, TablePreview } from '../data';
import { mentionsOf } from './mentions';
import { isOrder, isOwner, isRepeated, mayOwn, sharesWith } from './owners';
import { fold } from './words';

/** How rows are divided, where drawing them at random would not tell the truth. */
export interface IDivisionReading {
  /** Rows of one value stay together; or what comes later is held out. */
  kind: 'group' | 'time';
  column: string;
  /** The goal says so, or the tables show it. */
  from: 'goal' | 'data';
  /** The goal's own words, where it says so. */
  words?: string;
}

/** What rows belong to and what orders them, whether or not they are divided by it. */
export interface IBelonging {
  /** Columns of whom or what several rows belong to. */
  groups: string[];
  /** The column that orders rows in time; `null` where there is none. */
  time: string | null;
}

/** Says that what comes later is asked for. */
const ahead =
  /\bforecast|\b(?:next|coming|following|upcoming) (?:\w+ )?(?:days?|weeks?|months?|quarters?|years?|hours?|season|period)\b|\bin (?:the )?future\b|\btime series\b|\bahead\b|\bfollow (?:those|the (?:dates|days|rows))\b|\blater (?:dates?|days?|rows?|weeks?|months?|years?)\b|\btomorrow\b|prognose fur|prognostizier|nachste[nrs]? (?:tag|woche|monat|quartal|jahr)|kommende[nrs]? |zukunft|zeitreihe|prochaine?s? |a l'avenir|serie temporelle|proxim[oa]s? |futur[oa]s?\b|serie(?:s)? (?:temporal|de tiempo)|serie storica|prossim[oiae] |будущ|следующ|временн\p{L}+ ряд|прогноз на|未来|下个?[月周季年]|时间序列|来[月週年]|翌|将来|時系列/iu;

/** Says that rows belong together. */
const together =
  /\b(?:never|not|n't) (?:be )?(?:split|divided|separated|torn apart)\b|\bstay together\b|\bkeep\b[^.]{0,60}\btogether\b|\bgroup(?:ed)?[- ]?(?:by|k-?fold|split|wise)\b|\bleave[- ]one[- ]\p{L}+[- ]out\b|\brows (?:of|from) (?:one|the same)\b|nicht (?:getrennt|geteilt|aufgeteilt)|zusammen ?(?:bleiben|halten)|ne (?:doivent|faut)[^.]{0,30}(?:separ|divis)|rester ensemble|no (?:deben|se deben)[^.]{0,30}(?:separ|divid)|nao devem[^.]{0,30}(?:separ|divid)|не (?:раздел|разбив)|不能?(?:分开|拆分)|分割しない|分けない/iu;

/** Says that others than those known are asked for; what, stands right behind. */
const others =
  /\b(?:new|unseen|unknown|other|different) |\bneuen? |\bunbekannten? |\bnouve(?:aux|lles?) |\bnuev[oa]s |\bnov[oa]s |\bnuov[ie] |\bнов(?:ых|ые|ым) |新的?|新しい|未知の/giu;

/**
 * How rows are to be divided: as the goal says, else as the tables show. A date or a number
 * of the day by which the table to be predicted comes later says *time*; what several rows share
 * and the table to be predicted does not says *group*.
 *
 * @param target - no division goes by it.
 * @param test - the table to be predicted; `null` where there is none.
 * @returns `null` where nothing speaks against drawing rows at random.
 */
export function readDivision(
  goal: string,
  train: TablePreview,
  target: string,
  test: TablePreview | null
): IDivisionReading | null {
  const columns = train.columns.filter(({ name }) => name !== target);
  const shares = sharesWith(test);
  const times = columns.filter(isOrder);
  const owners = columns.filter(column => isRepeated(column, train));
  const said = groupsSaid(goal, owners);
  if (said !== null) {
    return { kind: 'group', ...said, from: 'goal' };
  }
  const later = times.find(column => shares(column) === 'later');
  const future = ahead.exec(fold(goal));
  if (future !== null && times.length > 0) {
    return {
      kind: 'time',
      column: (later ?? times[0]).name,
      from: 'goal',
      words: goal.slice(future.index, future.index + future[0].length).trim()
    };
  }
  if (later) {
    return { kind: 'time', column: later.name, from: 'data' };
  }
  const group = owners.find(column =>
    isOwner(column)
      ? shares(column) !== 'shared'
      : mayOwn(column, train, target) && shares(column) === 'apart'
  );
  return group ? { kind: 'group', column: group.name, from: 'data' } : null;
}

/** What the rows of a table belong to, and what orders them in time. */
export function belongingOf(train: TablePreview, target: string): IBelonging {
  const columns = train.columns.filter(({ name }) => name !== target);
  return {
    groups: columns
      .filter(
        column =>
          isRepeated(column, train) &&
          (isOwner(column) || mayOwn(column, train, target))
      )
      .map(({ name }) => name),
    time: columns.find(isOrder)?.name ?? null
  };
}

/** The column that a sentence on what belongs together names, and that sentence's cue. */
function groupsSaid(
  goal: string,
  columns: readonly ColumnPreview[]
): { column: string; words: string } | null {
  const names = columns.map(({ name }) => name);
  for (const sentence of goal.split(/(?<=[.!?。])\s+|\n/)) {
    const folded = fold(sentence);
    const mentions = [...mentionsOf(sentence, names)].sort(
      (a, b) => b.fit - a.fit
    );
    const cue = together.exec(folded);
    if (cue !== null) {
      const [found] = mentions;
      if (found) {
        const from = Math.min(cue.index, found.start);
        const to = Math.max(cue.index + cue[0].length, found.end);
        return { column: found.column, words: clipped(sentence, from, to) };
      }
      continue;
    }
    for (const other of folded.matchAll(others)) {
      const end = other.index + other[0].length;
      const found = mentions.find(
        ({ start }) => start >= end && start <= end + 1
      );
      if (found) {
        return {
          column: found.column,
          words: clipped(sentence, other.index, found.end)
        };
      }
    }
  }
  return null;
}

/** A few words of a sentence. */
function clipped(sentence: string, from: number, to: number): string {
  const text = sentence.slice(from, to).trim();
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
