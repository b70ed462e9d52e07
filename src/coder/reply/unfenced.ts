import type { Budget } from '../../syntax/budget';
import { errorsOf, parse } from '../../syntax/parse';
import { piecesOf } from '../../syntax/pieces';

/** Where code begins that nothing marks: with an import, or with a cell. */
const BEGINS = /^(import \w|from [\w.]+ import\b|# ?%%)/;

/**
 * Code that came without a fence: from its first import to its end, which is
 * where a statement is no Python any more, and neither is what follows.
 */
export function unfenced(
  text: string,
  budget: Budget
): { prose: string[]; code: string } | null {
  const lines = text
    .split('\n')
    .filter(line => !/^\s*(`{3,}|~{3,})\s*(python|py)?\s*$/.test(line))
    .map(withoutFence);
  const start = lines.findIndex(line => BEGINS.test(line));
  if (start < 0) {
    return null;
  }
  const code = lines.slice(start).join('\n');
  const end = codeEnd(code, budget);
  return {
    prose: [
      ...lines
        .slice(0, start)
        .filter(line => !/^\s*(python|py)3?\s*$/i.test(line)),
      ...code.slice(end).split('\n')
    ],
    code: code.slice(0, end)
  };
}

/** A line without the fence that ends it, where that is in no text. */
function withoutFence(line: string): string {
  const end = /`{3,}[ \t]*$/.exec(line.slice(-200));
  const code = end ? line.slice(0, line.length - end[0].length) : line;
  return end && piecesOf(code).at(-1)?.kind === 'string' ? line : code;
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
