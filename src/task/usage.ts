import { z } from 'zod';

/** What model calls cost. All zero for a coder that calls no model. */
export const Usage = z.object({
  /** Model calls made, retries included. */
  calls: z.number().int().nonnegative(),
  /** Prompt tokens, cached ones included. */
  tokensIn: z.number().nonnegative(),
  /** Completion tokens. */
  tokensOut: z.number().nonnegative(),
  /** Prompt tokens that the endpoint read from its prefix cache. */
  tokensCached: z.number().nonnegative(),
  /** Whether some of it is an estimate, where the endpoint did not tell. */
  estimated: z.literal(true).optional()
});
export type Usage = z.infer<typeof Usage>;

/** The usage of no call at all. */
export const noUsage: Usage = {
  calls: 0,
  tokensIn: 0,
  tokensOut: 0,
  tokensCached: 0
};

/** The sum of two usages. */
export function addUsage(a: Usage, b: Usage): Usage {
  return {
    calls: a.calls + b.calls,
    tokensIn: a.tokensIn + b.tokensIn,
    tokensOut: a.tokensOut + b.tokensOut,
    tokensCached: a.tokensCached + b.tokensCached,
    ...((a.estimated || b.estimated) && { estimated: true })
  };
}
