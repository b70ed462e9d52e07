import type { SubmissionForm } from '../../../task/submission';
import type { IFacts } from '../facts';
import type { Recipe } from '../recipe';
import { asked, handedIn, handIn, idsOf } from './handedIn';
import type { IColumns } from './prepare';
import { literal, named, names, renaming, show } from './python';
import { read } from './reader';
import { predict } from './predict';

/**
 * The cell that fits on every row, tells how rows are predicted, and predicts those
 * that are asked for.
 */
export function submitCell(
  recipe: Recipe,
  facts: IFacts,
  { hasCategories, texts }: IColumns
): string {
  const isBlend = recipe.members.length > 1;
  const words = [
    ...(hasCategories ? ['categories'] : []),
    ...(texts.length > 0 ? [show(names(texts))] : [])
  ].join(' + ');
  const prepared = 'prepare(table)[X.columns]';
  // What is all missing in these rows is read as numbers, which no encoder of words takes.
  const filled =
    words === '' ? '' : `.fillna(dict.fromkeys(${words}, 'missing'))`;
  const isNamed = isBlend || words !== '';
  const predicted = isBlend
    ? `sum(w * ${predict('m', 'rows', facts)} for w, m in parts)`
    : predict('model', isNamed ? 'rows' : prepared, facts);
  return [
    '# Fitted on all that is known',
    isBlend
      ? 'parts = [(w, m.fit(X, y)) for w, m in zip(weights, models.values()) if w > 0]'
      : 'model.fit(X, y)',
    '',
    '',
    'def predict(table):',
    '    """What is handed in for rows with the columns of the test table."""',
    ...(isNamed ? [`    rows = ${prepared}${filled}`] : []),
    ...(facts.foldsFile === null
      ? [
          `    predicted = ${predicted}`,
          ...handedIn(recipe, facts).map(line => `    ${line}`)
        ]
      : [`    return ${handIn(recipe, 'table', predicted)}`]),
    '',
    '',
    ...submission(recipe, facts)
  ].join('\n');
}

/** The line that keeps the fitted model, for whoever wants that. */
function kept({ members }: Recipe): string {
  const model = members.length > 1 ? 'parts' : 'model';
  return `# To keep what was fitted: import joblib; joblib.dump(${model}, 'model.joblib')`;
}

/** What leaves columns without a name that have none in what is asked for. */
function unnamed({ form }: IFacts): string {
  return renaming(
    (form ?? []).flatMap(each =>
      each.holds === 'id' && each.nameless ? [[each.name, ''] as const] : []
    )
  );
}

/** What calls the names of rows as the sample does. */
function renamed(form: SubmissionForm): string {
  return renaming(
    form.flatMap(each =>
      each.holds === 'id' && each.of !== undefined && each.of !== each.name
        ? [[each.of, each.name] as const]
        : []
    )
  );
}

/** Whether several rows to be predicted share a name. */
function repeats(id: string, { test }: IFacts): boolean {
  const { columns, rowsRead } = test!.table;
  return columns.some(({ name, unique }) => name === id && unique < rowsRead);
}

/** The rows that are asked for, in the order of the sample where there is one. */
function submission(recipe: Recipe, facts: IFacts): string[] {
  const { sample, made, form, within } = facts;
  if (!facts.test) {
    return ['print(predict(test))', kept(recipe)];
  }
  const write = `submission${unnamed(facts)}.to_csv('submission.csv', index=False)`;
  if (made.test && !within) {
    return [
      'submission = predict(test)',
      'if asked.exists():',
      `    ${write}`,
      'else:',
      '    print(submission)',
      kept(recipe)
    ];
  }
  if (!sample || !form || made.sample) {
    return ['submission = predict(test)', write];
  }
  const own = read('submission', sample, recipe.lessons);
  const filled = asked(facts).map(({ name }) => name);
  const columns =
    filled.length === 1 ? literal(filled[0]) : show(names(filled));
  const ids = idsOf(facts);
  if (ids.length === 0) {
    return [
      own,
      `submission[${columns}] = predict(test)[${columns}].to_numpy()`,
      write
    ];
  }
  if (ids.length > 1 || made.id || repeats(ids[0], facts)) {
    const each = show(names(filled));
    return [
      own,
      '# Rows that share a name are told apart by their order',
      'order = submission.columns',
      show(
        named('keys', `[name for name in order if name not in ${each}]`, ' = ')
      ),
      `predicted = test${renamed(form)}[keys].join(predict(test)[${each}])`,
      'for table in (submission, predicted):',
      "    table['nth'] = table.groupby(keys, dropna=False).cumcount()",
      "submission = submission[[*keys, 'nth']].merge(predicted, how='left')[order]",
      write
    ];
  }
  const id = literal(ids[0]);
  const at = form.findIndex(
    each => each.holds === 'id' && (each.of ?? each.name) === ids[0]
  );
  const theirs =
    form[at].name === ids[0]
      ? `submission[${id}]`
      : // What a run prepares names rows as the test table does.
        `submission.iloc[:, ${at}]`;
  return [
    own,
    `by_id = predict(test).set_index(${id})[${columns}]`,
    filled.length === 1
      ? `submission[${columns}] = ${theirs}.map(by_id)`
      : `submission[${columns}] = by_id.loc[${theirs}].to_numpy()`,
    write
  ];
}
