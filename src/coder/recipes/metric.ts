import type { Direction } from '../../task/task';

/** What kind of value is predicted. */
export type Kind = 'regression' | 'binary' | 'multiclass';

/** A metric that the recipes can measure. */
export interface IMetric {
  /** For people: "RMSLE". */
  name: string;
  direction: Direction;
  kinds: readonly Kind[];
  /** How a goal names it. */
  words: RegExp;
  /**
   * Python over the arrays `truth` and `predicted`, with scikit-learn's metrics
   * imported. For classes `predicted` holds probabilities, and `{labels}` stands
   * for the labels made of them. Lines before the last are statements.
   */
  python: string;
  /** Of so many classes in one cell, the likeliest first, it is a metric. */
  ranked?: number;
  /** Where its name leaves something open: the same with another number. */
  at?: (given: number) => IMetric;
}

/** Whether a metric of classes goes by labels, rather than by how likely they are. */
export function goesByLabels({ python }: IMetric): boolean {
  return python.includes('{labels}');
}

/** A metric, in the order in which it is told of. */
export function metric(
  name: string,
  direction: Direction,
  kinds: readonly Kind[],
  words: RegExp,
  python: string
): IMetric {
  return { name, direction, kinds, words, python };
}

/** A metric whose name leaves a number open: with the usual one. */
export function openMetric(
  usual: number,
  make: (given: number) => IMetric
): IMetric {
  return { ...make(usual), at: given => openMetric(given, make) };
}
