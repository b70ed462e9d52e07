import type {
  ColumnPreview,
  DataPreview,
  FilePreview,
  TablePreview
} from '../task/data';

/** A count with its thousands apart, the same wherever a notebook is read. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** Bytes for people: "1.2 MB". */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(
    units.length - 1,
    Math.floor(Math.log10(Math.max(1, value)) / 3)
  );
  const digits = power === 0 ? 0 : 1;
  return `${(value / 1000 ** power).toFixed(digits)} ${units[power]}`;
}

/** A share for people: "12 %", "<1 %". */
export function percent(share: number): string {
  return share > 0 && share < 0.01 ? '<1 %' : `${Math.round(share * 100)} %`;
}

/** A table's size: "1,460 × 81", "≈ 52,030,565 × 6". */
export function shape({
  rows,
  rowsEstimated,
  columns,
  columnsOmitted
}: TablePreview): string {
  return `${rowsEstimated ? '≈ ' : ''}${count(rows)} × ${count(columns.length + columnsOmitted)}`;
}

/** What a file is, in a few words: its size as a table, or its kind. */
export function gist({ table, kind, size }: FilePreview): string {
  return table ? shape(table) : `${kind}, ${bytes(size)}`;
}

/** What a column's values are like: their range, or the most frequent ones. */
export function values(column: ColumnPreview): string {
  const { min, median, max, top } = column;
  const show = (value: number | string | null) =>
    typeof value === 'number'
      ? value.toLocaleString('en-US', { maximumSignificantDigits: 4 })
      : (value ?? '');
  if (typeof min === 'number') {
    return min === max
      ? show(min)
      : `${show(min)} … ${show(median)} … ${show(max)}`;
  }
  return min !== null
    ? `${show(min)} – ${show(max)}`
    : top.map(each => each.value).join(', ');
}

/**
 * One line on what lies in a data folder: "train.csv 1,460 × 81 · test.csv
 * 1,459 × 80". Without tables its files; without files the reason.
 */
export function describeData(preview: DataPreview): string {
  const { files, filesOmitted, notes } = preview;
  if (files.length === 0) {
    return notes[0] ?? '';
  }
  const tables = files.filter(file => file.table !== null);
  const named = (tables.length > 0 ? tables : files).slice(0, 3);
  const more = files.length - named.length + filesOmitted;
  return [
    ...named.map(file => `${file.path} ${gist(file)}`),
    ...(more > 0 ? [`${count(more)} more`] : [])
  ].join(' · ');
}
