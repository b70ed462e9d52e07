import type { IFacts } from './facts';
import { families } from './families';
import type { FamilyName } from './family';
import type { IChange } from './changes';
import { memberKey, type Member, type Recipe, type TableStep } from './recipe';
import { enumerate, memberTitle } from './titles';

/** A single model that has a score, for blending. */
export interface IRanked {
  member: Member;
  table: readonly TableStep[];
  score: number;
  /** Seconds that its script took. */
  seconds: number;
}

/**
 * How much more a model may err than what it is added to, by whether a model of its sort is
 * there already. Beyond that it got a weight of nearly nothing, or helped by less than half
 * a per cent, on most of the tables that defaults were chosen on: seven models of each,
 * every pair of them.
 */
const WORSE = { sameSort: 0.06, otherSort: 0.25 };

/** Models of a sort err alike: boosted trees, forests, smooth curves. */
function sortOf(family: FamilyName): string {
  return families[family].scaled
    ? 'smooth'
    : family === 'forest' || family === 'extra trees'
      ? 'forest'
      : 'boosted';
}

/**
 * The models of other good solutions taken in: those that can be expected to help, most
 * promising first, as far as the time allows.
 *
 * @param ranked - the single models with a score, best first.
 * @param own - score and seconds of the recipe's own script.
 */
export function blendChanges(
  recipe: Recipe,
  facts: IFacts,
  ranked: readonly IRanked[],
  own: { score: number | null; seconds: number }
): IChange[] {
  const keys = new Set(recipe.members.map(memberKey));
  const seen = new Set(recipe.members.map(({ family }) => family));
  const sorts = new Set(recipe.members.map(({ family }) => sortOf(family)));
  const distance = ({ score, member }: IRanked) => {
    const [mine, its] = [errorOf(own.score, facts), errorOf(score, facts)];
    const allowed = sorts.has(sortOf(member.family))
      ? WORSE.sameSort
      : WORSE.otherSort;
    return mine === null || its === null ? 0 : (its / mine - 1) / allowed;
  };
  // The best of each family that is not in it yet: models of one family agree too much.
  const others = ranked
    .filter(({ member }) => {
      const fresh = !seen.has(member.family) && !keys.has(memberKey(member));
      seen.add(member.family);
      return fresh;
    })
    .filter(other => distance(other) <= 1)
    .sort((a, b) => distance(a) - distance(b));
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
        added.reduce((sum, other) => sum + other.seconds, own.seconds) <
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

/** How far a score is from perfect; `null` where its metric has no such distance. */
function errorOf(score: number | null, { metric }: IFacts): number | null {
  if (score === null) {
    return null;
  }
  // Where the declared direction is another one, the score is negated.
  const size = Math.abs(score);
  const error = metric.direction === 'minimize' ? size : 1 - size;
  return error > 0 ? error : null;
}
