import type { ColumnPreview, DataPreview, TablePreview } from '../../task/data';
import type { Direction } from '../../task/task';
import type { SubmissionForm } from '../../task/submission';
import type { IMetric, Kind } from './metric';
import { metrics } from './metrics';
import {
  metricNamed,
  namedDirection,
  namedMetrics,
  usualMetric
} from './namedMetrics';
import { unknownMetricIn } from '../../task/goal/metric';
import { readTarget, type ITargetReading } from '../../task/goal/target';
import { targetQuestions } from './questions';
import { readForm } from './submission';
import {
  findTables,
  isRowId,
  withWords,
  type ITables,
  type TableFile
} from './tables';
import { isNumber, isWritten } from './written';

/** What is to be done, as far as the goal and the data tell. */
export interface IUnderstanding {
  /** The training table, relative to the data folder. */
  train: string | null;
  /** The table whose rows are to be predicted. */
  test: string | null;
  /** The sample of what to hand in. */
  sample: string | null;
  /** `from` says where it was read: "from the goal", "test.csv lacks it". */
  target: { name: string; from: string } | null;
  /** All that is to be predicted, the target first; usually that alone. */
  targets: string[];
  /** What is handed in, as the sample shows it; `null` where there is none. */
  form: SubmissionForm | null;
  /** Whether nothing speaks for another column. */
  isSure: boolean;
  kind: Kind | null;
  /** `null` only where nothing tells what to predict. */
  metric: { name: string; direction: Direction; from: string } | null;
  /** What stands in the way, as sentences that name the way out. */
  problems: string[];
}

/** A metric or a direction that the person declared outside the goal's text. */
export interface IDeclared {
  metric?: string;
  direction?: Direction | null;
}

/**
 * Read target, kind of task, metric and files out of the goal and the data.
 *
 * @param goal - the person's words, Markdown.
 * @param data - the preview of the data folder.
 * @param declared - what was said apart from the goal; it wins over the goal.
 */
export function understand(
  goal: string,
  data: DataPreview,
  declared: IDeclared = {}
): IUnderstanding {
  const problems: string[] = [];
  const found = findTables(data);
  if (found === null) {
    problems.push(
      `No table was found in “${data.root}”. Put a csv, Excel or parquet file with the training rows there, or choose another data folder.`
    );
  }
  const reading = found && targetOf(goal, found);
  const tables = found && withWords(found, reading?.names ?? []);
  const target = reading &&
    tables && { name: reading.names[0], from: sourceOf(reading, tables) };
  const column =
    tables?.train.table.columns.find(c => c.name === target?.name) ?? null;
  if (tables !== null) {
    problems.push(...targetQuestions(goal, data, tables, reading));
  }
  const named = namedMetrics(declared.metric || goal);
  const unknown = declared.metric ? null : unknownMetricIn(goal, metrics);
  if (unknown !== null) {
    problems.push(
      `The goal asks for “${unknown}”, which the offline recipes cannot measure. Name one that they can in its place, such as ${nearest(unknown)}; or score by a cell of your own (an objective), or connect a model.`
    );
  }
  const kind =
    tables && column && kindOf(column, tables.train.table, goal, named);
  const targets = (reading?.names ?? []).flatMap(
    name => tables?.train.table.columns.find(c => c.name === name) ?? []
  );
  const odd = targets.find(
    other => kindOf(other, tables!.train.table, goal, named) !== kind
  );
  if (odd || (targets.length > 1 && kind === 'multiclass')) {
    problems.push(
      `The offline recipes predict several columns together where all hold numbers, or two classes each; “${(odd ?? targets[0]).name}” is of another kind. Name the one that counts and take the sample submission away, or connect a model.`
    );
  }
  if (column !== null && kind === null) {
    problems.push(
      `The column “${column.name}” holds ${column.kind === 'empty' ? 'nothing' : column.kind === 'constant' ? 'one value only' : `${column.kind} values`}, which the offline recipes can't predict. Name another column in the goal, or connect a model.`
    );
  }
  if (declared.metric && named.length === 0) {
    problems.push(
      `The offline recipes don't know the metric “${declared.metric}”. Choose one such as RMSE, MAE, R², ROC AUC, log loss, accuracy or F1, or connect a model.`
    );
  }
  if (
    declared.metric &&
    kind !== null &&
    named.length > 0 &&
    !named.some(m => m.kinds.includes(kind))
  ) {
    problems.push(
      `${named[0].name} cannot be measured on “${column?.name}”, which holds ${kind === 'regression' ? 'numbers' : kind === 'binary' ? 'two classes' : 'several classes'}. Choose another metric or another target, or leave the metric open.`
    );
  }
  // What is asked for and not known is never replaced in silence.
  const metric =
    unknown === null ? metricOf(goal, kind, named, declared) : null;
  const known = metric && kind && metricNamed(metric.name, kind);
  const read =
    known && tables
      ? readForm({
          tables,
          targets,
          kind,
          metric: known,
          isNamed: named.length > 0
        })
      : null;
  if (read?.problem) {
    problems.push(read.problem);
  }
  return {
    train: tables?.train.path ?? null,
    test: tables?.test?.path ?? null,
    sample: tables?.sample?.path ?? null,
    target,
    targets: targets.map(({ name }) => name),
    form: read?.form ?? null,
    isSure: reading?.sure ?? false,
    kind,
    metric,
    problems
  };
}

