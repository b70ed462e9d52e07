import { z } from 'zod';
import { Basis } from './execution';
import { noUsage, Usage } from './usage';

/** What the objective h makes of an execution, and the review adds to it. */
export const Evaluation = z.object({
  /** The score, a finite number, or `null` where there is none. */
  score: z.number().nullable(),
  /** Standard error of a score measured outside; `null` where it is not known. */
  error: z.number().nonnegative().nullable().default(null),
  /** On which rows the score was measured, where that was told. */
  basis: Basis.optional(),
  /** What the script itself reports, where the score is measured outside. */
  reported: z.number().nullable().default(null),
  /** Whether the solution counts as a bug. Always true without a score. */
  bug: z.boolean(),
  /** Why it is a bug, in one line; empty for a good solution. */
  reason: z.string(),
  /** What was learned, for Σ: from the review, or from the traceback. */
  analysis: z.string(),
  /** Doubts that a person should see, such as a printed score that differs. */
  warnings: z.array(z.string()),
  /** What reviewing cost. */
  usage: Usage
});
export type Evaluation = z.infer<typeof Evaluation>;

/** One that says nothing yet. */
export const noEvaluation: Evaluation = {
  score: null,
  error: null,
  reported: null,
  bug: false,
  reason: '',
  analysis: '',
  warnings: [],
  usage: noUsage
};
