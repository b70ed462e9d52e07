import { affirmative } from '../classes';
import type { ColumnPreview } from '../../../task/data';
import type { DeclaredFile } from '../../../task/declaration';
import { isDate } from '../dates';
import { LEARNED_FROM, type IFacts } from '../facts';
import { isLogarithmic } from '../metrics';
import type { Lessons } from '../recipe';
import { sampleLines } from '../sample';
import { comment, list, literal, named, names, remarked, show } from './python';
import { read, reader } from './reader';

/** Rows of a class in the whole table below which a part of it may have but one or two. */
const FEW_OF_CLASS = 10;

/** The cell that reads the tables and takes the target out. */
export function readCell(facts: IFacts, lessons: Lessons): string {
  const { target, targets, train, test, within } = facts;
  const name = literal(target.name);
  const several = targets.length > 1;
  const lines = ['# The data', read('train', train, lessons)];
  if (facts.beside !== null) {
    lines.push(...joinLines(facts.beside, target.name, lessons));
  }
  if (several) {
    lines.push(
      show(named('targets', names(targets.map(each => each.name)), ' = '))
    );
  }
  const elsewhere = within
    ? `train[train[${several ? 'targets].isna().all(axis=1)' : `${name}].isna()`}]`
    : few(facts);
  if (test && facts.made.test) {
    const where = within
      ? 'in a run; else those without an answer'
      : 'where there are none, a few for show';
    lines.push(
      `asked = INPUT / ${literal(test.path)}  # rows to predict${within ? ' ' : '; '}${where}`,
      show(named('test', reader(test, 'asked', lessons), ' = ')) +
        ` if asked.exists() else ${elsewhere}`
    );
  } else {
    lines.push(
      test && !within
        ? read('test', test, lessons)
        : `test = ${elsewhere}  # ${within ? 'rows to predict' : 'a few for show'}`
    );
  }
  if (facts.kind === 'regression') {
    const read = (each: string) =>
      `train[${each}] = as_numbers(train[${each}], number_marks(train[${each}]))`;
    lines.push(
      ...(!facts.targetWritten
        ? []
        : several
          ? ['for name in targets:', `    ${read('name')}`]
          : [read(name)]),
      ...remarked(
        several
          ? 'train = train[(train[targets].astype(float).abs() <= 1e30).all(axis=1)]'
          : `train = train[train[${name}].astype(float).abs() <= 1e30]`,
        'what has a finite target'
      )
    );
  } else if (
    within ||
    targets.some(({ missing }) => missing > 0) ||
    lessons.dropMissingTarget ||
    !facts.exact
  ) {
    const subset = several ? 'targets' : `[${name}]`;
    lines.push(
      `train = train.dropna(subset=${subset})  # nothing to learn from without the target`
    );
  }
  if (facts.spelled.size > 0) {
    const forms = [...facts.spelled].map(([folded, form]) =>
      named(literal(folded), literal(form), ': ')
    );
    const map = (each: string) =>
      `train[${each}] = train[${each}].map(lambda said: forms.get(str(said).strip().lower(), said))`;
    lines.push(
      '# One class, however it is written',
      show(named('forms', list(forms, '{', '}'), ' = ')),
      ...(several
        ? ['for name in targets:', `    ${map('name')}`]
        : [map(name)])
    );
  }
  if (facts.time === null) {
    lines.push(...sampleLines(facts, lessons));
  }
  if (facts.time !== null) {
    const time = literal(facts.time);
    lines.push(
      '# Oldest first: the validation always predicts what comes later, and never',
      '# rows without a date',
      'def when(dates):',
      isDate(train.table, facts.time)
        ? '    return as_dates(dates, day_first(dates))'
        : "    return pd.to_numeric(dates, errors='coerce')",
      '',
      '',
      `train = train.sort_values(${time}, key=when, na_position='first')`,
      ...sampleLines(facts, lessons)
    );
  }
  if (leavesClasses(facts, lessons)) {
    const least = lessons.dropRareClasses ? 10 : LEARNED_FROM;
    lines.push(
      '# A class must be there in what each fold learns from, and more than once',
      `classes = sorted(train[${name}].unique())`,
      `members = train.groupby(${name})[${name}].transform('size')`,
      `print(f'{(members < ${least}).sum()} rows of classes with fewer than ${least} rows are left out')`,
      `train = train[members >= ${least}]`
    );
  }
  lines.push(
    ...targetLines(facts, lessons),
    `print(f'{len(train):,} rows, {train.shape[1] - ${facts.targets.length}} columns to learn from')`
  );
  return lines.join('\n');
}

