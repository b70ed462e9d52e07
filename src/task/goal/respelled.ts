import type { ISpan } from './parts';

/** Words that names of metrics are made of and that are misspelt at times, */
const words =
  'accuracy balanced weighted squared absolute percentage logarithmic quadratic precision sensitivity correlation average matthews recall kappa entropy pinball logloss'.split(
    ' '
  );
/** and short names, of which two letters may change places but none may be another. */
const shortNames = 'rmse rmsle rmspe mape smape auroc auprc'.split(' ');
const known = new Set([...words, ...shortNames]);
/** Words that are cut short: "mean abs. error", "avg sq. error". */
const cut: Readonly<Record<string, string>> = {
  abs: 'absolute',
  sq: 'squared',
  avg: 'average',
  pct: 'percentage',
  perc: 'percentage',
  err: 'error'
};

/**
 * A folded text with the slips mended that people make in names of metrics: a letter too
 * many, missing, another or in its neighbour's place ("acuracy", "weigthed", "RSME").
 *
 * @returns the text, and for a place in it where that is in the text as it was.
 */
export function respelled(folded: string): {
  text: string;
  from: (at: number) => number;
} {
  const slips: (ISpan & { right: string })[] = [];
  for (const { 0: word, index } of folded.matchAll(
    /(?<![\p{L}_])(?:[a-z]{4,}(?!\p{L})|(?:abs|sq|avg|pct|perc|err)(?![\p{L}_(])\.?)/gu
  )) {
    const right = known.has(word)
      ? undefined
      : (cut[word.replace('.', '')] ?? meant(word));
    if (right !== undefined) {
      slips.push({ start: index, end: index + word.length, right });
    }
  }
  let text = '';
  let last = 0;
  for (const { start, end, right } of slips) {
    text += folded.slice(last, start) + right;
    last = end;
  }
  return {
    text: text + folded.slice(last),
    from: at => {
      let moved = 0;
      for (const { start, end, right } of slips) {
        if (at <= start + moved) {
          break;
        }
        if (at < start + moved + right.length) {
          return end;
        }
        moved += right.length - (end - start);
      }
      return at - moved;
    }
  };
}

function meant(word: string): string | undefined {
  return (
    shortNames.find(each => isSwapped(each, word)) ??
    words.find(each => {
      const [a, b] = [single(each), single(word)];
      return a === b || (b.length >= 6 && (isSwapped(a, b) || isOneOff(a, b)));
    })
  );
}

/** Whether a word is another with a slip of the pen: "chrun" for "churn". */
export function isSlip(right: string, word: string): boolean {
  return (
    right.length >= 5 &&
    word.length >= 5 &&
    right !== word &&
    (isSwapped(right, word) || single(right) === single(word))
  );
}

/** Whether a name is another but for one letter, or two that changed places. */
export function isAlmost(a: string, b: string): boolean {
  return isSwapped(a, b) || (a.length >= 3 && isOneOff(a, b));
}

/** Doubled letters as one: "acurracy". */
function single(word: string): string {
  return word.replace(/(.)\1+/g, '$1');
}

/** Whether two neighbours changed places. */
function isSwapped(a: string, b: string): boolean {
  const at = differs(a, b);
  return (
    a.length === b.length &&
    a[at] === b[at + 1] &&
    a[at + 1] === b[at] &&
    a.slice(at + 2) === b.slice(at + 2)
  );
}

/** Whether one letter is too many, missing or another. */
function isOneOff(a: string, b: string): boolean {
  const at = differs(a, b);
  return (
    a.slice(at + 1) === b.slice(at + 1) ||
    a.slice(at) === b.slice(at + 1) ||
    a.slice(at + 1) === b.slice(at)
  );
}

/** The first place at which two words differ. */
function differs(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) {
    at++;
  }
  return at;
}
