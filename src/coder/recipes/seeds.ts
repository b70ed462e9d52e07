import { secondsOf } from '../../solution/solution';
import type { Task } from '../../task/task';
import type { IChange } from './changes';
import type { IFacts } from './facts';
import { families } from './families';
import type { ITried } from './history';
import type { Recipe } from './recipe';

/** Models in a mean: more gain little beyond that. */
const SEVERAL = 3;
/** The share of a budget of time from which on a mean is tried, and solutions without one. */
const LATE = { share: 0.5, solutions: 8 };

/**
 * A recipe's one model as the mean of several that differ by their seeds. On the tables
 * that defaults were chosen on, it takes a little of the error off nearly always, and all
 * that follows takes as many times as long: so it is tried late, where there is time.
 *
 * @param fits - whether a script of such a recipe ends within a candidate's time.
 */
export function seedChanges(
  recipe: Recipe,
  { timeBudget }: Pick<Task, 'timeBudget'>,
  facts: IFacts,
  tried: readonly ITried[],
  fits: (recipe: Recipe) => boolean
): IChange[] {
  const [member, ...others] = recipe.members;
  const spent = tried.reduce((sum, each) => sum + secondsOf(each.solution), 0);
  const isLate = timeBudget
    ? spent >= LATE.share * timeBudget
    : tried.length >= LATE.solutions;
  const averaged: Recipe = {
    ...recipe,
    change: 'seeds',
    members: [{ ...member, seeds: SEVERAL }]
  };
  return isLate &&
    others.length === 0 &&
    member.seeds === 1 &&
    families[member.family].varies === true &&
    facts.targets.length === 1 &&
    fits(averaged)
    ? [
        {
          kind: 'seeds',
          title: 'the mean of three models with other seeds',
          why: 'What a model owes to chance is less in the mean of several.',
          recipe: averaged
        }
      ]
    : [];
}
