import { isDate } from '../dates';
import type { IFacts } from '../facts';
import type { Lessons } from '../recipe';
import { atLeast } from '../versions';
import { date_forms, number_forms, plain_cells } from './forms';
import { named, names, show } from './python';

/**
 * How numbers and dates that are written as text are read: the functions for it,
 * and what all of a column's values tell of the way they are written.
 */

/** The columns that a script reads so, and whether its target is one of them. */
export function writtenIn(
  facts: IFacts,
  lessons: Lessons
): { numbers: string[]; dates: string[]; target: boolean } {
  const kept = (all: readonly string[]) =>
    all.filter(name => !lessons.without.includes(name));
  return {
    numbers: kept(facts.written),
    dates: kept(facts.dates),
    target: facts.kind === 'regression' && facts.targetWritten
  };
}

/** The cell of functions that read what is written; `null` where nothing is. */
export function writtenCell(facts: IFacts, lessons: Lessons): string | null {
  const { numbers, dates, target } = writtenIn(facts, lessons);
  const functions = [
    ...(readsPlain(facts) ? [plain_cells] : []),
    ...(numbers.length > 0 || target ? numberFunctions : []),
    ...(dates.length > 0 || isDate(facts.train.table, facts.time)
      ? dateFunctions(facts)
      : [])
  ];
  return functions.length > 0
    ? ['# How numbers and dates are written', functions.join('\n\n\n')].join(
        '\n'
      )
    : null;
}

/** Whether a table has cells that are read as something else than they are. */
function readsPlain({ train, test }: IFacts): boolean {
  return [train, test].some(file => file?.dialect?.plain);
}

/** What all of the columns' values tell, train and test alike: how they are to be read. */
export function writtenLines(facts: IFacts, lessons: Lessons): string[] {
  const { numbers, dates } = writtenIn(facts, lessons);
  const all = facts.test
    ? 'pd.concat([train[name], test[name]])'
    : 'train[name]';
  const line = (variable: string, fn: string, columns: string[]) =>
    columns.length === 0
      ? []
      : [
          show(named('columns', names(columns), ' = ')),
          `${variable} = {name: ${fn}(${all}) for name in columns}`
        ];
  return [
    ...line('marks', 'number_marks', numbers),
    ...line('days_first', 'day_first', dates)
  ];
}

/** Python that reads numbers as the scorer's `written.py` does, which reads the answers. */
export const numberFunctions = [
  number_forms,
  `def number_marks(column):
    """How the numbers of a column are written: the sign before the decimals, and the unit."""
    return marks_of(column.astype(str).value_counts())`,
  `def as_numbers(column, marks):
    """Numbers from text such as '$1,200', '1.234,50' or '12 kg'; what is none is missing."""
    if pd.api.types.is_numeric_dtype(column):
        return column
    read = {value: plain_number(value, marks) for value in column.dropna().unique()}
    return column.astype(object).map(read).astype(float)`
];

function dateFunctions(facts: IFacts): string[] {
  // Before version 2, pandas looks at each value by itself anyway.
  const how = atLeast(facts.packages.get('pandas'), 2)
    ? "errors='coerce', utc=True, format='mixed'"
    : "errors='coerce', utc=True";
  return [
    `def day_first(column):
    """Whether the day stands before the month, as some value of the column shows."""
    start = column.astype(str).str.extract(r'^\\s*(\\d{1,2})([./-])\\d')
    return bool((start[1] == '.').any() or (start[0].astype(float) > 12).any())`,
    ...(facts.unusualDates ? [date_forms] : []),
    `def as_dates(column, day_first):
    """Dates in whatever formats and zones, and word of what is none."""
${
  facts.unusualDates
    ? `    said = column.dropna().astype(str)
    said = said.map({text: plain_date(text) for text in said.unique()}).reindex(column.index)`
    : '    said = column'
}
    dates = pd.to_datetime(said, ${how})
    if day_first:
        others = pd.to_datetime(said, dayfirst=True, ${how})
        dates = dates.where(said.astype(str).str.match(r'\\s*\\d{4}'), others)
    lost = (dates.isna() & column.notna()).sum()
    if lost > 0:
        print(f'{lost} values of {column.name} are no dates')
    return dates`
  ];
}
