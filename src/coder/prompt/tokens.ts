/** Parts of a token that weights count in: sums of whole numbers are exact. */
const PARTS = 20;

/**
 * A rough and cautious estimate of tokens, for a budget that holds whichever
 * model reads the text. Every character has a weight, so an estimate is a sum,
 * and a cut is found in one walk. The weights were set against a common
 * byte-pair encoding of prose, Python and csv, and err on the high side: many
 * models spend a token on every digit.
 */
function weight(code: number): number {
  const isLetter =
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
  if (isLetter) {
    return 5;
  }
  if (code === 32) {
    return 2;
  }
  return (code >= 48 && code <= 57) || code > 127 ? PARTS : 16;
}

/** The tokens that a text takes, at a cautious estimate. */
export function countTokens(text: string): number {
  let parts = 0;
  for (let at = 0; at < text.length; at++) {
    parts += weight(text.charCodeAt(at));
  }
  return Math.ceil(parts / PARTS);
}

/** How many characters from a text's start, or from its end, fit into `tokens`. */
function reach(text: string, tokens: number, fromEnd: boolean): number {
  let left = tokens * PARTS;
  for (let count = 0; count < text.length; count++) {
    const at = fromEnd ? text.length - 1 - count : count;
    left -= weight(text.charCodeAt(at));
    if (left < 0) {
      return count;
    }
  }
  return text.length;
}

/**
 * Shorten a text that takes more than `tokens`: its head and its tail stay, at
 * whole lines where that loses little, and a mark says how much is missing.
 *
 * @param head - the share of what stays that its head gets, 0 to 1.
 * @param mark - the line in the gap, given the number of characters left out.
 */
export function cutTokens(
  text: string,
  tokens: number,
  head = 0.5,
  mark = (characters: number) => `[... ${characters} characters left out ...]`
): string {
  if (reach(text, tokens, false) === text.length) {
    return text;
  }
  const room = tokens - countTokens(`\n${mark(text.length)}\n`);
  if (room <= 0) {
    return '';
  }
  let start = text.slice(0, reach(text, room * head, false));
  const tailLength = reach(text, room * (1 - head), true);
  let end = text.slice(text.length - tailLength);
  // Half of a surrogate pair is no character.
  start = start.replace(/[\uD800-\uDBFF]$/, '');
  end = end.replace(/^[\uDC00-\uDFFF]/, '');
  const lastBreak = start.lastIndexOf('\n');
  if (lastBreak > start.length / 2) {
    start = start.slice(0, lastBreak);
  }
  const firstBreak = end.indexOf('\n');
  if (firstBreak >= 0 && firstBreak < end.length / 2) {
    end = end.slice(firstBreak + 1);
  }
  const gap = mark(text.length - start.length - end.length);
  return [start, gap, end].filter(part => part !== '').join('\n');
}

/** A text on one line, its end cut off where it takes too much. */
export function brief(text: string, tokens: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return cutTokens(line, tokens, 1, () => '...').replace('\n', ' ');
}
