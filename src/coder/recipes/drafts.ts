import { families } from './families';
import { familyNames, type FamilyName } from './family';
import type { IFacts } from './facts';
import { learnedOrder } from './learned';
import { isLogarithmic, wantsThreshold } from './metrics';
import { Member, type Recipe } from './recipe';

/**
 * The families that can be used, in the order of their drafts: importable, for this
 * kind of task, quick enough.
 */
export function usableFamilies(
  facts: IFacts,
  broken: readonly string[]
): FamilyName[] {
  const rows = facts.rowLimit ?? facts.rows;
  const learned = learnedOrder(facts, broken).map(({ family }) => family);
  return [...new Set([...learned, ...familyNames])].filter(name => {
    const family = families[name];
    const { needs } = family;
    return (
      family.kinds.includes(facts.kind) &&
      rows <= family.maxRows &&
      (facts.kind === 'regression' || rows >= (family.minRows ?? 0)) &&
      (needs === undefined ||
        (facts.packages.has(needs) && !broken.includes(needs)))
    );
  });
}

/**
 * The n-th draft (from 0): what was learned to begin with, then the families in turn,
 * each with other choices in every round.
 */
export function draft(
  n: number,
  facts: IFacts,
  lessons: Recipe['lessons']
): Recipe {
  const usable = usableFamilies(facts, lessons.broken);
  const learned = learnedOrder(facts, lessons.broken).filter(({ family }) =>
    usable.includes(family)
  );
  const later = n - learned.length;
  const member =
    later < 0
      ? { ...learned[n], target: usualTarget(facts) }
      : firstMember(
          usable[later % usable.length],
          facts,
          Math.floor(later / usable.length)
        );
  return {
    change: 'draft',
    members: [member],
    table: [],
    threshold: wantsThreshold(facts),
    lessons
  };
}

/** A family as one begins with it; in later rounds with another setting. */
export function firstMember(
  family: FamilyName,
  facts: IFacts,
  round = 0
): Member {
  const ladders = families[family].ladders;
  const ladder = ladders[(round - 1) % ladders.length];
  return Member.parse({
    family,
    target: usualTarget(facts),
    settings: round === 0 ? {} : ladder.rungs[round % ladder.rungs.length]
  });
}

/** A metric on logarithms asks for a model of the logarithm. */
function usualTarget({ metric }: IFacts): Member['target'] {
  return isLogarithmic(metric) ? 'log' : 'plain';
}
