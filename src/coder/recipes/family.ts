import type { Kind } from './metric';

/** Hyper-parameters by their scikit-learn (or other library's) names. */
export type Settings = Record<string, string | number | boolean | null>;

/** The families of models that a recipe can use. */
export const familyNames = [
  'linear',
  'lasso',
  'boosting',
  'forest',
  'extra trees',
  'neighbours',
  'svm',
  'mlp',
  'discriminant',
  'lightgbm',
  'xgboost',
  'catboost'
] as const;
/** One of `familyNames`. */
export type FamilyName = (typeof familyNames)[number];

/** What the recipes know about a family of models. */
export interface IFamily {
  /** In a title: "ridge", "gradient boosting". */
  title: Record<Kind, string>;
  /** The estimator's class. */
  estimator: Record<Kind, string>;
  /** The package it needs beside scikit-learn, as imported. */
  needs?: string;
  /** What is always set. */
  fixed: Record<'regression' | 'classes', Settings>;
  /**
   * What can be tuned: each ladder is a list of rungs, from the simplest model to
   * the most flexible one. `start` is the rung that a draft begins on.
   */
  ladders: readonly ILadder[];
  /** Wants numbers without gaps and on one scale; trees need neither. */
  scaled: boolean;
  /** Takes missing numbers as they are. */
  takesMissing: boolean;
  /** Takes categories as they are, as codes that it is told of. */
  takesCategories?: boolean;
  /** How its `fit` is told which columns are categories, where nothing else tells it. */
  told?: ITold;
  /** How many trees it takes is found by rows that it does not learn from. */
  stops?: IStops;
  /**
   * What suits the size of the table and the metric better than the ladders'
   * starts; each value is on a rung.
   */
  suited?: (facts: ITableSize) => Settings;
  /** Wants its target on one scale. */
  scaledTarget?: boolean;
  /** Whether fits with other seeds differ enough that their mean is better than each. */
  varies?: boolean;
  /** Runs its own threads, as many as `n_jobs` says. */
  threaded?: boolean;
  /** What the library does anyway, so that a script need not say it. */
  usual?: Settings;
  /** How classes are weighted, where they can be. */
  balance?: Settings;
  kinds: readonly Kind[];
  /** The largest number of rows for which it is quick enough. */
  maxRows: number;
  /** Of classes, the smallest number of rows that it can divide once more by itself. */
  minRows?: number;
  /** Why one would try it, a clause. */
  why: string;
}

/** A way for a model to be told of its categories. */
export interface ITold {
  /** The class of a script that tells it. */
  name: string;
  /** The argument of `fit`. */
  argument: string;
  /** Whether it is by name, so that nothing may stand between the table and the model. */
  byName: boolean;
  /** What suits so many rows, where there are categories. */
  suited?: (rows: number) => Settings;
}

/** How a library adds trees until other rows get no better. */
export interface IStops {
  /** The most that are tried. */
  most: number;
  /** The arguments of `fit`, with names for the other rows and their answers. */
  fit: (rows: string, truth: string, version: string | undefined) => string[];
  /** How many helped, of a model called `tried`. */
  found: string;
}

/** What a family's start goes by. */
export interface ITableSize {
  kind: Kind;
  rows: number;
  /** Number of classes; 0 for a regression. */
  classes: number;
  metric: { name: string };
}

/** One thing to tune, for the kinds of task that it exists for. */
export interface ILadder {
  /** For people: "penalty". */
  name: string;
  rungs: readonly Settings[];
  start: number;
  /** Why another rung may help, where it is not one of more or less freedom. */
  why?: string;
  kinds?: readonly Kind[];
}

/** Every kind of task. */
export const all: readonly Kind[] = ['regression', 'binary', 'multiclass'];
/** The same text for every kind of task. */
export const same = (text: string): Record<Kind, string> => ({
  regression: text,
  binary: text,
  multiclass: text
});
/** One text for numbers, another one for classes of any number. */
export const pair = (
  regressor: string,
  classifier: string
): Record<Kind, string> => ({
  regression: regressor,
  binary: classifier,
  multiclass: classifier
});
/** The same settings for numbers and for classes. */
export const both = (settings: Settings) => ({
  regression: settings,
  classes: settings
});
/** One setting at each of some values, as the rungs of a ladder. */
export const rungs = (
  setting: string,
  values: readonly (string | number | null)[]
): Settings[] => values.map(value => ({ [setting]: value }));

/** For targets that are numbers. */
export const regressionOnly: readonly Kind[] = ['regression'];
/** For targets that are classes. */
export const classesOnly: readonly Kind[] = ['binary', 'multiclass'];

/** Whether a metric is about absolute errors, so that a median beats a mean. */
export const isAbsolute = ({ metric }: ITableSize): boolean =>
  /\bMAE\b|median absolute error/i.test(metric.name);

/** Rare classes weigh as much as frequent ones. */
export const balanced: Settings = { class_weight: 'balanced' };
