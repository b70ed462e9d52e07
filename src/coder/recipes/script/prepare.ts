import type { IFacts } from '../facts';
import type { Lessons, TableStep } from '../recipe';
import { comment, list, literal, named, names, show } from './python';
import { words } from '../words';

/** What the columns hold once they are prepared. */
export interface IColumns {
  texts: string[];
  /** How many numbers a text is condensed to. */
  topics: number;
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
  const kept = (list_: readonly string[]) =>
    list_.filter(name => !without.has(name));
  const dates = kept(facts.dates);
  const texts = kept(facts.texts);
  const written = kept(facts.written);
  const numbers = facts.numbers.filter(column => !without.has(column.name));
  const categories = facts.categories.filter(c => !without.has(c.name));
  const codes = steps.includes('codes as categories')
    ? numbers.filter(isCode).map(column => column.name)
    : [];
  const sure = facts.exact && !lessons.distrustTypes;
  const columns: IColumns = {
    texts,
    topics: lessons.topics ?? 40,
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
          '    # Numbers that are written as text; what is no number is missing',
          `    for name in ${show(names(written), 8)}:`,
          "        plain = table[name].astype(str).str.replace(r'[$€£,%\\s]', '', regex=True)",
          "        table[name] = pd.to_numeric(plain, errors='coerce')"
        ]
      : []),
    ...dateLines(dates, facts),
    ...steps.flatMap(step => stepLines(step, facts, codes, without)),
    ...(columns.hasNumbers
      ? ['    table = table.replace([np.inf, -np.inf], np.nan)']
      : []),
    ...(columns.hasCategories || texts.length > 0
      ? [
          '    # Words as text; a gap is a word of its own',
          "    spoken = table.select_dtypes(exclude='number').columns",
          "    table[spoken] = table[spoken].astype(str).fillna('missing')"
        ]
      : [])
  ];
  const lines = [
    '# Features: what can be said of each row by itself',
    'def prepare(table):',
    ...body,
    '    return table',
    '',
    '',
    `X = prepare(train.drop(columns=[${literal(facts.target.name)}]))`
  ];
  if (texts.length > 0) {
    lines.push(show(named('texts', names(texts), ' = ')));
  }
  if (columns.hasNumbers) {
    lines.push("numbers = X.select_dtypes('number').columns.tolist()");
  }
  if (columns.hasCategories) {
    const others = [
      ...(columns.hasNumbers ? ['numbers'] : []),
      ...(texts.length > 0 ? ['texts'] : [])
    ];
    lines.push(
      others.length > 0
        ? `categories = X.columns.difference(${others.join(' + ')}, sort=False).tolist()`
        : 'categories = X.columns.tolist()'
    );
  }
  return { code: lines.join('\n'), columns };
}

/** Integers with few values may be codes for something. */
export function isCode(column: IFacts['numbers'][number]): boolean {
  return column.kind === 'integer' && column.unique >= 3 && column.unique <= 30;
}

function dropLines(facts: IFacts, lessons: Lessons): string[] {
  const dropped = facts.dropped.filter(
    ({ name }) => !lessons.without.includes(name)
  );
  const reasons = [...new Set(dropped.map(({ why }) => why))];
  const lines = reasons.map(why => {
    const those = dropped.filter(column => column.why === why).map(c => c.name);
    const shown = those.slice(0, 5).join(', ');
    return `    ${comment(`${shown}${those.length > 5 ? ', …' : ''}: ${why}`)}`;
  });
  const all = [...dropped.map(({ name }) => name), ...lessons.without];
  if (facts.group !== null && !all.includes(facts.group)) {
    lines.push(
      `    ${comment(`${facts.group} tells whom a row belongs to: it makes the folds`)}`
    );
    all.push(facts.group);
  }
  if (all.length === 0) {
    return ['    table = table.copy()'];
  }
  const unsure =
    lessons.without.length > 0 ||
    dropped.some(({ why }) => why === 'is not in the test table');
  lines.push(
    `    ${show(
      list(
        [named('columns', names(all)), ...(unsure ? ["errors='ignore'"] : [])],
        'table = table.drop(',
        ')'
      ),
      4
    )}`
  );
  return lines;
}

/** The parts of dates as numbers, and how long ago they were. */
function dateLines(dates: readonly string[], facts: IFacts): string[] {
  if (dates.length === 0) {
    return [];
  }
  const timed = facts.train.table.columns.some(
    ({ name, min }) => dates.includes(name) && /\d:\d/.test(String(min))
  );
  const parts = ['year', 'month', 'day', 'day_of_week'];
  return [
    `    for name in ${show(names(dates), 8)}:`,
    "        date = pd.to_datetime(table.pop(name), errors='coerce', utc=True)",
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
      return totals(numbers).map(
        ({ word, members }) =>
          `    ${show(
            list(
              members.map(literal),
              `table[${literal(`all ${word}`)}] = table[[`,
              ']].sum(axis=1)'
            ),
            4
          )}`
      );
    case 'ages':
      return ages(numbers).map(
        ([late, early]) =>
          `    table[${literal(`${late} - ${early}`)}] = table[${literal(late)}] - table[${literal(early)}]`
      );
    case 'ratios':
      return ratios(numbers).map(
        ([over, under]) =>
          `    table[${literal(`${over} / ${under}`)}] = table[${literal(over)}] / table[${literal(under)}].replace(0, np.nan)`
      );
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

type Numbers = readonly IFacts['numbers'][number][];

/** Columns of amounts whose names share a word: "1stFlrSF" and "2ndFlrSF". */
export function totals(
  numbers: Numbers
): { word: string; members: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const column of numbers) {
    const amount = typeof column.min === 'number' && column.min >= 0;
    if (amount && !isYear(column)) {
      for (const word of new Set(words(column.name))) {
        groups.set(word, [...(groups.get(word) ?? []), column.name]);
      }
    }
  }
  return [...groups]
    .map(([word, members]) => ({ word, members }))
    .filter(
      ({ word, members }) =>
        /^\p{L}{2}/u.test(word) && members.length >= 2 && members.length <= 8
    )
    .slice(0, 10);
}

/** Pairs of years, the later one first: what lies between is an age. */
export function ages(numbers: Numbers): [string, string][] {
  const years = numbers
    .filter(isYear)
    .sort((a, b) => (b.median ?? 0) - (a.median ?? 0))
    .slice(0, 4);
  return pairs(years).map(([late, early]) => [late.name, early.name]);
}

/** Pairs among the amounts that vary most. */
export function ratios(numbers: Numbers): [string, string][] {
  const amounts = numbers
    .filter(
      column =>
        typeof column.min === 'number' &&
        column.min >= 0 &&
        (column.median ?? 0) > 0 &&
        column.unique > 20 &&
        !isYear(column)
    )
    .sort((a, b) => b.unique - a.unique)
    .slice(0, 5);
  return pairs(amounts).map(([over, under]) => [over.name, under.name]);
}

function isYear(column: Numbers[number]): boolean {
  return (
    typeof column.min === 'number' &&
    typeof column.max === 'number' &&
    column.min >= 1500 &&
    column.max <= 2200 &&
    /year|yr|jahr|built|since/i.test(column.name)
  );
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((first, i) =>
    items.slice(i + 1).map((second): [T, T] => [first, second])
  );
}
