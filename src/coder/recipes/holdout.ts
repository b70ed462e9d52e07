import type { DataPreview } from '../../task/data';
import { sourceOf, type TaskDeclaration } from '../../task/declaration';
import type { Holdout } from '../../task/objectiveKinds';
import { divided } from '../../task/said';
import type { IDeclaredTask } from './declare';
import { metricNamed } from './namedMetrics';
import { filesOf, tablesFor, type ITables } from './tables';

/** Rows below which nothing can be held out. */
const FEWEST = 60;
/** Rows of each of two classes below which one part may say nothing of it. */
const FEWEST_OF_CLASS = 10;

/** A hold-out that suits the data, and why it is divided as it is; or why there is none. */
export type Proposal =
  | {
      objective: Holdout;
      /** One sentence for people. */
      why: string;
    }
  | {
      objective: null;
      /** A clause for people, which ends a sentence and names the way out. */
      why: string;
    };

/**
 * Propose how to hold rows out, where the data are a table with a known target, of enough
 * rows, and the metric is one that a scorer knows.
 *
 * @param metric - the one that was declared, if it was; wins over what was understood.
 */
export function proposeHoldout(
  data: DataPreview,
  understood: IDeclaredTask,
  metric = ''
): Proposal {
  const { declaration } = understood;
  const tables = tablesFor(
    data,
    understood.targets,
    declaration?.spellings,
    declaration !== null && declaration.rows !== null
  );
  const name = metric || (understood.metric?.name ?? '');
  const target = tables?.train.table.columns.find(
    column => column.name === understood.target?.name
  );
  const none = (why: string): Proposal => ({ objective: null, why });
  if (!tables) {
    return none(
      'the data hold no table. Put a csv, Excel or parquet file there.'
    );
  }
  if (!target || !understood.isSure) {
    return none(
      `nothing says for sure which column of ${tables.train.path} is predicted. Name it in the goal.`
    );
  }
  if (!declaration?.split || understood.kind === null) {
    return none(
      `“${target.name}” holds neither numbers nor classes. Name another column in the goal.`
    );
  }
  if (metricNamed(name) === null) {
    return none(
      name === ''
        ? 'no metric is settled. Name one such as RMSE, accuracy or ROC AUC.'
        : `nothing but a script can measure “${name}”. Name a metric such as RMSE, accuracy or ROC AUC.`
    );
  }
  const files = readable(tables);
  if (typeof files === 'string') {
    return none(files);
  }
  const { train } = tables;
  const { table, path } = train;
  const { targets, form } = understood;
  const missing = table.columns
    .filter(({ name }) => targets.includes(name))
    .map(column => column.missing);
  const { sample, split, idColumns } = declaration;
  const answered = Math.round(table.rows * (1 - Math.max(...missing)));
  // Those without an answer are not drawn.
  const rows = Math.min(answered, sample?.rows ?? answered);
  if (rows < FEWEST) {
    return none(
      sample === null
        ? `${path} has ${rows} rows with an answer, and it takes ${FEWEST} to hold some out.`
        : `a sample of ${path} has ${rows} rows, and it takes ${FEWEST} to hold some out. Draw a larger one.`
    );
  }
  const rare = tables.train.table.columns
    .filter(({ name }) => targets.includes(name))
    .flatMap(({ top }) => top.slice(1))
    .find(({ count }) => count < FEWEST_OF_CLASS);
  if (understood.kind === 'binary' && rare) {
    return none(
      `${path} has ${rare.count} rows of “${rare.value}”, and it takes ${FEWEST_OF_CLASS} of each class to hold some out.`
    );
  }
  return {
    objective: {
      kind: 'holdout',
      table: path,
      target: target.name,
      targets: targets.length > 1 ? targets : [],
      form,
      files,
      // Where columns have no names, nothing tells one that names the rows.
      id: train.dialect?.header === false ? null : (idColumns[0] ?? null),
      positive: targets.length > 1 ? null : declaration.positive,
      spellings: declaration.spellings,
      metric: name,
      split,
      everyClass: true,
      nearTogether: true,
      chanceApart: true,
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

/** The tables and how each is written; or why what is left of them cannot be. */
function readable(tables: ITables): Holdout['files'] | string {
  const files: Holdout['files'] = [];
  for (const { part, ...file } of filesOf(tables)) {
    if (file.dialect) {
      files.push({ path: file.path, part, dialect: file.dialect });
    } else {
      // Read by a preview of before.
      return file.path.includes('/')
        ? `nothing tells how ${file.path} is written. Begin a new run.`
        : [];
    }
  }
  // Columns that go by their places cannot be matched once one of them is taken out.
  const nameless = files.find(({ dialect }) => !dialect.header);
  return nameless && files.length > 1
    ? `${nameless.path} has no line of column names, by which ${files.map(({ path }) => path).join(' and ')} could be matched. Write one into each.`
    : files;
}
