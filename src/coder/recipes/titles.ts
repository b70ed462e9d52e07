import type { IFacts } from './facts';
import { families, laddersOf } from './families';
import type { Member, Recipe } from './recipe';
import { libraries } from './search';
import { settingsOf } from './settings';

/** What a recipe is, in a few words: "ridge on log Sale_Price". */
export function title(recipe: Recipe, facts: IFacts): string {
  if (recipe.search?.by === 'optuna') {
    return `${memberTitle(recipe.members[0], facts)} tuned by Optuna`;
  }
  if (recipe.search) {
    return `${libraries[recipe.search.by]} for ${recipe.search.seconds} s`;
  }
  const parts = recipe.members.map(member => memberTitle(member, facts));
  return parts.length === 1 ? parts[0] : `blend of ${enumerate(parts)}`;
}

/** A member in a few words. */
export function memberTitle(member: Member, facts: IFacts): string {
  const family = families[member.family].title[facts.kind];
  const name =
    member.seeds === 1 ? family : `${family} (${member.seeds} seeds)`;
  switch (member.target) {
    case 'log':
      return `${name} on log ${facts.target.name}`;
    case 'power':
      return `${name} on power-transformed ${facts.target.name}`;
    default:
      return name;
  }
}

/** A draft in a few words: with what tells it from others of its family. */
export function draftTitle(member: Member, facts: IFacts): string {
  const start = settingsOf({ ...member, settings: {} }, facts);
  const ladder = laddersOf(member.family, facts.kind).find(({ rungs }) =>
    Object.keys(rungs[0]).some(
      name => name in member.settings && member.settings[name] !== start[name]
    )
  );
  const [name] = Object.keys(ladder?.rungs[0] ?? {});
  const parts = [
    ...(ladder ? [`${ladder.name} ${member.settings[name]}`] : []),
    ...(member.numbers === 'plain' ? [] : [numberWords[member.numbers]]),
    ...member.extras
  ];
  const told = memberTitle(member, facts);
  return parts.length > 0 ? `${told} (${parts.join(', ')})` : told;
}

const numberWords = {
  power: 'symmetric numbers',
  quantile: 'ranks',
  splines: 'splines'
};

/** "a, b and c" */
export function enumerate(parts: readonly string[]): string {
  return parts.length < 2
    ? parts.join('')
    : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
