import type { Budget } from '../../syntax/budget';
import { lacking, readCode, type ICode } from './kinds';
import type { INeeds } from './needs';

/**
 * Which of the pieces of code in a reply is the script: decided by what each of
 * them is, never by where it stands alone.
 */

/** What a choice goes by. */
export interface IChoice {
  needs: INeeds;
  /** The script that was to be changed; `null` where there was none. */
  parent: string | null;
  budget: Budget;
}

/** A script, or why there is none. */
export type Chosen = { code: string } | { problem: string };

/** Whole scripts that are this much shorter than the longest are examples. */
const EXAMPLE = 0.3;

/**
 * Choose the script. Of several whole ones it is the last that is not the
 * parent's; where none is whole, it is the pieces that are tied to one another,
 * as in a notebook or where a reply was interrupted. What only sets or prints the
 * score is never it.
 *
 * @returns `null` where nothing may be Python at all.
 */
export function choose(
  sources: readonly string[],
  choice: IChoice
): Chosen | null {
  const { budget } = choice;
  const all = sources
    // Where one comes twice, it is the last one that stands where it belongs.
    .filter(
      (source, at) => source.trim() !== '' && sources.lastIndexOf(source) === at
    )
    .map(source => ({ source, ...readCode(dedent(source), budget) }));
  if (all.length === 0) {
    return null;
  }
  // One block is what was asked for; the kernel has the last word on it.
  if (all.length === 1) {
    return verdict(all[0], choice);
  }
  const own = all.filter(({ code }) => !isSame(code, choice.parent));
  const pieces = own.filter(says);
  const whole = wholeOnes(pieces, choice).at(-1);
  // A first try may be whole, and what came to be the script in parts after it.
  const rest = pieces
    .slice(whole ? pieces.indexOf(whole) + 1 : 0)
    .filter(isNoQuotation);
  const torn = glued(rest, choice);
  const parts = wholeOnes(torn, choice).at(-1) ?? join(torn, choice);
  const isLast =
    parts !== null &&
    lacking(parts, choice.needs) === null &&
    (!whole || (whole.metric === parts.metric && parts.free.size === 0));
  if (isLast) {
    return { code: parts.code };
  }
  if (whole) {
    return { code: completed(whole, pieces).code };
  }
  const repeated = all.find(piece => !own.includes(piece));
  const main = torn
    .filter(piece => !piece.isFragment)
    .reduce<IPiece | null>(
      (a, b) => (a === null || b.code.length > a.code.length ? b : a),
      null
    );
  return verdict(repeated ?? parts ?? main ?? all[0], choice);
}

/** A piece of code, and its text before it was read. */
interface IPiece extends ICode {
  source: string;
}

function verdict(code: ICode, { needs }: IChoice): Chosen {
  const problem = lacking(code, needs);
  if (problem !== null) {
    return { problem };
  }
  // A number that was made up is no score, whoever measures.
  return code.isFragment && code.metric === 'given'
    ? {
        problem:
          'The reply holds no script, only a line that sets validation_metric to a number.'
      }
    : { code: code.code };
}

/** Whether there is more to a piece than comments, or a remark of the score. */
function says(piece: IPiece): boolean {
  return (
    /^\s*[^\s#]/m.test(piece.code) &&
    !(piece.isFragment && piece.metric === 'given')
  );
}

function isNoQuotation(
  piece: IPiece,
  index: number,
  all: readonly IPiece[]
): boolean {
  return !all.some(
    (other, at) =>
      at !== index &&
      other.code.length > piece.code.length &&
      `\n${other.code}\n`.includes(`\n${piece.code}\n`)
  );
}

/**
 * Scripts that are whole: they do what is needed, and lack no name that another
 * piece would give them.
 */
function wholeOnes(pieces: readonly IPiece[], choice: IChoice): IPiece[] {
  const { needs } = choice;
  const some = (has: (piece: IPiece) => boolean): boolean => pieces.some(has);
  // What one of them does, the script is to do, whether it has to or not.
  const measures = some(piece => piece.metric === 'measured');
  const submits = needs.submission || false;
  const whole = pieces.filter(
    piece =>
      lacking(piece, needs) === null &&
      !piece.isFragment &&
      (!measures || piece.metric === 'measured' || submits) &&
      !pieces.some(other => other !== piece && meet(piece.free, other.bound))
  );
  const longest = Math.max(...whole.map(({ code }) => code.length));
  return whole.filter(({ code }) => code.length >= EXAMPLE * longest);
}

/** A whole script with what follows it and does what it leaves out. */
function completed(whole: IPiece, pieces: readonly IPiece[]): ICode {
  let code = whole.code;
  let { prints, submits } = whole;
  for (const piece of pieces.slice(pieces.indexOf(whole) + 1)) {
    const adds =
      (!submits && piece.submits) ||
      (!prints && piece.prints && piece.isFragment);
    const isTied =
      piece.problem === null &&
      piece.free.size > 0 &&
      [...piece.free].every(name => whole.bound.has(name));
    if (adds && isTied) {
      code = `${marked(code)}\n\n${marked(piece.code)}`;
      prints ||= piece.prints;
      submits ||= piece.submits;
    }
  }
  return { ...whole, code };
}

/** Pieces that were torn apart in the middle of a statement, in one again. */
function glued(pieces: readonly IPiece[], choice: IChoice): IPiece[] {
  const found: IPiece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    const isTorn =
      last !== undefined &&
      (last.breaksOff || /^[ \t\u00a0]+\S/.test(firstLine(piece.source))) &&
      !isSame(last.code, piece.code);
    const both = isTorn ? mended(last, piece, choice) : null;
    if (both === null) {
      found.push(piece);
    } else {
      found[found.length - 1] = both;
    }
  }
  return found;
}

/** Two pieces as one, where that is better Python than the first alone. */
function mended(
  first: IPiece,
  second: IPiece,
  { budget }: IChoice
): IPiece | null {
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
function join(
  pieces: readonly IPiece[],
  { budget, needs }: IChoice
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
function marked(code: string): string {
  return /^# ?%%/.test(code) ? code : `# %%\n${code}`;
}

/** Whether two scripts are the same but for blank lines and cells. */
function isSame(code: string, other: string | null): boolean {
  const bare = (text: string): string =>
    text
      .replace(/^# ?%%.*$/gm, '')
      .replace(/\s+/g, ' ')
      .trim();
  return other !== null && bare(code) === bare(other);
}

function meet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].some(name => b.has(name));
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
