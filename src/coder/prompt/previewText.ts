import type {
  ColumnPreview,
  DataPreview,
  FilePreview,
  TablePreview
} from '../../task/data';
import { inRanges } from './ranges';
import { brief, cutTokens } from './tokens';

/** How much of a preview is told. */
interface IDetail {
  /** Columns of each table. */
  columns: number;
  /** Whether columns come with their figures, one to a line. */
  figures: boolean;
  /** Sample rows of each table. */
  rows: number;
  /** Files that are told one by one. */
  files: number;
  /** Tokens of a text file's head. */
  text: number;
  /** Whether frequent values are told; they are where left out. */
  withValues?: boolean;
}

/** Names and ranges of names that are told of columns without more. */
const RANGES = 8;

/** From all to little; the first that fits is taken. */
const DETAILS: readonly IDetail[] = [
  { columns: 200, figures: true, rows: 3, files: 60, text: 400 },
  { columns: 120, figures: true, rows: 2, files: 40, text: 200 },
  { columns: 60, figures: true, rows: 0, files: 30, text: 120 },
  { columns: 30, figures: true, rows: 0, files: 20, text: 60 },
  { columns: 60, figures: false, rows: 0, files: 20, text: 0 },
  { columns: 20, figures: false, rows: 0, files: 12, text: 0 },
  { columns: 6, figures: false, rows: 0, files: 6, text: 0 }
];
/** Characters of one cell of a sample row. */
const CELL = 40;
/** Frequent values that a column is told with. */
const VALUES = 5;

/**
 * The preview of a data folder as text for a prompt: its files, and for each
 * table its columns with their figures and some rows. It takes at most `tokens`;
 * where all of it would take more, it tells less of each file rather than less
 * files, and says what it leaves out.
 *
 * @param withRows - whether it may tell values of single rows.
 */
export function previewText(
  preview: DataPreview,
  tokens: number,
  withRows = true
): string {
  let text = '';
  for (const each of DETAILS) {
    const detail = withRows
      ? each
      : { ...each, rows: 0, text: 0, withValues: false };
    text = render(preview, detail);
    if (cutTokens(text, tokens) === text) {
      return text;
    }
  }
  return cutTokens(text, tokens, 0.8);
}

function render(preview: DataPreview, detail: IDetail): string {
  const shown = preview.files.slice(0, detail.files);
  const hidden = preview.files.length - shown.length + preview.filesOmitted;
  return [
    ...preview.notes,
    ...preview.folders.slice(0, detail.files).map(
      ({ path, files, bytes, extensions }) =>
        `${path === '' ? '.' : path}/: ${plural(files, 'file')}, ${sizeText(bytes)} (${extensions
          .slice(0, 6)
          .map(({ ext, count }) => `${count} ${ext || 'without extension'}`)
          .join(', ')})`
    ),
    ...shown.map(file => renderFile(file, detail)),
    ...(hidden > 0 ? [`... and ${plural(hidden, 'more file')}`] : [])
  ].join('\n');
}

function renderFile(file: FilePreview, detail: IDetail): string {
  const { path, size, kind, table, text, notes } = file;
  const facts = [
    table === null
      ? kind
      : `${table.rowsEstimated ? 'about ' : ''}${plural(table.rows, 'row')} x ${plural(
          table.columns.length + table.columnsOmitted,
          'column'
        )}`,
    sizeText(size),
    ...notes.slice(0, 3)
  ];
  const lines = [`- ${path}: ${facts.join(', ')}`];
  if (table !== null) {
    lines.push(...renderTable(table, detail));
  } else if (text !== null && detail.text > 0) {
    lines.push(indent(cutTokens(text.trim(), detail.text, 1)));
  }
  return lines.join('\n');
}

function renderTable(table: TablePreview, detail: IDetail): string[] {
  const shown = table.columns.slice(0, detail.columns);
  const hidden = table.columns.length - shown.length + table.columnsOmitted;
  const more = hidden > 0 ? [moreColumns(table, shown, hidden)] : [];
  if (!detail.figures) {
    const names = shown.map(({ name, kind }) => `${clip(name)} (${kind})`);
    return [indent([...names, ...more].join(', '))];
  }
  const rows = table.sample.slice(0, detail.rows).map(row =>
    row
      .slice(0, detail.columns)
      .map(cell => (cell === null ? '' : clip(cell)))
      .join(' | ')
  );
  return [
    ...shown.map(column => renderColumn(column, detail)),
    ...more,
    ...(rows.length > 0 ? ['first rows:', ...rows] : [])
  ].map(indent);
}

/** What columns there are beyond those that are shown. */
function moreColumns(
  table: TablePreview,
  shown: readonly ColumnPreview[],
  hidden: number
): string {
  const known = new Set(shown.map(({ name }) => name));
  const names = (table.names ?? table.columns.map(({ name }) => name))
    .filter(name => !known.has(name))
    .map(clip);
  const told = names.length > 0 ? `: ${inRanges(names, RANGES)}` : '';
  return `... and ${plural(hidden, 'more column')}${told}`;
}

function renderColumn(
  column: ColumnPreview,
  { withValues = true }: IDetail
): string {
  const { name, kind, dtype, missing, unique, min, median, max, top } = column;
  const facts = [`${kind} (${dtype})`];
  if (missing > 0) {
    facts.push(`${percent(missing)} missing`);
  }
  const isMeasured = min !== null && max !== null;
  if (kind !== 'constant' && kind !== 'empty') {
    facts.push(`${unique} different`);
  }
  if (isMeasured && kind !== 'constant') {
    const middle = median === null ? '' : `, median ${figure(median)}`;
    facts.push(`${figure(min)} to ${figure(max)}${middle}`);
  }
  // The values of a column of numbers tell little, unless they are classes.
  if (withValues && top.length > 0 && (!isMeasured || unique <= 2 * VALUES)) {
    const values = top
      .slice(0, VALUES)
      .map(({ value, count }) => `${clip(value)} x${count}`);
    facts.push(values.join(', '));
  }
  return `${clip(name)}: ${facts.join('; ')}`;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map(line => `  ${line}`)
    .join('\n');
}

function clip(value: string): string {
  const line = brief(value, CELL);
  return line.length > CELL ? `${line.slice(0, CELL)}...` : line;
}

function figure(value: number | string): string {
  if (typeof value === 'string') {
    return clip(value);
  }
  return Number.isInteger(value)
    ? String(value)
    : String(Number(value.toPrecision(5)));
}

function percent(share: number): string {
  const value = share * 100;
  return value < 1 ? '<1%' : `${Math.round(value)}%`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
