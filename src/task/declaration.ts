import { z } from 'zod';
import { Dialect } from './data';
import { Split } from './objectiveKinds';
import { SubmissionForm } from './submission';

/**
 * The task declaration: what is predicted, for which rows, by which metric and divided
 * how. Read once from goal and data, or handed in; everything else goes by it.
 */

/** What kind of value is predicted. */
export const TargetKind = z.enum(['regression', 'binary', 'multiclass']);
export type TargetKind = z.infer<typeof TargetKind>;

/** How sure an entry is: nothing speaks against it, one way of several, or two sources differ. */
export const Sureness = z.enum(['sure', 'guess', 'contradicted']);
export type Sureness = z.infer<typeof Sureness>;

/** Where an entry comes from. */
export const Source = z.object({
  /** For people: "from the goal: “Log loss”", "test.csv lacks it", "a guess". */
  from: z.string(),
  sure: Sureness.default('sure'),
  /** What else it may be, most likely first, as the entry's option takes it. */
  others: z.array(z.string()).default([])
});
export type Source = z.infer<typeof Source>;

/** Entries that have a source of their own. */
export const Entry = z.enum([
  'targets',
  'kind',
  'positive',
  'metric',
  'rows',
  'submission',
  'split',
  'idColumns',
  'sample'
]);
export type Entry = z.infer<typeof Entry>;

/** A metric as it is asked for. */
export const DeclaredMetric = z.object({
  /** For people: "RMSE", "MAP@k". */
  name: z.string().trim().min(1),
  /** `null`: settled with the first good solution. */
  direction: z.enum(['minimize', 'maximize']).nullable().default(null),
  /** What the name leaves open: `{k: 3}`, `{quantile: 0.9}`. */
  parameters: z
    .record(z.string(), z.union([z.number(), z.string()]))
    .default({})
});
export type DeclaredMetric = z.infer<typeof DeclaredMetric>;

/** What is in a submission's cells. */
export const SubmissionKind = z.enum([
  /** Numbers. */
  'values',
  /** The class itself. */
  'labels',
  /** How likely the positive class is. */
  'chance',
  /** A column for each class, each a chance. */
  'class columns',
  /** Several classes in one cell, the likeliest first. */
  'ranked labels'
]);
export type SubmissionKind = z.infer<typeof SubmissionKind>;

/** The form in which predictions are handed in. */
export const Submission = z.object({
  /** The sample that it follows, from the data folder; `null` where there is none. */
  file: z.string().nullable().default(null),
  /** Its columns in their order, and what stands in each. */
  columns: SubmissionForm,
  kind: SubmissionKind
});
export type Submission = z.infer<typeof Submission>;

/** A table, which part it plays, and how it is written. */
export const DeclaredFile = z.object({
  /** From the data folder. */
  path: z.string(),
  part: z.enum(['train', 'test', 'sample']),
  /** How it is written; `null` where that was not settled. */
  dialect: Dialect.nullable().default(null),
  /** What is odd about that: "read as latin-1". */
  notes: z.array(z.string()).default([])
});
export type DeclaredFile = z.infer<typeof DeclaredFile>;

/** Rows of the table with the answers that stand for all of it, drawn once. */
export const Sample = z.object({
  /** So many at most. */
  rows: z.number().int().positive(),
  /** Of how many; `null` where nobody said. */
  of: z.number().int().nullable().default(null),
  /** Whether that is an estimate. */
  isEstimate: z.boolean().default(false)
});
export type Sample = z.infer<typeof Sample>;

/** A column that nothing is learned from, and why. */
export const LeftOut = z.object({ column: z.string(), why: z.string() });
export type LeftOut = z.infer<typeof LeftOut>;

const entries = {
  /** Columns to be predicted; usually one. */
  targets: z.array(z.string().min(1)).min(1),
  /** `null`: as the values say. */
  kind: TargetKind.nullable(),
  /** The classes in the order in which they are scored; empty for numbers, or where unknown. */
  classes: z.array(z.string()),
  /** Of two classes the one whose chance is predicted. */
  positive: z.string().nullable(),
  /**
   * Labels that are written in several ways, which differ in case or in blanks around them:
   * one class each, in the form that is handed in. Those that are not named stand for
   * classes of their own.
   */
  spellings: z.array(z.string()),
  /** `null`: the coder chooses. */
  metric: DeclaredMetric.nullable(),
  /** The table whose rows are to be predicted, from the data folder; `null` where there is none. */
  rows: z.string().nullable(),
  submission: Submission.nullable(),
  /** `null`: as whoever writes sees fit. */
  split: Split.nullable(),
  /** Columns that name each row. */
  idColumns: z.array(z.string()),
  /** What several rows belong to, and what orders rows, whether or not they are divided by it. */
  groups: z.array(z.string()),
  time: z.string().nullable(),
  files: z.array(DeclaredFile),
  /** `null`: all rows. */
  sample: Sample.nullable(),
  leftOut: z.array(LeftOut),
  /** What is odd and was handled, in sentences. */
  notes: z.array(z.string()),
  /** Where each entry comes from; one without is as declared. */
  sources: z.partialRecord(Entry, Source)
};

/** The whole declaration. */
export const TaskDeclaration = z.object({
  ...entries,
  kind: entries.kind.default(null),
  classes: entries.classes.default([]),
  positive: entries.positive.default(null),
  spellings: entries.spellings.default([]),
  metric: entries.metric.default(null),
  rows: entries.rows.default(null),
  submission: entries.submission.default(null),
  split: entries.split.default(null),
  idColumns: entries.idColumns.default([]),
  groups: entries.groups.default([]),
  time: entries.time.default(null),
  files: entries.files.default([]),
  sample: entries.sample.default(null),
  leftOut: entries.leftOut.default([]),
  notes: entries.notes.default([]),
  sources: entries.sources.default({})
});
export type TaskDeclaration = z.infer<typeof TaskDeclaration>;

/** What a person or a program declares: whatever is left out is read from goal and data. */
export const GivenTask = z.strictObject(entries).partial();
export type GivenTask = z.infer<typeof GivenTask>;

/** Where an entry comes from; what says nothing of it was declared by a person. */
export function sourceOf(task: TaskDeclaration, entry: Entry): Source {
  return (
    task.sources[entry] ?? { from: 'as declared', sure: 'sure', others: [] }
  );
}

/** The columns that name the rows, where a person said so. */
export function declaredIds(
  task: TaskDeclaration | null | undefined
): string[] | undefined {
  return task &&
    task.idColumns.length > 0 &&
    sourceOf(task, 'idColumns').from === 'as declared'
    ? task.idColumns
    : undefined;
}

/** Whether a table is the rows to predict of the one with the answers. */
export function liesWithin(file: { dialect?: Dialect | null } | null): boolean {
  return (file?.dialect?.lacks.length ?? 0) > 0;
}

/** A task that a cell of the person's own scores: what it measures is no metric of the tables. */
export function scoredByCell(task: TaskDeclaration): TaskDeclaration {
  return { ...task, metric: null };
}
