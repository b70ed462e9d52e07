import type { SolutionTree } from '../../search/tree';
import type { Solution } from '../../solution/solution';
import type { Objective } from '../../task/objectiveKinds';
import { pickOf, verifiedOf } from '../pick';
import { evidenceOf } from '../verify/evidence';

/** How far a run came. */
export interface IAccount {
  best: Solution | null;
  /** The first draft that has a score: what the search began with. */
  firstDraft: Solution | null;
  /**
   * How much better the best is than the first draft, as a share of that one's
   * size; `null` where there is no such share.
   */
  improvement: number | null;
  nodes: number;
  good: number;
  buggy: number;
  cancelled: number;
}

/** The score of what a person is to take. */
export interface IPickScore {
  value: number;
  /** Standard error; `null` where it is not known. */
  error: number | null;
  /**
   * What it was measured on: rows that no choice was made by, rows held out from the
   * script, a cell's own measure, or what the script says of itself.
   */
  kind: 'verified' | Objective['kind'];
}

/**
 * The one score of a run's pick; `null` without one. A verified pick has the mean that it
 * was picked by: the search's own was chosen among many, and is too good by luck.
 */
export function pickScore(
  tree: SolutionTree,
  kind: Objective['kind']
): IPickScore | null {
  const { verification } = tree;
  const pick = pickOf(tree);
  const verified = verifiedOf(tree);
  const fresh =
    verified && evidenceOf(verification!).find(({ id }) => id === verified.id);
  if (fresh && fresh.score !== null) {
    return { value: fresh.score, error: fresh.error, kind: 'verified' };
  }
  const { score = null, error = null } = pick?.evaluation ?? {};
  return score === null ? null : { value: score, error, kind };
}

/** The account of a tree. */
export function accountOf(tree: SolutionTree): IAccount {
  const { best, direction } = tree;
  const firstDraft = tree.drafts.find(draft => draft.state === 'good') ?? null;
  const first = firstDraft?.evaluation?.score ?? null;
  const score = best?.evaluation?.score ?? null;
  const gain =
    first === null || score === null || first === 0
      ? null
      : (direction === 'minimize' ? first - score : score - first) /
        Math.abs(first);
  return {
    best,
    firstDraft,
    improvement: gain,
    nodes: tree.size,
    good: tree.good.size,
    buggy: tree.buggy.size,
    cancelled:
      tree.size - tree.good.size - tree.buggy.size - tree.pending.length
  };
}
