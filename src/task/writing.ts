import { z } from 'zod';
import { Usage } from './usage';

/** What a coder wrote: a plan in prose and a whole script. */
export const Writing = z.object({
  /** What is tried, in a few words: "ridge on log price". */
  title: z.string(),
  /** The plan, a few sentences. */
  plan: z.string(),
  /** The whole Python script, in cells divided by `# %%` lines. */
  code: z.string(),
  usage: Usage,
  /** Where a person wrote it, and no coder. */
  by: z.literal('person').optional(),
  /**
   * Its script goes by the clock, as one in which a library searches for so many seconds:
   * it is never the best. What it found is written out in other solutions.
   */
  byClock: z.literal(true).optional()
});
export type Writing = z.infer<typeof Writing>;

/** A coder answered with nothing that can run, as often as it was asked. */
export class UnusableReply extends Error {
  /**
   * @param message - why, in a sentence.
   * @param reply - what came back last, for the record.
   * @param usage - what was paid all the same.
   */
  constructor(
    message: string,
    readonly reply: string,
    readonly usage: Usage
  ) {
    super(message);
    this.name = 'UnusableReply';
  }
}

/** A reply that came to nothing: refused, or broken off. */
export const UnusedReply = z.object({
  /** As far as it came. */
  text: z.string(),
  /** Why, in a sentence. */
  reason: z.string()
});
export type UnusedReply = z.infer<typeof UnusedReply>;
