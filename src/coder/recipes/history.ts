import type { Solution } from '../../search/solution';
import type { SolutionTree } from '../../search/tree';
import type { IFacts } from './facts';
import { readRecipe, recipeKey, type Lessons, type Recipe } from './recipe';
import { repair } from './repairs';

/** A solution that one of this coder's recipes made. */
export interface ITried {
  solution: Solution;
  recipe: Recipe;
}

/** What of a tree was made by recipes, in the order of its steps. */
export function triedIn(tree: SolutionTree): ITried[] {
  const tried: ITried[] = [];
  for (const solution of tree.solutions) {
    const recipe = solution.writing && readRecipe(solution.writing.code);
    if (recipe) {
      tried.push({ solution, recipe });
    }
  }
  return tried;
}

/** The keys of all that was tried. */
export function triedKeys(tried: readonly ITried[]): Set<string> {
  return new Set(tried.map(({ recipe }) => recipeKey(recipe)));
}

/** What the failures so far taught about the data, for every recipe to come. */
export function lessonsOf(
  tried: readonly ITried[],
  facts: IFacts,
  lessons: Lessons
): Lessons {
  let sum = lessons;
  for (const { solution, recipe } of tried) {
    if (solution.evaluation?.bug === false) {
      sum = merge(sum, recipe.lessons);
    } else if (solution.execution) {
      const mended = repair(recipe, solution.execution, facts);
      sum = mended?.lasting ? merge(sum, mended.recipe.lessons) : sum;
    }
  }
  return sum;
}

/** Both lessons about the data; how much is fitted stays as in the first. */
function merge(own: Lessons, more: Lessons): Lessons {
  return {
    encoding: more.encoding ?? own.encoding,
    lenient: own.lenient || more.lenient,
    stripNames: own.stripNames || more.stripNames,
    without: [...new Set([...own.without, ...more.without])],
    rows: own.rows,
    folds: own.folds,
    dropMissingTarget: own.dropMissingTarget || more.dropMissingTarget,
    clipTarget: own.clipTarget || more.clipTarget,
    dropRareClasses: own.dropRareClasses || more.dropRareClasses,
    distrustTypes: own.distrustTypes || more.distrustTypes,
    broken: [...new Set([...own.broken, ...more.broken])]
  };
}
