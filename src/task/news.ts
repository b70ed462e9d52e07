import { z } from 'zod';
import { Split } from './objectiveKinds';

/**
 * What a run tells of itself, as a code with its values: whoever shows it has the words.
 *
 * - `kernel`: a kernel is started · `reading`: the data are read · `verifying`: leaders
 *   run again, `done` of `all` times · `fitting`: the best is fitted on all rows
 * - `pausing`: what is under way goes on to its end · `stopping`: it is interrupted
 * - `paused`, `stopped`, `unbegun`: as a person wanted, the last before anything began
 * - `steps`, `time`: that budget is spent · `done`: there was nothing left to do
 * - `verified`: whether a verification could pick a leader
 * - `probe`: a solution's scores on rows drawn at random and on others, which differ much
 * - `text`: a sentence that was made elsewhere, such as an error's
 */
export const News = z.discriminatedUnion('code', [
  z.object({
    code: z.enum([
      'kernel',
      'fitting',
      'pausing',
      'stopping',
      'paused',
      'stopped',
      'unbegun',
      'done'
    ])
  }),
  z.object({ code: z.literal('reading'), data: z.string() }),
  z.object({
    code: z.literal('verifying'),
    done: z.number(),
    all: z.number()
  }),
  z.object({ code: z.literal('steps'), steps: z.number() }),
  z.object({ code: z.literal('time'), seconds: z.number() }),
  z.object({ code: z.literal('verified'), hasPick: z.boolean() }),
  z.object({
    code: z.literal('probe'),
    id: z.string(),
    by: Split,
    random: z.number(),
    divided: z.number()
  }),
  z.object({ code: z.literal('text'), text: z.string() })
]);
export type News = z.infer<typeof News>;
