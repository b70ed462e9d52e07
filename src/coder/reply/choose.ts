import type { Budget } from '../../syntax/budget';
import { dedent, glued, join, marked, type IPiece } from './join';
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
  const torn = glued(rest, budget);
  const parts =
    wholeOnes(torn, choice).at(-1) ?? join(torn, choice.needs, budget);
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

/** Whether two scripts are the same but for blank lines and cells. */
export function isSame(code: string, other: string | null): boolean {
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
