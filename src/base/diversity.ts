/**
 * Choose some values out of many, as unlike each other as can be: beside those that have
 * a place anyway, again and again the one that is least like any that has a place.
 *
 * @param pool - what is chosen from; of two that are equally unlike, the earlier one.
 * @param given - those of the pool that have a place anyway.
 * @param places - how many places there are.
 * @param alike - how alike two values are, 0 to 1.
 */
export function mostDiverse<T>(
  pool: ReadonlySet<T>,
  given: ReadonlySet<T>,
  places: number,
  alike: (a: T, b: T) => number
): T[] {
  const chosen = new Set(given);
  const nearest = new Map<T, number>();
  const compareWith = (taken: T): void => {
    for (const value of pool) {
      const likeness = Math.max(alike(taken, value), nearest.get(value) ?? 0);
      nearest.set(value, likeness);
    }
  };
  chosen.forEach(compareWith);
  while (chosen.size < Math.min(places, pool.size)) {
    const left = [...pool].filter(value => !chosen.has(value));
    const next = left.reduce((least, value) =>
      (nearest.get(value) ?? 0) < (nearest.get(least) ?? 0) ? value : least
    );
    chosen.add(next);
    compareWith(next);
  }
  return [...chosen];
}

/** The first words of a text that have three letters or more, in small letters. */
export function wordsIn(text: string, count: number): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return new Set(words.slice(0, count));
}

/** The share of words that two texts have in common, 0 to 1. */
export function alikeness(
  a: ReadonlySet<string>,
  b: ReadonlySet<string>
): number {
  let common = 0;
  for (const word of a) {
    common += b.has(word) ? 1 : 0;
  }
  return common / Math.max(1, a.size + b.size - common);
}
