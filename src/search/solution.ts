import { z } from 'zod';

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
  tokensCached: z.number().nonnegative()
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
    tokensCached: a.tokensCached + b.tokensCached
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

/** A person's wish for one solution. */
export const Asked = z.object({
  /** What is to be tried; empty where that is left to the coder. */
  hint: z.string()
});
export type Asked = z.infer<typeof Asked>;

/** An output of a cell, in nbformat 4 (`output_type` and what belongs to it). */
export const CellOutput = z.looseObject({ output_type: z.string() });
export type CellOutput = z.infer<typeof CellOutput>;

/** One cell of a candidate after its run. */
export const ExecutedCell = z.object({
  source: z.string(),
  /** Wall time in seconds; `null` where the cell was not reached. */
  seconds: z.number().nullable(),
  outputs: z.array(CellOutput)
});
export type ExecutedCell = z.infer<typeof ExecutedCell>;

/**
 * How a run of a candidate ended.
 *
 * - `ok`: every cell ran to its end
 * - `error`: a cell raised, see `error`
 * - `timeout`: the time limit was reached
 * - `died`: the kernel's process went away (out of memory, `os._exit`, a crash)
 * - `interrupted`: it was cancelled or stopped
 */
export const ExecutionStatus = z.enum([
  'ok',
  'error',
  'timeout',
  'died',
  'interrupted'
]);
export type ExecutionStatus = z.infer<typeof ExecutionStatus>;

/** The score as the candidate left it, before anyone interprets it. */
export const RawMetric = z.object({
  /** `repr()` of the variable `validation_metric`; `null` where it is not defined. */
  variable: z.string().nullable(),
  /** What follows the last printed `validation_metric:`; `null` where nothing was. */
  printed: z.string().nullable()
});
export type RawMetric = z.infer<typeof RawMetric>;

/** What an objective outside the candidate made of what it left. */
export const Measurement = z.object({
  /** A finite number, or `null` where the objective rejects the candidate. */
  score: z.number().nullable(),
  /** Standard error of the score; `null` where it is not known. */
  error: z.number().nonnegative().nullable().default(null),
  /** Why it is rejected, in one sentence; empty where there is a score. */
  problem: z.string().default(''),
  /** Doubts, each a sentence. */
  warnings: z.array(z.string()).default([]),
  /** Whatever else the objective found worth keeping. */
  details: z.record(z.string(), z.unknown()).default({})
});
export type Measurement = z.infer<typeof Measurement>;

/** What happened when a candidate ran. */
export const Execution = z.object({
  status: ExecutionStatus,
  /** Wall time in seconds from the first cell to the last. */
  seconds: z.number().nonnegative(),
  /**
   * One sentence for a person where the run did not end well: "KeyError:
   * 'price' in cell 2", "ran longer than its 600 s". Empty where it is `ok`.
   */
  reason: z.string(),
  /** The exception, where a cell raised one. `cell` counts from 1. */
  error: z
    .object({
      name: z.string(),
      message: z.string(),
      cell: z.number().int().positive(),
      /** Without ANSI codes. */
      traceback: z.string()
    })
    .nullable(),
  metric: RawMetric,
  /**
   * The score by an objective outside the candidate; `null` where the candidate
   * measures itself, or did not run to its end.
   */
  measured: Measurement.nullable().default(null),
  /** The trial on a sample of the data that came before, where there was one. */
  smoke: z
    .object({
      /** Rows of the largest table in the sample, and in all. */
      rows: z.number(),
      of: z.number(),
      /** Wall time. */
      seconds: z.number(),
      /** Whether the full run followed; otherwise this is all that ran. */
      passed: z.boolean()
    })
    .optional(),
  /** Everything printed, as text without ANSI codes, capped at head and tail. */
  output: z.string(),
  /** Every cell with its outputs, capped; kept apart from the journal's lines. */
  cells: z.array(ExecutedCell)
});
export type Execution = z.infer<typeof Execution>;

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
