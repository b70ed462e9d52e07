import { median } from '../base/median';
import { budgetSpent, type IBudget } from './budget';
import type { IAdmission } from '../search/interfaces';
import type { SolutionTree } from '../search/tree';

/** What limits how many solutions are under way. */
export interface IAdmissionLimits {
  /** Solutions under way at once at most; `null`: what calls and kernels can use. */
  slots: number | null;
  /** Model calls in flight at once; 0 for a coder that calls no model. */
  calls: number;
  /** Kernels that run solutions at once. */
  kernels: number;
}

/**
 * Lets the search take up another solution as long as calls and kernels have use
 * for it. With one slot that is AIDE's own sequence: each solution is chosen once
 * the one before it is settled. With more, a solution that waits for nothing but
 * its review leaves its slot to the next one.
 *
 * @param limitsNow - what the limits are at present.
 * @param writeSeconds - what writing usually takes; `null` if that is not known.
 * @param budget - how much may be made in all.
 */
export function admission(
  limitsNow: () => IAdmissionLimits,
  writeSeconds: () => number | null,
  budget: IBudget
): IAdmission {
  return {
    mayStart(tree, underWay) {
      const limits = limitsNow();
      if (limits.slots === 1) {
        return underWay.length === 0;
      }
      const busy = underWay.filter(({ state }) => state !== 'reviewing');
      return busy.length < mostUnderWay(limits, tree, writeSeconds());
    },
    budgetSpent: (tree, elapsed) => budgetSpent(budget, tree, elapsed)
  };
}

/** Executions that the usual duration is taken from. */
const REMEMBERED = 9;
/** Seconds that a candidate holds its kernel beside its own run. */
const TURNOVER = 0.3;
/** More is kept ahead than needed on the average, since no two take the same time. */
const SPARE = 1.5;
/** Idle time of kernels, as a share, that is not worth a choice made early. */
const NEGLIGIBLE = 0.1;

/**
 * How many solutions may be written, waiting or running at once.
 *
 * Kernels are to be busy, so somebody must write ahead of them. But whatever is
 * chosen before it is needed is chosen knowing less: it does not see the results
 * of those before it. So no more is written ahead than kernels take in while one
 * is written (Little's law): nothing where scripts come at once, one where they
 * run for minutes, as many as calls can be in flight where the model takes longer
 * than they do. As long as nothing is good there is nothing to know, and all
 * drafts are written at once.
 *
 * @param writeSeconds - what writing usually takes; `null` if that is not known.
 */
export function mostUnderWay(
  { slots, calls, kernels }: IAdmissionLimits,
  tree: SolutionTree,
  writeSeconds: number | null
): number {
  const ahead =
    tree.best === null
      ? calls
      : aheadOf(kernels, writeSeconds, runSeconds(tree));
  return Math.min(slots ?? Infinity, kernels + Math.min(calls, ahead));
}

function aheadOf(
  kernels: number,
  writeSeconds: number | null,
  seconds: number
): number {
  if (writeSeconds === null) {
    return kernels;
  }
  const needed = (kernels * writeSeconds) / (seconds + TURNOVER);
  return Math.max(0, Math.ceil(SPARE * needed - NEGLIGIBLE));
}

/** Seconds that the latest solutions usually ran; 0 where none did. */
export function runSeconds(tree: SolutionTree): number {
  const latest = [
    ...tree.good.latest(REMEMBERED),
    ...tree.buggy.latest(REMEMBERED)
  ]
    .sort((a, b) => b.step - a.step)
    .slice(0, REMEMBERED);
  return (
    median(latest.flatMap(({ execution }) => execution?.seconds ?? [])) ?? 0
  );
}
