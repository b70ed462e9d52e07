import type { ColumnPreview } from '../../task/data';
import { inside } from '../../task/inside';
import type { SubmissionColumn, SubmissionForm } from '../../task/submission';
import { inOrder } from './classes';
import { goesByLabels, type IMetric, type Kind } from './metric';
import { labelsIn } from './sampleLabels';
import { namesRows, sampleRows } from './sampleRows';
import { idColumn, isNameless, type ITables } from './tables';
import { usualForm } from './usualForm';
import { valuesOf } from './written';

/** What is known of the task where the form is read. */
interface IAsked {
  tables: ITables;
  targets: readonly ColumnPreview[];
  kind: Kind;
  metric: IMetric;
  /** Whether the metric is the person's own wish. */
  isNamed: boolean;
  /** Whether whole numbers are asked for. */
  whole?: true;
  /** The columns that were declared to name the rows, where any were. */
  ids: readonly string[] | undefined;
}

/**
 * The form of what is handed in, as the sample submission shows it.
 *
 * @returns `null` for the form where nothing asks for another than the usual one. A problem
 *   names what cannot be filled, and the way out.
 */
export function readForm(asked: IAsked): {
  form: SubmissionForm | null;
  problem: string | null;
} {
  const { sample, test } = asked.tables;
  if (!sample) {
    return { form: test && ownForm(asked), problem: null };
  }
  const { columns } = sample.table;
  const names = asked.targets.map(({ name }) => name);
  const inTest = new Set(test?.table.columns.map(({ name }) => name));
  const inTrain = new Set(
    asked.tables.train.table.columns.map(({ name }) => name)
  );
  // A feature may be called like a class.
  const classes =
    asked.kind === 'regression' || names.length > 1
      ? []
      : asked.targets[0].top.map(({ value }) => value);
  const there = new Set(columns.map(({ name }) => name));
  const isOfClasses = classes.every(value => there.has(value));
  const isAsked = (name: string) =>
    names.includes(name) || (isOfClasses && classes.includes(name));
  const open = columns.filter(({ name }) => isAsked(name) || !inTest.has(name));
  const [first] = columns;
  const isFirst = namesRows(asked.tables, isAsked(first.name));
  const rest = isFirst ? open.filter(column => column !== first) : open;
  const filled = fill(
    rest.map(({ name }) => name),
    asked
  );
  if (typeof filled === 'string') {
    return { form: null, problem: filled };
  }
  const { of, problem } = isFirst
    ? sampleRows(asked.tables)
    : { of: undefined, problem: null };
  return {
    form: columns.map(
      (column): SubmissionColumn =>
        filled.find(({ name }) => name === column.name) ?? {
          holds: 'id',
          name: column.name,
          ...(isNameless(column.name, sample) && { nameless: true }),
          ...(column === first && of !== undefined
            ? { of }
            : inTest.has(column.name) &&
              !inTrain.has(column.name) && { of: column.name })
        }
    ),
    problem
  };
}

/** The form without a sample, where more is asked for than the usual one has. */
function ownForm(asked: IAsked): SubmissionForm | null {
  const { tables, kind, metric, whole, ids } = asked;
  const [{ top, unique }] = asked.targets;
  const classes = kind === 'regression' ? [] : inOrder(top);
  const own = ids ?? [idColumn(tables) ?? []].flat();
  const isUsual =
    ids === undefined &&
    !whole &&
    !own.some(name => isNameless(name, tables.test));
  // Where not all classes are listed, the columns are not known.
  const isOpen =
    kind === 'multiclass' &&
    !goesByLabels(metric) &&
    !metric.ranked &&
    classes.length < unique;
  return isUsual || isOpen ? null : usualForm({ ...asked, ids: own, classes });
}

/** What stands in each of these columns, or why that is not known. */
function fill(
  names: readonly string[],
  asked: IAsked
): SubmissionColumn[] | string {
  const { tables, targets, kind, metric, isNamed, whole } = asked;
  if (targets.length > 1) {
    return targetColumns(names, asked);
  }
  const [target] = targets;
  if (names.length !== 1) {
    return (
      (metric.ranked ? placeColumns(names, target) : null) ??
      (kind === 'regression' ? null : classColumns(names, target)) ??
      whyNot(names, asked)
    );
  }
  const [name] = names;
  if (metric.ranked) {
    return [
      {
        holds: 'ranking',
        name,
        target: target.name,
        separator: separatorIn(name, asked)
      }
    ];
  }
  if (kind === 'multiclass' && isNamed && !goesByLabels(metric)) {
    return `${metric.name} takes a chance for each of the ${target.unique} classes of “${target.name}”, and ${tables.sample!.path} has one column for them, “${name}”. Give it a column for each class, or name a metric of labels, such as accuracy.`;
  }
  const column = tables.sample!.table.columns.find(each => each.name === name)!;
  const as =
    kind === 'binary' && goesByLabels(metric) ? labelsIn(column, target) : null;
  return [
    {
      holds: 'prediction',
      name,
      target: target.name,
      ...(as && { as }),
      ...(whole && { whole })
    }
  ];
}

