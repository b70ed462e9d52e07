import { firstMember, usableFamilies } from './drafts';
import type { IFacts } from './facts';
import { families, laddersOf, usualCategories } from './families';
import type { ILadder, Settings } from './family';
import { goesByLabels } from './metric';
import type { Member } from './recipe';
import { settingsOf } from './settings';
import { withoutTrees } from './trees';

/**
 * The kinds of changes, each with how much is expected of it before any was tried, as they
 * fared on public tables: another setting alone seldom gains there.
 */
export const changeKinds = {
  rows: 8,
  features: 6,
  blend: 4,
  found: 4,
  setting: 1.5,
  projections: 0.25,
  numbers: 1.5,
  target: 1.5,
  encoding: 1,
  family: 0.5,
  threshold: 2,
  tune: 6,
  seeds: 3,
  balance: 0.5
} as const;
/** One of `changeKinds`. */
export type ChangeKind = keyof typeof changeKinds;

/** One change of a model inside a recipe. */
export interface IMemberChange {
  kind: ChangeKind;
  title: string;
  why: string;
  member: Member;
}

/** Every single change that one model of a recipe allows. */
export function memberChanges(
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
    .filter(to => canLearn(ladder.rungs[to], member, facts))
    .map(to => ({
      kind: 'setting' as const,
      title: `${ladder.name} ${shown(ladder.rungs[at])} → ${shown(ladder.rungs[to])}`,
      why:
        ladder.why ??
        (to > at
          ? 'More freedom, in case the model is too simple for the data.'
          : 'Less freedom, in case the model follows the noise.'),
      member: {
        ...member,
        // Other settings want other numbers of trees.
        settings: { ...withoutTrees(member), ...ladder.rungs[to] }
      }
    }));
}

/** Losses of counts and amounts are for what is never below zero. */
function canLearn(rung: Settings, member: Member, { target }: IFacts): boolean {
  const isOfCounts = Object.values(rung).some(
    value => value === 'poisson' || value === 'tweedie'
  );
  return (
    !isOfCounts ||
    (member.target === 'plain' &&
      typeof target.min === 'number' &&
      target.min >= 0)
  );
}

function encodingChanges(member: Member, facts: IFacts): IMemberChange[] {
  if (facts.exact && facts.categories.length === 0) {
    return [];
  }
  const { scaled, takesCategories } = families[member.family];
  const usual = usualCategories(member.family);
  const titles = {
    native: 'categories as they are',
    onehot: 'one-hot categories',
    ordinal: 'numbered categories',
    target: 'target-encoded categories'
  };
  const reasons = {
    native: 'Its trees divide categories into any two groups.',
    onehot: 'Each category gets a column of its own, rare ones share one.',
    ordinal: 'Trees can split numbered categories with few columns.',
    target:
      'Each category is replaced by what its rows have as target, worked out inside the folds.'
  };
  return (['native', 'onehot', 'ordinal', 'target'] as const)
    .filter(to => to !== (member.categories ?? usual))
    .filter(to => !(scaled && to === 'ordinal'))
    .filter(to => to !== 'native' || takesCategories === true)
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
    contrasts: [
      'differences of the most important numbers',
      'Trees cannot see well how two numbers stand to each other; these are picked by a forest inside the folds.'
    ],
    components: [
      'principal components',
      'Columns that move together are summed up.'
    ],
    clusters: [
      'distances to cluster centres',
      'Rows of the same sort may have the same target.'
    ],
    counts: [
      'how frequent each category is',
      'That a category is rare may say more than which one it is.'
    ]
  } as const;
  return (Object.keys(titles) as (keyof typeof titles)[])
    .filter(extra => !member.extras.includes(extra))
    .filter(extra =>
      extra === 'counts'
        ? facts.categories.some(({ unique }) => unique > 2)
        : facts.numbers.length > 1
    )
    .map(extra => ({
      kind:
        families[member.family].scaled ||
        extra === 'counts' ||
        extra === 'contrasts'
          ? ('features' as const)
          : // Trees make little of columns that mix many others.
            ('projections' as const),
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
    goesByLabels(facts.metric) &&
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
