import { runSeconds } from '../../scheduling/admission';
import { drawnIn } from '../../coder/recipes/sample';
import type { SolutionTree } from '../../search/tree';
import { secondsOf, type Solution } from '../../solution/solution';
import { kindFacts } from '../../task/objectiveKinds';
import type { Task } from '../../task/task';
import type { RunConfig } from '../config';
import { leadersOf } from './evidence';
import { automaticRuns } from './verifier';

/**
 * How the time of a run is shared out, so that all of it ends within its budget: what
 * follows the search is planned by what the leaders took when they were measured.
 */

/** More rows to learn from, and what varies. */
export const FIT_LONGER = 1.25;
/** The most of a budget that the last fit is planned for, where it has more rows than before. */
const FITTING = 0.3;
/** Of the time that it may run, what it is planned to take: seconds grow faster than rows. */
const PLANNED = 0.6;
/** Seconds to check what is handed in, and to keep it. */
export const HAND_IN = 2;
/** The most of a budget that a verification is planned for: as many rounds as fit whole. */
const VERIFYING = 0.2;
/** Seconds for something quick, where nothing is good yet. */
export const QUICK = 10;
/** Runs that are kept from the search at once where nobody says how many kernels. */
const AT_ONCE = 2;

/**
 * Seconds that fitting the pick on all rows takes, or on as many as its share of the budget
 * allows, where it was compared on a sample; 0 where nothing is asked for.
 */
export function fitSeconds(
  best: Solution | null,
  { objective, timeBudget }: Pick<RunConfig, 'objective' | 'timeBudget'>,
  task: Task | null
): number {
  if (best === null || !task?.asked) {
    return 0;
  }
  const sample = comparedOn(best, task);
  if (sample === null && !kindFacts(objective).isOfPredictions) {
    return HAND_IN;
  }
  const once = FIT_LONGER * secondsOf(best);
  const all = sample === null ? once : (once * sample.of) / sample.rows;
  const most = Math.max(once, FITTING * (timeBudget ?? Infinity));
  return Math.min(all, most) + HAND_IN;
}

/** Rows of the sample that a solution is compared on, of how many; `null` where it has all. */
function comparedOn(
  { writing }: Solution,
  { data }: Pick<Task, 'data'>
): { rows: number; of: number } | null {
  const rows = drawnIn(writing?.code ?? '');
  const of = Math.max(0, ...data.files.map(({ table }) => table?.rows ?? 0));
  return rows === null || of <= rows ? null : { rows, of };
}

/** How many rows of all a solution can be fitted on within so many seconds; `null` for all. */
export function rowsWithin(
  solution: Solution,
  task: Pick<Task, 'data'>,
  seconds: number
): number | null {
  const sample = comparedOn(solution, task);
  if (sample === null) {
    return null;
  }
  const pace = sample.rows / (FIT_LONGER * secondsOf(solution) || 1);
  const rows = Math.max(sample.rows, Math.floor(PLANNED * seconds * pace));
  return rows < sample.of ? rows : null;
}

/** Seconds that fitting the pick takes, whichever of the leaders a verification picks. */
export function secondsToFit(
  tree: SolutionTree,
  config: RunConfig,
  task: Task | null
): number {
  return Math.max(
    0,
    ...leaders(tree, config).map(each => fitSeconds(each, config, task))
  );
}

/** Who may be picked in the end. */
function leaders(tree: SolutionTree, config: RunConfig): Solution[] {
  const count = automaticRuns(config) === 0 ? 1 : config.verifyLeaders;
  const found = leadersOf(tree, count);
  return found.length > 0 || tree.best === null ? found : [tree.best];
}

/** Seconds that verifying the best and the last fit take. */
export function secondsToFinish(
  tree: SolutionTree,
  config: RunConfig,
  task: Task | null
): number {
  if (tree.best === null || config.timeBudget === null) {
    return 0;
  }
  const { kernels, objective, verifyTime, timeBudget } = config;
  const atOnce = kindFacts(objective).isTimed ? 1 : (kernels ?? AT_ONCE);
  const again = leaders(tree, config);
  const each = again.map(secondsOf);
  const all = each.reduce((sum, seconds) => sum + seconds, 0);
  const round = Math.max(...each, all / atOnce);
  const most = Math.min(VERIFYING * timeBudget, verifyTime ?? Infinity);
  // Those that were run once more in the search are not run as often then.
  const made = again.map(
    ({ evaluation }) => (evaluation!.basis?.passes?.length ?? 1) - 1
  );
  const left = Math.max(0, automaticRuns(config) - Math.min(...made));
  const rounds = Math.min(left, Math.floor(most / (round || 1)));
  return rounds * round + secondsToFit(tree, config, task);
}

/** Seconds that one more solution takes, and what follows the search, if it is the pick, too. */
export function secondsAhead(
  tree: SolutionTree,
  config: RunConfig,
  task: Task | null
): number {
  if (tree.best === null) {
    // Others that came to nothing do not tell what something quicker takes.
    return Math.min(QUICK, VERIFYING * (config.timeBudget ?? Infinity));
  }
  const seconds = runSeconds(tree);
  return (
    seconds +
    Math.max(
      secondsToFinish(tree, config, task),
      secondsAfter(seconds, config, task)
    )
  );
}

/** Seconds that the last fit takes of what took so many to be measured on all rows. */
export function secondsAfter(
  seconds: number,
  { objective }: Pick<RunConfig, 'objective'>,
  task: Task | null
): number {
  return !task?.asked
    ? 0
    : kindFacts(objective).isOfPredictions
      ? FIT_LONGER * seconds + HAND_IN
      : HAND_IN;
}
