import type { ColumnPreview, TablePreview } from '../../task/data';
import { asksForTags } from '../../task/goal/otherKind';
import { valuesOf } from './written';

/**
 * A value that may be several tags in one cell: all its parts stand alone, or beside others,
 * in further values. `null` where there is none.
 */
export function tagsIn({ top }: ColumnPreview): string | null {
  const parts = top.map(({ value }) => value.split(/\s*[ ,;|]\s*/));
  const found = parts.findIndex(
    (own, at) =>
      own.length > 1 &&
      own.every(part =>
        parts.some((other, i) => i !== at && other.includes(part))
      )
  );
  return found < 0 ? null : top[found].value;
}

/**
 * A value of a column with several tags, where the goal says that there are several in one
 * cell; `null` where it does not.
 */
export function tagsAsked(
  goal: string,
  column: ColumnPreview,
  table: TablePreview
): string | null {
  return (column.kind === 'category' || column.kind === 'text') &&
    asksForTags(goal)
    ? (valuesOf(column, table).find(value => /\S[ ,;|/]+\S/.test(value)) ??
        null)
    : null;
}
