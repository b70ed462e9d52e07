import type { SubmissionColumn } from '../../../task/submission';
import type { IFacts } from '../facts';
import { goesByLabels } from '../metric';
import { isLogarithmic } from '../metrics';
import type { Recipe } from '../recipe';
import { list, literal, named, names, renaming, show } from './python';
import { binaryNames, binaryValues, leavesClasses } from './read';
import { labelsOf } from './thresholds';

/** What a script writes of its predictions: the columns that are asked for. */

/** The columns of the sample that are predicted. */
export function asked({ form }: IFacts): SubmissionColumn[] {
  return (form ?? []).filter(({ holds }) => holds !== 'id');
}

/** The columns of the test table that name its rows in what is handed in. */
export function idsOf({ form, id, test, sample, made }: IFacts): string[] {
  const given = test?.table.columns.map(({ name }) => name) ?? [];
  if (!form) {
    return id === null ? [] : [id];
  }
  return [
    ...new Set([
      // Where no sample of the person's asks for them, a run goes by a name of its own.
      ...(made.id && id !== null && (!sample || made.sample) ? [id] : []),
      ...form.flatMap(each =>
        each.holds === 'id'
          ? (each.of ?? (given.includes(each.name) ? each.name : []))
          : []
      )
    ])
  ];
}

/**
 * The predictions below the names that a submission has, beside those of the rows: lines
 * of a function that has the `table` and what is `predicted`.
 */
export function handedIn(recipe: Recipe, facts: IFacts): string[] {
  const { kind, metric, targets } = facts;
  const ids = show(names(idsOf(facts)));
  const labelled = goesByLabels(metric);
  const classes = asked(facts).flatMap(each =>
    each.holds === 'chance' ? [each] : []
  );
  const withTable = (values: string) =>
    `return table.filter(${ids}).join(${values})`;
  if (classes.length > 0) {
    const columns = classes.map(
      ({ name, of }) => `${literal(name)}: ${literal(of)}`
    );
    return [
      `chances = ${chancesOf(facts)}`,
      ...show(named('columns', list(columns, '{', '}'), ' = ')).split('\n'),
      'values = {name: chances.get(of, 0.0) for name, of in columns.items()}',
      `return table.filter(${ids}).assign(**values)`
    ];
  }
  if (targets.length > 1) {
    const value = `${isLogarithmic(metric) ? 'predicted.clip(0)' : 'predicted'}${rounded(facts)}`;
    const order = asked(facts).flatMap(each =>
      each.holds === 'prediction' ? [each] : []
    );
    const others = order.filter(({ name, target }) => name !== target);
    const renamed = renaming(others.map(({ target, name }) => [target, name]));
    const chosen = show(names(order.map(({ target }) => target)));
    return [
      `values = pd.DataFrame(${value}, columns=targets, index=table.index)`,
      ...(kind === 'binary' && labelled ? labelLines(recipe, facts) : []),
      withTable(order.length > 0 ? `values[${chosen}]${renamed}` : 'values')
    ];
  }
  if (kind === 'multiclass' && !labelled && !metric.ranked) {
    return [
      'chances = pd.DataFrame(predicted, columns=labels.classes_, index=table.index)',
      ...(leavesClasses(facts, recipe.lessons)
        ? ['chances = chances.reindex(columns=classes, fill_value=0.0)']
        : []),
      withTable('chances')
    ];
  }
  if (metric.ranked && asked(facts).length > 1) {
    const columns = show(names(asked(facts).map(({ name }) => name)));
    return [
      `columns = ${columns}`,
      'order = predicted.argsort(axis=1)[:, ::-1]',
      '# Of fewer classes than columns the last one stands there again',
      'best = {name: labels.classes_[order[:, min(i, order.shape[1] - 1)]] for i, name in enumerate(columns)}',
      `return table.filter(${ids}).assign(**best)`
    ];
  }
  return [
    `return table.filter(${ids}).assign(**{${literal(columnOf(facts))}: ${oneValue(recipe, facts)}})`
  ];
}

/** The chances of all classes, by their names as text. */
function chancesOf(facts: IFacts): string {
  if (facts.kind === 'binary') {
    const [positive, negative] = binaryValues(facts.target, facts).map(value =>
      /^['"]/.test(value) ? value : literal(value)
    );
    return `pd.DataFrame({${positive}: predicted, ${negative}: 1 - predicted}, index=table.index)`;
  }
  const columns = /^float/i.test(facts.target.dtype)
    ? "[f'{each:g}' for each in labels.classes_]"
    : 'labels.classes_.astype(str)';
  return `pd.DataFrame(predicted, columns=${columns}, index=table.index)`;
}

/** Of several columns of two classes each: the class instead of its chance. */
function labelLines(recipe: Recipe, facts: IFacts): string[] {
  const kinds = facts.targets.map(target => {
    const [positive, negative] = binaryValues(target, facts);
    return `${literal(target.name)}: (${positive}, ${negative})`;
  });
  return [
    ...show(named('kinds', list(kinds, '{', '}'), ' = ')).split('\n'),
    'for name, (yes, no) in kinds.items():',
    `    values[name] = np.where(values[name] >= ${thresholdOf(recipe)}, yes, no)`
  ];
}

/** The predictions as one column of what is asked for. */
function oneValue(recipe: Recipe, facts: IFacts): string {
  const { metric, kind } = facts;
  switch (kind) {
    case 'regression':
      return `${isLogarithmic(metric) ? 'predicted.clip(0)' : 'predicted'}${rounded(facts)}`;
    case 'binary': {
      const [positive, negative] = binaryLabels(facts);
      return goesByLabels(metric)
        ? `np.where(predicted >= ${thresholdOf(recipe)}, ${positive}, ${negative})`
        : 'predicted';
    }
    case 'multiclass': {
      const [column] = asked(facts);
      const separator = column?.holds === 'ranking' ? column.separator : ' ';
      return metric.ranked
        ? `[${literal(separator)}.join(map(str, labels.classes_[best])) for best in predicted.argsort(axis=1)[:, :${-metric.ranked - 1}:-1]]`
        : `labels.classes_[${labelsOf(recipe, facts)}]`;
    }
  }
}

/** What makes whole numbers of predictions, where they are asked for. */
function rounded(facts: IFacts): string {
  return asked(facts).some(each => 'whole' in each)
    ? '.round().astype(int)'
    : '';
}

/** The two classes as they are handed in, as Python literals, the positive one first. */
function binaryLabels(facts: IFacts): string[] {
  const values = binaryValues(facts.target, facts);
  const [column] = asked(facts);
  const as = column?.holds === 'prediction' ? column.as : undefined;
  return as === undefined
    ? values
    : binaryNames(facts.target, facts).map(name => literal(as[name]));
}

function thresholdOf(recipe: Recipe): string {
  return recipe.threshold ? 'threshold' : '0.5';
}

/** What the column of predictions is called in the sample, or else as the target. */
function columnOf(facts: IFacts): string {
  return asked(facts)[0]?.name ?? facts.target.name;
}

/** The function that gives predictions the form of what is handed in. */
export function handInFunction(recipe: Recipe, facts: IFacts): string[] {
  return [
    `def ${handIn(recipe, 'table', 'predicted')}:`,
    '    """Predictions under the names that they are handed in by."""',
    ...handedIn(recipe, facts).map(line => `    ${line}`),
    '',
    ''
  ];
}

/** How that is called. */
export function handIn(
  { threshold }: Recipe,
  table: string,
  predicted: string
): string {
  return `handed_in(${table}, ${predicted}${threshold ? ', threshold' : ''})`;
}
