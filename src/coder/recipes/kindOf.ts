import type { ColumnPreview, TablePreview } from '../../task/data';
import type { IMetric, Kind } from './metric';
import { isNumber, isWritten } from './written';

/** What a column's values ask for; `null` where they can't be predicted. */
export function kindOf(
  column: ColumnPreview,
  table: TablePreview,
  goal: string,
  named: readonly IMetric[]
): Kind | null {
  if (['empty', 'constant', 'date', 'other'].includes(column.kind)) {
    return null;
  }
  const counted: Kind = column.unique <= 2 ? 'binary' : 'multiclass';
  const written = isWritten(column, table);
  if (!isNumber(column) && !written) {
    return column.kind === 'text' && column.unique > 100 ? null : counted;
  }
  const counts = column.kind === 'integer' || written;
  if (named.length > 0) {
    // "With high accuracy" does not make classes of prices.
    const countable = counts && column.unique <= 100;
    const asClasses = !named[0].kinds.includes('regression');
    return asClasses && (countable || column.unique <= 2)
      ? counted
      : 'regression';
  }
  if (/\bregress/i.test(goal)) {
    return 'regression';
  }
  const asksClass =
    /\bclassif|\bwhether\b|\bprobabilit|\bwhich (class|kind|type|category)\b/i;
  const few = column.unique <= (asksClass.test(goal) ? 50 : 15);
  const amount = /\bhow (many|much)\b|\bnumber of\b|\bamount\b|\bcount\b/i;
  const whole = counts || column.unique <= 2;
  return few && whole && (column.unique <= 2 || !amount.test(goal))
    ? counted
    : 'regression';
}
