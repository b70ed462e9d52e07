import { piecesOf, quoteOf } from '../../syntax/pieces';

/**
 * What a text processor, or a model that learned from one, put into code:
 * spaces that do not break or have no width, curly quotes, a minus of
 * typographers. Within texts and comments of the code they are left as they
 * are: there they may be meant.
 */

/** Spaces of every width but Python's own, and ends of lines of other kinds. */
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\v]/g;
const LINES = /[\u0085\u2028\u2029]/g;
/** Characters without a width, and marks of direction. */
const NOTHING = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const DASHES = /[\u2010-\u2015\u2212\ufe63\uff0d]/g;
/** ASCII in the width of Chinese characters. */
const WIDE = /[\uff01-\uff5e]/g;
/** Any that are not ASCII, the rest of Python's own and of names. */
const FOREIGN = /[^\n\t\f -~\p{XID_Continue}]/u;
const LONE =
  /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** What is left where a text can be kept in a file: no zeros, no half characters. */
export function wellFormed(text: string): string {
  return text.replace(/\0/g, '').replace(LONE, '\ufffd');
}

/** Code in the characters that Python takes, and what is wrong with the rest. */
export interface ICleanCode {
  code: string;
  /** A sentence that names the line; `null` where nothing is wrong. */
  problem: string | null;
}

/** Read the characters of code as what they mean; name one that means nothing. */
export function cleanCharacters(code: string): ICleanCode {
  if (!/[^\n\t -~]/.test(code)) {
    return { code, problem: null };
  }
  let clean = '';
  let problem: string | null = null;
  for (const { kind, from, to, open } of piecesOf(code)) {
    const text = code.slice(from, to);
    if (kind === 'string') {
      const quote = quoteOf(text)!;
      const isCurly = text[0] !== quote || (!open && text.at(-1) !== quote);
      if (isCurly && open) {
        problem ??= named(code, from, 'where Python wants a quote');
      }
      clean += isCurly && !open ? straight(text) : text;
    } else if (kind === 'comment') {
      clean += text.replace(LINES, ' ');
    } else {
      const read = text
        .replace(SPACES, ' ')
        .replace(LINES, '\n')
        .replace(NOTHING, '')
        .replace(DASHES, '-')
        .replace(WIDE, char =>
          String.fromCharCode(char.charCodeAt(0) - 0xff01 + 0x21)
        );
      const foreign = FOREIGN.exec(read);
      if (foreign) {
        problem ??= named(
          code,
          from + text.indexOf(foreign[0]),
          'where Python has no such character'
        );
      }
      clean += read;
    }
  }
  return { code: clean, problem };
}

/** A text between curly quotes, between those of Python. */
function straight(text: string): string {
  const quote = quoteOf(text)!;
  const isLong =
    text.length >= 6 && [1, 2].every(at => quoteOf(text[at]) === quote);
  const width = isLong ? 3 : 1;
  const inner = text.slice(width, -width);
  const other = quote === '"' ? "'" : '"';
  const mark = !isLong && inner.includes(quote) ? other : quote;
  return `${mark.repeat(width)}${inner}${mark.repeat(width)}`;
}

const NAMES: Record<string, string> = {
  '“': 'a curly quote (“)',
  '”': 'a curly quote (”)',
  '‘': 'a curly quote (‘)',
  '’': 'a curly quote (’)',
  '…': 'three dots in one character (…)'
};

function named(code: string, at: number, where: string): string {
  const line = code.slice(0, at).split('\n').length;
  const char = String.fromCodePoint(code.codePointAt(at)!);
  const point = char
    .codePointAt(0)!
    .toString(16)
    .toUpperCase()
    .padStart(4, '0');
  const shown = /\p{Cc}|\p{Cf}|\p{Z}/u.test(char)
    ? `the character U+${point}`
    : `the character ${char} (U+${point})`;
  return `The code is not valid Python: line ${line} holds ${NAMES[char] ?? shown} ${where}.`;
}
