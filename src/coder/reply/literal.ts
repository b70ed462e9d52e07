import type { SyntaxNode } from '@lezer/common';
import type { Budget } from '../../syntax/budget';
import { parse } from '../../syntax/parse';

/**
 * JSON as models write it: with trailing commas, comments, Python's quotes and
 * words, line ends in its texts, inside a sentence, or in a text once more.
 */

/** Characters; an answer of ours is no longer, a book is. */
const LONGEST = 400_000;
/** Brackets that may begin a value in one text, and are looked at. */
const MOST = 40;
/** How deep a value may be. */
const DEEPEST = 60;

/** The objects and lists that a text holds, the outermost ones, in their order. */
export function readLiterals(text: string, budget: Budget): unknown[] {
  const whole = fromJson(text);
  if (whole !== undefined) {
    return [whole];
  }
  const found: unknown[] = [];
  let at = 0;
  for (let tried = 0; tried < MOST && !budget.isSpent; tried++) {
    const next = text.slice(at).search(/[{[]/);
    if (next < 0) {
      break;
    }
    const from = at + next;
    const to = literalEnd(text, from);
    const value =
      to === null || to - from > LONGEST
        ? undefined
        : readLiteral(text.slice(from, to), budget);
    if (value !== undefined) {
      found.push(value);
    }
    at = value === undefined ? nextStart(text, from) : to!;
  }
  return found;
}

/** One value as JSON, or else as a literal of Python; `undefined` where it is none. */
export function readLiteral(text: string, budget: Budget): unknown {
  const json = fromJson(text) ?? fromJson(withEscapedLineEnds(text));
  if (json !== undefined) {
    return json;
  }
  const tree = parse(`${text}\n`, budget);
  const statement = tree?.topNode.firstChild;
  if (!statement || statement.nextSibling !== null) {
    return undefined;
  }
  try {
    return valueOf(statement.firstChild!, text, 0);
  } catch (error) {
    if (error instanceof NoLiteral) {
      return undefined;
    }
    throw error;
  }
}

class NoLiteral extends Error {}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where to look for the next value: what is no value is not looked at from within. */
function nextStart(text: string, from: number): number {
  const line = text.indexOf('\n', from);
  const inner = /[{[]/.exec(text.slice(from + 1, from + 200));
  return inner ? from + 1 + inner.index : line < 0 ? text.length : line + 1;
}

/** Where the brackets that open at a position are closed, texts left aside. */
function literalEnd(text: string, from: number): number | null {
  let depth = 0;
  const most = Math.min(text.length, from + LONGEST);
  for (let at = from; at < most; at++) {
    const char = text[at];
    if (char === '"' || char === "'") {
      const long = text.startsWith(char.repeat(3), at) ? char.repeat(3) : char;
      at = textEnd(text, at + long.length, long);
    } else if (char === '{' || char === '[') {
      depth++;
    } else if (char === '}' || char === ']') {
      depth--;
      if (depth === 0) {
        return at + 1;
      }
    }
  }
  return null;
}

/** The last position of a text's closing mark. */
function textEnd(text: string, from: number, mark: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') {
      at++;
    } else if (text.startsWith(mark, at)) {
      return at + mark.length - 1;
    }
  }
  return text.length;
}

function withEscapedLineEnds(text: string): string {
  return text.replace(/"(?:[^"\\]|\\[^])*"/g, string =>
    string.replace(/\n/g, '\\n').replace(/\t/g, '\\t')
  );
}

const WORDS: Record<string, unknown> = {
  true: true,
  false: false,
  null: null,
  none: null,
  nan: null
};

function valueOf(node: SyntaxNode, text: string, depth: number): unknown {
  const source = text.slice(node.from, node.to);
  if (depth > DEEPEST || node.type.isError) {
    throw new NoLiteral();
  }
  switch (node.name) {
    case 'String':
      return stringOf(source);
    case 'ContinuedString':
      return children(node)
        .map(child => stringOf(text.slice(child.from, child.to)))
        .join('');
    case 'Number':
    case 'UnaryExpression': {
      const value = Number(source.replace(/_/g, ''));
      if (Number.isNaN(value)) {
        throw new NoLiteral();
      }
      return value;
    }
    case 'Boolean':
    case 'None':
    case 'VariableName': {
      const word = source.toLowerCase();
      return word in WORDS ? WORDS[word] : source;
    }
    case 'ParenthesizedExpression':
      return valueOf(children(node)[0], text, depth + 1);
    case 'ArrayExpression':
    case 'TupleExpression':
      return children(node).map(child => valueOf(child, text, depth + 1));
    case 'DictionaryExpression': {
      const parts = children(node);
      if (parts.length % 2 === 1) {
        throw new NoLiteral();
      }
      const entries: [string, unknown][] = [];
      for (let i = 0; i < parts.length; i += 2) {
        const key = valueOf(parts[i], text, depth + 1);
        entries.push([String(key), valueOf(parts[i + 1], text, depth + 1)]);
      }
      // Not by assignment, which `__proto__` would be another thing for.
      return Object.fromEntries(entries);
    }
    default:
      throw new NoLiteral();
  }
}

/** The parts of a node that mean something. */
function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!/^([()[\]{},:]|Comment)$/.test(child.name)) {
      found.push(child);
    }
  }
  return found;
}

const ESCAPES: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '\n': ''
};

/** The text that a string of Python or JSON stands for. */
function stringOf(source: string): string {
  const match = /^([a-z]*)("""|'''|"|')([^]*)\2$/i.exec(source);
  if (!match) {
    throw new NoLiteral();
  }
  const [, prefix, , inner] = match;
  return /r/i.test(prefix)
    ? inner
    : inner.replace(
        /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|([^]))/gi,
        (_, long, short, char) =>
          long || short
            ? String.fromCharCode(parseInt(long ?? short, 16))
            : (ESCAPES[char] ?? (/["'\\/]/.test(char) ? char : `\\${char}`))
      );
}
