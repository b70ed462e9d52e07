import type { ColumnPreview } from '../../task/data';
import { goesByLabels } from './metric';
import { knownMetric } from './namedMetrics';
import { isIn } from './sampleLabels';
import type { ITables } from './tables';
import type { IUnderstanding } from './understand';

/** What is to be said of how labels are written in what is handed in. */
export function labelsNoticed(
  understood: IUnderstanding,
  { sample, train }: ITables,
  target: ColumnPreview
): string[] {
  const { form, kind } = understood;
  const [each, ...more] = form?.filter(({ holds }) => holds !== 'id') ?? [];
  const known = knownMetric(understood);
  const column = sample?.table.columns.find(({ name }) => name === each?.name);
  if (
    each?.holds !== 'prediction' ||
    more.length > 0 ||
    kind === 'regression' ||
    !column ||
    !known ||
    !goesByLabels(known)
  ) {
    return [];
  }
  if (each.as) {
    const words = Object.entries(each.as).map(
      ([name, word]) => `“${word}” for “${name}”`
    );
    return [`As ${sample!.path} does, ${words.join(' and ')} is handed in.`];
  }
  const own = target.top.map(({ value }) => value);
  const seen = column.top.map(({ value }) => value.trim());
  return own.length < target.unique || seen.length === 0 || isIn(seen, own)
    ? []
    : [
        `${sample!.path} holds “${seen[0]}”, which is no class of “${target.name}”: its classes are handed in as ${train.path} writes them.`
      ];
}
