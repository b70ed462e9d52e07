import type { ColumnPreview } from '../../task/data';
import { isFold } from '../../task/goal/divisionSaid';
import { testMark } from './markedRows';
import { isRowId, type ITables } from './tables';
import { words } from './words';

/** Why nothing is learned from a column. */
export type Reason =
  | 'numbers the rows'
  | 'never changes'
  | 'says which fold a row belongs to'
  | 'says which rows are for testing'
  | 'is empty'
  | 'is not in the test table'
  | 'gives the answer away';

/** Why nothing is learned from a column that is no target; `null` where something is. */
export function whyLeftOut(
  column: ColumnPreview,
  { train, test }: ITables,
  targets: readonly ColumnPreview[]
): Reason | null {
  return test && !test.table.columns.some(({ name }) => name === column.name)
    ? 'is not in the test table'
    : column.kind === 'empty'
      ? 'is empty'
      : isRowId(column, train.table)
        ? 'numbers the rows'
        : column.kind === 'constant'
          ? 'never changes'
          : isFold(column)
            ? 'says which fold a row belongs to'
            : testMark(column) !== null
              ? 'says which rows are for testing'
              : targets.some(target => betrays(column, target))
                ? 'gives the answer away'
                : null;
}

/** Whether a column is the target under another name: "price" and "price_log". */
function betrays(column: ColumnPreview, target: ColumnPreview): boolean {
  const own = words(column.name);
  const its = words(target.name);
  const disguise =
    /^(log|log1p|encod|code|scal|norm|rank|bin|mean|avg|label|bucket)/;
  return (
    own.length > its.length &&
    its.every(word => own.includes(word)) &&
    own.some(word => !its.includes(word) && disguise.test(word))
  );
}
