import { asksToFill } from '../../task/goal/gaps';
import type { DataPreview } from '../../task/data';
import type { Direction } from '../../task/task';
import type { SubmissionForm } from '../../task/submission';
import { isAskedFor } from '../../task/goal/metric';
import { asksForWhole } from '../../task/goal/wholeNumbers';
import {
  either,
  fitting,
  holds,
  metricOf,
  nearest,
  ofSample,
  type IChosenMetric
} from './askedMetric';
import type { Kind } from './metric';
import { metricNamed, namedDirection, namedMetrics } from './namedMetrics';
import { kindOf } from './kindOf';
import {
  hasPictures,
  obstacle,
  targetQuestions,
  type IQuestion
} from './questions';
import { spelledIn } from './spelled';
import { readForm } from './submission';
import { findTables, type ITables, tablesFor } from './tables';
import { tagsAsked } from './tags';
import { likeliest, sourceOf, targetReading } from './targetReading';
import { unread } from './unread';
import { suits, unmeasured } from './unmeasured';

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
  /** Other columns that it may be, most likely first, where that is not sure. */
  others: string[];
  kind: Kind | null;
  /** `null` where nothing tells what to predict, or what is asked for is not known. */
  metric: IChosenMetric | null;
  /** A metric that is asked for and cannot be had here, with those that can. */
  refused: { name: string; near: string[] } | null;
  /** What stands in the way of the recipes, as sentences that name the way out. */
  problems: string[];
  /** Those of them that an answer settles. */
  questions: IQuestion[];
}

