import type { IFacts } from '../facts';
import { isLogarithmic } from '../metrics';
import type { Recipe } from '../recipe';
import { literal } from './python';
import { binaryValues, read } from './read';
import { predict } from './validate';

/**
 * The cell that fits on every row, tells how rows are predicted, and predicts those
 * that are asked for.
 */
export function submitCell(recipe: Recipe, facts: IFacts): string {
  const isBlend = recipe.members.length > 1;
  return [
    '# Fitted on all that is known',
    isBlend
      ? 'parts = [(w, m.fit(X, y)) for w, m in zip(weights, models.values()) if w > 0]'
      : 'model.fit(X, y)',
    '',
    '',
    'def predict(table):',
    '    """What is handed in for rows with the columns of the test table."""',
    '    rows = prepare(table)[X.columns]',
    ...(isBlend
      ? [
          `    predicted = sum(w * ${predict('m', 'rows', facts)} for w, m in parts)`
        ]
      : [`    predicted = ${predict('model', 'rows', facts)}`]),
    ...handedIn(recipe, facts).map(line => `    ${line}`),
    '',
    '',
    ...submission(recipe, facts)
  ].join('\n');
}

/** The predictions below the names that a submission has, beside those of the rows. */
function handedIn(recipe: Recipe, facts: IFacts): string[] {
  const ids = facts.id === null ? '[]' : `[${literal(facts.id)}]`;
  const chances = !facts.metric.python.includes('{labels}');
  return facts.kind === 'multiclass' && chances
    ? [
        'chances = pd.DataFrame(predicted, columns=labels.classes_, index=table.index)',
        `return table.filter(${ids}).join(chances)`
      ]
    : [
        `return table.filter(${ids}).assign(**{${literal(columnOf(facts))}: ${oneValue(recipe, facts, chances)}})`
      ];
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

/** What the column of predictions is called in the sample, or else as the target. */
function columnOf({ sample, target }: IFacts): string {
  const columns = sample?.table.columns.map(({ name }) => name) ?? [];
  return columns.includes(target.name)
    ? target.name
    : (columns.at(-1) ?? target.name);
}

/** The rows that are asked for, in the order of the sample where there is one. */
function submission(recipe: Recipe, facts: IFacts): string[] {
  const { sample, id, made } = facts;
  if (!facts.test) {
    return ['print(predict(test))'];
  }
  const write = "submission.to_csv('submission.csv', index=False)";
  if (made.test) {
    return [
      'submission = predict(test)',
      'if asked.exists():',
      `    ${write}`,
      'else:',
      '    print(submission)'
    ];
  }
  const several =
    facts.kind === 'multiclass' && !facts.metric.python.includes('{labels}');
  if (!sample || made.sample || several) {
    return ['submission = predict(test)', write];
  }
  const own = read('submission', sample, recipe.lessons);
  const column = literal(columnOf(facts));
  const isNamed = id !== null && !made.id;
  const first = sample.table.columns[0].name;
  return isNamed && first === id
    ? [
        own,
        `by_id = predict(test).set_index(${literal(id)})[${column}]`,
        `submission[${column}] = submission[${literal(id)}].map(by_id)`,
        write
      ]
    : [
        own,
        `submission[${column}] = predict(test)[${column}].to_numpy()`,
        write
      ];
}
