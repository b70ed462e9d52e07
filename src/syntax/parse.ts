import type { Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import type { Budget } from './budget';

/**
 * What can be told of Python code without running it. The grammar is an
 * editor's: it recovers from errors and does not know every valid line (`1.`,
 * a bare `yield`), so a few errors in a long script prove nothing. The kernel
 * has the last word.
 */

/** Errors on more than this share of the lines mean: this is not Python. */
const DOUBTFUL = 0.15;

/** Characters; a longer line is not looked at. */
const LONGEST_PROSE = 500;
const KEYWORD =
  '(?:and|as|assert|async|await|case|class|def|del|elif|else|except|exec|for|from|global|if|import|in|is|lambda|match|nonlocal|not|or|print|raise|return|try|type|while|with|yield)\\b';
/** Two words in a row, neither of them Python's: an error on such a line is no doubt. */
const PROSE = new RegExp(
  `(?:^|[^\\w.'])(?!${KEYWORD})[a-z]+(?:'[a-z]+)? (?!${KEYWORD})[a-z]+\\b(?![("'])`,
  'i'
);

/** The syntax tree; `null` where it is too deep or too broken to be found in time. */
export function parse(code: string, budget: Budget): Tree | null {
  const parsing = parser.startParse(code);
  try {
    for (let step = 0; ; step++) {
      // To look at the clock takes longer than a step.
      if (step % 50 === 0 && budget.isSpent) {
        return null;
      }
      const tree = parsing.advance();
      if (tree !== null) {
        return tree;
      }
    }
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
 *
 * @param tree - of the source, without spaces at its end and with one line end.
 */
export function syntaxProblem(
  source: string,
  tree: Tree | null
): string | null {
  if (tree === null) {
    return 'The code is too tangled to be read as Python.';
  }
  const length = source.trimEnd().length;
  const errors = errorsOf(source, tree);
  const breaksOff = errors.some(at => at >= length);
  const lines = source.split('\n');
  const written = lines.filter(line => /^\s*[^\s#]/.test(line)).length;
  const wrong = [...new Set(lineNumbers(source, errors))];
  const prose = wrong.find(at => isProse(lines[at]));
  const onlyTheEnd = breaksOff && errors.length === 1;
  const isOther = !onlyTheEnd && wrong.length > DOUBTFUL * written;
  if (prose !== undefined || isOther) {
    const at = prose ?? wrong[0] ?? 0;
    const line = lines[at].trim().slice(0, 80);
    return `The code is not valid Python: line ${at + 1} reads "${line}".`;
  }
  return breaksOff ? 'The code breaks off in the middle of a statement.' : null;
}

/** Whether a line with an error is prose, its texts and its comment aside. */
function isProse(line: string): boolean {
  return (
    line.length < LONGEST_PROSE &&
    // A comment that lost its mark on the way: the rest may be read all the same.
    !/^ \S/.test(line) &&
    PROSE.test(line.replace(/"[^"]*"|'[^']*'/g, '0').replace(/#.*$/, ''))
  );
}

/** Where a tree has errors, in ascending order. */
export function errorsOf(source: string, tree: Tree): number[] {
  const errors: number[] = [];
  tree.iterate({
    enter: node => {
      const before = source.slice(Math.max(0, node.from - 2), node.from);
      if (node.type.isError && !/\d\.$/.test(before)) {
        errors.push(node.from);
      }
    }
  });
  return errors;
}

/** The line of each ascending position, from 0. */
export function lineNumbers(
  source: string,
  positions: readonly number[]
): number[] {
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
