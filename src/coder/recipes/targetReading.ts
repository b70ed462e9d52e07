import type { IGoalColumn } from '../../task/goal/joined';
import { mentionsOf } from '../../task/goal/mentions';
import { isAlmost } from '../../task/goal/respelled';
import { type ITargetReading, readTarget } from '../../task/goal/target';
import { fold } from '../../task/goal/words';
import { namedMetrics } from './namedMetrics';
import { columnNamed, isRowId, type ITables, type TableFile } from './tables';

/** More different values than this are no classes. */
const MOST_CLASSES = 100;

/** What is predicted, and where that was read: said apart from the goal, or as there. */
export type IReading = Omit<ITargetReading, 'from'> & {
  from: ITargetReading['from'] | 'declared';
};

/**
 * Read what is predicted out of the goal and the tables.
 *
 * @param declared - the columns that were said apart from the goal; they win.
 */
export function targetReading(
  goal: string,
  declared: readonly string[] | undefined,
  tables: ITables
): IReading | null {
  return declaredTarget(declared, tables) ?? targetOf(goal, tables);
}

function targetOf(
  goal: string,
  { train, test, sample }: ITables
): ITargetReading | null {
  return readTarget(goal, {
    columns: train.table.columns
      .filter(column => !isRowId(column, train.table))
      .map(({ name, kind, unique, top, missing }) => ({
        name,
        unique,
        isNumber: kind === 'number' || kind === 'integer',
        values: top.map(({ value }) => value),
        hasGaps: missing > 0 && missing < 1
      })),
    // A column that is there and holds nothing is one to be filled.
    test:
      test?.table.columns
        .filter(({ kind }) => kind !== 'empty')
        .map(({ name }) => name) ?? null,
    canBeMeasured: measuredBy(goal),
    sample: sample && predictedIn(sample, test)
  });
}

/**
 * The columns of the training table, first those that may be meant by a name that none
 * has, then those that the goal may ask for; what numbers the rows comes last.
 */
export function likeliest(
  absent: string,
  goal: string,
  tables: ITables
): string[] {
  const { table } = tables.train;
  const names = table.columns.map(({ name }) => name);
  const read = targetOf(goal, tables);
  const rows = table.columns.filter(each => isRowId(each, table));
  return [
    ...new Set([
      ...names.filter(name => isAlmost(fold(name), fold(absent))),
      ...mentionsOf(absent, names)
        .sort((a, b) => b.fit - a.fit)
        .map(({ column }) => column),
      ...(read ? [...read.names, ...read.others] : []),
      ...names.filter(name => !rows.some(each => each.name === name)),
      ...names
    ])
  ];
}

/** Which columns the metric that a goal names can measure. */
function measuredBy(goal: string): (column: IGoalColumn) => boolean {
  const named = namedMetrics(goal);
  const ofNumbers = named.some(({ kinds }) => kinds.includes('regression'));
  const ofClasses = named.some(({ kinds }) => !kinds.includes('regression'));
  return ({ isNumber, values, unique }) =>
    ofNumbers === ofClasses ||
    (ofNumbers
      ? unique > 2 &&
        (isNumber || values.every(value => /^[\d\s]*\d/u.test(value)))
      : unique <= MOST_CLASSES);
}

/** The columns of a sample that name no row. */
function predictedIn(sample: TableFile, test: TableFile | null): string[] {
  const names = sample.table.columns.map(({ name }) => name);
  const given = test && new Set(test.table.columns.map(({ name }) => name));
  return given ? names.filter(name => !given.has(name)) : names.slice(1);
}

/** The columns that were declared apart from the goal; `null` where none was. */
function declaredTarget(
  targets: readonly string[] | undefined,
  { train }: ITables
): IReading | null {
  return targets && targets.length > 0
    ? {
        names: [
          ...new Set(
            targets.map(
              name => columnNamed(name, train.table.columns)?.name ?? name
            )
          )
        ],
        from: 'declared',
        sure: true,
        others: []
      }
    : null;
}

/** Where a target was read, for people. */
export function sourceOf(
  { from }: Pick<IReading, 'from'>,
  { test, sample }: ITables
): string {
  switch (from) {
    case 'declared':
      return 'as declared';
    case 'goal':
      return 'from the goal';
    case 'test':
      return `${test?.path} lacks it`;
    case 'sample':
      return `${sample?.path} asks for it`;
    case 'name':
      return 'its name says so';
    case 'guess':
      return 'a guess';
  }
}
