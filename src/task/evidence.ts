import { z } from 'zod';

/** What a solution predicted for rows that it was not trained on, beside the answers. */

const Number = z.number().nullable();
/** Points of a picture, each x and y. */
const Points = z.array(z.tuple([Number, Number]));
/** Points of a picture, each x and y. */
export type Points = z.infer<typeof Points>;

/** Of numbers: predicted against true, and what errors depend on. */
const OfNumbers = z.object({
  /** The truth, and what was predicted. */
  points: Points,
  /** By the size of the truth: from, to, rows, mean of the errors, their spread. */
  tenths: z.array(z.tuple([Number, Number, z.number(), Number, Number])),
  /** Predicted less true, against the features that the truth depends on most. */
  residuals: z.array(z.object({ name: z.string(), points: Points }))
});
/** Of numbers: predicted against true, and what errors depend on. */
export type OfNumbers = z.infer<typeof OfNumbers>;

/** Of classes: which is taken for which. */
const OfClasses = z.object({
  /** Those that are shown, the others being `leftOut`. */
  names: z.array(z.string()),
  leftOut: z.number(),
  /** Rows by the true class, and in it by the predicted one. */
  confusion: z.array(z.array(z.number())),
  /** For each class its rows, precision, recall and F1. */
  figures: z.array(z.tuple([Number, Number, Number, Number])),
  /** Where chances were predicted: a class against the others. */
  curves: z.array(
    z.object({
      name: z.string(),
      /** Area under the ROC curve. */
      area: Number,
      /** Average precision. */
      precision: Number,
      /** True positives by false ones. */
      roc: Points,
      /** Precision by recall. */
      recalled: Points,
      /** The chance that was said, the share that came, and rows. */
      calibration: z.array(z.tuple([Number, Number, z.number()]))
    })
  )
});
/** Of classes: which is taken for which. */
export type OfClasses = z.infer<typeof OfClasses>;

/** The evidence for one column that is predicted. */
export const TargetEvidence = z.object({
  name: z.string(),
  wants: z.enum(['values', 'labels', 'chances', 'ranking']),
  numbers: OfNumbers.nullable(),
  classes: OfClasses.nullable(),
  /**
   * The mean loss of a row: how far off a number is, whether a label is wrong, one less the
   * chance of the true class, or one less its place's share.
   */
  loss: Number,
  /** That in slices: column, value, rows, mean loss, its standard error. */
  slices: z.array(
    z.tuple([z.string(), z.string(), z.number(), Number, Number])
  ),
  worst: z.object({
    /** The column that names the rows; `null` where none does. */
    named: z.string().nullable(),
    /** Columns beside the name, the truth, what was predicted and how far off that is. */
    columns: z.array(z.string()),
    rows: z.array(z.array(z.string()))
  })
});
export type TargetEvidence = z.infer<typeof TargetEvidence>;

/** All of it. */
export const Evidence = z.object({
  /** Why there is none; empty where there is. */
  problem: z.string(),
  rows: z.number(),
  /** So many of them were held out; of the others its own folds predicted each. */
  held: z.number(),
  targets: z.array(TargetEvidence)
});
export type Evidence = z.infer<typeof Evidence>;

/** How much worse a solution is with a column's values shuffled. */
export const Importance = z.object({
  /** Why that is not known; empty where it is. */
  problem: z.string(),
  /** Rows that it was measured on. */
  rows: z.number(),
  /** How many columns there are, of which some were measured. */
  of: z.number(),
  /** Column, by how much the metric gets worse, and the error of that; the largest first. */
  columns: z.array(z.tuple([z.string(), Number, Number]))
});
export type Importance = z.infer<typeof Importance>;
