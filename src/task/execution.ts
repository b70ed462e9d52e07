import { z } from 'zod';

/**
 * What happens when a candidate runs, before anyone judges it. Every schema here is
 * also the format of the run's journal.
 */

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
  printed: z.string().nullable(),
  /** Whether Python opened any of the data; missing where nobody looked. */
  read: z.boolean().optional()
});
export type RawMetric = z.infer<typeof RawMetric>;

/** A score on some of the rows that the models did not learn from. */
export const OnRows = z.object({
  score: z.number(),
  /** Standard error; `null` where it is not known. */
  error: z.number().nonnegative().nullable(),
  rows: z.number().int()
});
export type OnRows = z.infer<typeof OnRows>;

/** What a score by predictions is made of. */
export const Basis = z.object({
  /** Rows whose answers no candidate has. */
  held: OnRows,
  /**
   * Rows of the given folds, each predicted by models fitted on others. `null` where the
   * candidate left nothing of that which is to be believed: its score is of the first alone.
   */
  folds: OnRows.nullable(),
  /** How much better it is than another one on the same rows; negative where it is worse. */
  lead: z
    .object({
      over: z.string(),
      gain: z.number(),
      /** Standard error; `null` where it is not known. */
      error: z.number().nonnegative().nullable()
    })
    .nullable(),
  /**
   * The score of each pass over these rows, with other folds and seeds each, that of the
   * first run before all; the score is their mean. Missing where there was but one.
   */
  passes: z.array(z.number()).optional()
});
export type Basis = z.infer<typeof Basis>;

/** Whether a solution is exactly as good as the one that it is compared with on every row. */
export function makesNoDifference({ lead }: Pick<Basis, 'lead'>): boolean {
  return lead?.gain === 0 && lead.error === 0;
}

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
  details: z.record(z.string(), z.unknown()).default({}),
  /** Where it goes by predictions: on which rows. Missing in runs that began before it was told. */
  basis: Basis.optional()
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
