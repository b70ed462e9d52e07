import type { IRun } from '../../run/interfaces';
import { pickOf } from '../../run/pick';
import { isOver } from '../../run/account/remaining';
import { scoreOf } from '../../run/account/scores';
import { isExtra } from '../../solution/solution';

/** How far a run is and what it came to, in short. */
export interface IStanding {
  /** Solutions of the budget that are settled. */
  settled: number;
  /** Solutions of the budget in all. */
  steps: number;
  /** Whether there is nothing left to go on with. */
  isOver: boolean;
  /** The best's score; `null` where nothing has one. */
  score: number | null;
}

/** How a run stands. */
export function standingOf({ tree, config, status, task }: IRun): IStanding {
  const best = pickOf(tree);
  const left = tree.pending.filter(solution => !isExtra(solution)).length;
  return {
    settled: tree.chosen - left,
    steps: config.steps,
    isOver: isOver(tree, config, status.elapsed, task),
    score: (best && scoreOf(tree, best)?.value) ?? null
  };
}
