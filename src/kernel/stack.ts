import { z } from 'zod';

/** How predictions become one: their mean, the mean of their ranks, or a vote. */
export const BlendHow = z.enum(['mean', 'rank', 'vote']);
export type BlendHow = z.infer<typeof BlendHow>;

/** A blend that was chosen with replacement. */
export const Stack = z.object({
  how: BlendHow,
  /** Candidates, best first. */
  members: z.array(z.string()),
  /** How often each of them was taken: shares of their sum are weights. */
  counts: z.array(z.number().int().positive()),
  /** By how much it is better than its best member, on rows that chose neither. */
  lead: z.number(),
  /** Standard error of that; `null` where it cannot be told. */
  error: z.number().nonnegative().nullable()
});
export type Stack = z.infer<typeof Stack>;
