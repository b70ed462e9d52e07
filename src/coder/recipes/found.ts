import { z } from 'zod';
import type { IChange } from './changes';
import type { IFacts } from './facts';
import { families } from './families';
import { familyNames, type FamilyName, type Settings } from './family';
import { Member, type Recipe } from './recipe';
import type { ITried } from './history';
import { libraries } from './search';
import { title } from './titles';

/** The mark of a line that tells of a model: its class and its settings as JSON. */
const LINE = /^found: (\w+) (\{.*\})$/gm;
/** Whatever else a library says of a model, such as where it may write. */
const Said = z.record(z.string(), z.unknown());
const Value = z.union([z.string(), z.number(), z.boolean()]);
/** What every model is told anyway, and what only makes sense inside the search. */
const LEFT_OUT =
  /^(n_jobs|thread_count|verbose|verbosity|random_state|random_seed|seed|early_stopping_rounds)$/;
/** Digits of a setting that a search found: more are noise. */
const DIGITS = 4;

/** What a search by a library found, written out as a recipe of its own. */
export interface IFound {
  recipe: Recipe;
  by: NonNullable<Recipe['search']>['by'];
  /** The solution whose script searched. */
  id: string;
  /** Whether it is the best that was found there. */
  isBest: boolean;
}

/** What the searches so far found, the best of each first. */
export function foundIn(tried: readonly ITried[]): IFound[] {
  return tried.flatMap(({ solution, recipe: { search, ...recipe } }) =>
    search === undefined || solution.evaluation?.bug !== false
      ? []
      : membersIn(
          solution.execution?.output ?? '',
          baseOf(recipe.members[0], search.by)
        ).map((member, at) => ({
          recipe: {
            ...recipe,
            change: 'found',
            members: [member]
          },
          by: search.by,
          id: solution.id,
          isBest: at === 0
        }))
  );
}

/** What was found as a title: "LightGBM as FLAML found it". */
export function foundTitle({ recipe, by }: IFound, facts: IFacts): string {
  return `${title(recipe, facts)} as ${libraries[by]} found it`;
}

/** Why it is tried, a sentence. */
export function foundPlan({ by, id }: IFound): string {
  return `The settings are those that ${libraries[by]} found in solution ${id}, written out, so that nothing goes by the clock.`;
}

/** What was found in the place of a recipe's one model. */
export function foundChanges(
  recipe: Recipe,
  found: readonly IFound[],
  facts: IFacts
): IChange[] {
  return recipe.members.length > 1
    ? []
    : found.map(each => ({
        kind: 'found',
        title: foundTitle(each, facts),
        why: foundPlan(each),
        recipe: { ...each.recipe, lessons: recipe.lessons }
      }));
}

/**
 * The models that a script printed, in their order; lines that are none of a family that
 * the recipes know are passed over.
 *
 * @param base - what is the same for all of them.
 */
export function membersIn(output: string, base: Member): Member[] {
  return [...output.matchAll(LINE)].flatMap(([, name, json]) => {
    const family = familyOf(name);
    const settings = settingsIn(json);
    return family === null || settings === null
      ? []
      : [
          {
            ...base,
            family,
            settings: { ...base.settings, ...settings },
            // As a library for AutoML was given them: as numbers.
            ...(base.whole && {
              categories: families[family].takesCategories ? 'ordinal' : null
            })
          }
        ];
  });
}

/** What stays as it was: all of a model that was tuned, else how the target is learned. */
function baseOf(member: Member, by: IFound['by']): Member {
  const { family, target } = member;
  return by === 'optuna'
    ? member
    : Member.parse({ family, target, whole: true });
}

function familyOf(estimator: string): FamilyName | null {
  return (
    familyNames.find(name =>
      Object.values(families[name].estimator).includes(estimator)
    ) ?? null
  );
}

function settingsIn(json: string): Settings | null {
  let said: unknown;
  try {
    said = JSON.parse(json);
  } catch {
    // A line of the script's own that only looks like one of these.
    return null;
  }
  const settings: Settings = {};
  for (const [name, value] of Object.entries(Said.parse(said))) {
    const read = Value.safeParse(value);
    if (read.success && !LEFT_OUT.test(name)) {
      settings[name] =
        typeof read.data === 'number' && !Number.isInteger(read.data)
          ? Number(read.data.toPrecision(DIGITS))
          : read.data;
    }
  }
  return settings;
}
