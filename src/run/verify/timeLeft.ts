import { runSeconds } from '../../scheduling/admission';
import type { SolutionTree } from '../../search/tree';
import { secondsOf, type Solution } from '../../solution/solution';
import { kindFacts } from '../../task/objectiveKinds';
import type { Task } from '../../task/task';
import type { RunConfig } from '../config';
import { automaticRuns } from './verifier';

/**
 * How the time of a run is shared out, so that all of it ends within its budget: what
 * follows the search is planned by what the best took when it was measured.
 */

/** More rows to learn from, and what varies. */
const FIT_LONGER = 1.25;
/** Seconds to check what is handed in, and to keep it. */
const HAND_IN = 2;
/** The most of a budget that a verification is planned for: as many rounds as fit whole. */
const VERIFYING = 0.2;
/** Runs that are kept from the search at once where nobody says how many kernels. */
const AT_ONCE = 2;

/** Seconds that fitting the pick on all rows takes; 0 where nothing is asked for. */
export function fitSeconds(
  best: Solution | null,
  { objective }: Pick<RunConfig, 'objective'>,
  task: Task | null
): number {
  if (best === null || !task?.asked) {
    return 0;
  }
  return kindFacts(objective).isOfPredictions
    ? FIT_LONGER * secondsOf(best) + HAND_IN
    : HAND_IN;
}

/** Seconds that verifying the best and the last fit take. */
export function secondsToFinish(
  tree: SolutionTree,
  config: RunConfig,
  task: Task | null
): number {
  const { best } = tree;
  if (best === null || config.timeBudget === null) {
    return 0;
  }
  const { kernels, objective, verifyLeaders, verifyTime, timeBudget } = config;
  const atOnce = kindFacts(objective).isTimed ? 1 : (kernels ?? AT_ONCE);
  const round =
    Math.ceil(Math.min(verifyLeaders, tree.good.size) / atOnce) *
    secondsOf(best);
  const most = Math.min(VERIFYING * timeBudget, verifyTime ?? Infinity);
  // Those that were run once more in the search are not run as often then.
  const made = tree.good.ranked
    .slice(0, verifyLeaders)
    .map(({ evaluation }) => (evaluation!.basis?.passes?.length ?? 1) - 1);
  const left = Math.max(0, automaticRuns(config) - Math.min(...made));
  const rounds = Math.min(left, Math.floor(most / (round || 1)));
  return rounds * round + fitSeconds(best, config, task);
}

/** Seconds that one more solution takes, and what follows the search. */
export function secondsAhead(
  tree: SolutionTree,
  config: RunConfig,
  task: Task | null
): number {
  return runSeconds(tree) + secondsToFinish(tree, config, task);
}
