import type { BlendHow } from '../../kernel/stack';
import type { Solution } from '../../solution/solution';
import { metricTable } from '../../task/metricTable';
import { isBetter } from '../../task/scores';
import type { Direction } from '../../task/task';

/**
 * A blend: the mean of what several solutions predict. Members are chosen by the
 * predictions that they left behind, so it costs no model call; its script runs
 * the members' own code.
 */

/** Members, best first, that count alike, and what their blend scores. */
export interface IBlend {
  members: readonly string[];
  how: BlendHow;
  score: number;
}

/**
 * How predictions for a metric can be blended.
 *
 * @param metric - by the scorer's name: `rmse`, `roc_auc`, `f1_macro`.
 */
export function waysToBlend(metric: string): BlendHow[] {
  const { wants, isOrder } = metricTable[metric.split('@')[0]];
  switch (wants) {
    case 'labels':
      return ['vote'];
    case 'ranking':
      // Several classes in one cell have no mean.
      return [];
    default:
      return isOrder ? ['mean', 'rank'] : ['mean'];
  }
}

/** How a blend is searched for. */
export interface IChooseOptions {
  direction: Direction;
  ways: readonly BlendHow[];
  /** Members at most. */
  most: number;
  /** Scores a blend; `null` where it cannot be scored. */
  score: (ids: readonly string[], how: BlendHow) => Promise<number | null>;
}

/**
 * Choose members greedily: begin with the best, and take in whichever of the
 * others makes the blend best, as long as one makes it better.
 *
 * @param leaders - good solutions, best first.
 * @returns `null` where no blend is better than the best alone.
 */
export async function chooseBlend(
  leaders: readonly Solution[],
  { direction, ways, most, score }: IChooseOptions
): Promise<IBlend | null> {
  const [first] = leaders;
  const alone = first?.evaluation?.score ?? null;
  if (alone === null) {
    return null;
  }
  let chosen: IBlend | null = null;
  for (const how of ways) {
    let members: readonly string[] = [first.id];
    let best = alone;
    while (members.length < most) {
      let next: string[] | null = null;
      for (const { id } of leaders) {
        if (members.includes(id)) {
          continue;
        }
        const tried = [...members, id];
        const value = await score(tried, how);
        if (value !== null && isBetter(value, best, direction)) {
          best = value;
          next = tried;
        }
      }
      if (next === null) {
        break;
      }
      members = next;
    }
    if (
      members.length > 1 &&
      (chosen === null || isBetter(best, chosen.score, direction))
    ) {
      chosen = { members, how, score: best };
    }
  }
  return chosen;
}
