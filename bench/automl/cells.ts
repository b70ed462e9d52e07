/** The sides, ours first, with their names for people. */
export const SIDES = {
  ours: 'ours',
  ours_with_automl: 'ours, AutoML in drafts',
  hgb: 'plain HistGradientBoosting',
  flaml: 'FLAML',
  h2o: 'H2O AutoML',
  autogluon_medium: 'AutoGluon, medium',
  autogluon_high: 'AutoGluon, high'
} as const;
export type Side = keyof typeof SIDES;

/** The sides that are ours. They are never set beside each other. */
export const OURS = ['ours', 'ours_with_automl'] as const satisfies Side[];

/** One side on one table: what is measured at once, and kept as soon as it is. */
export interface ICell {
  /** Seconds that the side was given. */
  budget: number;
  table: string;
  seed: number;
  side: Side;
  /** On rows that it never saw; `null` where it left nothing that can be scored. */
  score: number | null;
  /** From the command to the submission. */
  seconds: number;
  /** Why there is no score. */
  trouble?: string;
}

/** A cell by what it measures. */
export function keyOf({ budget, table, seed, side }: ICell): string {
  return `${budget} ${table} ${seed} ${side}`;
}
