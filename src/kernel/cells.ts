import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import { notebookLines } from '../syntax/notebookLines';

/**
 * A script as cells. Joined again they are the same program: a cell begins at a
 * statement of the outermost level, and nothing is lost but markers and blank
 * lines between cells.
 */

/** `# %%`, `# %% Title`, `# %% [markdown]`, `#%%`, `# In[3]:` */
const marker = /^#\s?(?:%%|In\s?\[[\d ]*\]:?)(.*)$/;

/** Lines after which a cell ends at the next blank one. */
const LONG = 15;

/**
 * Split a script at its cell markers or, where it has none, where a reader would:
 * after the imports, around functions and classes, before a comment that follows
 * a blank line. A marker's title stays as a comment. Cells of nothing but
 * comments join the next one.
 *
 * @returns at least one cell, none of them empty unless the script is.
 */
export function splitCells(code: string): string[] {
  const source = code.replace(/\r\n?/g, '\n');
  const lines = source.split('\n');
  const { statements, comments } = outline(source);
  const marks = comments.filter(line => marker.test(lines[line]));
  const starts =
    marks.length > 0 ? marks : starting(statements, line => lines[line]);
  const cells: string[] = [];
  let comment = '';
  [0, ...starts.filter(start => start > 0)].forEach((start, index, all) => {
    const cell = lines.slice(start, all[index + 1]);
    const title = marker
      .exec(cell[0])?.[1]
      .replace(/\[\w+\]/, '')
      .trim();
    if (marks.includes(start)) {
      cell.splice(0, 1, title ? `# ${title}` : '');
    }
    const text = comment + trimLines(cell).join('\n');
    const isComment = text.split('\n').every(line => /^\s*(#.*)?$/.test(line));
    comment = isComment && text !== '' ? `${text}\n\n` : '';
    if (!isComment) {
      cells.push(text);
    }
  });
  if (comment !== '' || cells.length === 0) {
    const last = cells.length > 0 ? `${cells.pop()}\n\n` : '';
    cells.push((last + comment).trimEnd());
  }
  return cells;
}

/** The cells as one script, divided by `# %%` lines. */
export function joinCells(cells: readonly string[]): string {
  return cells.map(cell => `# %%\n${cell}\n`).join('\n');
}

/** A statement of the outermost level. Lines count from 0. */
interface IStatement {
  /** Its first line, or that of the comment right above it. */
  first: number;
  commented: boolean;
  kind: 'preamble' | 'definition' | 'other';
}

/** The lines where a reader would begin a cell. */
function starting(
  statements: readonly IStatement[],
  line: (index: number) => string
): number[] {
  const starts: number[] = [];
  let start = 0;
  let preamble = true;
  statements.forEach(({ first, commented, kind }, index) => {
    const before = statements[index - 1];
    const endsPreamble = preamble && kind !== 'preamble';
    const fits =
      !before ||
      line(first - 1).trim() !== '' ||
      (preamble && !endsPreamble) ||
      !(
        endsPreamble ||
        commented ||
        kind === 'definition' ||
        before.kind === 'definition' ||
        first - start >= LONG
      );
    if (!fits) {
      starts.push(first);
      start = first;
    }
    preamble &&= !endsPreamble;
  });
  return starts;
}

/**
 * A script's outermost level: its statements, and the lines that are a comment
 * from their first column on. What is no Python has no statements, and so is
 * divided by markers alone.
 */
function outline(source: string): {
  statements: IStatement[];
  comments: number[];
} {
  let text = source;
  let tree = parser.parse(text);
  if (hasError(tree)) {
    text = withoutMagics(source);
    tree = parser.parse(text);
  }
  const lineOf = lineFinder(text);
  const statements: IStatement[] = [];
  const comments: number[] = [];
  let last = -1;
  for (let node = tree.topNode.firstChild; node; node = node.nextSibling) {
    const line = lineOf(node.from);
    if (node.name === 'Comment') {
      if (text[node.from - 1] === '\n' || node.from === 0) {
        comments.push(line);
      }
      continue;
    }
    if (line <= last) {
      continue;
    }
    let first = line;
    while (comments.includes(first - 1)) {
      first--;
    }
    statements.push({ first, commented: first < line, kind: kindOf(node) });
    last = lineOf(node.to);
  }
  return { statements: hasError(tree) ? [] : statements, comments };
}

function kindOf(node: SyntaxNode): IStatement['kind'] {
  switch (node.name) {
    case 'FunctionDefinition':
    case 'ClassDefinition':
    case 'DecoratedStatement':
      return 'definition';
    case 'ImportStatement':
      return 'preamble';
    case 'PassStatement':
      // Most likely a magic.
      return 'preamble';
    default:
      // A docstring.
      return node.firstChild?.name === 'String' ? 'preamble' : 'other';
  }
}

function hasError(tree: Tree): boolean {
  let error = false;
  tree.iterate({
    enter: node => {
      error ||= node.type.isError;
      return !error;
    }
  });
  return error;
}

/** Notebook lines are no Python, but they are statements. Lines stay lines. */
function withoutMagics(source: string): string {
  let text = '';
  let at = 0;
  for (const { from, to } of notebookLines(source)) {
    const [indent] = /^[ \t]*/.exec(source.slice(from, to))!;
    const ends = source.slice(from, to).split('\n').length - 1;
    text += `${source.slice(at, from)}${indent}pass${'\n'.repeat(ends)}`;
    at = to;
  }
  return text + source.slice(at);
}

/** A function from a position, never one before the last, to its line. */
function lineFinder(text: string): (position: number) => number {
  let line = 0;
  let at = 0;
  return position => {
    for (; at < position; at++) {
      if (text[at] === '\n') {
        line++;
      }
    }
    return line;
  };
}

/** Without blank lines at both ends, and spaces at the end. */
function trimLines(lines: readonly string[]): string[] {
  return lines
    .join('\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
    .split('\n');
}
