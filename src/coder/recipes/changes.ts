import { firstMember, usableFamilies } from './drafts';
import type { IFacts } from './facts';
import { families, laddersOf, type ILadder } from './families';
import { memberKey, type Member, type Recipe, type TableStep } from './recipe';
import { settingsOf } from './script/model';
import { ages, isCode, ratios, totals } from './script/prepare';
import { enumerate, memberTitle } from './titles';

/** The kinds of changes, each with how much is expected of it before any was tried. */
export const changeKinds = {
  blend: 4,
  setting: 3,
  features: 1.5,
  numbers: 1.5,
  target: 1.5,
  encoding: 1,
  family: 1,
  threshold: 2,
  balance: 0.5
} as const;
export type ChangeKind = keyof typeof changeKinds;

/** One named change of a recipe. */
export interface IChange {
  kind: ChangeKind;
  /** In a few words: "fewer leaves of a tree (15 → 8)". */
  title: string;
  /** Why it may help. */
  why: string;
  recipe: Recipe;
}

/** A single model that has a score, for blending. */
export interface IRanked {
  member: Member;
  table: readonly TableStep[];
  /** Seconds that its script took. */
  seconds: number;
}

/**
 * Every single change that a recipe allows.
 *
 * @param ranked - the single models with a score, best first.
 * @param seconds - how long the recipe's own script took.
 */
export function changesOf(
  recipe: Recipe,
  facts: IFacts,
  ranked: readonly IRanked[],
  seconds: number
): IChange[] {
  return [
    ...recipe.members.flatMap((member, at) =>
      memberChanges(member, facts, recipe.lessons.broken).map(change => ({
        kind: change.kind,
        title:
          recipe.members.length > 1
            ? `${families[member.family].title[facts.kind]}: ${change.title}`
            : change.title,
        why: change.why,
        recipe: {
          ...recipe,
          change: change.kind,
          members: recipe.members.map((own, i) =>
            i === at ? change.member : own
          )
        }
      }))
    ),
    ...tableChanges(recipe, facts),
    ...thresholdChanges(recipe, facts),
    ...blendChanges(recipe, facts, ranked, seconds)
  ];
}

interface IMemberChange {
  kind: ChangeKind;
  title: string;
  why: string;
  member: Member;
}

function memberChanges(
  member: Member,
  facts: IFacts,
  broken: readonly string[]
): IMemberChange[] {
  return [
    ...laddersOf(member.family, facts.kind).flatMap(ladder =>
      settingChanges(member, ladder, facts)
    ),
    ...encodingChanges(member, facts),
    ...numberChanges(member, facts),
    ...extraChanges(member, facts),
    ...targetChanges(member, facts),
    ...balanceChanges(member, facts),
    ...usableFamilies(facts, broken)
      .filter(family => family !== member.family)
      .map(family => ({
        kind: 'family' as const,
        title: `${families[family].title[facts.kind]} instead`,
        why: `Another family of models on the same columns: ${families[family].why}.`,
        member: { ...firstMember(family, facts), target: member.target }
      }))
  ];
}

/** A rung up or down a ladder. */
function settingChanges(
  member: Member,
  ladder: ILadder,
  facts: IFacts
): IMemberChange[] {
  const now = settingsOf(member, facts);
  const at = ladder.rungs.findIndex(rung =>
    Object.entries(rung).every(([name, value]) => now[name] === value)
  );
  const shown = (rung: object) =>
    Object.values(rung)
      .map(value => String(value))
      .join(' × ');
  return [at - 1, at + 1]
    .filter(to => at >= 0 && to >= 0 && to < ladder.rungs.length)
    .map(to => ({
      kind: 'setting' as const,
      title: `${ladder.name} ${shown(ladder.rungs[at])} → ${shown(ladder.rungs[to])}`,
      why:
        to > at
          ? 'More freedom, in case the model is too simple for the data.'
          : 'Less freedom, in case the model follows the noise.',
      member: {
        ...member,
        settings: { ...member.settings, ...ladder.rungs[to] }
      }
    }));
}

function encodingChanges(member: Member, facts: IFacts): IMemberChange[] {
  if (facts.exact && facts.categories.length === 0) {
    return [];
  }
  const { scaled } = families[member.family];
  const usual = scaled ? 'onehot' : 'ordinal';
  const titles = {
    onehot: 'one-hot categories',
    ordinal: 'numbered categories',
    target: 'target-encoded categories'
  };
  const reasons = {
    onehot: 'Each category gets a column of its own, rare ones share one.',
    ordinal: 'Trees can split numbered categories with few columns.',
    target:
      'Each category is replaced by what its rows have as target, worked out inside the folds.'
  };
  return (['onehot', 'ordinal', 'target'] as const)
    .filter(to => to !== (member.categories ?? usual))
    .filter(to => !(scaled && to === 'ordinal'))
    .map(to => ({
      kind: 'encoding' as const,
      title: titles[to],
      why: reasons[to],
      member: { ...member, categories: to === usual ? null : to }
    }));
}

function numberChanges(member: Member, facts: IFacts): IMemberChange[] {
  if (!families[member.family].scaled || facts.numbers.length === 0) {
    return [];
  }
  const ways = {
    plain: ['numbers as they are', 'Simpler may do as well.'],
    power: [
      'numbers made symmetric',
      'Skewed numbers pull at a model that measures distances.'
    ],
    quantile: ['numbers by rank', 'Ranks take the sting out of outliers.'],
    splines: ['splines of the numbers', 'Effects need not be straight lines.']
  } as const;
  return (Object.keys(ways) as (keyof typeof ways)[])
    .filter(to => to !== member.numbers)
    .map(to => ({
      kind: 'numbers' as const,
      title: ways[to][0],
      why: ways[to][1],
      member: { ...member, numbers: to }
    }));
}

