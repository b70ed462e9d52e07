import { z } from 'zod';
import { DeclaredFile } from './declaration';

/** What is to be handed in: rows of the person's own files, and its form. */
export const Asked = z.object({
  /** The table of the rows to predict; `null` where the sample alone names them. */
  test: z.string().nullable(),
  /** The sample of what is handed in. */
  sample: z.string().nullable(),
  /** The column of them that names the rows. */
  id: z.string().nullable(),
  /** A column that names rows in the run alone. */
  key: z.string().nullable(),
  /** How the tables are written, where no rows are held out, whose objective tells. */
  files: z.array(DeclaredFile).optional()
});
export type Asked = z.infer<typeof Asked>;

/** What came of predicting what is asked for, with the pick of a run. */
export const Submission = z.object({
  /** The solution that predicted. */
  id: z.string(),
  /**
   * The file beside the notebook or, where those names are taken, in the run's folder;
   * from the folder that the run was started in. `null` where there is none.
   */
  path: z.string().nullable(),
  /** Rows of that file. */
  rows: z.number().int().nonnegative(),
  /** Whether it was found to have the rows, the columns and such values as are asked for. */
  checked: z.boolean(),
  /**
   * What it was fitted on: all labelled rows, as many as its time allowed, all of the sample,
   * or those of the search.
   */
  fitted: z.enum(['all', 'part', 'sample', 'search']),
  /** Why it was not fitted on all rows, or there is no file: a sentence, else empty. */
  problem: z.string(),
  /** What the script said of itself then, by all rows; `null` where that is not known. */
  reported: z.number().nullable().default(null),
  /** Wall time of the fit. */
  seconds: z.number().nonnegative()
});
export type Submission = z.infer<typeof Submission>;

/** What scripts call what they hand in. */
const WRITTEN = 'submission.csv';

/**
 * A script that writes what is handed in under the name that the run left it by: it is another
 * one where a file of the person's has the usual one, which it would write over.
 */
export function handingInAs(
  code: string,
  submission: Pick<Submission, 'path'> | null
): string {
  const name = submission?.path?.split('/').at(-1) ?? WRITTEN;
  return name === WRITTEN
    ? code
    : code.replace(
        /(["'])submission\.csv\1/g,
        (_, quote) => quote + name + quote
      );
}
