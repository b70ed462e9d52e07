import { families } from './families';
import type { FamilyName } from './family';
import type { IFacts } from './facts';
import { isLogarithmic, wantsThreshold } from './metrics';
import { Member, type Recipe } from './recipe';

/**
 * Families in the order in which they are drafted: by what is to be gained by the
 * second, then each unlike those before.
 */
const order: readonly FamilyName[] = [
  'boosting',
  'linear',
  'catboost',
  'lightgbm',
  'extra trees',
  'xgboost',
  'svm',
  'discriminant',
  'forest',
  'lasso',
  'neighbours'
];

/**
 * The families that can be used, in the order of their drafts: importable, for this
 * kind of task, quick enough.
 */
export function usableFamilies(
  facts: IFacts,
  broken: readonly string[]
): FamilyName[] {
  const rows = facts.rowLimit ?? facts.rows;
  return order.filter(name => {
    const family = families[name];
    const { needs } = family;
    return (
      family.kinds.includes(facts.kind) &&
      rows <= family.maxRows &&
      (needs === undefined ||
        (facts.packages.has(needs) && !broken.includes(needs)))
    );
  });
}

/** The n-th draft (from 0): the families in turn, then again with other choices. */
export function draft(
  n: number,
  facts: IFacts,
  lessons: Recipe['lessons']
): Recipe {
  const turns = usableFamilies(facts, lessons.broken);
  const family = turns[n % turns.length];
  const round = Math.floor(n / turns.length);
  return {
    change: 'draft',
    members: [firstMember(family, facts, round)],
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
    // A metric on logarithms asks for a model of the logarithm.
    target: isLogarithmic(facts.metric) ? 'log' : 'plain',
    settings: round === 0 ? {} : ladder.rungs[round % ladder.rungs.length]
  });
}
