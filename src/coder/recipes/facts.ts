import { asksToFill } from '../../task/goal/gaps';
import { ExternalError } from '../../base/externalError';
import type { ColumnPreview } from '../../task/data';
import { declaredIds } from '../../task/declaration';
import { kindFacts, splitOf } from '../../task/objectiveKinds';
import type { Direction, Task } from '../../task/task';
import type { SubmissionForm } from '../../task/submission';
import { whyLeftOut, type Reason } from './leftOut';
import type { IMetric, Kind } from './metric';
import { metricNamed } from './namedMetrics';
import { readDivision } from '../../task/goal/division';
import { type IOwnTables, ownTables } from './ownTables';
import { firstRows } from './pace';
import { folded, spelledIn } from './spelled';
import { idColumn, tablesFor, type ITables } from './tables';
import { understand } from './understand';
import { FEW_VALUES, isNumber, isProse, isWritten } from './written';

/** A column that no model sees, and why. */
export interface IDropped {
  name: string;
  why: Reason | 'as declared';
}

/** All that a script must know about the task, settled before any recipe. */
export interface IFacts extends ITables, IOwnTables {
  target: ColumnPreview;
  /** All that is predicted, the target first; usually that alone. */
  targets: ColumnPreview[];
  /** What is handed in, as the sample shows it; `null` where there is none. */
  form: SubmissionForm | null;
  /** Whether the target's numbers are written as text: "33,41", "188,572". */
  targetWritten: boolean;
  kind: Kind;
  /** Labels that are written in several ways, each by itself in small letters. */
  spelled: ReadonlyMap<string, string>;
  /** Of two classes the one that was declared to count; `null` where none was. */
  positive: string | null;
  metric: IMetric;
  /** The declared direction; the score is negated where it is not the metric's own. */
  direction: Direction;
  /** Rows and columns that are there to learn from. */
  rows: number;
  width: number;
  /** Number of classes; 0 for a regression. */
  classes: number;
  dropped: IDropped[];
  dates: string[];
  /** Whether some are written as readers of dates do not know: “Q1 2023”, 20230101. */
  unusualDates: boolean;
  texts: string[];
  /** Numbers written as text: "$1,200", "0,5", or with a "?" for what is missing. */
  written: string[];
  numbers: ColumnPreview[];
  categories: ColumnPreview[];
  /** Columns that are missing in some rows of either table. */
  gaps: string[];
  /** Whether the preview saw every row and column, so that types can be relied on. */
  exact: boolean;
  /** The column that names each row in the test table. */
  id: string | null;
  /** Rows that belong together are never divided between folds. */
  group: string | null;
  /** Where the future is asked for: the date that orders the rows. */
  time: string | null;
  folds: number;
  /** The file that tells the folds in the run; `null` where none does. */
  foldsFile: string | null;
  /** How many rows the first drafts learn from, to fit in their time; `null`: all. */
  rowLimit: number | null;
  /** Seconds for a candidate: its limit, or its share of what the run may take. */
  timeLimit: number;
  packages: ReadonlyMap<string, string>;
}

/** The most of a run's time that one candidate is meant to take, and its least, in seconds. */
const SHARE = 0.2;
const LEAST = 5;

/**
 * Settle what is known of a task.
 *
 * @throws ExternalError - where the goal or the data leave open what to predict, or the
 *   kernel lacks what every recipe needs. The message names the way out.
 */
