import { z } from 'zod';
import { Dialect } from './data';
import { SubmissionForm } from './submission';

/**
 * The objective h as it is declared for a run: who says how good a candidate
 * is, and on what. Declared once, the same for every node.
 */

/** Rows that a person set aside: those that have the value in the column. */
export const FinalRows = z.object({ column: z.string(), value: z.string() });
export type FinalRows = z.infer<typeof FinalRows>;

/** What only the pick is scored on; none: as the others, by share. */
const final = FinalRows.optional();

/** How rows are dealt out to the parts of a hold-out. */
export const Split = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('random'), final }),
  /** Each class keeps its share in every part. */
  z.object({ kind: z.literal('stratified'), final }),
  /** Rows with the same value in the column stay together. */
  z.object({ kind: z.literal('group'), column: z.string(), final }),
  /** Trained on what came first, scored on what came next, picked on the last. */
  z.object({ kind: z.literal('time'), column: z.string(), final })
]);
export type Split = z.infer<typeof Split>;

/** AIDE's way: the script's own `validation_metric` is believed. */
export const Reported = z.object({ kind: z.literal('reported') });
export type Reported = z.infer<typeof Reported>;

/** A cell of the person's own that runs after the candidate. */
export const CellObjective = z.object({
  kind: z.literal('cell'),
  /** Its last expression is the score: a number, or a dict with `score`. */
  code: z.string().min(1),
  /** In a fresh kernel that sees only the files that the candidate left. */
  fresh: z.boolean().default(false)
});
export type CellObjective = z.infer<typeof CellObjective>;

/** Rows that candidates never see the answers of, scored outside of them. */
export const Holdout = z.object({
  kind: z.literal('holdout'),
  /** The table with the answers, relative to the data folder. */
  table: z.string().min(1),
  /** The column that is predicted. */
  target: z.string().min(1),
  /** All columns that are predicted, where they are several; scored by the mean over them. */
  targets: z.array(z.string().min(1)).default([]),
  /** What is handed in, as a sample submission shows it; `null`: in the usual form. */
  form: SubmissionForm.nullable().default(null),
  /** The tables and how each is written; none: found by their names. */
  files: z
    .array(
      z.object({
        path: z.string(),
        part: z.enum(['train', 'test', 'sample', 'answers']),
        dialect: Dialect
      })
    )
    .default([]),
  /** The column that names each row; `null` where there is none. */
  id: z.string().nullable().default(null),
  /** Of two classes the one that counts; none: the one that says yes, else the rarer one. */
  positive: z.string().nullish(),
  /** Labels that are written in several ways, each in the form that is handed in. */
  spellings: z.array(z.string()).optional(),
  /** As the scorer knows it: `rmse`, `log_loss`, `roc_auc` and so on. */
  metric: z.string().min(1),
  split: Split,
  /**
   * Whether each part of a division by class gets some rows of each that has enough, and a
   * class of one row is learned from alone. Runs that began before have none such.
   */
  everyClass: z.boolean().optional(),
  /**
   * Whether rows that are nearly the same stay together, as those that are the same do. Runs
   * that began before have none such.
   */
  nearTogether: z.boolean().optional(),
  /**
   * Whether rows that are the same by chance, as few different ones are possible, are divided
   * like any others. In runs that began before, all that are the same stay together.
   */
  chanceApart: z.boolean().optional(),
  /** Share of the rows that the search scores on. */
  search: z.number().positive().max(0.4).default(0.1),
  /** Share of the rows that only the final pick sees. */
  final: z.number().positive().max(0.4).default(0.1),
  /**
   * Of runs that began before scripts were given folds, where data are few: so many folds of
   * what is not the final part take turns, each scored by what is fitted on the others.
   * `null` for one part.
   */
  folds: z.number().int().min(2).max(20).nullable().default(null),
  /**
   * Files that candidates get whatever they may hold, relative to the data
   * folder: names, folders, or patterns such as `*.pkl`.
   */
  give: z.array(z.string().min(1)).default([]),
  seed: z.number().int().default(0)
});
export type Holdout = z.infer<typeof Holdout>;

/** The files to give that a text names, with commas between. */
export function filesToGive(text: string): string[] {
  return text
    .split(',')
    .map(name => name.trim().replace(/^\.\//, ''))
    .filter(name => name !== '');
}

/** Which objective a run has. */
export const Objective = z.discriminatedUnion('kind', [
  Reported,
  CellObjective,
  Holdout
]);
export type Objective = z.infer<typeof Objective>;

/** The name of a kind of objective. */
export const ObjectiveKind = z.literal(
  Objective.options.map(({ shape }) => shape.kind.value)
);
export type ObjectiveKind = z.infer<typeof ObjectiveKind>;

/** What follows from the kind of an objective alone. */
export interface IKindFacts {
  /** Whether the script's own `validation_metric` is the score. */
  isOwnWord: boolean;
  /** Whether a script is scored by the predictions that it leaves. */
  isOfPredictions: boolean;
  /** Whether scores are of the goal's metric, on the tables of the data. */
  isOfMetric: boolean;
  /** Whether what is measured may be time: then nothing runs beside it. */
  isTimed: boolean;
}

const FACTS: Record<ObjectiveKind, IKindFacts> = {
  reported: {
    isOwnWord: true,
    isOfPredictions: false,
    isOfMetric: true,
    isTimed: false
  },
  cell: {
    isOwnWord: false,
    isOfPredictions: false,
    isOfMetric: false,
    isTimed: true
  },
  holdout: {
    isOwnWord: false,
    isOfPredictions: true,
    isOfMetric: true,
    isTimed: false
  }
};

/** What follows from the kind of an objective alone. */
export function kindFacts({ kind }: { kind: ObjectiveKind }): IKindFacts {
  return FACTS[kind];
}

/** How the rows are dealt out; `null` where an objective does not do that. */
export function splitOf(objective: Objective): Split | null {
  return 'split' in objective ? objective.split : null;
}

/** What a run without a word on it has. */
export const reported: Objective = { kind: 'reported' };
