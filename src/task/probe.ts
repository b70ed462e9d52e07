import { z } from 'zod';
import { Split } from './objectiveKinds';
import { gain } from './scores';
import type { Direction } from './task';

/**
 * A finished draft, run once more on rows divided by what they may belong to, beside its
 * score on rows drawn at random.
 */
export const Probe = z.object({
  /** The solution that ran. */
  id: z.string(),
  /** How the rows were divided. */
  by: Split,
  /** Its scores and their standard errors; `null` where it has none. */
  random: z.object({ score: z.number(), error: z.number().nullable() }),
  divided: z
    .object({ score: z.number(), error: z.number().nullable() })
    .nullable(),
  /** Why it has no score so, as a sentence; empty where it has one. */
  problem: z.string(),
  /** Wall time. */
  seconds: z.number().nonnegative()
});
export type Probe = z.infer<typeof Probe>;

/** Standard errors by which scores differ at least, */
const ERRORS = 3;
/** and the share of the error on divided rows. */
const SHARE = 0.1;
/** The same where no standard error is known. */
const SHARE_UNKNOWN = 0.2;

/** Whether a solution is far better on rows drawn at random than on others. */
export function isTooKind(
  { random, divided }: Probe,
  direction: Direction
): boolean {
  if (divided === null) {
    return false;
  }
  const ahead = gain(divided.score, random.score, direction);
  // Scores of which higher is better have 1 as their best.
  const error = Math.abs(
    direction === 'minimize' ? divided.score : 1 - divided.score
  );
  const isKnown = random.error !== null && divided.error !== null;
  const noise = isKnown ? Math.hypot(random.error!, divided.error!) : 0;
  return (
    ahead > ERRORS * noise && ahead > (isKnown ? SHARE : SHARE_UNKNOWN) * error
  );
}
