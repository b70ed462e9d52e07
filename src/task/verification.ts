import { z } from 'zod';
import { ObjectiveKind } from './objectiveKinds';

/**
 * The evidence for the best: the leading few of a search, run again and scored anew.
 */

/** A score of a solution that was run again, or of other rows than the search scored. */
export const FreshScore = z.object({
  /**
   * What it was measured on. Scores of the same name are of the same rows:
   * "final" for the part of a hold-out that is kept for the pick, which the search never
   * saw; "fold 1" for rows that this run was not trained on; "pass 1" for those and all
   * that it predicted fold by fold, which are the rows of the search; "run 1" for a mere
   * repetition.
   */
  on: z.string(),
  score: z.number(),
  /** Standard error; `null` where it is not known. */
  error: z.number().nonnegative().nullable()
});
export type FreshScore = z.infer<typeof FreshScore>;

/** Whether scores of a name are of all rows but those that are kept for the pick. */
export function isPass(name: string): boolean {
  return name.startsWith('pass ');
}

/** One run of a leader for the verification, or before that, to tell the leaders apart. */
export const Rerun = z.object({
  /** The solution that ran. */
  id: z.string(),
  /** 0: the run of the search, scored on other rows. From 1: once more. */
  run: z.number().int().nonnegative(),
  scores: z.array(FreshScore),
  /** Why there is no score, as a sentence; empty where there is one. */
  problem: z.string(),
  /** Wall time. */
  seconds: z.number().nonnegative()
});
export type Rerun = z.infer<typeof Rerun>;

/** A verification, as far as it has come. */
export const Verification = z.object({
  /** The kind of the run's objective: what the evidence proves depends on it. */
  kind: ObjectiveKind,
  /** The solutions that are compared, most promising first. */
  leaders: z.array(z.string()).min(1),
  /** Runs beyond the search's own that each of them is to have. */
  runs: z.number().int().min(1),
  reruns: z.array(Rerun),
  /** Whether nothing more is to come. */
  isDone: z.boolean(),
  /** The solution that the evidence speaks for; `null` before it is known. */
  pick: z.string().nullable()
});
export type Verification = z.infer<typeof Verification>;
