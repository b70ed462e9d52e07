import { z } from 'zod';
import type { IChange } from './changes';
import type { IFacts } from './facts';
import { families } from './families';
import { familyNames, type FamilyName, type Settings } from './family';
import { Member, type Recipe } from './recipe';
import type { ITried } from './history';
import { libraries } from './search';
import { fits } from './seconds';
import { title } from './titles';

/** A line that tells of a model: its class, its settings as JSON, its part of a blend. */
const LINE = /^found: (\w+) (\{.*\})(?: with weight (\d\.\d+))?$/gm;
/** Members that a recipe has at most. */
const MOST = 4;
/** Whatever else a library says of a model, such as where it may write. */
const Said = z.record(z.string(), z.unknown());
const Value = z.union([z.string(), z.number(), z.boolean()]);
/** What every model is told anyway, and what only makes sense inside the search. */
const LEFT_OUT =
  /^(n_jobs|thread_count|verbose|verbosity|random_state|random_seed|seed|eval_metric|allow_writing_files|early_stopping_rounds)$/;
/** What a script can name: some libraries have settings with a dot in their names. */
const NAME = /^[a-z]\w*$/i;
/** Digits of a setting that a search found: more are noise. */
const DIGITS = 4;

/** What a search by a library found, written out as a recipe of its own. */
export interface IFound {
  recipe: Recipe;
  by: NonNullable<Recipe['search']>['by'];
  /** The solution whose script searched. */
  id: string;
  /** Whether it is the best model that was found there, or the best blend. */
  isBest: boolean;
}

/** What the searches so far found, the best of each first. */
export function foundIn(tried: readonly ITried[]): IFound[] {
  return tried.flatMap(({ solution, recipe: { search, ...recipe } }) =>
    search === undefined || solution.evaluation?.bug !== false
      ? []
      : groupsIn(
          solution.execution?.output ?? '',
          baseOf(recipe.members[0], search.by)
        ).map((members, at) => ({
          recipe: { ...recipe, change: 'found', members },
          by: search.by,
          id: solution.id,
          isBest: at === 0 || members.length > 1
        }))
  );
}

/** What comes before any other change: a model does, a blend where it ends in time. */
export function dueOf(
  found: readonly IFound[],
  tried: readonly ITried[],
  facts: IFacts
): IFound[] {
  return found.filter(
    ({ recipe, isBest }) =>
      isBest && (recipe.members.length === 1 || fits(recipe, tried, facts))
  );
}

/** What was found as a title: "LightGBM as FLAML found it". */
export function foundTitle({ recipe, by }: IFound, facts: IFacts): string {
  return `${title(recipe, facts)} as ${libraries[by]} found it`;
}

/** Why it is tried, a sentence or two. */
export function foundPlan({ by, id, recipe }: IFound): string {
  const weights =
    recipe.members.length > 1
      ? ' How much each of them counts is chosen on the folds, rather than on one of them.'
      : '';
  return `The settings are those that ${libraries[by]} found in solution ${id}, written out, so that nothing goes by the clock.${weights}`;
}

/** What was found in the place of a recipe's model: of a blend, of those of its family. */
export function foundChanges(
  recipe: Recipe,
  found: readonly IFound[],
  facts: IFacts
): IChange[] {
  return found.flatMap(each => {
    const { members, table } = each.recipe;
    const at = recipe.members.findIndex(
      ({ family }) => family === members[0].family
    );
    if (recipe.members.length > 1 && (at < 0 || members.length > 1)) {
      return [];
    }
    return [
      {
        kind: 'found',
        title: foundTitle(each, facts),
        why: foundPlan(each),
        recipe: {
          ...each.recipe,
          lessons: recipe.lessons,
          ...(recipe.members.length > 1 && {
            members: recipe.members.map((member, i) =>
              i === at ? members[0] : member
            ),
            table: [...new Set([...recipe.table, ...table])]
          })
        }
      }
    ];
  });
}

/**
 * The models that a script printed, in their order, and behind the first those that are
 * blended, the weightiest first; lines that are none of a family that the recipes know are
 * passed over.
 *
 * @param base - what is the same for all of them.
 */
export function groupsIn(output: string, base: Member): Member[][] {
  const found = [...output.matchAll(LINE)].flatMap(
    ([, name, json, weight = '0']) => {
      const family = familyOf(name);
      const settings = settingsIn(json);
      if (family === null || settings === null) {
        return [];
      }
      const member: Member = {
        ...base,
        family,
        settings: { ...base.settings, ...settings },
        // As a library for AutoML was given them: as numbers.
        ...(base.whole && {
          categories: families[family].takesCategories ? 'ordinal' : null
        })
      };
      return [{ member, weight: Number(weight) }];
    }
  );
  const blended = found
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST)
    .map(({ member }) => member);
  const [first = [], ...others] = found.map(({ member }) => [member]);
  return [first, ...(blended.length > 1 ? [blended] : []), ...others].filter(
    members => members.length > 0
  );
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
    if (read.success && NAME.test(name) && !LEFT_OUT.test(name)) {
      settings[name] =
        typeof read.data === 'number' && !Number.isInteger(read.data)
          ? Number(read.data.toPrecision(DIGITS))
          : read.data;
    }
  }
  return settings;
}
