import type { Budget } from '../../syntax/budget';
import { errorsOf, parse } from '../../syntax/parse';
import { withoutNotebookLines } from '../../syntax/notebookLines';
import { piecesOf } from '../../syntax/pieces';
import { cleanCharacters } from './characters';
import {
  isOther,
  isPythonName,
  LONGEST_LINE,
  readFence,
  readInfo,
  type IFence
} from './fences';

/** Fenced blocks and the prose around them. */
export interface IParts {
  prose: string[];
  blocks: IBlock[];
}

/** What stood between two fences. */
export interface IBlock {
  /** As the fence names it, in small letters; empty where it does not. */
  language: string;
  isPython: boolean;
  /** The code with the indentation of its fence taken away. */
  code: string;
  closed: boolean;
  /** Where it is in the text, its fences left out. */
  from: number;
  to: number;
}

/** Fences that a text within the code may hold before it is taken for broken. */
const INNER = 12;

/**
 * Tell fenced blocks and the prose around them apart. Fences may be indented,
 * quoted, of any length, on a line with text or code, and lack their end. One in
 * a text of the code is no fence: there the code goes on.
 */
export function splitBlocks(text: string, budget: Budget): IParts {
  const lines = text.split('\n');
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  const reader = new Reader(text, lines, starts, budget);
  reader.read();
  return { prose: reader.prose, blocks: reader.blocks };
}

class Reader {
  constructor(
    private readonly _text: string,
    private readonly _lines: readonly string[],
    private readonly _starts: readonly number[],
    private readonly _budget: Budget
  ) {}

  readonly prose: string[] = [];
  readonly blocks: IBlock[] = [];

  read(): void {
    let line = 0;
    let column = 0;
    while (line < this._lines.length) {
      const rest = this._lines[line].slice(column);
      const fence = readFence(rest, column === 0);
      if (fence === null || this._wraps(fence, line)) {
        this.prose.push(fence === null ? rest : fence.before);
        line++;
        column = 0;
        continue;
      }
      this.prose.push(fence.before);
      [line, column] = this._block(fence, line, column);
    }
  }

  /**
   * Whether a fence holds the reply as a whole, which is Markdown in itself, or
   * ends it.
   */
  private _wraps(fence: IFence, line: number): boolean {
    if (/^(markdown|md|mdx)$/i.test(fence.info.trim())) {
      this._wrapper = fence.mark;
      return true;
    }
    const isEnd =
      this._wrapper !== null &&
      fence.info.trim() === '' &&
      fence.mark.startsWith(this._wrapper) &&
      !this._lines.slice(line + 1).some(other => readFence(other, true));
    if (isEnd) {
      this._wrapper = null;
    }
    return isEnd;
  }

  /**
   * Read a block whose fence stands at a place.
   *
   * @returns where to go on: a line, and from which column.
   */
  private _block(
    fence: IFence,
    line: number,
    column: number
  ): [line: number, column: number] {
    const { language, code } = readInfo(fence.info);
    const isPython = isPythonName(language);
    const from =
      code === null
        ? Math.min(
            this._starts[line] + this._lines[line].length + 1,
            this._text.length
          )
        : this._starts[line] +
          this._lines[line].indexOf(code, column + fence.at);
    const end = this._end(fence, language, line, from);
    const block = {
      language,
      isPython,
      code: unindented(this._text.slice(from, Math.max(from, end.at)), fence),
      closed: end.closed,
      from,
      to: Math.max(from, end.at)
    };
    this.blocks.push(block);
    return end.next;
  }

