import type { Submission } from '../../task/declaration';
import { metrics } from './metrics';
import { idColumn, type ITables } from './tables';
import type { IUnderstanding } from './understand';

/** The form in which the rows to be predicted are handed in; `null` where there are none. */
export function submissionOf(
  tables: ITables,
  { targets, kind, metric }: IUnderstanding
): Submission | null {
  const { test, sample } = tables;
  if (test === null && sample === null) {
    return null;
  }
  const id = idColumn(tables);
  const columns = sample?.table.columns.map(({ name }) => name) ?? [
    ...(id === null ? [] : [id]),
    ...targets
  ];
  const known = metrics.find(
    each => each.name === metric?.name && (!kind || each.kinds.includes(kind))
  );
  const asksChances = known !== undefined && !known.python.includes('{labels}');
  const isWide =
    targets.length === 1 &&
    sample !== null &&
    columns.filter(name => name !== id).length > 1 &&
    !columns.includes(targets[0]);
  return {
    file: sample?.path ?? null,
    columns,
    kind:
      kind === 'regression'
        ? 'values'
        : isWide
          ? 'class columns'
          : kind === 'binary' && asksChances
            ? 'chance'
            : 'labels'
  };
}
