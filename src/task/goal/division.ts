import type { TablePreview } from '../data';
import { asksAtRandom } from './atRandom';
import { divisionSaid, isFold } from './divisionSaid';
import { isOrder, isOwner, isRepeated, mayOwn, sharesWith } from './owners';

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
  const later = times.find(column => shares(column) === 'later');
  const said = divisionSaid(goal, train, target);
  const column = said && (said.column ?? (later ?? times[0])?.name);
  if (said && column !== undefined && column !== null) {
    return { ...said, column, from: 'goal' };
  }
  if (later) {
    return { kind: 'time', column: later.name, from: 'data' };
  }
  const random = asksAtRandom(goal);
  const group =
    columns.find(isFold) ??
    owners.find(column =>
      random
        ? isOwner(column) && shares(column) === 'apart'
        : isOwner(column)
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
