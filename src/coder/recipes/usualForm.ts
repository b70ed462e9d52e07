import type { ColumnPreview } from '../../task/data';
import type { SubmissionColumn, SubmissionForm } from '../../task/submission';
import { goesByLabels, type IMetric, type Kind } from './metric';
import { isNameless, type ITables } from './tables';

/** What decides the form where no sample shows one. */
interface IAsked {
  tables: ITables;
  /** The columns that name the rows. */
  ids: readonly string[];
  targets: readonly ColumnPreview[];
  /** Those of the target, in their order, where they are known. */
  classes: readonly string[];
  kind: Kind | null;
  metric: IMetric | null;
  /** Whether whole numbers are asked for. */
  whole?: true;
}

/** Names of rows and a column for each target, or for each class where chances count. */
export function usualForm(asked: IAsked): SubmissionForm {
  const { tables, ids, targets, classes, kind, metric, whole } = asked;
  const [{ name: target }] = targets;
  const wantsClasses =
    kind === 'multiclass' &&
    classes.length > 0 &&
    metric !== null &&
    !goesByLabels(metric);
  const predicted: SubmissionColumn[] = metric?.ranked
    ? [{ holds: 'ranking', name: target, target, separator: ' ' }]
    : wantsClasses
      ? classes.map(of => ({ holds: 'chance', name: of, target, of }))
      : targets.map(({ name }) => ({
          holds: 'prediction',
          name,
          target: name,
          ...(whole && { whole })
        }));
  const named = ids.map((name): SubmissionColumn => ({
    holds: 'id',
    name,
    ...(isNameless(name, tables.test) && { nameless: true })
  }));
  return [...named, ...predicted];
}
