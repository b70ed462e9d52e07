import { z } from 'zod';
import { Direction } from '../task/task';

/** What a scorer made of the data: the same whenever it is asked. */
export const Division = z.object({
  /** Of the rows, their answers and which part each went to. */
  hash: z.string(),
  /** Rows of each part. */
  rows: z.object({
    train: z.number(),
    search: z.number(),
    final: z.number()
  }),
  /** As scikit-learn calls it, in short: `rmse`, `roc_auc`. */
  metric: z.string(),
  direction: Direction,
  /** The column of `test.csv` and `submission.csv` that names the rows. */
  key: z.string(),
  /** Whether no column of the data names them. */
  keyIsMade: z.boolean().default(false),
  /** The other columns of `submission.csv`. */
  wants: z.record(z.string(), z.union([z.number(), z.string()])),
  /** Files of the data folder that hold the answers. */
  hidden: z.array(z.string()),
  /**
   * Files of `./input` that are the prepared ones again, under the names that the
   * person's own have: for what was written for those.
   */
  own: z.array(z.string()).default([]),
  /** The prepared files; runs that began before have them under fixed names. */
  files: z
    .object({
      train: z.string(),
      test: z.string(),
      sample: z.string(),
      /** Which fold each row of the first is in; none where a run began before that was told. */
      folds: z.string().nullish()
    })
    .optional(),
  /** Those of them that the data folder has not. */
  made: z.array(z.string()).default([]),
  /** What is odd about the data, each a sentence. */
  notes: z.array(z.string())
});
export type Division = z.infer<typeof Division>;
