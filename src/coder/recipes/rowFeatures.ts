import type { ColumnPreview } from '../../task/data';
import { words } from './words';

/** Columns of numbers as the preview has them. */
export type Numbers = readonly ColumnPreview[];

/** Columns of amounts whose names end alike: "1stFlrSF" and "2ndFlrSF". */
export function totals(
  numbers: Numbers
): { word: string; members: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const column of numbers) {
    const last = words(column.name)
      .filter(word => /^\p{L}{2}/u.test(word))
      .at(-1);
    const amount = typeof column.min === 'number' && column.min >= 0;
    if (last !== undefined && amount && !isYear(column)) {
      groups.set(last, [...(groups.get(last) ?? []), column.name]);
    }
  }
  return [...groups]
    .map(([word, members]) => ({ word, members }))
    .filter(({ members }) => members.length >= 2 && members.length <= 10);
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
        typeof column.max === 'number' &&
        column.min >= 0 &&
        column.max > 2 * column.min &&
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

/** Integers with few values may be codes for something. */
export function isCode(column: ColumnPreview): boolean {
  return column.kind === 'integer' && column.unique >= 3 && column.unique <= 30;
}
