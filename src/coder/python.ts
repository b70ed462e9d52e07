import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/python';

/**
 * What can be told of Python code without running it. The grammar is an
 * editor's: it recovers from errors and does not know every valid line (`1.`,
 * a bare `yield`), so a few errors in a long script prove nothing. The kernel
 * has the last word.
 */

/** Errors on more than this share of the lines mean: this is not Python. */
const DOUBTFUL = 0.15;

/** Milliseconds. What is Python takes a tenth of that; garbage may take minutes. */
const PATIENCE = 2000;

/** The syntax tree; `null` where it is too deep or too broken to be found. */
function parse(code: string): Tree | null {
  const end = performance.now() + PATIENCE;
  const parsing = parser.startParse(code);
  try {
    while (performance.now() < end) {
      const tree = parsing.advance();
      if (tree !== null) {
        return tree;
      }
    }
    return null;
  } catch (error) {
    if (error instanceof RangeError) {
      return null;
    }
    throw error;
  }
}

/**
 * Why a text is clearly not a whole Python script, in a sentence; `null` where
 * nothing speaks against it.
 */
export function syntaxProblem(code: string): string | null {
  const source = code.trimEnd();
  const errors: number[] = [];
  let breaksOff = false;
  const tree = parse(`${source}\n`);
  if (tree === null) {
    return 'The code is too tangled to be read as Python.';
  }
  tree.iterate({
    enter: node => {
      const before = source.slice(Math.max(0, node.from - 2), node.from);
      if (node.type.isError && !/\d\.$/.test(before)) {
        errors.push(node.from);
        breaksOff ||= node.from >= source.length;
      }
    }
  });
  const lines = source.split('\n');
  const written = lines.filter(line => /^\s*[^\s#]/.test(line)).length;
  const wrong = lineNumbers(source, errors);
  const first = wrong[0] ?? 0;
  const onlyTheEnd = breaksOff && errors.length === 1;
  if (!onlyTheEnd && new Set(wrong).size > DOUBTFUL * written) {
    const line = lines[first].trim().slice(0, 80);
    return `The code is not valid Python: line ${first + 1} reads "${line}".`;
  }
  return breaksOff ? 'The code breaks off in the middle of a statement.' : null;
}

/** Whether a text does something that prose would not: import or assign. */
export function hasStatements(code: string): boolean {
  const names = ['ImportStatement', 'AssignStatement'];
  let found = false;
  parse(code)?.iterate({
    enter: node => {
      found ||= names.includes(node.name);
    }
  });
  return found;
}

/** The names that a piece of code deals with. */
export interface INames {
  /** Imported, assigned or defined in it. */
  bound: Set<string>;
  /** Used before it binds them, if it does at all: they come from elsewhere. */
  free: Set<string>;
}

/** Read the names of a piece of code; scopes are not told apart. */
export function namesOf(code: string): INames {
  const bound = new Map<string, number>();
  const used = new Map<string, number>();
  const first = (map: Map<string, number>, name: string, at: number): void => {
    map.set(name, Math.min(at, map.get(name) ?? Infinity));
  };
  parse(code)?.iterate({
    enter: ({ node }) => {
      if (node.name !== 'VariableName' || isKeyword(node)) {
        return;
      }
      const name = code.slice(node.from, node.to);
      const from = boundFrom(node);
      if (from === null) {
        first(used, name, node.from);
      } else {
        first(bound, name, from);
      }
    }
  });
  const free = [...used]
    .filter(([name, at]) => at < (bound.get(name) ?? Infinity))
    .map(([name]) => name);
  return { bound: new Set(bound.keys()), free: new Set(free) };
}

/** `name` in a call's `name=value`. */
function isKeyword(node: SyntaxNode): boolean {
  return (
    node.parent?.name === 'ArgList' && node.nextSibling?.name === 'AssignOp'
  );
}

/** From which position on an occurrence of a name binds it; `null` for a use. */
function boundFrom(node: SyntaxNode): number | null {
  const before = node.prevSibling?.name ?? '';
  if (['def', 'class', 'as'].includes(before)) {
    return node.from;
  }
  let target = node;
  while (/^(Tuple|Array|Parenthesized)Expression$/.test(target.parent!.name)) {
    target = target.parent!;
  }
  const parent = target.parent!;
  switch (parent.name) {
    case 'ImportStatement':
      return node.from;
    case 'ParamList':
      return before === 'AssignOp' ? null : parent.from;
    case 'NamedExpression':
      return before === 'AssignOp' ? null : node.from;
    case 'AssignStatement':
      // The right-hand side comes first: `x = x + 1` uses an x from elsewhere.
      return comesBefore(target, 'AssignOp') ? parent.to : null;
    default:
      // `for x in …`, as a statement or in a comprehension
      return /^For|Comprehension/.test(parent.name) &&
        comesBefore(target, 'in') &&
        !comesBefore(target, 'for')
        ? parent.from
        : null;
  }
}

function comesBefore(node: SyntaxNode, name: string): boolean {
  for (let at = node.nextSibling; at !== null; at = at.nextSibling) {
    if (at.name === name) {
      return true;
    }
  }
  return false;
}

/** The line of each ascending position, from 0. */
function lineNumbers(source: string, positions: number[]): number[] {
  let line = 0;
  let at = 0;
  return positions.map(position => {
    for (; at < position; at++) {
      if (source[at] === '\n') {
        line++;
      }
    }
    return line;
  });
}
