import { z } from 'zod';
import { Execution } from '../task/execution';

/**
 * One node of the solution tree T: a Python script, what happened when it ran,
 * and what its score was. Solutions are immutable values; a later event makes a
 * new one in its place.
 *
 * Every schema here is also the format of the run's journal, so a change of
 * meaning needs a new journal version.
 */

/**
 * Which move of the coding operator f wrote a solution; `blend` is the one that
 * no coder writes: the mean of what several solutions predict.
 */
export const Stage = z.enum(['draft', 'debug', 'improve', 'blend']);
export type Stage = z.infer<typeof Stage>;
/** A move that a coder writes. */
export type WrittenStage = Exclude<Stage, 'blend'>;

/**
 * Where a solution stands.
 *
 * - `writing`: the coder is at work, there is no code yet
 * - `waiting`: written, waiting for a free kernel
 * - `running`: its cells run in a kernel
 * - `reviewing`: it ran and its review is not there yet; a score read from the
 *   outputs already counts
 * - `good`: it has a score
 * - `buggy`: it failed, for the reason in its evaluation
 * - `cancelled`: a person, or the end of the run, ended it before it had a result
 */
export const SolutionState = z.enum([
  'writing',
  'waiting',
  'running',
  'reviewing',
  'good',
  'buggy',
  'cancelled'
]);
export type SolutionState = z.infer<typeof SolutionState>;

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

/** The id of the solution of a step. */
export function idOf(step: number): string {
  return String(step).padStart(4, '0');
}

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
  by: z.literal('person').optional()
});
export type Writing = z.infer<typeof Writing>;

/** A reply that came to nothing: refused, or broken off. */
export const UnusedReply = z.object({
  /** As far as it came. */
  text: z.string(),
  /** Why, in a sentence. */
  reason: z.string()
});
export type UnusedReply = z.infer<typeof UnusedReply>;

/** A person's wish for one solution. */
export const Asked = z.object({
  /** What is to be tried; empty where that is left to the coder. */
  hint: z.string()
});
export type Asked = z.infer<typeof Asked>;

/** What the objective h makes of an execution, and the review adds to it. */
export const Evaluation = z.object({
  /** The score, a finite number, or `null` where there is none. */
  score: z.number().nullable(),
  /** Standard error of a score measured outside; `null` where it is not known. */
  error: z.number().nonnegative().nullable().default(null),
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

/** A node of T. */
export const Solution = z.object({
  /** Unique in its run; the step as four or more digits, "0007". */
  id: z.string(),
  /** The how-many-th choice of π this is, from 1. */
  step: z.number().int().positive(),
  stage: Stage,
  /** The solution that this one mends or improves; `null` for a draft. */
  parent: z.string().nullable(),
  /** The solutions that a blend is made of, best first. */
  members: z.array(z.string()).optional(),
  /** Where a person asked for it, and not π. */
  asked: Asked.optional(),
  state: SolutionState,
  /** The replies for it that came to nothing, in their order. */
  unused: z.array(UnusedReply).optional(),
  writing: Writing.nullable(),
  execution: Execution.nullable(),
  evaluation: Evaluation.nullable()
});
export type Solution = z.infer<typeof Solution>;

/** Whether nothing more will happen to a solution by itself. */
export function isSettled(solution: Solution): boolean {
  return (
    solution.state === 'good' ||
    solution.state === 'buggy' ||
    solution.state === 'cancelled'
  );
}

/** Whether π did not choose a solution. */
export function isExtra({
  stage,
  asked
}: Pick<Solution, 'stage' | 'asked'>): boolean {
  return stage === 'blend' || asked !== undefined;
}
