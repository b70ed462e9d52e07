import { unknownMetricIn } from '../../task/goal/metric';
import { hits } from '../../task/goal/otherMetrics';
import { quantilesIn } from '../../task/goal/quantiles';
import { fold } from '../../task/goal/words';
import { either, fitting, nearest } from './askedMetric';
import type { IMetric, Kind } from './metric';
import { metrics } from './metrics';

/** What a goal asks to be measured by, and the recipes cannot: its name, a way out, those near it. */
export interface IUnmeasured {
  name: string;
  text: string;
  near: string[];
}

/**
 * What a goal asks to be measured by and the recipes cannot measure; `null` where they can.
 *
 * @param columns - names of the table's columns, which are no metrics.
 */
export function unmeasured(
  goal: string,
  kind: Kind | null,
  columns: readonly string[]
): IUnmeasured | null {
  const several = kind === 'regression' ? quantilesIn(goal, columns) : null;
  if (several !== null) {
    const near = several.values.map(each => `pinball loss ${each}`);
    return {
      name: `pinball loss of ${several.words}`,
      text: `The goal asks for several quantiles (“${several.words}”), and the offline recipes predict one in a run. Name one, such as ${either(near)}, and start a run for each; or connect a model.`,
      near
    };
  }
  const name = unknownMetricIn(
    goal,
    metrics.filter(each => suits(each, kind))
  );
  if (name === null) {
    return null;
  }
  const isHits = kind === 'binary' && hits.test(fold(name));
  const near = isHits
    ? ['accuracy', 'recall']
    : kind === null
      ? nearest(name)
      : fitting(kind);
  return {
    name,
    text: isHits
      ? `“${name}” may be how many of all rows are right (accuracy), or how many of those that count are found (recall). Name the one that is meant.`
      : `The goal asks for “${name}”, which the offline recipes cannot measure. Name one that they can in its place, such as ${either(near)}; or score by a cell of your own (an objective), or connect a model.`,
    near
  };
}

/** Whether what a text calls a metric is that one for this kind of target. */
export function suits({ words, kinds }: IMetric, kind: Kind | null): boolean {
  return words !== hits || kind === null || kinds.includes(kind);
}
