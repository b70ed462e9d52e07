import { z } from 'zod';
import { familyNames } from './family';

/**
 * A recipe: all that tells one script of the offline coder from another on the
 * same data. A script carries its recipe in its last line, so that a search can
 * go on from the tree alone.
 */

/** How a model sees the numbers: `plain` is as the family needs them. */
export const Numbers = z.enum(['plain', 'power', 'quantile', 'splines']);
export type Numbers = z.infer<typeof Numbers>;

/** How a model sees the categories. */
export const Categories = z.enum(['native', 'onehot', 'ordinal', 'target']);
export type Categories = z.infer<typeof Categories>;

/** Features learned from the columns inside the folds. */
export const Extra = z.enum([
  'interactions',
  'contrasts',
  'components',
  'clusters',
  'counts'
]);
export type Extra = z.infer<typeof Extra>;

/** Features made row by row, before the folds. */
export const TableStep = z.enum([
  'totals',
  'ages',
  'ratios',
  'row statistics',
  'codes as categories'
]);
export type TableStep = z.infer<typeof TableStep>;

/** One model with everything that it is given. */
export const Member = z.object({
  family: z.enum(familyNames),
  /** What differs from the family's own start. */
  settings: z
    .record(
      z.string().regex(/^[a-z]\w*$/i),
      z.union([z.string(), z.number(), z.boolean(), z.null()])
    )
    .default({}),
  /** `null`: what the family likes best. */
  categories: Categories.nullable().default(null),
  numbers: Numbers.default('plain'),
  /** What the model learns instead of the target itself. */
  target: z.enum(['plain', 'log', 'power']).default('plain'),
  extras: z.array(Extra).default([]),
  /** Weight classes so that rare ones count as much as frequent ones. */
  balanced: z.boolean().default(false),
  /** The settings are all that it is told: nothing of the family's own start is added. */
  whole: z.boolean().default(false),
  /** Models that differ by their seeds alone, of which it is the mean. */
  seeds: z.number().int().positive().default(1)
});
export type Member = z.infer<typeof Member>;

/** What earlier failures taught about the data; every later recipe keeps to it. */
export const Lessons = z.object({
  /** The encoding of the files, where it is not UTF-8. */
  encoding: z.string().nullable().default(null),
  /** Let pandas find the separator and leave broken rows out. */
  lenient: z.boolean().default(false),
  /** Spaces around column names are removed. */
  stripNames: z.boolean().default(false),
  /** Columns that must not be touched. */
  without: z.array(z.string()).default([]),
  /** Fit on this many rows at most. */
  rows: z.number().int().positive().nullable().default(null),
  /** Never on more of them, also not in the end: they did not fit into the memory. */
  bounded: z.boolean().default(false),
  folds: z.number().int().min(2).nullable().default(null),
  /** Leave out rows without a target although the preview saw none. */
  dropMissingTarget: z.boolean().default(false),
  /** Count targets below zero as zero, for a metric with a logarithm. */
  clipTarget: z.boolean().default(false),
  /** Leave out classes that are too rare to be in every fold. */
  dropRareClasses: z.boolean().default(false),
  /** Take nothing for granted that the preview showed of column types. */
  distrustTypes: z.boolean().default(false),
  /** Packages that turned out to be unusable. */
  broken: z.array(z.string()).default([])
});
export type Lessons = z.infer<typeof Lessons>;

/** What a library looks for inside the script: within so many seconds. */
export const Search = z.object({
  by: z.enum(['autogluon', 'flaml', 'optuna']),
  seconds: z.number().positive()
});

/** All that a script is written from; see `renderScript`. */
export const Recipe = z.object({
  /** Which kind of change made it, for learning which ones help. */
  change: z.string().default('draft'),
  members: z.array(Member).min(1).max(4),
  table: z.array(TableStep).default([]),
  /** Choose the probability from which on a row counts as positive. */
  threshold: z.boolean().default(false),
  /** Where a library looks for the model; the script goes by the clock then. */
  search: Search.optional(),
  lessons: Lessons.prefault({})
});
export type Recipe = z.infer<typeof Recipe>;

const mark = '# aide-recipe: ';

/** The recipe as the last line of its script: what is not as usual, and no more. */
export function recipeLine(recipe: Recipe): string {
  const members = recipe.members.map(member =>
    unlike(member, Member.parse({ family: member.family }), ['family'])
  );
  const short = unlike(
    { ...recipe, members, lessons: unlike(recipe.lessons, Lessons.parse({})) },
    { ...Recipe.parse({ members: [{ family: 'linear' }] }), lessons: {} }
  );
  return mark + JSON.stringify(short);
}

/** What of a value differs from another one; what is in `keep` stays anyway. */
function unlike(
  value: Record<string, unknown>,
  other: Record<string, unknown>,
  keep: string[] = []
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).filter(
      ([key, part]) =>
        keep.includes(key) ||
        JSON.stringify(part) !== JSON.stringify(other[key])
    )
  );
}

/** A script, or a cell of one, as people read it: without the line for the machine. */
export function withoutRecipe(code: string): string {
  return code.replace(/\n[ \t]*# aide-recipe: [^\n]*/g, '');
}

/** The recipe in a script; `null` where the script is not one of this coder's. */
export function readRecipe(code: string): Recipe | null {
  const line = code.trimEnd().split('\n').at(-1) ?? '';
  if (!line.startsWith(mark)) {
    return null;
  }
  try {
    return Recipe.parse(JSON.parse(line.slice(mark.length)));
  } catch {
    // Edited by hand beyond recognition: then it is simply someone else's script.
    return null;
  }
}

/** The same for two recipes that make the same script, whatever led to them. */
export function recipeKey(recipe: Recipe): string {
  const members = recipe.members.map(memberKey).sort();
  return JSON.stringify([
    members,
    [...recipe.table].sort(),
    recipe.threshold,
    recipe.search?.by ?? null,
    recipe.lessons
  ]);
}

/** The same for two members that are the same model. */
export function memberKey(member: Member): string {
  return JSON.stringify([
    member.family,
    Object.entries(member.settings).sort(),
    member.categories,
    member.numbers,
    member.target,
    [...member.extras].sort(),
    member.balanced,
    member.whole,
    member.seeds
  ]);
}
