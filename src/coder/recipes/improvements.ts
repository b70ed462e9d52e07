import type { WriteRequest } from '../../search/interfaces';
import type { SolutionTree } from '../../search/tree';
import { secondsOf } from '../../solution/solution';
import { compareScores } from '../../task/scores';
import { blendChanges, type IRanked } from './blends';
import { changesOf, type IChange } from './changes';
import type { IFacts } from './facts';
import { dueOf, foundChanges, foundIn } from './found';
import type { ITried } from './history';
import { memberKey, type Recipe } from './recipe';
import { fits, secondsFor } from './seconds';
import { seedChanges } from './seeds';
import { isStill, stillParts } from './still';
import { memberTitle, enumerate } from './titles';
import { withTrees } from './trees';
import { tuneChanges } from './tune';
import { idleIn, withoutIdle } from './weights';

/** What can be tried on a solution. */
export interface IImprovements {
  /** What they change: the solution's recipe, without models that got no weight. */
  base: Recipe;
  /** What comes before all others. */
  first: IChange[];
  others: IChange[];
  /** What was left out of the recipe, a sentence that ends in a space; empty where nothing was. */
  said: string;
}

/**
 * The changes of a solution that may matter: not those of a model that has no weight, nor
 * what changed nothing before.
 */
export function improvementsOf(
  { task, tree, parent }: Pick<WriteRequest, 'task' | 'tree' | 'parent'>,
  recipe: Recipe,
  facts: IFacts,
  tried: readonly ITried[]
): IImprovements {
  const seconds = parent ? secondsOf(parent) : 0;
  const score = parent?.evaluation?.score ?? null;
  const idle = parent ? idleIn(parent, recipe) : [];
  const base = parent ? withoutIdle(parent, recipe) : recipe;
  const found = foundIn(tried);
  const still = stillParts(tried, tree);
  const names = idle.map(member => memberTitle(member, facts));
  return {
    base,
    // What a search took its time for.
    first: foundChanges(base, dueOf(found, tried, facts), facts),
    others: [
      ...changesOf(base, facts),
      ...blendChanges(
        parent && idle.length === 0 ? withTrees(parent, base, facts) : base,
        facts,
        rank(tried, tree, facts),
        { score, seconds }
      ),
      ...tuneChanges(base, task, facts, each => secondsFor(each, tried, facts)),
      ...seedChanges(base, task, facts, tried, each =>
        fits(each, tried, facts)
      ),
      ...foundChanges(base, found, facts)
    ].filter(change => !isStill(base, change.recipe, still)),
    said:
      names.length === 0
        ? ''
        : `Next to no weight went to ${enumerate(names)} there, so it is left without. `
  };
}

/** The single models with a score, best first; without those that no blend gave weight to. */
function rank(
  tried: readonly ITried[],
  tree: SolutionTree,
  facts: IFacts
): IRanked[] {
  const idle = new Set(
    tried.flatMap(({ solution, recipe }) =>
      idleIn(solution, recipe).map(memberKey)
    )
  );
  return tried
    .flatMap(({ solution, recipe }) => {
      const { score = null, bug = true } = solution.evaluation ?? {};
      const [member] = withTrees(solution, recipe, facts).members;
      return recipe.members.length === 1 &&
        recipe.search === undefined &&
        score !== null &&
        !bug &&
        !idle.has(memberKey(member))
        ? [{ score, member, table: recipe.table, seconds: secondsOf(solution) }]
        : [];
    })
    .sort((a, b) => compareScores(a.score, b.score, tree.direction));
}
