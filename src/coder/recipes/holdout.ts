import type { DataPreview } from '../../task/data';
import { sourceOf, type TaskDeclaration } from '../../task/declaration';
import type { Holdout } from '../../task/objectiveKinds';
import { divided } from '../../task/said';
import type { IDeclaredTask } from './declare';
import { metricNamed } from './namedMetrics';
import { tablesFor, type ITables } from './tables';

/** Rows below which nothing can be held out. */
const FEWEST = 60;
/** Rows that a scorer keeps in memory at most. */
const MOST = 2_000_000;

/** A hold-out that suits the data, and why it is divided as it is. */
export interface IProposal {
  objective: Holdout;
  /** One sentence for people. */
  why: string;
}

/**
 * Propose how to hold rows out; `null` where the data are no table with a known
 * target, are too few or too many, or the metric is none that a scorer knows.
 *
 * @param metric - the one that was declared, if it was; wins over what was understood.
 */
export function proposeHoldout(
  data: DataPreview,
  understood: IDeclaredTask,
  metric = ''
): IProposal | null {
  const { declaration } = understood;
  const tables = tablesFor(data, understood.targets, declaration?.spellings);
  const files = tables && filesOf(tables);
  const name = metric || (understood.metric?.name ?? '');
  const target = tables?.train.table.columns.find(
    column => column.name === understood.target?.name
  );
  if (
    !tables ||
    !target ||
    !declaration?.split ||
    !understood.isSure ||
    understood.kind === null ||
    files === null ||
    metricNamed(name) === null
  ) {
    return null;
  }
  const { table, path } = tables.train;
  const { targets, form } = understood;
  const missing = table.columns
    .filter(({ name }) => targets.includes(name))
    .map(column => column.missing);
  const rows = Math.round(table.rows * (1 - Math.max(...missing)));
  if (rows < FEWEST || table.rows > MOST) {
    return null;
  }
  const { split, idColumns } = declaration;
  return {
    objective: {
      kind: 'holdout',
      table: path,
      target: target.name,
      targets: targets.length > 1 ? targets : [],
      form,
      files,
      id: idColumns[0] ?? null,
      positive: targets.length > 1 ? null : declaration.positive,
      spellings: declaration.spellings,
      metric: name,
      split,
      search: 0.1,
      final: 0.1,
      folds: null,
      give: [],
      seed: 0
    },
    why: reason(declaration)
  };
}

/** "Rows of one “match_id” stay together: several rows share one." */
function reason(task: TaskDeclaration): string {
  const words = task.split === null ? '' : divided(task.split);
  const { from } = sourceOf(task, 'split');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${from}.`;
}

/**
 * The tables and how each is written; `null` where the rows that are left cannot be put in
 * the place of the file: it has no column names, or several tables lie in one file.
 */
function filesOf({ train, test, sample }: ITables): Holdout['files'] | null {
  const files: Holdout['files'] = [];
  for (const [part, file] of Object.entries({ train, test, sample })) {
    if (file?.dialect) {
      files.push({
        path: file.path,
        part: part as 'train' | 'test' | 'sample',
        dialect: file.dialect
      });
    } else if (file) {
      // Read by a preview of before.
      return file.path.includes('/') ? null : [];
    }
  }
  const places = files.map(({ path, dialect }) => dialect.file ?? path);
  const isWritable = files.every(
    ({ dialect, path }) =>
      dialect.header &&
      (!dialect.member || /\.zip$/i.test(dialect.file ?? path))
  );
  return isWritable && new Set(places).size === places.length ? files : null;
}