/** A column for each of several targets: named after it, or with the same around all of them. */
function targetColumns(
  names: readonly string[],
  { tables, targets, whole }: IAsked
): SubmissionColumn[] | string {
  const known = targets.map(({ name }) => name);
  const found = names.every(name => known.includes(name))
    ? names
    : inside(names, known);
  const at = names.findIndex((_, i) => !known.includes(found?.[i] ?? ''));
  const file = tables.sample!.path;
  return at >= 0 || new Set(found).size < names.length
    ? `${file} asks for “${names[Math.max(0, at)]}”, which is no column of ${tables.train.path}, so it cannot be filled. Take it out of ${file}, or add it to ${tables.train.path}.`
    : names.map((name, i) => ({
        holds: 'prediction',
        name,
        target: found![i]!,
        ...(whole && { whole })
      }));
}

/** A column for the likeliest class, one for the next, and so on: “pred1”, “pred2”. */
function placeColumns(
  names: readonly string[],
  { name: target }: ColumnPreview
): SubmissionColumn[] | null {
  const numbers = names.map(name => Number(/\d+(?=\D*$)/.exec(name)?.[0]));
  const around = names.map(name => name.replace(/\d+(?=\D*$)/, ''));
  const first = Math.min(...numbers);
  const isInTurn = numbers.every((number, i) => number === first + i);
  return names.length > 1 && isInTurn && new Set(around).size === 1
    ? names.map((name, i) => ({
        holds: 'ranking',
        name,
        target,
        separator: ' ',
        place: i + 1
      }))
    : null;
}

/**
 * A column for each class: named after it, perhaps with something before or behind that is
 * the same for all. A class that the training rows do not have gets a column, too.
 */
function classColumns(
  names: readonly string[],
  target: ColumnPreview
): SubmissionColumn[] | null {
  const classes = target.top.map(({ value }) => value);
  const found = inside(names, classes);
  return found === null ||
    found.includes(null) ||
    classes.some(value => !found.includes(value))
    ? null
    : names.map((name, i) => ({
        holds: 'chance',
        name,
        target: target.name,
        of: found[i]!
      }));
}

/** Why columns cannot be filled that are not one for a target, and the way out. */
function whyNot(
  names: readonly string[],
  { tables, targets, kind }: IAsked
): string {
  const file = tables.sample!.path;
  const train = tables.train.path;
  const [{ name: target, top }] = targets;
  const others = names.filter(name => name !== target);
  const way = `Give ${file} one column “${target}”, or take it away.`;
  if (names.length === 0) {
    return `${file} asks for nothing beside the names of rows, which leaves no column for “${target}”. ${way}`;
  }
  if (others.length < names.length) {
    return `${file} asks for ${list(others)} beside “${target}”, and nothing tells what stands there. Take ${others.length > 1 ? 'them' : 'it'} out of ${file}.`;
  }
  const classes = kind === 'regression' ? [] : top.map(({ value }) => value);
  const found = inside(names, classes) ?? [];
  const lacking = classes.filter(value => !found.includes(value));
  if (found.length > 0 && found.every(of => classes.includes(of ?? ''))) {
    return `${file} has columns for classes of “${target}”, and none for ${list(lacking)}, which ${train} has. Add ${lacking.length > 1 ? 'theirs' : 'its column'} to ${file}.`;
  }
  if (kind === 'regression' && names.every(name => QUANTILE.test(name))) {
    return `${file} asks for several quantiles of “${target}”, and a run predicts one. Leave one of ${list(names)} there and name its quantile with the metric, such as “pinball loss at 0.9”; then run again for the next.`;
  }
  return `${file} asks for ${list(names)}, which are neither columns of ${train} nor the classes of “${target}”. ${way}`;
}

/** How columns of quantiles are called: “p10”, “q_0.9”, “quantile_50”. */
const QUANTILE = /^(?:\w+_)?(?:p|q|quantile|percentile)[_-]?(?:0?\.)?\d+$/i;

/** What stands between several classes in one cell of the sample. */
function separatorIn(name: string, { tables, targets }: IAsked): string {
  const { table } = tables.sample!;
  const column = table.columns.find(each => each.name === name)!;
  const cells = valuesOf(column, table);
  const classes = new Set(targets[0].top.map(({ value }) => value));
  const between = [' ', ', ', ',', '; ', ';', '|'];
  const fits = (cell: string, separator: string) =>
    cell.includes(separator) &&
    cell.split(separator).every(value => classes.has(value));
  return (
    between.find(separator => cells.some(cell => fits(cell, separator))) ?? ' '
  );
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(name => `“${name}”`);
  return `${shown.join(', ')}${names.length > 3 ? ', …' : ''}`;
}
