import type { Budget } from '../../syntax/budget';
import { errorsOf, parse } from '../../syntax/parse';
import { piecesOf } from '../../syntax/pieces';
import type { IBlock } from './blocks';
import { cleanCharacters } from './characters';
import { readCode } from './kinds';

/** Where code begins that nothing marks: with an import, a cell or a docstring. */
const BEGINS = /^(import \w|from [\w.]+ import\b|# ?%%|"""|''')/;

/**
 * Code that came without a fence, or with only the fence that ends it: from its
 * first import to its end, which is where a statement is no Python any more, and
 * neither is what follows.
 */
export function unfenced(
  text: string,
  budget: Budget
): { prose: string[]; code: string } | null {
  const lines = text.split('\n');
  const start = lines.findIndex(line => BEGINS.test(clean(line)));
  if (start < 0) {
    return null;
  }
  const rest = lines.slice(start).join('\n');
  const code = clean(rest.slice(0, fenceIn(rest)));
  const end = codeEnd(code, budget);
  return {
    prose: [...lines.slice(0, start), ...code.slice(end).split('\n')].filter(
      line => !/^\s*(`{3,}|~{3,})?\s*((?:python|py)3?)?\s*$/i.test(line)
    ),
    code: code.slice(0, end)
  };
}

/**
 * A whole script that nothing marks behind blocks that something marks: what was
 * thought of first stands in a fence, and what is meant does not.
 *
 * @returns where it begins and ends as well; `null` where there is none.
 */
export function unfencedBehind(
  text: string,
  blocks: readonly IBlock[],
  budget: Budget
): { from: number; to: number; code: string } | null {
  if (blocks.length === 0) {
    return null;
  }
  let from = 0;
  let next = 0;
  for (const line of text.split('\n')) {
    while (next < blocks.length && blocks[next].to <= from) {
      next++;
    }
    const isOutside = next === blocks.length || from < blocks[next].from;
    if (from > blocks[0].to && isOutside && BEGINS.test(clean(line))) {
      const code = unfenced(text.slice(from), budget)?.code ?? '';
      const { problem, metric, submits, reads } = readCode(code, budget);
      const isWhole = reads && (metric === 'measured' || submits);
      return problem === null && isWhole
        ? { from, to: from + code.length, code }
        : null;
    }
    from += line.length + 1;
  }
  return null;
}

function clean(code: string): string {
  return cleanCharacters(code).code;
}

/** Where a fence stands in code, but not in a text of it. */
function fenceIn(code: string): number {
  for (const { kind, from, to } of piecesOf(code)) {
    const at = kind === 'code' ? code.slice(from, to).indexOf('```') : -1;
    if (at >= 0) {
      return from + at;
    }
  }
  return code.length;
}

/** Where code that prose may follow ends. */
function codeEnd(code: string, budget: Budget): number {
  const source = `${code}\n`;
  const tree = parse(source, budget);
  const wrong = tree ? errorsOf(source, tree)[0] : undefined;
  if (wrong === undefined) {
    return code.length;
  }
  // The statement that holds the error, at the outermost level.
  let from = 0;
  let begins = true;
  for (const piece of piecesOf(code)) {
    if (begins && piece.from > wrong) {
      break;
    }
    if (begins && /\S/.test(code[piece.from])) {
      from = piece.from;
    }
    begins = piece.kind === 'end';
  }
  const rest = code.slice(from);
  const lines = rest.split('\n').filter(line => line.trim() !== '');
  const prose = lines.filter(line =>
    /^[A-Z*\-\d].*[a-z]{2,} [a-z]{2,}|^#+ /.test(line)
  );
  return prose.length >= lines.length / 2 && from > 0 ? from : code.length;
}
