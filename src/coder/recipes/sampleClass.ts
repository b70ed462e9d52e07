import type { ColumnPreview } from '../../task/data';
import { goesByLabels } from './metric';
import { knownMetric } from './namedMetrics';
import type { IUnderstanding } from './understand';

/** Words that a column of chances is named by beside its class. */
const around =
  /^(p|pr|probs?|proba|probabilit(y|ies)|chances?|likelihood|class|label|target|pred|predicted|predictions?|score|is|of|for|the)$/;

/** Such of them as say that a number behind names a class. */
const ofClass = /^(p|pr|probs?|proba|probability|chance|likelihood|class)$/;

/**
 * The one column of a sample that holds the chance of one of two classes, with the class
 * that its name tells.
 */
export function classAsked(
  understood: IUnderstanding,
  target: ColumnPreview
): { name: string; of: string } | null {
  const { form, kind } = understood;
  const columns = form?.filter(({ holds }) => holds === 'prediction') ?? [];
  const known = knownMetric(understood);
  if (columns.length !== 1 || kind !== 'binary' || !known) {
    return null;
  }
  const [{ name }] = columns;
  const of = goesByLabels(known) ? null : classIn(name, target);
  return of === null ? null : { name, of };
}

/**
 * Of a target's two classes the one that a column is named after: “no”, “prob_no”.
 *
 * @returns `null` where it may be named after something else.
 */
function classIn(column: string, { name, top }: ColumnPreview): string | null {
  const all = without(wordsOf(column), wordsOf(name));
  const found = top.flatMap(({ value }) => {
    const own = wordsOf(value);
    const rest = without(all, own);
    const isNamed =
      own.length > 0 &&
      rest.length < all.length &&
      rest.every(word => around.test(word)) &&
      (!/^\d+$/.test(value) || rest.some(word => ofClass.test(word)));
    return isNamed ? [value] : [];
  });
  return found.length === 1 ? found[0] : null;
}

/** “probNo”, “P(no)” and “prob_no” as words in small letters. */
function wordsOf(name: string): string[] {
  return (
    name
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .toLowerCase()
      .match(/\p{L}+|\p{N}+/gu) ?? []
  );
}

/** Words without the first place where others stand in a row. */
function without(words: string[], others: readonly string[]): string[] {
  const at = words.findIndex((_, i) =>
    others.every((other, j) => words[i + j] === other)
  );
  return at < 0 || others.length === 0
    ? words
    : [...words.slice(0, at), ...words.slice(at + others.length)];
}
