import { kindFacts } from '../../task/objectiveKinds';
import type { Task } from '../../task/task';

/**
 * What a whole script has to do, beyond being one: it depends on who says how
 * good it is.
 */
export interface INeeds {
  /**
   * The names of the tables it has to read; empty where the run has none, or
   * where the objective does not go by what is predicted from them.
   */
  tables: readonly string[];
  /** Whether its own measure is the score. */
  metric: boolean;
  /** Whether it is scored by the predictions that it leaves. */
  submission: boolean;
  /** Whether folds are given, and what is predicted for them is scored, too. */
  folds: boolean;
}

/** Nothing is known of the task: a script is one that is whole. */
export const noNeeds: INeeds = {
  tables: [],
  metric: false,
  submission: false,
  folds: false
};

/** What a task asks of a script. */
export function needsOf(task: Pick<Task, 'objective' | 'data'>): INeeds {
  const { isOwnWord, isOfPredictions, isOfMetric } = kindFacts(task.objective);
  const tables = task.data.files
    .filter(file => file.kind === 'table')
    .map(({ path }) => path.split('/').at(-1)!);
  return {
    tables: isOfMetric ? tables : [],
    metric: isOwnWord,
    submission: isOfPredictions,
    folds: isOfPredictions && Boolean(task.data.prepared?.folds)
  };
}