export function factsOf(task: Task): IFacts {
  // What is declared then is what the cell gives; scripts validate by the goal's metric.
  const { declaration } = task;
  const understood = understand(task.goal, task.data, {
    targets: declaration?.targets,
    kind: declaration?.kind,
    spellings: declaration?.spellings,
    ids: declaredIds(declaration),
    ...(kindFacts(task.objective).isOfMetric && {
      metric: task.metric,
      direction: task.direction
    })
  });
  const tables = tablesFor(
    task.data,
    understood.targets,
    spelledIn(task.goal, declaration?.spellings),
    asksToFill(task.goal)
  );
  const target = tables?.train.table.columns.find(
    ({ name }) => name === understood.target?.name
  );
  const { kind, metric: chosen, problems } = understood;
  if (problems.length > 0 || !tables || !target || !kind || !chosen) {
    throw new ExternalError(problems.join(' '), 'model');
  }
  const packages = new Map(task.packages.map(p => [p.name, p.version]));
  const missing = ['pandas', 'sklearn'].filter(name => !packages.has(name));
  if (missing.length > 0) {
    throw new ExternalError(
      `The offline recipes need pandas and scikit-learn in the kernel that runs the candidates. Install them there (pip install pandas scikit-learn), or choose another kernel.`,
      'kernel'
    );
  }
  const metric = metricNamed(chosen.name, kind)!;
  const { table } = tables.train;
  const targets = table.columns
    .filter(({ name }) => understood.targets.includes(name))
    .sort((a, b) => Number(b === target) - Number(a === target));
  const gaps = Math.max(...targets.map(each => each.missing));
  const rows = Math.max(1, Math.round(table.rows * (1 - gaps)));
  const width = table.columns.length + table.columnsOmitted - targets.length;
  const columns = sortColumns(
    tables,
    targets,
    new Set(declaration?.leftOut.map(({ column }) => column))
  );
  // Folds follow the division that the scores go by.
  const division =
    splitOf(task.objective) ??
    declaration?.split ??
    readDivision(task.goal, table, target.name, tables.test?.table ?? null);
  const timeLimit = Math.min(
    task.timeLimit,
    Math.max(LEAST, SHARE * (task.timeBudget ?? Infinity))
  );
  const classes = kind === 'regression' ? 0 : Math.max(2, target.unique);
  return {
    ...tables,
    target,
    targets,
    // A prepared sample may name rows otherwise than the person's own.
    form:
      (task.objective.kind === 'holdout' ? task.objective.form : null) ??
      understood.form,
    targetWritten: targets.some(each => !isNumber(each)),
    kind,
    metric,
    direction: chosen.direction,
    rows,
    width,
    classes,
    ...columns,
    unusualDates: [tables.train, tables.test].some(file =>
      file?.table.columns.some(each => each.unusual)
    ),
    exact: table.rowsRead >= table.rows && table.columnsOmitted === 0,
    id: idColumn(tables),
    positive: targets.length > 1 ? null : (declaration?.positive ?? null),
    spelled: spelledOf(targets, declaration?.spellings),
    ...ownTables(task, tables),
    group: division?.kind === 'group' ? division.column : null,
    time: division?.kind === 'time' ? division.column : null,
    folds: foldsOf(rows, kind, targets),
    foldsFile: task.data.prepared?.folds ?? null,
    // With room to spare, for what takes longer than plain boosting.
    rowLimit: firstRows(
      rows,
      width,
      classes,
      Math.min(task.timeLimit / 3, timeLimit / 2)
    ),
    timeLimit,
    packages
  };
}

/** Truths in several cases are read as such: nothing is to be done about them. */
function spelledOf(
  targets: readonly ColumnPreview[],
  declared: readonly string[] | undefined
): IFacts['spelled'] {
  const forms =
    declared ??
    targets.flatMap(
      ({ spellings }) => spellings?.map(({ value }) => value) ?? []
    );
  return targets.some(({ kind }) => kind === 'boolean')
    ? new Map()
    : new Map(forms.map(form => [folded(form), form]));
}

/** Rows of one of several classes from which on there are some in each fold. */
export const LEARNED_FROM = 3;

/** Folds of which each has every class, where the rows allow it. */
function foldsOf(
  rows: number,
  kind: Kind,
  targets: readonly ColumnPreview[]
): number {
  const usual = rows < 1000 ? 10 : rows <= 20_000 ? 5 : 3;
  const rarest =
    kind === 'regression'
      ? []
      : targets.flatMap(({ top }) => top.map(({ count }) => count));
  const least = kind === 'multiclass' ? LEARNED_FROM : 2;
  return Math.max(
    2,
    Math.min(usual, rows, ...rarest.filter(count => count >= least))
  );
}

/** Which column holds what. */
function sortColumns(
  tables: ITables,
  targets: readonly ColumnPreview[],
  declared: ReadonlySet<string>
): Pick<
  IFacts,
  'dropped' | 'dates' | 'texts' | 'written' | 'numbers' | 'categories' | 'gaps'
> & { all: ColumnPreview[] } {
  const { train, test } = tables;
  const inTest = new Map(test?.table.columns.map(c => [c.name, c]));
  const sorted = {
    dropped: [] as IDropped[],
    dates: [] as string[],
    texts: [] as string[],
    written: [] as string[],
    numbers: [] as ColumnPreview[],
    categories: [] as ColumnPreview[],
    gaps: [] as string[],
    all: [] as ColumnPreview[]
  };
  for (const column of train.table.columns) {
    if (targets.includes(column)) {
      continue;
    }
    const why =
      whyLeftOut(column, tables, targets) ??
      (declared.has(column.name) ? 'as declared' : null);
    if (why !== null) {
      sorted.dropped.push({ name: column.name, why });
      continue;
    }
    sorted.all.push(column);
    const other = inTest.get(column.name);
    if ([column, other].some(each => each && hasGaps(each))) {
      sorted.gaps.push(column.name);
    }
    if (column.kind === 'date') {
      sorted.dates.push(column.name);
    } else if (isNumber(column)) {
      sorted.numbers.push(column);
      if (
        other &&
        !isNumber(other) &&
        other.kind !== 'empty' &&
        other.kind !== 'constant'
      ) {
        sorted.written.push(column.name);
      }
    } else if (column.unique > FEW_VALUES && isWritten(column, train.table)) {
      sorted.numbers.push(column);
      sorted.written.push(column.name);
    } else if (column.kind === 'text' && isProse(column, train.table)) {
      sorted.texts.push(column.name);
    } else {
      sorted.categories.push(column);
    }
  }
  return sorted;
}

/** What is infinite is taken out, which leaves a gap as well. */
function hasGaps({ missing, infinite = 0 }: ColumnPreview): boolean {
  return missing > 0 || infinite > 0;
}
