import type { Submission } from '../../task/declaration';
import type { SubmissionColumn } from '../../task/submission';
import { goesByLabels } from './metric';
import { knownMetric } from './namedMetrics';
import { idColumn, type ITables } from './tables';
import type { IUnderstanding } from './understand';
import { usualForm } from './usualForm';

/**
 * The form in which the rows to be predicted are handed in: the sample's, else names of
 * rows and a column for each target; `null` where there are no such rows.
 *
 * @param classes - those of the target, where they are known.
 */
export function handedIn(
  tables: ITables,
  understood: IUnderstanding,
  classes: readonly string[]
): Submission | null {
  const { targets, kind, form } = understood;
  const { test, sample } = tables;
  if (test === null && form === null) {
    return null;
  }
  const known = knownMetric(understood);
  const wantsChances = !!known && !goesByLabels(known);
  const id = idColumn(tables);
  const columns =
    form ??
    usualForm({
      tables,
      ids: id === null ? [] : [id],
      targets: targets.flatMap(
        each =>
          tables.train.table.columns.find(({ name }) => name === each) ?? []
      ),
      classes,
      kind,
      metric: known
    });
  const holds = (what: SubmissionColumn['holds']) =>
    columns.some(column => column.holds === what);
  return {
    file: form && (sample?.path ?? null),
    columns,
    kind: holds('ranking')
      ? 'ranked labels'
      : holds('chance')
        ? 'class columns'
        : kind === 'regression'
          ? 'values'
          : kind === 'binary' && wantsChances
            ? 'chance'
            : 'labels'
  };
}
