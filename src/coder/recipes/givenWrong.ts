import type { ColumnPreview } from '../../task/data';
import type { GivenTask } from '../../task/declaration';
import { isOrder, isRepeated } from '../../task/goal/owners';
import { isAlmost } from '../../task/goal/respelled';
import { fold } from '../../task/goal/words';
import { listed } from '../../task/said';
import { splitName } from '../../task/splitName';
import { obstacle, type IQuestion } from './questions';
import type { ITables } from './tables';
import { isNumber, isWritten } from './written';

/**
 * What was declared and the data do not bear out, each with the way out.
 *
 * @param target - the first of what is predicted; `null` where that is not settled.
 * @param classes - what it holds; empty for numbers, or where not all are known.
 */
export function givenWrong(
  given: GivenTask,
  tables: ITables,
  targets: readonly string[],
  target: ColumnPreview | null,
  classes: readonly string[]
): IQuestion[] {
  return [
    ...splitWrong(given, tables, targets),
    ...columnsWrong(given, tables, targets),
    ...[
      ...(target === null
        ? []
        : [
            ...valuesWrong(given, target, classes),
            ...kindWrong(given, tables, target)
          ]),
      ...filesWrong(given, tables)
    ].map(wrong)
  ];
}

/** Something that no option settles. */
function wrong(text: string): IQuestion {
  return { ...obstacle(text), isOfRecipes: false };
}

function columnsWrong(
  { idColumns = [], leftOut = [], groups = [], time }: GivenTask,
  { train, test }: ITables,
  targets: readonly string[]
): IQuestion[] {
  const names = train.table.columns.map(({ name }) => name);
  const inTest = test?.table.columns.map(({ name }) => name) ?? [];
  const out = leftOut.map(({ column }) => column);
  const named: [string, readonly string[]][] = [
    ['leftOut', out],
    ['groups', groups],
    ['time', time ? [time] : []]
  ];
  return [
    ...idColumns
      // Rows may be named in the test table alone.
      .filter(name => !names.includes(name) && !inTest.includes(name))
      .map(name => ({
        ...wrong(`${train.path} has no column “${name}”.`),
        entry: 'idColumns' as const,
        option: '--id',
        candidates: names
      })),
    ...named.flatMap(([entry, columns]) =>
      columns
        .filter(name => !names.includes(name))
        .map(name => {
          const near = names.find(each => isAlmost(fold(each), fold(name)));
          return wrong(
            `The declared “${entry}” names “${name}”, no column of ${train.path}${near === undefined ? '' : `, which has “${near}”`}. Name one of its columns, or take that out.`
          );
        })
    ),
    ...out
      .filter(name => targets.includes(name))
      .map(name =>
        wrong(
          `The declared “leftOut” names “${name}”, which is to be predicted. Take it out there, or declare other “targets”.`
        )
      )
  ];
}

function splitWrong(
  { split }: GivenTask,
  { train }: ITables,
  targets: readonly string[]
): IQuestion[] {
  if (!split || !('column' in split)) {
    return [];
  }
  const { path, table } = train;
  const column = table.columns.find(({ name }) => name === split.column);
  const isWords = column?.kind === 'category' || column?.kind === 'text';
  const text =
    column === undefined
      ? `${path} has no column “${split.column}”.`
      : targets.includes(column.name)
        ? `Rows cannot be divided by “${column.name}”, which is predicted.`
        : split.kind === 'time' && isWords
          ? `Rows cannot be ordered by “${column.name}”, which holds words.`
          : null;
  const dividers = table.columns.filter(
    each =>
      !targets.includes(each.name) &&
      (split.kind === 'time' ? isOrder(each) : isRepeated(each, table))
  );
  return text === null
    ? []
    : [
        {
          ...wrong(text),
          entry: 'split',
          option: '--split',
          // Whole divisions, as the option names them.
          candidates: [
            ...dividers.map(({ name }) =>
              splitName({ ...split, column: name })
            ),
            'random'
          ]
        }
      ];
}

function valuesWrong(
  given: GivenTask,
  { name }: ColumnPreview,
  classes: readonly string[]
): string[] {
  if (classes.length === 0) {
    return [];
  }
  const named: [string, readonly string[]][] = [
    ['positive', given.positive ? [given.positive] : []],
    ['classes', given.classes ?? []],
    ['spellings', given.spellings ?? []]
  ];
  const lacks =
    given.classes && given.classes.length > 0
      ? classes.filter(each => !given.classes!.includes(each))
      : [];
  return [
    ...named.flatMap(([entry, values]) =>
      values
        .filter(value => !classes.includes(value))
        .map(
          value =>
            `The declared “${entry}” names “${value}”, which “${name}” does not hold: it holds ${listed(classes)}. Name what it holds, or take the entry out.`
        )
    ),
    ...lacks.map(
      value =>
        `The declared “classes” lack “${value}”, which “${name}” holds. Name all of them, or take the entry out.`
    )
  ];
}

function kindWrong(
  { kind }: GivenTask,
  { train }: ITables,
  target: ColumnPreview
): string[] {
  const holds =
    kind === 'regression' &&
    !isNumber(target) &&
    !isWritten(target, train.table)
      ? 'no numbers'
      : kind === 'binary' && target.unique > 2
        ? `${target.unique} values`
        : null;
  return holds === null
    ? []
    : [
        `The declared “kind” is “${kind}”, and “${target.name}” holds ${holds}. Take the entry out, or declare other “targets”.`
      ];
}

/** What a table is declared to be that was read as another. */
function filesWrong(
  { rows, submission, files = [] }: GivenTask,
  tables: ITables
): string[] {
  const named = [
    { entry: 'rows', part: 'test' as const, path: rows },
    { entry: 'submission', part: 'sample' as const, path: submission?.file },
    ...files.map(({ part, path }) => ({ entry: 'files', part, path }))
  ];
  return named
    .filter(({ part, path }) => path && path !== tables[part]?.path)
    .map(({ entry, part, path }) => {
      const own = tables[part]?.path;
      return `The declared “${entry}” names “${path}”, and the data hold ${own === undefined ? `no ${parts[part]}` : `“${own}” as the ${parts[part]}`}. Call the file so, or take the entry out.`;
    });
}

const parts = {
  train: 'table to learn from',
  test: 'table to be predicted',
  sample: 'sample of what is handed in'
};
