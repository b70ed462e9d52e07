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
  const all = [...new Set(sources)]
    .filter(source => source.trim() !== '')
    .map(source => ({ source, ...readCode(dedent(source), budget) }));
  if (all.length === 0) {
    return null;
  }
  // One block is what was asked for; the kernel has the last word on it.
  if (all.length === 1) {
    return verdict(all[0], choice);
  }
  const pieces = glued(all.filter(isPiece), choice);
  const whole = wholeOnes(pieces, choice);
  const own = whole.filter(each => !isSame(each.code, choice.parent));
  const best = (own.length > 0 ? own : whole).at(-1);
  if (best !== undefined) {
    return { code: completed(best, pieces).code };
  }
  const joined = join(pieces, choice);
  if (joined !== null && lacking(joined, choice.needs) === null) {
    return { code: joined.code };
  }
  const main = pieces
    .filter(piece => !piece.isFragment)
    .reduce<IPiece | null>(
      (a, b) => (a === null || b.code.length > a.code.length ? b : a),
      null
    );
  return verdict(joined ?? main ?? all[0], choice);
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

/** Neither a remark of the score nor a quotation of another piece. */
function isPiece(
  piece: IPiece,
  index: number,
  all: readonly IPiece[]
): boolean {
  if (piece.code === '' || (piece.isFragment && piece.metric === 'given')) {
    return false;
  }
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
      (last.breaksOff || /^[ \t]+\S/.test(firstLine(piece.source))) &&
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
  const rivals = scored.filter(
    piece => piece !== main && !meet(main.free, piece.bound)
  );
  // A piece joins where it gives to, or takes from, one that is in already.
  for (let grown = true; grown;) {
    grown = false;
    for (const piece of sound) {
      // What comes last and only takes is an example of how to use it.
      const isExample =
        sound.indexOf(piece) > sound.indexOf(main) &&
        !piece.prints &&
        !piece.submits;
      const isTied = [...together].some(
        other =>
          meet(piece.bound, other.free) ||
          (!isExample && meet(piece.free, other.bound))
      );
      if (isTied && !together.has(piece) && !rivals.includes(piece)) {
        together.add(piece);
        grown = true;
      }
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
