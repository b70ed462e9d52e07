import { mostDiverse } from '../base/diversity';
import { alikenessOf } from '../solution/alikeness';
import type { Solution } from '../solution/solution';
import { take } from '../base/take';
import { isAhead } from '../solution/standing';
import type { SolutionTree } from './tree';

/** How many solutions are looked at for a place in Σ, of the best and of the newest each. */
const POOL = 40;
/** How many of each kind get a place. */
const PLACES = { good: 12, failed: 8, ancestors: 6 };

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
  { good, buggy, direction }: SolutionTree,
  except: string | null = null
): ISummary {
  const others = (solutions: readonly Solution[]): readonly Solution[] =>
    solutions.filter(({ id }) => id !== except);
  const best = others(good.ranked.slice(0, POOL));
  return {
    good: choose(others(good.latest(POOL)), best, PLACES.good).sort((a, b) =>
      direction === null ? 0 : isAhead(a, b, direction) ? -1 : 1
    ),
    failed: choose(others(buggy.latest(POOL)), [], PLACES.failed),
    of: { good: good.size, failed: buggy.size }
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
  return take(tree.ancestors(solution), PLACES.ancestors);
}

/** A third of the places for the newest, a third for the best, the rest for variety. */
function choose(
  newest: readonly Solution[],
  best: readonly Solution[],
  places: number
): Solution[] {
  const third = Math.ceil(places / 3);
  return mostDiverse(
    new Set([...best, ...newest]),
    new Set([...newest.slice(0, third), ...best.slice(0, third)]),
    places,
    alikenessOf
  );
}