function extraChanges(member: Member, facts: IFacts): IMemberChange[] {
  const titles = {
    interactions: [
      'products of the strongest numbers',
      'Two numbers may matter together more than each alone.'
    ],
    components: [
      'principal components',
      'Columns that move together are summed up.'
    ],
    clusters: [
      'distances to cluster centres',
      'Rows of the same sort may have the same target.'
    ]
  } as const;
  if (facts.numbers.length < 2) {
    return [];
  }
  return (Object.keys(titles) as (keyof typeof titles)[])
    .filter(extra => !member.extras.includes(extra))
    .map(extra => ({
      kind: 'features' as const,
      title: titles[extra][0],
      why: titles[extra][1],
      member: { ...member, extras: [...member.extras, extra] }
    }));
}

function targetChanges(member: Member, facts: IFacts): IMemberChange[] {
  const { target } = facts;
  if (facts.kind !== 'regression') {
    return [];
  }
  const positive = typeof target.min === 'number' && target.min >= 0;
  const ways = [
    {
      to: 'plain' as const,
      title: `${target.name} as it is`,
      why: 'What is scored is what is learned.'
    },
    ...(positive
      ? [
          {
            to: 'log' as const,
            title: `log of ${target.name}`,
            why: 'A positive, skewed target becomes symmetric, and effects multiply instead of adding up.'
          }
        ]
      : []),
    {
      to: 'power' as const,
      title: `${target.name} made symmetric`,
      why: 'A power transform found inside the folds makes the target look normal.'
    }
  ];
  return ways
    .filter(({ to }) => to !== member.target)
    .map(({ to, title, why }) => ({
      kind: 'target' as const,
      title,
      why,
      member: { ...member, target: to }
    }));
}

function balanceChanges(member: Member, facts: IFacts): IMemberChange[] {
  const possible =
    facts.metric.python.includes('{labels}') &&
    facts.metric.name !== 'accuracy' &&
    families[member.family].balance !== undefined;
  return possible
    ? [
        {
          kind: 'balance',
          title: member.balanced
            ? 'classes as frequent as they are'
            : 'classes weighted alike',
          why: 'The metric cares for rare classes as much as for frequent ones.',
          member: { ...member, balanced: !member.balanced }
        }
      ]
    : [];
}

/** Features worked out row by row, where the columns allow them. */
function tableChanges(recipe: Recipe, facts: IFacts): IChange[] {
  const numbers = facts.numbers;
  const steps: [TableStep, boolean, string, string][] = [
    [
      'totals',
      totals(numbers).length > 0,
      'totals of columns that belong together',
      'Parts that share a word in their names may matter as a sum.'
    ],
    [
      'ages',
      ages(numbers).length > 0,
      'years between',
      'The time between two years says more than the years.'
    ],
    [
      'ratios',
      ratios(numbers).length > 0,
      'ratios of the amounts',
      'Amounts often matter in relation to each other.'
    ],
    [
      'row statistics',
      numbers.length >= 8,
      'statistics of each row',
      'With many numbers, their level and spread can say something.'
    ],
    [
      'codes as categories',
      numbers.some(isCode),
      'few whole numbers as categories',
      'Whole numbers with few values may be codes rather than amounts.'
    ]
  ];
  return steps
    .filter(([step, possible]) => possible && !recipe.table.includes(step))
    .map(([step, , title, why]) => ({
      kind: 'features',
      title,
      why,
      recipe: { ...recipe, change: 'features', table: [...recipe.table, step] }
    }));
}

function thresholdChanges(recipe: Recipe, facts: IFacts): IChange[] {
  const useful =
    facts.kind === 'binary' && facts.metric.python.includes('{labels}');
  return useful && !recipe.threshold
    ? [
        {
          kind: 'threshold',
          title: 'a threshold that fits the metric',
          why: `One half is seldom the best threshold for ${facts.metric.name}; it is chosen on the other folds.`,
          recipe: { ...recipe, change: 'threshold', threshold: true }
        }
      ]
    : [];
}

/** The models of other good solutions taken in, as far as the time allows. */
function blendChanges(
  recipe: Recipe,
  facts: IFacts,
  ranked: readonly IRanked[],
  seconds: number
): IChange[] {
  const own = new Set(recipe.members.map(memberKey));
  const seen = new Set(recipe.members.map(({ family }) => family));
  // The best of each family that is not in it yet: models of one family agree too much.
  const others = ranked.filter(({ member }) => {
    const fresh = !seen.has(member.family) && !own.has(memberKey(member));
    seen.add(member.family);
    return fresh;
  });
  return [1, 2]
    .filter(
      count => recipe.members.length + count <= 4 && others.length >= count
    )
    .flatMap(count =>
      count === 1
        ? others.slice(0, 3).map(other => [other])
        : [others.slice(0, 2)]
    )
    .filter(
      added =>
        added.reduce((sum, other) => sum + other.seconds, seconds) <
        0.6 * facts.timeLimit
    )
    .map(added => ({
      kind: 'blend',
      title: `blend with ${enumerate(added.map(({ member }) => memberTitle(member, facts)))}`,
      why: 'Models that err differently are better together. Their weights are chosen on out-of-fold predictions, for each fold on the others.',
      recipe: {
        ...recipe,
        change: 'blend',
        members: [...recipe.members, ...added.map(({ member }) => member)],
        table: [...new Set([...recipe.table, ...added.flatMap(a => a.table)])]
      }
    }));
}
