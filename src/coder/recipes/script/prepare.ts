import { isTimed } from '../dates';
import type { IFacts } from '../facts';
import type { Lessons, TableStep } from '../recipe';
import {
  comment,
  list,
  literal,
  named,
  names,
  remarked,
  show,
  type Expr
} from './python';
import { ages, isCode, ratios, totals, type Numbers } from '../rowFeatures';
import { writtenIn, writtenLines } from './written';

/** What the columns hold once they are prepared. */
export interface IColumns {
  texts: string[];
  hasNumbers: boolean;
  hasCategories: boolean;
  /** Whether numbers may be missing. */
  gaps: boolean;
  /** How many columns of numbers there are at least. */
  numbers: number;
}

/**
 * The cell that turns the tables into what models can read. Everything in it is
 * worked out row by row: what is learned from many rows belongs into the folds.
 */
export function prepareCell(
  facts: IFacts,
  steps: readonly TableStep[],
  lessons: Lessons
): { code: string; columns: IColumns } {
  const without = new Set(lessons.without);
  const texts = facts.texts.filter(name => !without.has(name));
  const { dates, numbers: written } = writtenIn(facts, lessons);
  const numbers = facts.numbers.filter(column => !without.has(column.name));
  const categories = facts.categories.filter(c => !without.has(c.name));
  const codes = steps.includes('codes as categories')
    ? numbers.filter(isCode).map(column => column.name)
    : [];
  const sure = facts.exact && !lessons.distrustTypes;
  const columns: IColumns = {
    texts,
    hasNumbers: !sure || numbers.length + dates.length > codes.length,
    hasCategories: !sure || categories.length + codes.length > 0,
    gaps:
      !sure ||
      steps.includes('ratios') ||
      written.length + dates.length > 0 ||
      numbers.some(column => facts.gaps.includes(column.name)),
    numbers: numbers.length - codes.length
  };
  const body = [
    ...dropLines(facts, lessons),
    ...(written.length > 0
      ? [
          '    for name, way in marks.items():',
          '        table[name] = as_numbers(table[name], way)'
        ]
      : []),
    ...dateLines(dates, facts),
    ...steps.flatMap(step => stepLines(step, facts, codes, without)),
    ...(columns.hasNumbers
      ? [
          '    # No infinity, and nothing beyond what models can hold',
          "    amounts = table.select_dtypes('number').replace([np.inf, -np.inf], np.nan)",
          '    table[amounts.columns] = amounts.clip(-1e30, 1e30)'
        ]
      : []),
    ...(columns.hasCategories || texts.length > 0
      ? [
          "    spoken = table.select_dtypes(exclude='number').columns",
          "    table[spoken] = table[spoken].astype(str).fillna('missing')  # gaps are words"
        ]
      : [])
  ];
  const lines = [
    '# Features: what can be said of each row by itself',
    ...writtenLines(facts, lessons),
    'def prepare(table):',
    ...body,
    '    return table',
    '',
    '',
    facts.targets.length > 1
      ? 'X = prepare(train.drop(columns=targets))'
      : `X = prepare(train.drop(columns=[${literal(facts.target.name)}]))`
  ];
  if (columns.hasNumbers) {
    lines.push("numbers = X.select_dtypes('number').columns.tolist()");
  }
  if (columns.hasCategories) {
    const others = [
      ...(columns.hasNumbers ? ['numbers'] : []),
      ...(texts.length > 0 ? [show(names(texts))] : [])
    ];
    lines.push(
      others.length > 0
        ? `categories = X.columns.difference(${others.join(' + ')}, sort=False).tolist()`
        : 'categories = X.columns.tolist()'
    );
  }
  return { code: lines.join('\n'), columns };
}

