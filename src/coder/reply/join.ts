import type { Budget } from '../../syntax/budget';
import { readCode, type ICode } from './kinds';
import type { INeeds } from './needs';

/** How pieces of code are put together again, where they were one. */

/** A piece of code, and its text before it was read. */
export interface IPiece extends ICode {
  source: string;
}

/** Pieces that were torn apart in the middle of a statement, in one again. */
export function glued(pieces: readonly IPiece[], budget: Budget): IPiece[] {
  const found: IPiece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    const isTorn =
      last !== undefined &&
      (last.breaksOff || /^[ \t\u00a0]+\S/.test(firstLine(piece.source))) &&
      last.code !== piece.code;
    const both = isTorn ? mended(last, piece, budget) : null;
    if (both === null) {
      found.push(piece);
    } else {
      found[found.length - 1] = both;
    }
  }
  return found;
}

/** Two pieces as one, where that is better Python than the first alone. */
function mended(first: IPiece, second: IPiece, budget: Budget): IPiece | null {
  const head = first.source.trimEnd();
  const tail = second.source.replace(/^\n+/, '');
  const cut = head.slice(head.lastIndexOf('\n') + 1);
  // Who goes on often begins with the line that was cut.
  const again = cut.trim() !== '' && firstLine(tail).startsWith(cut);
  const shown = again ? head.slice(0, head.length - cut.length) : `${head}\n`;
  for (const source of [
    shown + tail,
    head + tail,
    `${head}\n${dedent(tail)}`
  ]) {
    const both = readCode(dedent(source), budget);
    if (both.problem === null) {
      return { source, ...both };
    }
  }
  return null;
}

/**
 * The pieces that are tied by names to the one that sets the score, or else to
 * the longest, in their order; `null` where that is no Python.
 */
export function join(
  pieces: readonly IPiece[],
  needs: INeeds,
  budget: Budget
): ICode | null {
  const sound = pieces.filter(({ problem }) => problem === null);
  const scored = sound.filter(({ metric }) => metric === 'measured');
  const submitting = needs.submission
    ? sound.filter(({ submits }) => submits)
    : [];
  const printing = sound.filter(({ prints }) => prints);
  const longest = sound.reduce<IPiece | null>(
    (a, b) => (a === null || b.code.length > a.code.length ? b : a),
    null
  );
  const main = submitting.at(-1) ?? scored.at(-1) ?? printing.at(-1) ?? longest;
  if (!main) {
    return null;
  }
  const together = new Set([main]);
  for (let next: IPiece | null = main; next !== null;) {
    next = giver(together, sound);
    if (next !== null) {
      together.add(next);
    }
  }
  // What only takes changes what it takes: a column is added, a row left out.
  for (const piece of sound.slice(0, sound.indexOf(main))) {
    const before = sound
      .slice(0, sound.indexOf(piece))
      .filter(other => together.has(other));
    const isTied =
      piece.free.size > 0 &&
      [...piece.free].every(name =>
        before.some(other => other.bound.has(name))
      );
    if (isTied && piece.metric !== 'measured') {
      together.add(piece);
    }
  }
  if (together.size === 1) {
    return main;
  }
  const code = sound
    .filter(piece => together.has(piece))
    .map(piece => marked(piece.code))
    .join('\n\n');
  const joined = readCode(code, budget);
  return joined.problem === null ? joined : main;
}

/** The piece that gives the most names which others lack so far, if one does. */
function giver(
  together: ReadonlySet<IPiece>,
  sound: readonly IPiece[]
): IPiece | null {
  const lacked = new Map<IPiece, number>();
  const bound = new Set<string>();
  for (const [at, piece] of sound.entries()) {
    if (!together.has(piece)) {
      continue;
    }
    for (const name of piece.free) {
      if (!bound.has(name)) {
        sound
          .slice(0, at)
          .filter(other => other.bound.has(name))
          .forEach(other => lacked.set(other, (lacked.get(other) ?? 0) + 1));
      }
    }
    piece.bound.forEach(name => bound.add(name));
  }
  return [...lacked].reduce<[IPiece | null, number]>(
    (best, [piece, names]) => (names >= best[1] ? [piece, names] : best),
    [null, 1]
  )[0];
}

/** As a cell of its own. */
export function marked(code: string): string {
  return /^# ?%%/.test(code) ? code : `# %%\n${code}`;
}

function firstLine(text: string): string {
  return text.replace(/^\n+/, '').split('\n', 1)[0];
}

/** Take away an indentation that all lines share. */
export function dedent(source: string): string {
  const lines = source.split('\n');
  const indents = lines
    .filter(line => line.trim() !== '')
    .map(line => /^[ \t\u00a0]*/.exec(line)![0]);
  const shared = indents.reduce(
    (a, b) => (a.startsWith(b) ? b : b.startsWith(a) ? a : ''),
    indents[0] ?? ''
  );
  return lines
    .map(line => line.slice(shared.length))
    .join('\n')
    .trim();
}
