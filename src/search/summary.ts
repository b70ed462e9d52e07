import type { Writing } from '../task/writing';
import type { Solution } from './solution';
import type { SolutionTree } from './tree';

/** How many solutions are looked at for a place in Σ, of the best and of the newest each. */
const POOL = 40;
/** How many of each kind get a place. */
const PLACES = { good: 12, failed: 8, ancestors: 6 };
/** Words of a solution that tell it from others: those of its title and first sentences. */
const WORDS = 30;

/** Σ: the solutions that are told of when another one is written. */
export interface ISummary {
  /** Good ones, the best first. */
  good: readonly Solution[];
  /** Failed ones, so that a failure is not proposed again. */
  failed: readonly Solution[];
  /** How many of each the tree has in all. */
  of: { good: number; failed: number };
}

/**
 * The summarisation operator Σ: which solutions are told of. They stay as few in a
 * tree of thousands: the newest, the best and the most different have a place.
 *
 * @param except - the id of a solution that is shown in full elsewhere.
 */
export function summarize(
  tree: SolutionTree,
  except: string | null = null
): ISummary {
  const pick = (solutions: readonly Solution[]): readonly Solution[] =>
    solutions.filter(solution => solution.id !== except);
  const isAhead = (a: Solution, b: Solution): boolean =>
    tree.isBetter(scoreOf(a), scoreOf(b));
  return {
    good: choose(
      pick(tree.latest('good', POOL)),
      pick(tree.top(POOL)),
      PLACES.good
    ).sort((a, b) => (isAhead(a, b) ? -1 : isAhead(b, a) ? 1 : 0)),
    failed: choose(pick(tree.latest('buggy', POOL)), [], PLACES.failed),
    of: { good: tree.goodCount, failed: tree.buggyCount }
  };
}

/**
 * Σ for a repair: what led to the solution that failed, the nearest ancestor
 * first. What was tried elsewhere in the tree does not help to mend it.
 */
export function ancestorsOf(
  tree: SolutionTree,
  solution: Solution
): readonly Solution[] {
  const ancestors: Solution[] = [];
  let at = tree.parent(solution);
  while (at !== null && ancestors.length < PLACES.ancestors) {
    ancestors.push(at);
    at = tree.parent(at);
  }
  return ancestors;
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

function scoreOf(solution: Solution): number {
  return solution.evaluation?.score ?? NaN;
}
