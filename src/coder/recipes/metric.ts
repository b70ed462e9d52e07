import { type IKnownMetric, metricTable } from '../../task/metricTable';

/** What kind of value is predicted. */
export type Kind = 'regression' | 'binary' | 'multiclass';

/** A metric that the recipes can measure. */
export interface IMetric extends Pick<
  IKnownMetric,
  'name' | 'direction' | 'wants'
> {
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
export function goesByLabels({ wants }: IMetric): boolean {
  return wants === 'labels';
}

/**
 * How the recipes measure a metric of the table.
 *
 * @param key - its name there.
 * @param open - the number that its name leaves open.
 */
export function metric(
  key: string,
  kinds: readonly Kind[],
  words: RegExp,
  python: string,
  open = ''
): IMetric {
  const { name, direction, wants } = metricTable[key];
  return {
    name: name.replace('{}', open),
    direction,
    wants,
    kinds,
    words,
    python
  };
}

/** A metric whose name leaves a number open: with the usual one. */
export function openMetric(
  key: string,
  make: (given: number) => Omit<IMetric, 'at'>
): IMetric {
  const at = (given: number): IMetric => ({ ...make(given), at });
  return at(metricTable[key].usual!);
}