function dropLines(facts: IFacts, lessons: Lessons): string[] {
  const dropped = facts.dropped.filter(
    ({ name }) => !lessons.without.includes(name)
  );
  const reasons = [...new Set(dropped.map(({ why }) => why))];
  const remarks = reasons.map(why => {
    const those = dropped.filter(column => column.why === why).map(c => c.name);
    const shown = those.slice(0, 5).join(', ');
    return `${shown}${those.length > 5 ? ', …' : ''}: ${why}`;
  });
  const all = [...dropped.map(({ name }) => name), ...lessons.without];
  if (facts.group !== null && !all.includes(facts.group)) {
    remarks.push(
      `${facts.group} tells whom a row belongs to: it makes the folds`
    );
    all.push(facts.group);
  }
  if (all.length === 0) {
    return ['    table = table.copy()'];
  }
  const unsure =
    lessons.without.length > 0 ||
    dropped.some(({ why }) => why === 'is not in the test table');
  const line = `    ${show(
    list(
      [named('columns', names(all)), ...(unsure ? ["errors='ignore'"] : [])],
      'table = table.drop(',
      ')'
    ),
    4
  )}`;
  return remarks.length === 1
    ? remarked(line, remarks[0])
    : [...remarks.map(each => `    ${comment(each)}`), line];
}

/** The parts of dates as numbers, and how long ago they were. */
function dateLines(dates: readonly string[], facts: IFacts): string[] {
  if (dates.length === 0) {
    return [];
  }
  const parts = ['year', 'month', 'day', 'day_of_week'];
  const timed = isTimed(facts.train.table, dates);
  return [
    '    for name, first in days_first.items():',
    '        date = as_dates(table.pop(name), first)',
    `        for part in ${show(names(timed ? [...parts, 'hour'] : parts), 8)}:`,
    "            table[f'{name} {part}'] = getattr(date.dt, part)",
    "        table[f'{name} in days'] = (date - pd.Timestamp(0, tz='UTC')).dt.days"
  ];
}

function stepLines(
  step: TableStep,
  facts: IFacts,
  codes: string[],
  without: ReadonlySet<string>
): string[] {
  const numbers = facts.numbers.filter(
    ({ name }) => !without.has(name) && !facts.written.includes(name)
  );
  switch (step) {
    case 'totals':
      return [
        `    ${show(named('sums', sumsOf(numbers), ' = '), 4)}`,
        '    for name, parts in sums.items():',
        '        table[name] = table[parts].sum(axis=1)'
      ];
    case 'ages':
      return [
        `    ${show(named('years', pairsOf(ages(numbers)), ' = '), 4)}`,
        '    for late, early in years:',
        "        table[f'{late} - {early}'] = table[late] - table[early]"
      ];
    case 'ratios':
      return [
        `    ${show(named('ratios', pairsOf(ratios(numbers)), ' = '), 4)}`,
        '    for over, under in ratios:',
        "        table[f'{over} / {under}'] = table[over] / table[under].replace(0, np.nan)"
      ];
    case 'row statistics':
      return [
        "    row = table.select_dtypes('number')",
        "    table['mean of row'], table['spread of row'] = row.mean(axis=1), row.std(axis=1)",
        "    table['largest of row'], table['zeros of row'] = row.max(axis=1), (row == 0).sum(axis=1)",
        "    table['gaps of row'] = row.isna().sum(axis=1)"
      ];
    case 'codes as categories':
      return codes.length === 0
        ? []
        : [
            '    # Few whole numbers may be codes rather than amounts',
            `    ${show(named('codes', names(codes), ' = '), 4)}`,
            '    table[codes] = table[codes].astype(str)'
          ];
  }
}

function sumsOf(numbers: Numbers): Expr {
  return list(
    totals(numbers).map(({ word, members }) =>
      named(literal(`all ${word}`), names(members), ': ')
    ),
    '{',
    '}'
  );
}

function pairsOf(columns: readonly [string, string][]): Expr {
  return list(columns.map(pair => list(pair.map(literal), '(', ')')));
}
