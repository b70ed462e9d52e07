/**
 * Python source cut into its tokens as far as it matters where code ends and
 * text begins. It takes what is broken as well: whatever comes in, the pieces
 * joined again are the source. One pass, without looking back.
 */

/** A stretch of source. */
export interface IPiece {
  /**
   * - `code`: all else, line ends within a statement included
   * - `string`: with its quotes, without its prefix
   * - `comment`: without the line's end
   * - `magic`: a whole line that only a notebook understands, `%time` or `!ls`
   * - `end`: the line's end after a statement, or a line without one
   */
  kind: 'code' | 'string' | 'comment' | 'magic' | 'end';
  from: number;
  to: number;
  /** Of a string: whether its end is missing. */
  open?: boolean;
}

/** Marks that a text processor makes of quotes, by what they were. */
const CURLY: Record<string, RegExp> = {
  '"': /["“”„‟″＂]/,
  "'": /['‘’‚‛′＇]/
};
const PLAIN = /[^'"#\n()[\]{}!%\\?“”„‟″＂‘’‚‛′＇]+/y;
const MAGIC = /[ \t]*(?:[%!](?!=)|\?{1,2}[\w.])/y;
const LINE = /(?:[^\\\n]|\\[^]?)*/y;

/** Cut Python source into pieces; see {@link IPiece}. */
export function piecesOf(code: string): IPiece[] {
  const pieces: IPiece[] = [];
  let at = 0;
  let depth = 0;
  /** Where the present statement's line begins, and which piece. */
  let start = { at: 0, piece: 0 };
  const put = (kind: IPiece['kind'], to: number, open?: boolean): void => {
    const last = pieces.at(-1);
    if (kind === 'code' && last?.kind === 'code') {
      last.to = to;
    } else if (to > at) {
      pieces.push({ kind, from: at, to, ...(open && { open }) });
    }
    at = to;
  };
  const magic = (): void => {
    pieces.length = start.piece;
    at = start.at;
    put('magic', match(LINE, code, at));
  };
  while (at < code.length) {
    if (at === start.at && depth === 0 && test(MAGIC, code, at)) {
      magic();
      continue;
    }
    const char = code[at];
    if (char === '\n') {
      put(depth === 0 ? 'end' : 'code', at + 1);
      if (depth === 0) {
        start = { at, piece: pieces.length };
      }
    } else if (char === '#') {
      const end = code.indexOf('\n', at);
      put('comment', end < 0 ? code.length : end);
    } else if (char === '\\') {
      put('code', Math.min(at + 2, code.length));
    } else if ('([{'.includes(char)) {
      depth++;
      put('code', at + 1);
    } else if (')]}'.includes(char)) {
      depth = Math.max(0, depth - 1);
      put('code', at + 1);
    } else if (isQuote(char)) {
      const { to, open } = stringEnd(code, at);
      put('string', to, open);
    } else if (
      (char === '!' && code[at + 1] !== '=') ||
      (char === '%' && depth === 0 && /=\s*$/.test(code.slice(start.at, at)))
    ) {
      // `files = !ls`; no Python has either.
      if (depth === 0) {
        magic();
      } else {
        put('code', at + 1);
      }
    } else if (
      char === '?' &&
      depth === 0 &&
      /^\?{1,2}[ \t]*(?=\n|$)/.test(code.slice(at, at + 200)) &&
      /^[ \t]*[\w.]+$/.test(code.slice(start.at, at))
    ) {
      magic();
    } else {
      put('code', Math.max(at + 1, match(PLAIN, code, at)));
    }
  }
  return pieces;
}

/** The quote, `"` or `'`, that a mark stands for; `null` where it is none. */
export function quoteOf(char: string): '"' | "'" | null {
  return CURLY['"'].test(char) ? '"' : CURLY["'"].test(char) ? "'" : null;
}

function isQuote(char: string): boolean {
  return quoteOf(char) !== null;
}

/** Where a string that begins at a position ends. */
function stringEnd(code: string, at: number): { to: number; open: boolean } {
  const quote = code[at];
  const family = CURLY[quoteOf(quote)!];
  const isCurly = quote !== '"' && quote !== "'";
  const closes = (char: string): boolean =>
    isCurly ? family.test(char) : char === quote;
  const isLong = [1, 2].every(
    next => at + next < code.length && closes(code[at + next])
  );
  let curly = -1;
  for (let i = at + (isLong ? 3 : 1); i < code.length; i++) {
    const char = code[i];
    if (char === '\\') {
      i++;
    } else if (char === '\n' && !isLong) {
      // One that was begun by a plain quote may end with a curly one.
      return curly < 0 ? { to: i, open: true } : { to: curly + 1, open: false };
    } else if (!isLong && closes(char)) {
      return { to: i + 1, open: false };
    } else if (
      isLong &&
      closes(char) &&
      [1, 2].every(next => i + next < code.length && closes(code[i + next]))
    ) {
      return { to: i + 3, open: false };
    } else if (family.test(char)) {
      curly = i;
    }
  }
  return curly < 0 || isLong
    ? { to: code.length, open: true }
    : { to: curly + 1, open: false };
}

function test(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** Where a match that begins at a position ends. */
function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
