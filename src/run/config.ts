import { z } from 'zod';
import { Direction } from '../search/task';

/** Which coder writes, as the person chose it. Never holds a key. */
export const CoderChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('recipes') }),
  z.object({
    kind: z.literal('openai'),
    /** The model's id at the endpoint that the server is configured with. */
    model: z.string().min(1),
    temperature: z.number().min(0).max(2).nullable().default(null)
  })
]);
export type CoderChoice = z.infer<typeof CoderChoice>;

/**
 * Everything that a run was asked to do, as written into its folder. Paths are
 * relative to the Jupyter server's root, with `/`.
 */
export const RunConfig = z.object({
  goal: z.string().trim().min(1),
  /** The data folder. */
  data: z.string(),
  /** The notebook that the run belongs to; `null` for one from the terminal. */
  notebook: z.string().nullable().default(null),
  /** The declared metric; empty where the coder is to choose. */
  metric: z.string().default(''),
  /** `null`: settled with the first good solution. */
  direction: Direction.nullable().default(null),
  coder: CoderChoice,
  /** The kernelspec that candidates run in. */
  kernel: z.string().default('python3'),
  /** How many solutions π may choose. */
  steps: z.number().int().min(1).max(10000).default(20),
  /** Solutions under way at once; 1 is AIDE's own sequence. */
  slots: z.number().int().min(1).max(64).default(2),
  /** Kernels that run candidates at once. */
  kernels: z.number().int().min(1).max(64).default(1),
  /** Seconds that a candidate may run. */
  timeLimit: z.number().min(1).max(604800).default(600),
  /** Seconds that the whole run may take; `null` for no limit. */
  timeBudget: z.number().positive().nullable().default(null),
  /** MiB that a candidate may allocate; `null` for no limit. */
  memoryLimit: z.number().positive().nullable().default(null),
  /** Seed of everything that is drawn. */
  seed: z.number().int().default(0),
  /** Drafts before π improves. */
  drafts: z.number().int().min(1).max(1000).default(5),
  /** Probability that π mends a bug, where there is one, before it improves. */
  debugProbability: z.number().min(0).max(1).default(0.5),
  /** The longest chain of repairs. */
  debugDepth: z.number().int().min(0).max(100).default(3),
  /** Tokens that a whole prompt may take. */
  promptTokens: z.number().int().min(1000).default(12000),
  /** Ask the model for a review of failed nodes too, as AIDE does. */
  reviewFailures: z.boolean().default(false)
});
export type RunConfig = z.infer<typeof RunConfig>;
/** A run's configuration as a form or a command line gives it: defaults left out. */
export type RunRequest = z.input<typeof RunConfig>;
