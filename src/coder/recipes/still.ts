import type { SolutionTree } from '../../search/tree';
import { makesNoDifference } from '../../task/execution';
import { recipeOf, type ITried } from './history';
import type { Member, Recipe } from './recipe';
import { withoutIdle } from './weights';

/**
 * What changed nothing in a run: parts of recipes that were set otherwise and left every
 * prediction as it was. To set them once more, here or in a blend, is a step for nothing.
 */

/** Those parts, as `partsChanged` names them. */
export function stillParts(
  tried: readonly ITried[],
  tree: SolutionTree
): Set<string> {
  const parts = tried.flatMap(({ solution, recipe }) => {
    const parent = tree.parent(solution);
    const before = parent && recipeOf(parent);
    const basis = solution.evaluation?.basis;
    const isSame =
      basis?.lead?.over === parent?.id && basis && makesNoDifference(basis);
    return before && isSame
      ? partsChanged(withoutIdle(parent, before), recipe)
      : [];
  });
  return new Set(parts);
}

/** Whether a change sets nothing but what is known to change nothing. */
export function isStill(
  before: Recipe,
  after: Recipe,
  still: ReadonlySet<string>
): boolean {
  const parts = partsChanged(before, after);
  return parts.length > 0 && parts.every(part => still.has(part));
}

/**
 * What of a recipe another one sets otherwise: "boosting max_features", "boosting counts",
 * "ratios". Nothing where models come in, go, or are of another family.
 */
export function partsChanged(before: Recipe, after: Recipe): string[] {
  const isAlike =
    before.members.length === after.members.length &&
    before.members.every(({ family }, i) => family === after.members[i].family);
  return isAlike
    ? [
        ...oneSided(before.table, after.table),
        ...before.members.flatMap((member, i) =>
          partsOf(member, after.members[i])
        )
      ]
    : [];
}

function partsOf(before: Member, after: Member): string[] {
  const settings = Object.keys({ ...before.settings, ...after.settings });
  const others = [
    'categories',
    'numbers',
    'target',
    'balanced',
    'seeds'
  ] as const;
  return [
    ...settings.filter(name => before.settings[name] !== after.settings[name]),
    ...others.filter(name => before[name] !== after[name]),
    ...oneSided(before.extras, after.extras)
  ].map(part => `${before.family} ${part}`);
}

/** What stands in one of two lists alone. */
function oneSided(some: readonly string[], others: readonly string[]) {
  return [
    ...some.filter(each => !others.includes(each)),
    ...others.filter(each => !some.includes(each))
  ];
}
