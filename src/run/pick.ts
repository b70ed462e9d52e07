import type { SolutionTree } from '../search/tree';
import type { Solution } from '../solution/solution';

/**
 * The solution that a verification picked; `null` where there was none, or where a
 * better score was found since.
 */
export function verifiedOf(tree: SolutionTree): Solution | null {
  const { best, verification } = tree;
  return verification?.pick && best && verification.leaders.includes(best.id)
    ? tree.get(verification.pick)
    : null;
}

/** What a person is to take: the verified pick, else the best by its score. */
export function pickOf(tree: SolutionTree): Solution | null {
  return verifiedOf(tree) ?? tree.best;
}
