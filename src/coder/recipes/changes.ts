import type { IFacts } from './facts';
import { families } from './families';
import { goesByLabels } from './metric';
import { memberChanges, type ChangeKind } from './memberChanges';
import type { Recipe, TableStep } from './recipe';
import { sampleOf } from './sample';
import { ages, isCode, ratios, totals } from './rowFeatures';

/** One named change of a recipe. */
export interface IChange {
  kind: ChangeKind;
  /** In a few words: "fewer leaves of a tree (15 → 8)". */
  title: string;
  /** Why it may help. */
  why: string;
  recipe: Recipe;
}

/** Every single change that a recipe allows with what it is made of. */
export function changesOf(recipe: Recipe, facts: IFacts): IChange[] {
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
    ...rowChanges(recipe, facts),
    ...tableChanges(recipe, facts),
    ...thresholdChanges(recipe, facts)
  ];
}

/** More rows to learn from, where it was begun on a sample: thrice as many, or all. */
function rowChanges(recipe: Recipe, facts: IFacts): IChange[] {
  const now = sampleOf(facts, recipe.lessons);
  if (now === null) {
    return [];
  }
  const rows = 3 * now < facts.rows ? 3 * now : facts.rows;
  const all = rows === facts.rows ? 'all ' : '';
  return [
    {
      kind: 'rows',
      title: `${all}${count(rows)} rows instead of ${count(now)}`,
      why: 'It was tried on a sample first, which is quick; a solution that leads there learns from more.',
      recipe: {
        ...recipe,
        change: 'rows',
        lessons: { ...recipe.lessons, rows }
      }
    }
  ];
}

const count = (rows: number) => rows.toLocaleString('en');

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
  const useful = facts.kind === 'binary' && goesByLabels(facts.metric);
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
