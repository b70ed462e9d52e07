import type { SubmissionColumn } from '../../../task/submission';
import type { IFacts } from '../facts';
import { isLogarithmic } from '../metrics';
import type { Recipe } from '../recipe';
import { call, list, literal, named, show, type Expr } from './python';
import { binaryValues, read } from './read';
import { predict } from './validate';

/** The cell that predicts the test rows with models fitted on every row. */
export function submitCell(recipe: Recipe, facts: IFacts): string | null {
  if (!facts.test) {
    return null;
  }
  return [
    '# Predict the test rows with all that is known',
    'X_test = prepare(test)[X.columns]',
    recipe.members.length > 1
      ? `predicted = sum(
    weight * ${predict('m.fit(X, y)', 'X_test', facts)}
    for weight, m in zip(weights, models.values())
    if weight > 0
)`
      : `predicted = ${predict('model.fit(X, y)', 'X_test', facts)}`,
    ...submissionLines(recipe, facts),
    "submission.to_csv('submission.csv', index=False)"
  ].join('\n');
}

/** The predictions in the columns that are asked for, in their order. */
function submissionLines(recipe: Recipe, facts: IFacts): string[] {
  const { form, id } = facts;
  const asked = (form ?? []).filter(column => column.holds !== 'id');
  const wide = wideLines(asked, recipe, facts);
  if (wide !== null) {
    return form
      ? [...wide, ...intoSample(null, recipe, facts)]
      : [...wide, ...alone(id)];
  }
  const name = asked[0]?.name ?? facts.target.name;
  const value = oneValue(recipe, facts, asked[0]);
  if (form) {
    return intoSample({ name, value }, recipe, facts);
  }
  const columns = [
    ...(id === null ? [] : [`${literal(id)}: test[${literal(id)}]`]),
    `${literal(name)}: ${value}`
  ];
  return [
    show(
      named('submission', call('pd.DataFrame', list(columns, '{', '}')), ' = ')
    )
  ];
}

/** `filled`: several columns of predictions, a row for each of the test table; else `null`. */
function wideLines(
  asked: readonly SubmissionColumn[],
  recipe: Recipe,
  facts: IFacts
): string[] | null {
  const byClass = asked.flatMap(each =>
    each.holds === 'chance' ? [each] : []
  );
  const labelled = facts.metric.python.includes('{labels}');
  const filled = (...args: Expr[]) =>
    show(named('filled', call('pd.DataFrame', ...args), ' = '));
  if (byClass.length > 0) {
    return [
      '# A column for each class',
      show(named('chances', chances(facts), ' = ')),
      show(
        named(
          'columns',
          list(
            byClass.map(({ name, of }) => `${literal(name)}: ${literal(of)}`),
            '{',
            '}'
          ),
          ' = '
        )
      ),
      filled('{name: chances.get(of, 0.0) for name, of in columns.items()}')
    ];
  }
  if (facts.targets.length > 1) {
    const values = facts.targets.map((target, i) => {
      const [positive, negative] = binaryValues(target);
      return `${literal(target.name)}: np.where(predicted[:, ${i}] >= ${thresholdOf(recipe)}, ${positive}, ${negative})`;
    });
    return [
      facts.kind === 'binary' && labelled
        ? filled(list(values, '{', '}'))
        : filled(
            isLogarithmic(facts.metric) ? 'predicted.clip(0)' : 'predicted',
            'columns=targets'
          )
    ];
  }
  return facts.kind === 'multiclass' && !labelled && !facts.metric.ranked
    ? [filled('predicted', 'columns=labels.classes_')]
    : null;
}

/** The chances of all classes by their names as text. */
function chances(facts: IFacts): Expr {
  if (facts.kind === 'binary') {
    const [positive, negative] = binaryValues(facts.target).map(textOf);
    return `pd.DataFrame({${positive}: predicted, ${negative}: 1 - predicted})`;
  }
  const names = /^float/i.test(facts.target.dtype)
    ? "columns=[f'{each:g}' for each in labels.classes_]"
    : 'columns=labels.classes_.astype(str)';
  return call('pd.DataFrame', 'predicted', names);
}

/** A Python literal as the text that it is in a file. */
function textOf(value: string): string {
  return /^['"]/.test(value) ? value : literal(value);
}

/** The predictions as one column of what is asked for. */
function oneValue(
  recipe: Recipe,
  facts: IFacts,
  column: SubmissionColumn | undefined
): string {
  const { metric } = facts;
  switch (facts.kind) {
    case 'regression':
      return isLogarithmic(metric) ? 'predicted.clip(0)' : 'predicted';
    case 'binary': {
      const [positive, negative] = binaryValues(facts.target);
      return metric.python.includes('{labels}')
        ? `np.where(predicted >= ${thresholdOf(recipe)}, ${positive}, ${negative})`
        : 'predicted';
    }
    case 'multiclass': {
      const separator = column?.holds === 'ranking' ? column.separator : ' ';
      return metric.ranked
        ? `[${literal(separator)}.join(map(str, labels.classes_[best])) for best in predicted.argsort(axis=1)[:, :${-metric.ranked - 1}:-1]]`
        : 'labels.classes_[predicted.argmax(axis=1)]';
    }
  }
}

function thresholdOf(recipe: Recipe): string {
  return recipe.threshold ? 'threshold' : '0.5';
}

/** Where there is no sample: the names of the rows before what is predicted. */
function alone(id: string | null): string[] {
  return id === null
    ? ['submission = filled']
    : [
        'submission = filled',
        `submission.insert(0, ${literal(id)}, test[${literal(id)}].to_numpy())`
      ];
}

/** The sample says how columns are called and which order the rows have. */
function intoSample(
  one: { name: string; value: string } | null,
  recipe: Recipe,
  facts: IFacts
): string[] {
  const sample = facts.sample!;
  const lines = [read('submission', sample, recipe.lessons)];
  const ids = facts.form!.filter(({ holds }) => holds === 'id');
  const inTest = facts.test!.table.columns.map(({ name }) => name);
  const id =
    ids.length === 1 && inTest.includes(ids[0].name) ? ids[0].name : null;
  if (one === null) {
    return id === null
      ? [...lines, 'submission[filled.columns] = filled.to_numpy()']
      : [
          ...lines,
          `filled.index = test[${literal(id)}]`,
          `submission[filled.columns] = filled.loc[submission[${literal(id)}]].to_numpy()`
        ];
  }
  const column = literal(one.name);
  return id === null
    ? [...lines, `submission[${column}] = ${one.value}`]
    : [
        ...lines,
        `by_id = pd.Series(${one.value}, index=test[${literal(id)}])`,
        `submission[${column}] = submission[${literal(id)}].map(by_id)`
      ];
}
