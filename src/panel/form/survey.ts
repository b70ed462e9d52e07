import type { TranslationBundle } from '@jupyterlab/translation';
import type { IUnderstanding } from '../../coder/recipes/understand';
import type { ColumnPreview, DataPreview, FilePreview } from '../../task/data';
import { splitName, splitNamed } from '../../task/splitName';
import type { Task } from '../../task/task';

/** How far the reading of the data folder is. */
export type Survey =
  | { state: 'none'; advice: string }
  | { state: 'reading'; folder: string }
  | {
      state: 'read';
      preview: DataPreview;
      /** What can be imported in the kernel that read it. */
      packages: Task['packages'];
      kernel: string;
    }
  | { state: 'failed'; problem: string };

/** Files that a line names before it counts the rest. */
const named = 3;

/**
 * One line on what lies in the data folder: "train.csv 1,460 × 81 · test.csv
 * 1,459 × 80", the training table first.
 */
export function foundIn(
  { files, filesOmitted }: DataPreview,
  understanding: IUnderstanding | null,
  trans: TranslationBundle
): string {
  const { train, test } = understanding ?? { train: null, test: null };
  const rank = ({ path, table }: FilePreview) =>
    path === train ? 0 : path === test ? 1 : table !== null ? 2 : 3;
  const ordered = [...files].sort((a, b) => rank(a) - rank(b));
  const tables = ordered.filter(file => file.table !== null);
  const shown = (tables.length > 0 ? tables : ordered).slice(0, named);
  const more = files.length - shown.length + filesOmitted;
  return [
    ...shown.map(line),
    ...(more > 0 ? [trans._n('%1 more file', '%1 more files', more)] : [])
  ].join(' · ');
}

function line({ path, table }: FilePreview): string {
  if (table === null) {
    return path;
  }
  const rows = table.rows.toLocaleString();
  const columns = table.columns.length + table.columnsOmitted;
  return `${path} ${table.rowsEstimated ? '≈ ' : ''}${rows} × ${columns}`;
}

/** A column that rows can be divided by. */
export type SplitColumn = { kind: 'time' | 'group'; column: string };

/** The columns that rows can be divided by: dates in order, others by group. */
export function splitColumns(
  { files }: DataPreview,
  { train, target, questions }: IUnderstanding
): readonly SplitColumn[] {
  const table = files.find(({ path }) => path === train)?.table;
  const own = (table?.columns ?? []).flatMap<SplitColumn>(
    ({ name, kind, unique }) => {
      if (name === target?.name) {
        return [];
      }
      const isGroup =
        ['integer', 'category', 'text'].includes(kind) &&
        unique >= 10 &&
        unique <= table!.rowsRead / 2;
      return kind === 'date'
        ? [{ kind: 'time', column: name }]
        : isGroup
          ? [{ kind: 'group', column: name }]
          : [];
    }
  );
  const asked = questions
    .filter(({ entry }) => entry === 'split')
    .flatMap(({ candidates }) => candidates.map(splitNamed))
    .filter(split => split !== null && 'column' in split);
  const known = new Set(own.map(splitName));
  return [...own, ...asked.filter(split => !known.has(splitName(split)))];
}

/** The columns that can be the target: of the training table, not of the test's. */
export function targetColumns(
  { files }: DataPreview,
  { train, test }: IUnderstanding
): readonly ColumnPreview[] {
  const of = (name: string | null) =>
    files.find(({ path }) => path === name)?.table?.columns ?? [];
  const given = new Set(of(test).map(({ name }) => name));
  const absent = of(train).filter(({ name }) => !given.has(name));
  return absent.length > 0 ? absent : of(train);
}
