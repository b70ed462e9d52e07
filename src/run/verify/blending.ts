import type { TreeEvent } from '../../solution/events';
import type { SolutionTree } from '../../search/tree';
import { idOf, type Solution } from '../../solution/solution';
import { isOnFolds } from '../../solution/standing';
import type { Direction } from '../../task/task';
import type { Writing } from '../../task/writing';
import type { Passes } from '../../kernel/scorer';
import type { BlendHow } from '../../kernel/stack';
import { divisionOf, nameOfRun } from '../objectives/again';
import { meanOf } from '../objectives/folds';
import type { IHeldOut } from '../objectives/interfaces';
import { chooseBlend, waysToBlend } from './blend';
import { canBeMember, writeBlend } from './blendScript';

/** The best solutions, of which a blend is stacked on what they predicted out of fold. */
const STACKED = 40;
/** Leaders that a blend is chosen from where they left nothing of that. */
const LEADERS = 10;
/** Members at most: each of them runs when the blend does. */
const MEMBERS = 4;
/**
 * Standard errors that a stacked blend is to be better than its best member by. Its lead is
 * measured on rows that chose neither, so one is enough to tell it from chance mostly.
 */
const CLEARLY = 1;

/** A blend that is worth being a solution of its own. */
export interface IBlendProposal {
  /** Best first. */
  members: string[];
  /** The share of each. */
  weights: number[];
  writing: Writing;
}

/** Members, best first, and how often each of them counts. */
interface IChosen {
  members: readonly string[];
  counts: readonly number[];
  how: BlendHow;
}

/**
 * Look for a blend that is better than the best solution, by the predictions that
 * solutions left: out of fold and on the search's part, else on the latter alone.
 *
 * @param names - columns that name the rows, where what is handed in has more than one.
 * @returns `null` where there is none, or the best is a blend already.
 * @throws ExternalError - `kernel`
 */
export async function proposeBlend(
  tree: SolutionTree,
  held: IHeldOut,
  names: readonly string[]
): Promise<IBlendProposal | null> {
  const { best, direction } = tree;
  const { metric, key } = held.division;
  const ways = waysToBlend(metric);
  if (
    best === null ||
    direction === null ||
    best.stage === 'blend' ||
    ways.length === 0
  ) {
    return null;
  }
  const ranked = tree.good.ranked
    .slice(0, STACKED)
    .filter(({ stage, state }) => stage !== 'blend' && state === 'good')
    .filter(({ writing }) => canBeMember(writing!.code));
  // What is not to be believed out of fold is no member either.
  const ids = ranked.filter(isOnFolds).map(({ id }) => id);
  const stack =
    ids.length > 1
      ? await held.scorer.stack(ids, ways, MEMBERS, passesOf(tree, held))
      : null;
  const chosen: IChosen | null =
    stack === null
      ? await averaged(ranked.slice(0, LEADERS), direction, ways, held)
      : stack.error !== null && stack.lead > CLEARLY * stack.error
        ? stack
        : null;
  if (
    chosen === null ||
    chosen.members.length < 2 ||
    isTried(tree, chosen.members)
  ) {
    return null;
  }
  const { members, counts, how } = chosen;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    members: [...members],
    weights: counts.map(count => count / total),
    writing: writeBlend({
      members: members.map(id => tree.get(id)),
      counts,
      how,
      keys: [...new Set([key, ...names])]
    })
  };
}

/** What solutions left when they ran again during the search. */
function passesOf({ passes }: SolutionTree, { objective }: IHeldOut): Passes {
  const found: Record<string, [string, number][]> = {};
  for (const { id, run } of passes) {
    const division = divisionOf(run, objective.folds);
    (found[id] ??= []).push([nameOfRun(id, run), division]);
  }
  return found;
}

/** Members that count alike, by their score together on the search's part. */
async function averaged(
  leaders: readonly Solution[],
  direction: Direction,
  ways: readonly BlendHow[],
  { scorer, objective }: IHeldOut
): Promise<IChosen | null> {
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
    ways,
    most: MEMBERS,
    score
  });
  return blend && { ...blend, counts: blend.members.map(() => 1) };
}

/**
 * The events that put a blend into T, as a solution that π did not choose and no
 * coder writes.
 */
export function blendEvents(
  tree: SolutionTree,
  { members, weights, writing }: IBlendProposal
): TreeEvent[] {
  const step = tree.size + 1;
  const id = idOf(step);
  const [parent] = members;
  return [
    { type: 'select', id, step, stage: 'blend', parent, members, weights },
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
