import type { TreeEvent } from '../../solution/events';
import type { SolutionTree } from '../../search/tree';
import { idOf } from '../../solution/solution';
import type { Writing } from '../../task/writing';
import { meanOf } from '../objectives/folds';
import type { IHeldOut } from '../objectives/interfaces';
import { type BlendHow, chooseBlend, waysToBlend } from './blend';
import { canBeMember, writeBlend } from './blendScript';

/** Leaders that a blend is chosen from. */
const LEADERS = 10;
/** Members at most: each of them runs when the blend does. */
const MEMBERS = 4;

/** A blend that is worth being a solution of its own. */
export interface IBlendProposal {
  members: string[];
  writing: Writing;
}

/**
 * Look for a blend that is better on the search's part than the best solution,
 * by the predictions that solutions left in their working folders.
 *
 * @returns `null` where there is none, or the best is a blend already.
 * @throws ExternalError - `kernel`
 */
export async function proposeBlend(
  tree: SolutionTree,
  { scorer, objective, division }: IHeldOut
): Promise<IBlendProposal | null> {
  const { best, direction } = tree;
  if (best === null || direction === null || best.stage === 'blend') {
    return null;
  }
  const leaders = tree.good.ranked
    .slice(0, LEADERS)
    .filter(({ stage, state }) => stage !== 'blend' && state === 'good')
    .filter(({ writing }) => canBeMember(writing!.code));
  const folds = Array.from({ length: objective.folds ?? 1 }, (_, fold) => fold);
  const score = async (ids: readonly string[], how: BlendHow) => {
    const parts = [];
    for (const fold of folds) {
      const names = ids.map(id => (fold === 0 ? id : `${id}-fold${fold}`));
      parts.push(
        await scorer.scoreBlend(names, fold, 'search', how === 'rank')
      );
    }
    return meanOf(parts).score;
  };
  const blend = await chooseBlend(leaders, {
    direction,
    ways: waysToBlend(division.metric),
    most: MEMBERS,
    score
  });
  if (blend === null || isTried(tree, blend.members)) {
    return null;
  }
  return {
    members: [...blend.members],
    writing: writeBlend(
      blend.members.map(id => tree.get(id)),
      blend.how,
      division.key
    )
  };
}

/**
 * The events that put a blend into T, as a solution that π did not choose and no
 * coder writes.
 */
export function blendEvents(
  tree: SolutionTree,
  { members, writing }: IBlendProposal
): TreeEvent[] {
  const step = tree.size + 1;
  const id = idOf(step);
  const [parent] = members;
  return [
    { type: 'select', id, step, stage: 'blend', parent, members },
    { type: 'write', id, writing }
  ];
}

/** Whether the same members were blended before. */
function isTried(tree: SolutionTree, members: readonly string[]): boolean {
  const key = (ids: readonly string[]) => [...ids].sort().join();
  return [...tree.solutions].some(
    solution => solution.members && key(solution.members) === key(members)
  );
}
