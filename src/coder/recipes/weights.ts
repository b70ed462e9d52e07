import type { Solution } from '../../solution/solution';
import type { Member, Recipe } from './recipe';

/** What a blend's script says of its models: "weights: {'ridge': 0.4, 'LightGBM': 0.6}". */
const LINE = /^weights: \{(.*)\}$/m;
const WEIGHT = /: ([\d.]+)(?=, ['"]|$)/g;
/** A model with less than this share of a blend is not worth its seconds and lines. */
const WORTHWHILE = 0.1;

/** The weights of a blend's models as its script printed them; `null` where that is not known. */
function weightsIn(output: string, { members }: Recipe): number[] | null {
  if (members.length === 1) {
    return null;
  }
  const found = [...(LINE.exec(output)?.[1].matchAll(WEIGHT) ?? [])];
  return found.length === members.length
    ? found.map(([, weight]) => Number(weight))
    : null;
}

/** The models of a solution's blend that got next to no weight. */
export function idleIn(
  { execution }: Pick<Solution, 'execution'>,
  recipe: Recipe
): Member[] {
  const weights = weightsIn(execution?.output ?? '', recipe);
  return recipe.members.filter(
    (_, at) => weights !== null && weights[at] < WORTHWHILE
  );
}

/** A solution's recipe without those: what is worth going on with. */
export function withoutIdle(
  solution: Pick<Solution, 'execution'>,
  recipe: Recipe
): Recipe {
  const idle = idleIn(solution, recipe);
  return {
    ...recipe,
    members: recipe.members.filter(member => !idle.includes(member))
  };
}