/** Lines that join answers with the table, where it has none, as a run's has. */
function joinLines(
  beside: DeclaredFile,
  target: string,
  lessons: Lessons
): string[] {
  const { path, dialect } = beside;
  const on = dialect?.on;
  const join = (answers: string) =>
    `    train = train.${
      on === undefined
        ? `join(${answers})`
        : `merge(${answers}, on=${Array.isArray(on) ? show(names(on)) : literal(on)})`
    }`;
  // Of a file that holds other tables as well, nothing but the table tells whether they are there.
  return dialect?.file
    ? [
        `if ${literal(target)} not in train:  # in a run the table has the answers`,
        read('answers', beside, lessons).replace(/^/gm, '    '),
        join('answers')
      ]
    : [
        `beside = INPUT / ${literal(path)}  # the answers; in a run the table has them`,
        'if beside.exists():',
        join(show(reader(beside, 'beside', lessons), 4))
      ];
}

/** Whether classes of a few rows are not learned. */
export function leavesClasses(
  { kind, target: { top, unique }, rows }: IFacts,
  { dropRareClasses }: Lessons
): boolean {
  const shown = top.reduce((sum, { count }) => sum + count, 0);
  const others = unique - top.length;
  return (
    kind === 'multiclass' &&
    (dropRareClasses ||
      top.some(({ count }) => count < FEW_OF_CLASS) ||
      (others > 0 && (rows - shown) / others < 3 * FEW_OF_CLASS))
  );
}

function few({ targets }: IFacts): string {
  return `train.drop(columns=${show(names(targets.map(({ name }) => name)))}).head()`;
}

function targetLines(facts: IFacts, lessons: Lessons): string[] {
  const several = facts.targets.length > 1;
  const column = several
    ? 'train[targets]'
    : `train[${literal(facts.target.name)}]`;
  const belowZero =
    isLogarithmic(facts.metric) &&
    typeof facts.target.min === 'number' &&
    facts.target.min < 0;
  switch (facts.kind) {
    case 'regression':
      return lessons.clipTarget || belowZero
        ? [
            comment(
              `${facts.metric.name} has no meaning below zero: such targets count as zero`
            ),
            `y = ${column}.astype(float).clip(lower=0)`
          ]
        : [`y = ${column}.astype(float)`];
    case 'binary':
      return several
        ? [
            '# 1 for these, 0 for the others',
            show(
              named(
                'positive',
                list(
                  facts.targets.map(target =>
                    named(
                      literal(target.name),
                      binaryValues(target, facts)[0],
                      ': '
                    )
                  ),
                  '{',
                  '}'
                ),
                ' = '
              )
            ),
            'y = (train[targets] == pd.Series(positive)).astype(int)'
          ]
        : [
            `y = (${column} == ${positive(facts)}).astype(int)  # 1 for ${positive(facts)}`
          ];
    case 'multiclass':
      return [
        'labels = LabelEncoder()',
        `y = pd.Series(labels.fit_transform(${column}))`
      ];
  }
}

/** The two values of a binary target, the positive one first. */
export function binaryNames(
  target: ColumnPreview,
  { positive: declared }: IFacts
): [string, string] {
  const [frequent, rare] = target.top.map(({ value }) => value);
  const isFirst = frequent === (declared ?? affirmative([frequent, rare]));
  return isFirst ? [frequent, rare] : [rare, frequent];
}

/** The two values of a binary target as Python literals, the positive one first. */
export function binaryValues(
  target: ColumnPreview,
  facts: IFacts
): [string, string] {
  const values = binaryNames(target, facts);
  const plain = /^(bool|u?int|float)/i.test(target.dtype);
  return values.map(value =>
    target.kind === 'boolean' && /^(true|false)$/i.test(value)
      ? literal(/^t/i.test(value))
      : plain
        ? literal(Number(value))
        : literal(value)
  ) as [string, string];
}

function positive(facts: IFacts): string {
  return binaryValues(facts.target, facts)[0];
}
