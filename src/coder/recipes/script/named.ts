import type { IFacts } from '../facts';
import type { Recipe } from '../recipe';
import { title } from '../titles';
import { literal } from './python';

/** What a member is called in the script: its family, numbered where it stands twice. */
export function memberName(recipe: Recipe, at: number, facts: IFacts): string {
  const name = (i: number) =>
    title({ ...recipe, members: [recipe.members[i]], table: [] }, facts);
  const before = recipe.members
    .slice(0, at)
    .filter((_, i) => name(i) === name(at));
  return before.length > 0 ? `${name(at)} ${before.length + 1}` : name(at);
}

/** How a member's model is met in the script. */
export function modelName(recipe: Recipe, at: number, facts: IFacts): string {
  return recipe.members.length === 1
    ? 'model'
    : `models[${literal(memberName(recipe, at, facts))}]`;
}
