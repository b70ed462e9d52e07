import type { Random } from '../base/random';
import type { Solution, WrittenStage } from '../solution/solution';
import type { SolutionTree } from './tree';

/** What π chose: a move of the coding operator f, and what it is made on. */
export interface IChoice {
  stage: WrittenStage;
  /** The id of the solution to mend or improve; `null` for a draft. */
  parent: string | null;
}

/** The search policy π: a function of the tree, what is under way, and chance. */
export interface ISearchPolicy {
  /**
   * Choose the next move. There always is one: a draft needs nothing.
   *
   * @returns `null` where the results of what is under way are worth the wait;
   *   never where nothing is.
   *
   * @param tree - T, solutions under way included.
   * @param pending - those of its solutions that are under way.
   * @param random - draws for this choice alone.
   */
  next(
    tree: SolutionTree,
    pending: readonly Solution[],
    random: Random
  ): IChoice | null;
}

/** What AIDE's policy is tuned with. */
export interface IGreedySettings {
  /** Drafts before anything is improved. */
  drafts: number;
  /** Probability that a bug, where there is one, is mended before anything is improved. */
  debugProbability: number;
  /** The longest chain of repairs in a row. */
  debugDepth: number;
}

/**
 * AIDE's greedy policy, in its order:
 *
 * 1. fewer drafts than wanted: draft (those under way and those that failed count)
 * 2. with the debug probability: mend one of the buggy leaves whose chain of
 *    repairs may still grow, each as likely as the other
 * 3. nothing good yet: draft
 * 4. improve the best
 *
 * What a person closed, and all that came of it, is neither mended nor improved.
 *
 * What is under way stands in the tree: a draft in flight is a draft, a bug whose
 * repair is under way is no leaf, and a score counts from the moment it is read,
 * reviewed or not. Only the third rule looks at it, and waits: more drafts than
 * were asked for are due when nothing came of those, not when nothing did yet.
 */
export function greedyPolicy(settings: IGreedySettings): ISearchPolicy {
  return {
    next(tree, pending, random) {
      if (tree.roots.length < settings.drafts) {
        return { stage: 'draft', parent: null };
      }
      if (random() < settings.debugProbability) {
        const bugs = tree
          .buggyLeaves(settings.debugDepth)
          .filter(bug => tree.isOpen(bug));
        if (bugs.length > 0) {
          const bug = bugs[Math.floor(random() * bugs.length)];
          return { stage: 'debug', parent: bug.id };
        }
      }
      const { base } = tree;
      if (base !== null) {
        return { stage: 'improve', parent: base.id };
      }
      return pending.length > 0 ? null : { stage: 'draft', parent: null };
    }
  };
}
