import { sentence } from '../task/lesson';
import { formatScore } from '../task/scores';
import { brief, countTokens } from './prompt/tokens';
import type { Solution, Writing } from './solution';
import type { SolutionTree } from './tree';

/** How many solutions are looked at for a place in Σ, of the best and of the newest each. */
const POOL = 40;
/** How many of each kind get a place. */
const PLACES = { good: 12, failed: 8, ancestors: 6 };
/** The share of the tokens that the good solutions may take before the failed ones. */
const GOOD_SHARE = 0.7;
/** Words of a solution that tell it from others: those of its title and first sentences. */
const WORDS = 30;

/**
 * The summary Σ: what was tried, as text for a prompt. The good solutions come
 * with plan, score and lesson, the failed attempts briefly, so that a failure is
 * not proposed again. It stays as short in a tree of thousands: the newest, the
 * best and the most different have a place.
 *
 * @param tokens - what it may take.
 * @param except - the id of a solution that is shown in full elsewhere.
 */
export function summarize(
  tree: SolutionTree,
  tokens: number,
  except: string | null = null
): string {
  const pick = (solutions: readonly Solution[]): readonly Solution[] =>
    solutions.filter(solution => solution.id !== except);
  const good = choose(
    pick(tree.latest('good', POOL)),
    pick(tree.top(POOL)),
    PLACES.good
  );
  const scores = good.map(scoreOf);
  const isAhead = (a: Solution, b: Solution): boolean =>
    tree.isBetter(scoreOf(a), scoreOf(b));
  const goodText = list(
    [...good].sort((a, b) => (isAhead(a, b) ? -1 : isAhead(b, a) ? 1 : 0)),
    solution => goodEntry(solution, scores),
    shown => `Good solutions, the best first (${shown} of ${tree.goodCount}):`,
    tokens * GOOD_SHARE
  );
  const failed = choose(pick(tree.latest('buggy', POOL)), [], PLACES.failed);
  const failedText = list(
    failed,
    failedEntry,
    shown =>
      `Failed attempts, not to be repeated (${shown} of ${tree.buggyCount}):`,
    tokens - countTokens(goodText)
  );
  return [goodText, failedText].filter(text => text !== '').join('\n\n');
}

/**
 * Σ for a repair: what led to the solution that failed, the nearest ancestor
 * first. What was tried elsewhere in the tree does not help to mend it.
 */
export function summarizeAncestors(
  tree: SolutionTree,
  solution: Solution,
  tokens: number
): string {
  const ancestors: Solution[] = [];
  let at = tree.parent(solution);
  while (at !== null && ancestors.length < PLACES.ancestors) {
    ancestors.push(at);
    at = tree.parent(at);
  }
  const scores = ancestors.filter(isGood).map(scoreOf);
  return list(
    ancestors,
    ancestor =>
      isGood(ancestor) ? goodEntry(ancestor, scores) : failedEntry(ancestor),
    () => 'What led here, the latest first:',
    tokens
  );
}

/**
 * Choose some solutions out of many: a third of the places for the newest, a
 * third for the best, and then, again and again, the one that is most different
 * from those that have a place.
 */
function choose(
  newest: readonly Solution[],
  best: readonly Solution[],
  places: number
): Solution[] {
  const pool = [...new Set([...best, ...newest])];
  const third = Math.ceil(places / 3);
  const chosen = new Set([...newest.slice(0, third), ...best.slice(0, third)]);
  const words = new Map(pool.map(solution => [solution, wordsOf(solution)]));
  const likeness = new Map<Solution, number>();
  const compareWith = (taken: Solution): void => {
    for (const solution of pool) {
      const alike = overlap(words.get(taken)!, words.get(solution)!);
      likeness.set(solution, Math.max(alike, likeness.get(solution) ?? 0));
    }
  };
  chosen.forEach(compareWith);
  while (chosen.size < Math.min(places, pool.length)) {
    let next: Solution | null = null;
    for (const solution of pool) {
      const isLess =
        next === null ||
        (likeness.get(solution) ?? 0) < (likeness.get(next) ?? 0);
      if (!chosen.has(solution) && isLess) {
        next = solution;
      }
    }
    chosen.add(next!);
    compareWith(next!);
  }
  return [...chosen];
}

function wordsOf({ writing }: Solution): Set<string> {
  if (writing === null) {
    return new Set();
  }
  let words = wordsOfWriting.get(writing);
  if (!words) {
    const { title, plan } = writing;
    const text = `${title} ${plan.slice(0, 400)}`.toLowerCase();
    words = new Set((text.match(/[\p{L}\p{N}]{3,}/gu) ?? []).slice(0, WORDS));
    wordsOfWriting.set(writing, words);
  }
  return words;
}

/** Asked for at each step, and always the same. */
const wordsOfWriting = new WeakMap<Writing, Set<string>>();

/** The share of words that two texts have in common, 0 to 1. */
function overlap(a: Set<string>, b: Set<string>): number {
  let common = 0;
  for (const word of a) {
    common += b.has(word) ? 1 : 0;
  }
  return common / Math.max(1, a.size + b.size - common);
}

/**
 * As many entries as fit below a heading, which is given their number; nothing
 * where none does.
 */
function list(
  solutions: readonly Solution[],
  entry: (solution: Solution) => string,
  heading: (shown: number) => string,
  tokens: number
): string {
  const lines: string[] = [];
  let left = tokens - countTokens(`${heading(solutions.length)}\n`);
  for (const solution of solutions) {
    const line = entry(solution);
    left -= countTokens(`${line}\n`);
    if (left < 0) {
      break;
    }
    lines.push(line);
  }
  return lines.length === 0 ? '' : [heading(lines.length), ...lines].join('\n');
}

function goodEntry(solution: Solution, scores: readonly number[]): string {
  const { title = '', plan = '' } = solution.writing ?? {};
  const analysis = solution.evaluation?.analysis ?? '';
  const learned = analysis === '' ? '' : ` Learned: ${brief(analysis, 50)}`;
  const score = formatScore(scoreOf(solution), scores);
  return `- ${score}: ${brief(title, 20)}. ${brief(plan, 60)}${learned}`;
}

function failedEntry(solution: Solution): string {
  return `- ${brief(solution.writing?.title ?? '', 20)}: ${brief(whyFailed(solution), 50)}`;
}

/** Why a solution failed and what that teaches, the reason not said twice. */
function whyFailed(solution: Solution): string {
  const { reason = solution.state, analysis = '' } = solution.evaluation ?? {};
  return analysis.startsWith(reason)
    ? analysis
    : `${sentence(reason)} ${analysis}`.trim();
}

function isGood(solution: Solution): boolean {
  return solution.evaluation !== null && !solution.evaluation.bug;
}

function scoreOf(solution: Solution): number {
  return solution.evaluation?.score ?? NaN;
}
