import { meanTheSame } from './lexicon';
import type { ISpan } from './parts';
import type { IWord } from './words';

/** What columns hold that are named by a unit, and words for it. */
const measures: readonly { unit: RegExp; things: readonly string[] }[] = [
  {
    unit: /(?:^|[\s_(])(?:eur|euros?|usd|us\$|dollars?|gbp|pounds?|chf|jpy|yen|cny|rmb|rub|brl|[€$£¥]|元|円|руб)(?:(?:_per_|[_/])(?:m2|m²|mq|sq(?:m|ft)|qm|kg|t|[km]wh|h|hour|day|night|month|unit|km))?\)?$/iu,
    things: [
      'price',
      'charges',
      'revenue',
      'salary',
      'profit',
      'rent',
      'fare',
      'tip'
    ]
  },
  {
    unit: /(?:^|[\s_(])(?:deg_?c|celsius|°c|deg_?f|fahrenheit|°f|kelvin)\)?$/iu,
    things: ['temperature']
  },
  { unit: /(?:^|[\s_(])(?:kg|lbs?|pounds)\)?$/iu, things: ['weight'] },
  { unit: /(?:^|[\s_(])(?:kwh|mwh)\)?$/iu, things: ['consumption', 'power'] },
  { unit: /(?:^|[\s_(])(?:kw|mw|watts?)\)?$/iu, things: ['power'] },
  { unit: /(?:^|[\s_(])(?:km|miles)\)?$/iu, things: ['range', 'distance'] }
];

/** Words that stand for any number. */
const anything = /^(?:value|values|amount|wert|valeur|valor|valore)$/u;

/** A place in a goal that may mean a column by its unit, and how well that fits, 0 to 1. */
interface IMeasured extends ISpan {
  column: string;
  fit: number;
}

/** How well a name fits that has only the unit of what is said. */
const FIT = 0.6;

/**
 * Places in a goal that mean a column by its unit alone: "the rent" for `monthly_eur`.
 *
 * @param said - words that mean no column by its name.
 */
export function measuredIn(
  said: readonly IWord[],
  columns: readonly string[]
): IMeasured[] {
  return columns.flatMap(column => {
    const things = measures
      .filter(({ unit }) => unit.test(column.trim()))
      .flatMap(each => each.things);
    return said
      .filter(
        ({ text }) =>
          text.length > 2 &&
          !anything.test(text) &&
          things.some(thing => meanTheSame(thing, text))
      )
      .map(({ start, end }) => ({ column, start, end, fit: FIT }));
  });
}
