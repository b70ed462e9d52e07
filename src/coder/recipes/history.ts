import type { SolutionTree } from '../../search/tree';
import type { Solution } from '../../solution/solution';
import type { IFacts } from './facts';
import { readRecipe, recipeKey, type Lessons, type Recipe } from './recipe';
import { debug } from './debug';

/** A solution that one of this coder's recipes made. */
export interface ITried {
  solution: Solution;
  recipe: Recipe;
}

/**
 * The recipe that made a solution; `null` where none did. What a person wrote or
 * edited is theirs, even where a recipe's line was left in it.
 */
export function recipeOf({ writing }: Solution): Recipe | null {
  return writing && writing.by !== 'person' ? readRecipe(writing.code) : null;
}

/** What of a tree was made by recipes, in the order of its steps. */
export function triedIn(tree: SolutionTree): ITried[] {
  const tried: ITried[] = [];
  for (const solution of tree.solutions) {
    const recipe = recipeOf(solution);
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
  own: Lessons
): Lessons {
  return tried.reduce((sum, { solution, recipe }) => {
    const failed = solution.execution && solution.evaluation?.bug;
    const debugged = failed && debug(recipe, solution.execution!, facts);
    return debugged && debugged.lesson ? merge(sum, debugged.lesson) : sum;
  }, own);
}

/** Lessons with one more: the newer one wins, lists grow. */
function merge(lessons: Lessons, lesson: Partial<Lessons>): Lessons {
  return {
    ...lessons,
    ...lesson,
    without: union(lessons.without, lesson.without),
    broken: union(lessons.broken, lesson.broken)
  };
}

function union(some: string[], more: string[] = []): string[] {
  return [...new Set([...some, ...more])];
}
