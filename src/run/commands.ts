import { z } from 'zod';
import { RunConfig } from './config';

/** A solution's id. */
const Id = z.string().min(1).max(64);
/** What a person wrote to be heard by whoever writes; it goes into prompts. */
const Hint = z.string().max(16_000);

/** What a person asks for beside what π chooses. */
export const UserRequest = z.object({
  /** The solution that it is made on; `null` for a draft. */
  parent: Id.nullable(),
  /** What is to be tried, in words; empty to leave it to the coder. */
  hint: Hint,
  /** The script, where the person wrote it. */
  code: z.string().max(200_000).nullable()
});
export type UserRequest = z.infer<typeof UserRequest>;

/** The budget of a run, or a part of it. */
export const Budget = z.object({
  steps: RunConfig.shape.steps.unwrap().optional(),
  timeBudget: RunConfig.shape.timeBudget.unwrap().optional()
});
export type Budget = z.infer<typeof Budget>;

/**
 * What a run can be told to do, by a person here or by one who watches it elsewhere.
 * The server checks what comes in by the same schema: `npm run build:python` writes it
 * to `jupyterlab_aide/live/commands.json`.
 */
export const RunCommand = z.discriminatedUnion('do', [
  /** Begin nothing new, let what is under way finish. */
  z.object({ do: z.literal('pause') }),
  /** Go on. */
  z.object({ do: z.literal('resume') }),
  /** Interrupt what is under way and come to rest. */
  z.object({ do: z.literal('stop') }),
  /** Try now what waits for its next try. */
  z.object({ do: z.literal('retry') }),
  /** Cancel one solution under way. */
  z.object({ do: z.literal('cancel'), id: Id }),
  /** Change the budget, for when it goes on; one of the two at least. */
  z
    .object({ do: z.literal('extend'), ...Budget.shape })
    .meta({ minProperties: 2 }),
  /** Give whoever writes a hint, for every solution from now on. */
  z.object({ do: z.literal('hint'), text: Hint }),
  /**
   * Put in a solution that a person asks for, beside those of the budget. A run that
   * works makes it next; one at rest when it goes on.
   */
  z.object({ do: z.literal('ask'), ...UserRequest.shape }),
  /** Have π build no more on a solution and on what came of it, or again. */
  z.object({ do: z.literal('close'), id: Id, closed: z.boolean() })
]);
export type RunCommand = z.infer<typeof RunCommand>;

/** A command that changes the tree. */
export type Decision = Extract<RunCommand, { do: 'hint' | 'ask' | 'close' }>;
