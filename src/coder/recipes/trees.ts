import { mean } from '../../base/mean';
import type { Solution } from '../../solution/solution';
import type { IFacts } from './facts';
import type { Member, Recipe } from './recipe';
import { stopsOf } from './settings';

/** What a script says of the trees that helped on each fold that it looked at. */
const LINE = /^trees: ([\d ]+)$/m;

/**
 * A recipe whose one model has as many trees as its script found, written out: what goes
 * into a blend need not look for them again.
 */
export function withTrees(
  { execution }: Pick<Solution, 'execution'>,
  recipe: Recipe,
  facts: IFacts
): Recipe {
  const [member, ...others] = recipe.members;
  // Outputs are long: they are looked through where they may say it alone.
  const said =
    others.length === 0 && stopsOf(member, facts) !== null
      ? LINE.exec(execution?.output ?? '')
      : null;
  if (said === null) {
    return recipe;
  }
  const counts = said[1].split(' ').map(Number);
  const n_estimators = Math.round(mean(counts));
  return {
    ...recipe,
    members: [{ ...member, settings: { ...member.settings, n_estimators } }]
  };
}

/** A member's settings without a number of trees that no longer fits them. */
export function withoutTrees({ settings }: Member): Member['settings'] {
  return Object.fromEntries(
    Object.entries(settings).filter(([name]) => name !== 'n_estimators')
  );
}
