import { z } from 'zod';
import { Evaluation } from '../task/evaluation';
import { Execution } from '../task/execution';
import { UnusedReply, Writing } from '../task/writing';

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

/** The id of the solution of a step. */
export function idOf(step: number): string {
  return String(step).padStart(4, '0');
}

/** A person's request for one solution. */
export const Asked = z.object({
  /** What is to be tried; empty where that is left to the coder. */
  hint: z.string()
});
export type Asked = z.infer<typeof Asked>;

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
  /** The share of each of them in it. */
  weights: z.array(z.number()).optional(),
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

/** Seconds that a solution's own run took; 0 where it did not run. */
export function secondsOf({ execution }: Pick<Solution, 'execution'>): number {
  return execution?.seconds ?? 0;
}

/** Whether π did not choose a solution. */
export function isExtra({
  stage,
  asked
}: Pick<Solution, 'stage' | 'asked'>): boolean {
  return stage === 'blend' || asked !== undefined;
}
