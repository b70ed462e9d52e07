import type { IFacts } from '../facts';
import { isLogarithmic } from '../metrics';
import type { Recipe } from '../recipe';
import { call, list, literal, named, show } from './python';
import { binaryValues, read } from './read';
import { predict } from './validate';

/** The cell that predicts the test rows with models fitted on every row. */
export function submitCell(recipe: Recipe, facts: IFacts): string | null {
  if (!facts.test) {
    return null;
  }
  const lines = [
    '# Predict the test rows with all that is known',
    'X_test = prepare(test)[X.columns]'
  ];
  lines.push(
    recipe.members.length > 1
      ? `predicted = sum(
    weight * ${predict('m.fit(X, y)', 'X_test', facts)}
    for weight, m in zip(weights, models.values())
    if weight > 0
)`
      : `predicted = ${predict('model.fit(X, y)', 'X_test', facts)}`
  );
  const chances = !facts.metric.python.includes('{labels}');
  if (facts.kind === 'multiclass' && chances) {
    lines.push(
      'submission = pd.DataFrame(predicted, columns=labels.classes_)',
      ...(facts.id === null
        ? []
        : [
            `submission.insert(0, ${literal(facts.id)}, test[${literal(facts.id)}])`
          ])
    );
  } else {
    const value = oneValue(recipe, facts, chances);
    lines.push(
      ...(facts.sample ? intoSample(value, facts, recipe) : table(value, facts))
    );
  }
  lines.push("submission.to_csv('submission.csv', index=False)");
  return lines.join('\n');
}

/** The predictions as one column of what is asked for. */
function oneValue(recipe: Recipe, facts: IFacts, chances: boolean): string {
  switch (facts.kind) {
    case 'regression':
      return isLogarithmic(facts.metric) ? 'predicted.clip(0)' : 'predicted';
    case 'binary': {
      const [positive, negative] = binaryValues(facts);
      const from = recipe.threshold ? 'threshold' : '0.5';
      return chances
        ? 'predicted'
        : `np.where(predicted >= ${from}, ${positive}, ${negative})`;
    }
    case 'multiclass':
      return 'labels.classes_[predicted.argmax(axis=1)]';
  }
}

function table(value: string, facts: IFacts): string[] {
  const { id } = facts;
  const columns = [
    ...(id === null ? [] : [`${literal(id)}: test[${literal(id)}]`]),
    `${literal(facts.target.name)}: ${value}`
  ];
  return [
    show(
      named('submission', call('pd.DataFrame', list(columns, '{', '}')), ' = ')
    )
  ];
}

/** The sample says how columns are called and which order the rows have. */
function intoSample(value: string, facts: IFacts, recipe: Recipe): string[] {
  const sample = facts.sample!;
  const columns = sample.table.columns.map(column => column.name);
  const column =
    columns.find(name => name === facts.target.name) ?? columns.at(-1)!;
  const lines = [read('submission', sample, recipe.lessons)];
  if (facts.id !== null && facts.id === columns[0]) {
    const id = literal(facts.id);
    lines.push(
      `by_id = pd.Series(${value}, index=test[${id}])`,
      `submission[${literal(column)}] = submission[${id}].map(by_id)`
    );
  } else {
    lines.push(`submission[${literal(column)}] = ${value}`);
  }
  return lines;
}
