import { z } from 'zod';
import type { Usage } from './usage';

/** A name, whatever a model writes for none. */
const name = z
  .preprocess(
    value =>
      typeof value === 'string' && /^\s*(?:null|none|n\/a)?\s*$/i.test(value)
        ? null
        : value,
    z
      .union([z.string(), z.union([z.number(), z.boolean()]).transform(String)])
      .nullable()
  )
  .default(null);

/**
 * How a model reads a task, read with good will. It is advice: whoever takes it checks
 * it against the data.
 */
export const Advice = z.object({
  /** Columns to be predicted; empty where it finds none. */
  targets: z.preprocess(
    value => (typeof value === 'string' ? [value] : (value ?? [])),
    z.array(z.string())
  ),
  /** The metric that the goal names; `null` where it names none. */
  metric: name,
  /** Of two classes the one that counts as the positive one. */
  positive: name,
  /** The column that has to keep rows together, or that orders them. */
  split: z
    .object({ kind: z.enum(['group', 'time']), column: z.string().min(1) })
    .nullable()
    .catch(null)
    .default(null)
});
export type Advice = z.infer<typeof Advice>;

/** What came of asking a model for advice. */
export interface IAdvised {
  /** `null` where nothing came that can be read. */
  advice: Advice | null;
  /** Why nothing came, a sentence; empty where something did. */
  problem: string;
  usage: Usage;
}
