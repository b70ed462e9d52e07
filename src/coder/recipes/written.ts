import type { ColumnPreview, TablePreview } from '../../task/data';

/** Whether a column holds numbers that are read as such. */
export function isNumber(column: ColumnPreview): boolean {
  return column.kind === 'number' || column.kind === 'integer';
}

/** "12", "1,234.5", "1.234,5", "1 234" or "1,23,456", with a sign of currency or percent. */
const writtenNumber =
  /^\s*[-+]?\s*[$€£¥]?\s*[-+]?\s*(?=[.,]?\d)(\d*|\d{1,3}(,\d{2,3})+|\d{1,3}([.'’\s]\d{3})+)([.,]\d+)?\s*[%$€£¥]?\s*$/;

/** Numbers as text with so few different ones stay categories. */
export const FEW_VALUES = 15;

/** Whether a column of text holds numbers but for a few stray signs. */
export function isWritten(column: ColumnPreview, table: TablePreview): boolean {
  if (column.written) {
    return true;
  }
  // A preview of before, which looked at the first values alone.
  const texts = valuesOf(column, table);
  const numeric = texts.filter(text => writtenNumber.test(text));
  return (
    (column.kind === 'category' || column.kind === 'text') &&
    texts.length >= 5 &&
    numeric.length >= 0.8 * texts.length
  );
}

/** What of a column's values the preview shows. */
export function valuesOf(column: ColumnPreview, table: TablePreview): string[] {
  const at = table.columns.indexOf(column);
  return table.sample
    .map(row => row[at])
    .concat(column.top.map(({ value }) => value))
    .filter(text => typeof text === 'string');
}

/** Of languages that are written without blanks between their words, which have two or so. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/** Whether a column of different texts holds sentences rather than many names. */
export function isProse(column: ColumnPreview, table: TablePreview): boolean {
  const spoken = valuesOf(column, table).map(
    text => text.trim().split(/\s+/).length + count(text, unspaced) / 2
  );
  return spoken.reduce((sum, words) => sum + words, 0) >= 3 * spoken.length;
}

/** Whether a text says more by its letters and signs than by words of two letters or more. */
export function isOfLetters(
  column: ColumnPreview,
  table: TablePreview
): boolean {
  const texts = valuesOf(column, table);
  const words = texts.map(text => count(text, /[\p{L}\p{N}_]{2,}/gu));
  const without = texts.filter(text => count(text, unspaced) > 0);
  return (
    words.reduce((sum, each) => sum + each, 0) < 2 * texts.length ||
    without.length > 0.1 * texts.length
  );
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}

/** Whether a column is another single name in every row, such as a picture’s: nothing repeats. */
export function isNames(column: ColumnPreview, table: TablePreview): boolean {
  return (
    column.kind === 'text' &&
    column.unique >= 0.98 * table.rowsRead * (1 - column.missing) &&
    !isWritten(column, table) &&
    !isProse(column, table)
  );
}