/** What the person declared outside the goal's text. */
export interface IDeclared {
  targets?: readonly string[];
  kind?: Kind | null;
  spellings?: readonly string[];
  metric?: string;
  direction?: Direction | null;
  /** Columns that name the rows. */
  ids?: readonly string[];
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
  const found: IQuestion[] = [];
  const all = findTables(data);
  if (all === null) {
    found.push(
      obstacle(
        hasPictures(data)
          ? `“${data.root}” holds pictures and no table, and the offline recipes do not read pictures. Connect a model that writes code for them, or put a table of features and labels there.`
          : `No table was found in “${data.root}”. ${unread(data)[0]?.said.concat(' ') ?? ''}Put a csv, Excel or parquet file with the training rows there, or choose another data folder.`
      )
    );
  }
  const readIn = (found: ITables) =>
    targetReading(goal, declared.targets, found);
  const plain = all && readIn(all.isByColumns ? { ...all, test: null } : all);
  // What a table lacks that only its columns tell to be rows to predict says less than a goal.
  const reading = all?.isByColumns && !plain?.sure ? readIn(all) : plain;
  const spelled = spelledIn(goal, declared.spellings);
  const tables = tablesFor(
    data,
    reading?.names ?? [],
    spelled,
    asksToFill(goal)
  );
  const target = reading &&
    tables && { name: reading.names[0], from: sourceOf(reading, tables) };
  const column =
    tables?.train.table.columns.find(c => c.name === target?.name) ?? null;
  if (tables !== null) {
    found.push(...targetQuestions(goal, data, tables, reading));
  }
  const absent = declared.targets?.filter(
    name => !tables?.train.table.columns.some(each => each.name === name)
  );
  if (tables && absent && absent.length > 0) {
    const names = tables.train.table.columns.map(({ name }) => name);
    found.push({
      ...obstacle(
        `${tables.train.path} has no column “${absent[0]}”. Its columns are ${listed(names)}.`
      ),
      entry: 'targets',
      option: '--target',
      candidates: likeliest(absent[0], goal, tables),
      isOfRecipes: false
    });
  }
  const mentioned = namedMetrics(declared.metric || goal);
  const askMetric = (text: string, candidates: string[]) =>
    found.push({
      ...obstacle(text),
      entry: 'metric',
      option: '--metric',
      candidates
    });
  const kind =
    declared.kind ??
    (tables && column && kindOf(column, tables.train.table, goal, mentioned));
  const named = mentioned.filter(each => suits(each, kind));
  const unknown = declared.metric
    ? null
    : unmeasured(
        goal,
        kind,
        tables?.train.table.columns.map(({ name }) => name) ?? []
      );
  const targets = (reading?.names ?? []).flatMap(
    name => tables?.train.table.columns.find(c => c.name === name) ?? []
  );
  const odd = targets.find(
    other => kindOf(other, tables!.train.table, goal, named) !== kind
  );
  if (targets.length > 1 && (odd || kind === 'multiclass')) {
    found.push(
      obstacle(
        `The offline recipes predict several columns together where all hold numbers, or two classes each; “${(odd ?? targets[0]).name}” is of another kind. Name the one that counts and take the sample submission away, or connect a model.`
      )
    );
  }
  const several =
    column && tables && !declared.kind
      ? tagsAsked(goal, column, tables.train.table)
      : null;
  if (column !== null && several !== null) {
    found.push(
      obstacle(
        `“${column.name}” holds several tags in one cell (“${several}”), and the offline recipes predict one class of each row. Give each tag a column of 0 and 1 and name these as the targets, or connect a model.`
      )
    );
  } else if (column !== null && kind === null) {
    found.push(
      obstacle(
        `The column “${column.name}” holds ${column.kind === 'empty' ? 'nothing' : column.kind === 'constant' ? 'one value only' : `${column.kind} values`}, which the offline recipes can't predict. Name another column in the goal, or connect a model.`
      )
    );
  }
  const [most, next] = column?.top ?? [];
  if (kind !== null && kind !== 'regression' && most && next?.count === 1) {
    found.push(
      obstacle(
        `Of the classes of “${column?.name}” only “${most.value}” has more than one row, so nothing can be learned of the others. Add rows of them, or name another column in the goal.`
      )
    );
  }
  const near = (name: string) =>
    kind === null ? nearest(name) : fitting(kind);
  if (unknown !== null) {
    askMetric(unknown.text, unknown.near);
  }
  const misfit =
    kind !== null &&
    named.length > 0 &&
    !named.some(m => m.kinds.includes(kind)) &&
    (declared.metric || isAskedFor(named[0], goal))
      ? named[0]
      : null;
  if (declared.metric && named.length === 0) {
    askMetric(
      `The offline recipes don't know the metric “${declared.metric}”. Choose one such as RMSE, MAE, R², ROC AUC, log loss, accuracy or F1; or score by a cell of your own (an objective), or connect a model.`,
      near(declared.metric)
    );
  }
  if (misfit !== null && kind !== null) {
    askMetric(
      `${misfit.name} cannot be measured on “${column?.name}”, which holds ${holds[kind]}. Choose another metric, such as ${either(fitting(kind))}, or another target.`,
      fitting(kind)
    );
  }
  const refused =
    unknown?.name ??
    (declared.metric && named.length === 0 ? declared.metric : null) ??
    misfit?.name ??
    null;
  // What is asked for and not known is never replaced in silence.
  const wanted = declared.direction ?? namedDirection(goal);
  const usual = refused === null ? metricOf(goal, kind, named, declared) : null;
  const known = usual && kind && metricNamed(usual.name, kind);
  const read =
    known && tables
      ? readForm({
          tables,
          targets,
          kind,
          metric: known,
          isNamed: named.length > 0,
          ids: declared.ids,
          ...(kind === 'regression' && asksForWhole(goal) && { whole: true })
        })
      : null;
  const metric =
    named.length > 0
      ? usual
      : ofSample(usual, read?.form ?? null, tables?.sample ?? null, wanted);
  if (read?.problem) {
    found.push(obstacle(read.problem));
  }
  return {
    train: tables?.train.path ?? null,
    test: tables?.test?.path ?? null,
    sample: tables?.sample?.path ?? null,
    target,
    targets: reading?.names ?? [],
    form: read?.form ?? null,
    isSure: reading?.sure ?? false,
    others: reading?.others ?? [],
    kind,
    metric,
    refused:
      refused === null
        ? null
        : {
            name: refused,
            near: unknown?.near ?? near(refused)
          },
    problems: found.map(({ text }) => text),
    questions: found.filter(({ entry }) => entry !== null)
  };
}

/** The first names, and how many more there are. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(', ');
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown;
}
