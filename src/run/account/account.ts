import type { SolutionTree } from '../../search/tree';
import type { Solution } from '../../solution/solution';
import { isAlike } from '../../solution/standing';
import { improvement } from '../../task/scores';
import { pickOf } from '../pick';

/** How far a run came. */
export interface IAccount {
  /** What a person is to take. */
  best: Solution | null;
  /** The first draft that has a score: what the search began with. */
  firstDraft: Solution | null;
  /**
   * How much better the best is than the first draft, as a share of that one's
   * size, both as the search measured them; `null` where there is no such share.
   */
  improvement: number | null;
  nodes: number;
  good: number;
  buggy: number;
  cancelled: number;
}

/** The account of a tree. */
export function accountOf(tree: SolutionTree): IAccount {
  const { direction } = tree;
  const best = pickOf(tree);
  const firstDraft = tree.drafts.find(draft => draft.state === 'good') ?? null;
  const first = firstDraft?.evaluation?.score ?? null;
  // Scores that are not of the same rows do not compare.
  const score =
    best && firstDraft && isAlike(best, firstDraft)
      ? best.evaluation!.score
      : null;
  return {
    best,
    firstDraft,
    improvement:
      first === null || score === null || direction === null
        ? null
        : improvement(first, score, direction),
    nodes: tree.size,
    good: tree.good.size,
    buggy: tree.buggy.size,
    cancelled:
      tree.size - tree.good.size - tree.buggy.size - tree.pending.length
  };
}
