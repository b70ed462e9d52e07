import type { Execution } from '../../task/execution';
import { firstMember, usableFamilies } from './drafts';
import type { IFacts } from './facts';
import { families } from './families';
import { cheaper, failures, type IDebugged } from './failures';
import { Member, recipeKey, type Recipe } from './recipe';

/**
 * Debug a recipe by what its run said.
 *
 * @returns `null` where the failure is none of those that are understood.
 */
export function debug(
  recipe: Recipe,
  execution: Execution,
  facts: IFacts
): IDebugged | null {
  if (execution.status === 'timeout') {
    return cheaper(recipe, facts, 'It ran longer than its time limit.');
  }
  const { error } = execution;
  const said = error
    ? `${error.name}: ${error.message}\n${error.traceback.split('\n').slice(-3).join('\n')}`
    : execution.reason;
  if (
    execution.status === 'died' ||
    /MemoryError|Unable to allocate|bad_alloc/.test(said)
  ) {
    const less = cheaper(recipe, facts, 'It ran out of memory.');
    const lessons = { ...less.recipe.lessons, bounded: true };
    return { ...less, recipe: { ...less.recipe, lessons } };
  }
  for (const [pattern, fix] of failures) {
    const match = pattern.exec(said);
    const debugged = match && fix(recipe, match, facts);
    if (debugged && recipeKey(debugged.recipe) !== recipeKey(recipe)) {
      return debugged;
    }
  }
  return null;
}

/**
 * Something simpler, for a failure that nobody understands: first the same model
 * without its finery, then plain models of other families.
 *
 * @param tried - keys of what was tried already.
 */
export function simpler(
  recipe: Recipe,
  facts: IFacts,
  tried: ReadonlySet<string>
): IDebugged | null {
  const [first] = recipe.members;
  const plain = (member: Member): Recipe => ({
    change: 'debug',
    members: [member],
    table: [],
    threshold: false,
    lessons: { ...recipe.lessons, distrustTypes: true }
  });
  const candidates = [
    plain(Member.parse({ family: first.family, target: first.target })),
    ...usableFamilies(facts, recipe.lessons.broken).map(family =>
      plain(firstMember(family, facts))
    )
  ];
  const found = candidates.find(candidate => !tried.has(recipeKey(candidate)));
  return found
    ? {
        title: `plain ${families[found.members[0].family].title[facts.kind]}`,
        why: 'The failure is of no kind that the recipes know, so everything that is not needed is left out.',
        recipe: found,
        lesson: null
      }
    : null;
}
