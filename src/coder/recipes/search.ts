import type { Task } from '../../task/task';
import { firstMember } from './drafts';
import type { IFacts } from './facts';
import { wantsThreshold } from './metrics';
import type { Lessons, Recipe } from './recipe';

/**
 * Searches by a library inside a script. Such a script goes by the clock, so it is never
 * what a person is handed: what it found is written out in the recipes that follow.
 */

/** The draft, counted from 0, that a library for AutoML makes where there is one. */
export const SEARCHED = 2;
/** Seconds that a search takes at most, and of a candidate's limit and of its share. */
const MOST = 60;
const OF_LIMIT = 0.2;
const OF_SHARE = 0.5;

/** The libraries by which a search can be made, for people. */
export const libraries: Record<NonNullable<Recipe['search']>['by'], string> = {
  autogluon: 'AutoGluon',
  flaml: 'FLAML',
  optuna: 'Optuna'
};

/** Whole seconds for a search inside a script. */
export function searchSeconds({ timeLimit }: Task, facts: IFacts): number {
  const most = Math.min(MOST, OF_LIMIT * timeLimit, OF_SHARE * facts.timeLimit);
  return Math.max(1, Math.floor(most));
}

/** What a script does in which a library searches, a sentence or two. */
export function searchPlan({ search }: Recipe): string {
  const what =
    search!.by === 'optuna'
      ? 'settings of this model'
      : 'models and their settings';
  return `${libraries[search!.by]} tries ${what} for ${search!.seconds} seconds. Such a script goes by the clock, so it never counts as the best; what it finds is written out in the solutions after it.`;
}

/**
 * The draft that has a library look for models: AutoGluon, else FLAML; `null` where the
 * kernel has none.
 */
export function automlDraft(
  task: Task,
  facts: IFacts,
  lessons: Lessons
): Recipe | null {
  const by = facts.packages.has('autogluon.tabular')
    ? 'autogluon'
    : facts.packages.has('flaml')
      ? 'flaml'
      : null;
  return by !== null && facts.targets.length === 1
    ? {
        change: 'search',
        // How the columns are given to it: as numbers without gaps.
        members: [firstMember('extra trees', facts)],
        table: [],
        threshold: wantsThreshold(facts),
        lessons,
        search: { by, seconds: searchSeconds(task, facts) }
      }
    : null;
}