  /** Where a block ends: the first fence that is not in a text of its code. */
  private _end(
    fence: IFence,
    language: string,
    line: number,
    from: number
  ): IEnd {
    const ends: IEnd[] = [];
    const mayBePython = isPythonName(language) || !isOther(language);
    const first =
      from > this._starts[line] + this._lines[line].length ? line + 1 : line;
    let allInText = false;
    for (let i = first; i < this._lines.length && ends.length < INNER; i++) {
      const end = this._endOn(
        i,
        i === first ? from : this._starts[i],
        fence,
        mayBePython
      );
      if (end === null) {
        continue;
      }
      ends.push(end);
      if (!mayBePython) {
        break;
      }
      const code = this._text.slice(from, end.at);
      const last = piecesOf(code).at(-1);
      const isInText =
        last?.kind === 'string' &&
        last.open === true &&
        isLong(code, last.from);
      allInText = isInText && ends.length < INNER;
      if (!isInText) {
        if (ends.length === 1 || this._isSound(code, fence)) {
          return end;
        }
        break;
      }
      if (this._budget.isSpent) {
        break;
      }
    }
    const open: IEnd = {
      at: this._text.length,
      closed: false,
      next: [this._lines.length, 0]
    };
    const isOpen = allInText && this._isSound(this._text.slice(from), fence);
    return isOpen ? open : (ends[0] ?? open);
  }

  /** The end of a block on a line, if it has one. */
  private _endOn(
    line: number,
    from: number,
    open: IFence,
    mayBePython: boolean
  ): IEnd | null {
    const start = this._starts[line];
    const text = this._text.slice(from, start + this._lines[line].length);
    if (text.length > LONGEST_LINE) {
      return null;
    }
    const match = /(`{3,}|~{3,})([^`\n]*)$/.exec(text);
    if (!match || match[1][0] !== open.mark[0]) {
      return null;
    }
    const before = text.slice(0, match.index);
    const info = match[2].trim();
    const opens = isPythonName(info.toLowerCase().split(/[\s{:]/)[0]);
    const isOnItsOwn = before.replace(/^[ \t>]*/, '') === '';
    const at = from + match.index - (isOnItsOwn ? before.length : 0);
    const column = from - start + match.index;
    const closed: IEnd = {
      at,
      closed: true,
      next: [line, column + match[1].length]
    };
    if (!mayBePython) {
      // A fence that names Python opens a block: the end of this one is missing.
      return isOnItsOwn && opens
        ? { at, closed: true, next: [line, column] }
        : isOnItsOwn && match[1].startsWith(open.mark) && info === ''
          ? closed
          : null;
    }
    if (!isOnItsOwn) {
      // Behind code a shorter one than that which opened is the code's.
      if (match[1][0] === '~' || !match[1].startsWith(open.mark)) {
        return null;
      }
      const last = piecesOf(before).at(-1);
      const isInText = last?.kind === 'string' && !isLong(before, last.from);
      return isInText ? null : closed;
    }
    if (match[1][0] === '~' && !match[1].startsWith(open.mark)) {
      return null;
    }
    return opens || /^[\w.+#-]{1,20}$/.test(match[2])
      ? { at, closed: true, next: [line, column] }
      : closed;
  }

  private _isSound(written: string, fence: IFence): boolean {
    const code = unindented(written, fence);
    const { code: clean, problem } = cleanCharacters(code.trimEnd());
    const source = `${withoutNotebookLines(clean)}\n`;
    if (problem !== null) {
      return false;
    }
    const tree = parse(source, this._budget);
    // It may break off, and go on in another block.
    return (
      tree !== null &&
      errorsOf(source, tree).every(at => at >= source.trimEnd().length)
    );
  }

  private _wrapper: string | null = null;
}

interface IEnd {
  /** Where the code ends. */
  at: number;
  closed: boolean;
  next: [line: number, column: number];
}

function isLong(code: string, at: number): boolean {
  return /^("""|''')/.test(code.slice(at, at + 3));
}

/** Take away what a list or a quotation put before each line. */
function unindented(code: string, { indent, quote }: IFence): string {
  if (indent === 0 && quote === '') {
    return code;
  }
  return code
    .split('\n')
    .map(line => {
      const bare = quote === '' ? line : line.replace(/^[ \t]*(?:>[ ]?)+/, '');
      const own = /^[ \t]*/.exec(bare)![0].length;
      return bare.slice(Math.min(own, indent));
    })
    .join('\n');
}
