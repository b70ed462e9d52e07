import { z } from 'zod';

/** A column of what is handed in, and what stands in it. */
export const SubmissionColumn = z.discriminatedUnion('holds', [
  /** The name of the row. */
  z.object({
    holds: z.literal('id'),
    name: z.string(),
    /**
     * The column of the test table that holds it, where that has another name there or the
     * training table has none.
     */
    of: z.string().optional(),
    /** Whether the file has no name for it: readers call it by its place, “Unnamed: 0”. */
    nameless: z.literal(true).optional()
  }),
  /** A value or a class; of two classes it may be the chance of the positive one. */
  z.object({
    holds: z.literal('prediction'),
    name: z.string(),
    target: z.string(),
    /** Where the sample writes the classes in another way: its word for each of them. */
    as: z.record(z.string(), z.string()).optional(),
    /** Whether it is rounded, since whole numbers are asked for. */
    whole: z.literal(true).optional()
  }),
  /** The chance of one class. */
  z.object({
    holds: z.literal('chance'),
    name: z.string(),
    target: z.string(),
    of: z.string()
  }),
  /** Several classes in one cell, the likeliest first; or one of them in each column. */
  z.object({
    holds: z.literal('ranking'),
    name: z.string(),
    target: z.string(),
    /** What stands between two of them. */
    separator: z.string(),
    /** The one class that stands there: 1 for the likeliest, 2 for the next. */
    place: z.number().int().optional()
  })
]);
export type SubmissionColumn = z.infer<typeof SubmissionColumn>;

/** The form in which predictions are handed in: its columns in their order. */
export const SubmissionForm = z.array(SubmissionColumn);
export type SubmissionForm = z.infer<typeof SubmissionForm>;
