import { secondsOf } from '../../solution/solution';
import type { IFacts } from './facts';
import type { ITried } from './history';
import { costOf } from './learned';
import type { Recipe } from './recipe';
import { secondsPerRow } from './pace';
import { rowsOf } from './sample';
import { stoppingFolds, stopsOf } from './settings';

/** Seconds until the libraries are imported and the tables read. */
const START = 1;

/** How much there is to be fitted: rows, as often as they are, by what each family takes. */
function work(recipe: Recipe, facts: IFacts): number {
  const { members, lessons } = recipe;
  const times = (lessons.folds ?? facts.folds) + 1;
  const costs = members.map(
    member =>
      costOf(member) *
      (member.seeds * times +
        (stopsOf(member, facts) ? stoppingFolds(recipe, facts) : 0))
  );
  return rowsOf(facts, lessons) * costs.reduce((sum, cost) => sum + cost, 0);
}

/**
 * Seconds that a recipe will take, by what those took that were measured: of the same
 * families where there are any, and before anything was measured by the table's size.
 */
export function secondsFor(
  recipe: Recipe,
  tried: readonly ITried[],
  facts: IFacts
): number {
  const guess = secondsPerRow(facts.width, facts.classes) / (facts.folds + 1);
  const measured = tried.filter(
    ({ solution, recipe: { search } }) =>
      search === undefined &&
      ['ok', 'timeout'].includes(solution.execution?.status ?? '')
  );
  const familiesOf = ({ members }: Recipe) =>
    members
      .map(({ family }) => family)
      .sort()
      .join();
  const alike = measured.filter(
    each => familiesOf(each.recipe) === familiesOf(recipe)
  );
  const paces = (alike.length > 0 ? alike : measured)
    .map(
      each =>
        Math.max(0, secondsOf(each.solution) - START) / work(each.recipe, facts)
    )
    .sort((a, b) => a - b);
  const pace = paces.length > 0 ? paces[Math.floor(paces.length / 2)] : guess;
  return START + pace * work(recipe, facts);
}

/** Whether a recipe ends within a candidate's time, as far as that can be told. */
export function fits(
  recipe: Recipe,
  tried: readonly ITried[],
  facts: IFacts
): boolean {
  return secondsFor(recipe, tried, facts) <= facts.timeLimit;
}
