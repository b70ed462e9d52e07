import type { ColumnPreview } from '../../task/data';
import type { SubmissionColumn, SubmissionForm } from '../../task/submission';
import { goesByLabels, type IMetric, type Kind } from './metric';
import { labelsIn } from './sampleLabels';
import { namesRows, sampleRows } from './sampleRows';
import type { ITables } from './tables';
import { valuesOf } from './written';

/** What is known of the task where the form is read. */
interface IAsked {
  tables: ITables;
  targets: readonly ColumnPreview[];
  kind: Kind;
  metric: IMetric;
  /** Whether the metric is the person's own wish. */
  isNamed: boolean;
}

/**
 * The form of what is handed in, as the sample submission shows it.
 *
 * @returns `null` for the form where there is no sample. A problem names what cannot be
 *   filled, and the way out.
 */
export function readForm(asked: IAsked): {
  form: SubmissionForm | null;
  problem: string | null;
} {
  const { sample, test } = asked.tables;
  if (!sample) {
    return { form: null, problem: null };
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
          ...(column === first && of !== undefined
            ? { of }
            : inTest.has(column.name) &&
              !inTrain.has(column.name) && { of: column.name })
        }
    ),
    problem
  };
}

/** What stands in each of these columns, or why that is not known. */
function fill(
  names: readonly string[],
  asked: IAsked
): SubmissionColumn[] | string {
  const { tables, targets, kind, metric, isNamed } = asked;
  const file = tables.sample!.path;
  if (targets.length > 1) {
    const strange = names.filter(name => !targets.some(t => t.name === name));
    return strange.length > 0
      ? `${file} asks for “${strange[0]}”, which is no column of ${tables.train.path}, so it cannot be filled. Take it out of ${file}, or add it to ${tables.train.path}.`
      : names.map(name => ({ holds: 'prediction', name, target: name }));
  }
  const [target] = targets;
  if (names.length !== 1) {
    return (
      (kind === 'regression' ? null : classColumns(names, target)) ??
      `${file} asks for ${list(names)}, which ${names.length === 0 ? 'leaves no column for' : 'are neither columns of ' + tables.train.path + ' nor the classes of'} “${target.name}”. Give ${file} one column “${target.name}”, or take it away.`
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
    return `${metric.name} takes a chance for each of the ${target.unique} classes of “${target.name}”, and ${file} has one column for them, “${name}”. Give it a column for each class, or name a metric of labels, such as accuracy.`;
  }
  const column = tables.sample!.table.columns.find(each => each.name === name)!;
  const as =
    kind === 'binary' && goesByLabels(metric) ? labelsIn(column, target) : null;
  return [
    { holds: 'prediction', name, target: target.name, ...(as && { as }) }
  ];
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
  const around = names.flatMap(name =>
    classes
      .filter(value => name.toLowerCase().includes(value.toLowerCase()))
      .map(value => {
        const at = name.toLowerCase().lastIndexOf(value.toLowerCase());
        return [name.slice(0, at), name.slice(at + value.length)] as const;
      })
  );
  const candidates = around.map(([before, behind]) => {
    const inside = names.map(name =>
      name.startsWith(before) &&
      name.endsWith(behind) &&
      name.length > before.length + behind.length
        ? name.slice(before.length, name.length - behind.length)
        : null
    );
    const known = classes.filter(value =>
      inside.some(of => of?.toLowerCase() === value.toLowerCase())
    );
    return { inside, known: known.length };
  });
  const [best] = candidates.sort((a, b) => b.known - a.known);
  if (!best || best.known < classes.length || best.inside.includes(null)) {
    return null;
  }
  return names.map((name, i) => ({
    holds: 'chance',
    name,
    target: target.name,
    of:
      classes.find(
        value => value.toLowerCase() === best.inside[i]!.toLowerCase()
      ) ?? best.inside[i]!
  }));
}

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
  return names.length === 0
    ? 'nothing beside the names of rows'
    : `${shown.join(', ')}${names.length > 3 ? ', …' : ''}`;
}