function targetOf(
  goal: string,
  { train, test, sample }: ITables
): ITargetReading | null {
  return readTarget(goal, {
    columns: train.table.columns
      .filter(column => !isRowId(column, train.table))
      .map(({ name, kind, unique, top }) => ({
        name,
        unique,
        isNumber: kind === 'number' || kind === 'integer',
        values: top.map(({ value }) => value)
      })),
    // A column that is there and holds nothing is one to be filled.
    test:
      test?.table.columns
        .filter(({ kind }) => kind !== 'empty')
        .map(({ name }) => name) ?? null,
    sample: sample && predictedIn(sample, test)
  });
}

/** The columns of a sample that name no row. */
function predictedIn(sample: TableFile, test: TableFile | null): string[] {
  const names = sample.table.columns.map(({ name }) => name);
  const given = test && new Set(test.table.columns.map(({ name }) => name));
  return given ? names.filter(name => !given.has(name)) : names.slice(1);
}

/** Where a target was read, for people. */
function sourceOf({ from }: ITargetReading, { test, sample }: ITables): string {
  switch (from) {
    case 'goal':
      return 'from the goal';
    case 'test':
      return `${test?.path} lacks it`;
    case 'sample':
      return `${sample?.path} asks for it`;
    case 'name':
      return 'its name says so';
    case 'guess':
      return 'a guess';
  }
}

/** Metrics that are near one that is not known. */
function nearest(unknown: string): string {
  const isOfClasses =
    /map|top|rank|ndcg|recall|precision|f[- _]?beta|\bf\d|iou|dice|hamming|specificity/i;
  return isOfClasses.test(unknown)
    ? 'accuracy, log loss, macro F1 or ROC AUC'
    : 'RMSE, MAE, MAPE or R²';
}

/** What a column's values ask for; `null` where they can't be predicted. */
function kindOf(
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

function metricOf(
  goal: string,
  kind: Kind | null,
  named: readonly IMetric[],
  declared: IDeclared
): IUnderstanding['metric'] {
  const fits = named.find(m => kind === null || m.kinds.includes(kind));
  const direction = declared.direction ?? null;
  if (fits) {
    return {
      name: fits.name,
      direction: direction ?? fits.direction,
      from: declared.metric ? 'as declared' : 'from the goal'
    };
  }
  if (kind === null) {
    return null;
  }
  const metric = usualMetric(kind, direction ?? namedDirection(goal));
  const task = {
    regression: 'regression',
    binary: 'two classes',
    multiclass: 'several classes'
  };
  return {
    name: metric.name,
    direction: metric.direction,
    from: `usual for ${task[kind]}`
  };
}
