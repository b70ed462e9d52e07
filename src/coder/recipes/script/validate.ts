import type { IFacts } from '../facts';
import type { Recipe } from '../recipe';
import { foldLines } from './folds';
import { handIn, handInFunction } from './handedIn';
import { modelName } from './named';
import { predict } from './predict';
import type { IColumns } from './prepare';
import { searchLines } from './search';
import { stoppedLines } from './stopped';

/** The cell that measures: folds, the score of each, their mean. */
export function validateCell(
  recipe: Recipe,
  facts: IFacts,
  columns: IColumns
): string {
  const learned = recipe.members.length > 1 || recipe.threshold;
  const stopped = recipe.members.flatMap((member, at) =>
    stoppedLines(member, modelName(recipe, at, facts), recipe, facts, columns)
  );
  const lines = [
    '# Validation: each fold is predicted by a model that never saw its rows',
    ...scoreLines(recipe, facts),
    ...(learned ? chooserLines(recipe, facts) : []),
    ...(facts.foldsFile === null ? [] : handInFunction(recipe, facts)),
    ...foldLines(recipe, facts),
    ...(stopped.length > 0 ? ['', ...stopped] : []),
    ...searchLines(recipe, facts),
    ...(learned ? learnedLines(recipe, facts) : plainLines(recipe, facts)),
    ...(facts.foldsFile === null ? [] : keptLines)
  ];
  const better = facts.direction === 'minimize' ? 'lower' : 'higher';
  lines.push(
    'validation_metric = float(np.mean(scores))',
    `print(f'${facts.metric.name}, ${better} is better: {validation_metric:.6g} on average')`,
    "print('folds:', np.round(scores, 4).tolist(), 'spread:', round(float(np.std(scores)), 4))"
  );
  return lines.join('\n');
}

/** Where folds are given, what was predicted for them is kept, to be scored by others. */
const keptLines = [
  'if dealt.exists():',
  "    pd.concat(oof).sort_values('row').to_csv('oof.csv', index=False)"
];

/** The line that keeps what is predicted for a fold, as it is handed in. */
function keepLine(recipe: Recipe, facts: IFacts, held: string): string[] {
  const kept = handIn(recipe, `train.iloc[${held}]`, 'predicted');
  return facts.foldsFile === null
    ? []
    : [`    oof.append(${kept}.assign(row=rows[${held}]))`];
}

/** The line that begins what is gathered fold by fold. */
function gathered({ foldsFile }: IFacts): string {
  return foldsFile === null ? 'scores = []' : 'scores, oof = [], []';
}

/** One model, fold by fold. */
function plainLines(recipe: Recipe, facts: IFacts): string[] {
  return [
    gathered(facts),
    'for fitted, held in folds:',
    '    fold_model = clone(model).fit(X.iloc[fitted], y.iloc[fitted])',
    `    predicted = ${predict('fold_model', 'X.iloc[held]', facts)}`,
    '    scores.append(score(y.iloc[held], predicted))',
    ...keepLine(recipe, facts, 'held')
  ];
}

function scoreLines(recipe: Recipe, facts: IFacts): string[] {
  const { metric, direction } = facts;
  const flipped = direction !== metric.direction;
  const labels =
    facts.kind === 'binary'
      ? `(predicted >= ${recipe.threshold ? 'threshold' : '0.5'}).astype(int)`
      : 'predicted.argmax(axis=1)';
  const better = direction === 'minimize' ? 'lower' : 'higher';
  const formula = metric.python.replaceAll('{labels}', labels);
  const before = formula.split('\n');
  const result = before.pop()!;
  const threshold = recipe.threshold ? ', threshold' : '';
  const several = facts.targets.length > 1;
  return [
    `def ${several ? 'score_one' : 'score'}(truth, predicted${threshold}):`,
    `    """${metric.name}, ${flipped ? 'negated, ' : ''}${better} is better."""`,
    ...before.map(line => `    ${line}`),
    `    return ${flipped ? `-(${result})` : result}`,
    '',
    '',
    ...(several
      ? [
          `def score(truth, predicted${threshold}):`,
          `    """The mean over ${facts.targets.length} columns, ${better} is better."""`,
          '    columns = zip(np.asarray(truth).T, np.asarray(predicted).T)',
          `    return np.mean([score_one(t, p${threshold}) for t, p in columns])`,
          '',
          ''
        ]
      : [])
  ];
}

/** The functions that choose weights and a threshold from predictions. */
function chooserLines(recipe: Recipe, facts: IFacts): string[] {
  const best = facts.direction === 'minimize' ? 'argmin' : 'argmax';
  const lines: string[] = [];
  if (recipe.members.length > 1) {
    const fixed = recipe.threshold ? ', 0.5' : '';
    lines.push(
      'def choose_weights(truth, guesses):',
      '    """Add the model that helps most, 20 times over: its share is its weight."""',
      '    counts = np.zeros(len(guesses))',
      '    for _ in range(20):',
      '        trials = [counts + one for one in np.eye(len(guesses))]',
      '        blends = [np.tensordot(t / t.sum(), guesses, axes=1) for t in trials]',
      `        counts = trials[np.${best}([score(truth, b${fixed}) for b in blends])]`,
      '    return counts / counts.sum()',
      '',
      ''
    );
  }
  if (recipe.threshold) {
    lines.push(
      'def choose_threshold(truth, predicted):',
      '    """The probability from which on a row is best counted as positive."""',
      '    steps = np.linspace(0.05, 0.95, 91)',
      `    return steps[np.${best}([score(truth, predicted, step) for step in steps])]`,
      '',
      ''
    );
  }
  return lines;
}

/** Weights of a blend and a threshold are learned too: from the other folds alone. */
function learnedLines(recipe: Recipe, facts: IFacts): string[] {
  const blend = recipe.members.length > 1;
  const lines: string[] = [];
  const axis = blend ? ', axis=1' : '';
  lines.push(
    'guesses = []',
    'for fitted, held in folds:',
    ...(blend
      ? [
          '    fold_models = [clone(m).fit(X.iloc[fitted], y.iloc[fitted]) for m in models.values()]',
          `    guesses.append(np.stack([${predict('m', 'X.iloc[held]', facts)} for m in fold_models]))`
        ]
      : [
          '    fold_model = clone(model).fit(X.iloc[fitted], y.iloc[fitted])',
          `    guesses.append(${predict('fold_model', 'X.iloc[held]', facts)})`
        ]),
    'truths = [y.iloc[held].to_numpy() for fitted, held in folds]',
    '',
    `# What is chosen for a fold is chosen on all the others: ${[...(blend ? ['the weights'] : []), ...(recipe.threshold ? ['the threshold'] : [])].join(' and ')}`,
    gathered(facts),
    'for k in range(len(folds)):',
    '    truth = np.concatenate(truths[:k] + truths[k + 1 :])',
    `    seen = np.concatenate(guesses[:k] + guesses[k + 1 :]${axis})`
  );
  if (blend) {
    lines.push(
      '    weights = choose_weights(truth, seen)',
      '    predicted = np.tensordot(weights, guesses[k], axes=1)'
    );
  } else {
    lines.push('    predicted = guesses[k]');
  }
  if (recipe.threshold) {
    lines.push(
      `    threshold = choose_threshold(truth, ${blend ? 'np.tensordot(weights, seen, axes=1)' : 'seen'})`,
      '    scores.append(score(truths[k], predicted, threshold))'
    );
  } else {
    lines.push('    scores.append(score(truths[k], predicted))');
  }
  lines.push(
    ...keepLine(recipe, facts, 'folds[k][1]'),
    '',
    `truth, seen = np.concatenate(truths), np.concatenate(guesses${axis})`
  );
  if (blend) {
    lines.push(
      'weights = choose_weights(truth, seen)',
      "print('weights:', dict(zip(models, np.round(weights, 2).tolist())))"
    );
  }
  if (recipe.threshold) {
    lines.push(
      `threshold = choose_threshold(truth, ${blend ? 'np.tensordot(weights, seen, axes=1)' : 'seen'})`,
      "print('threshold:', round(float(threshold), 2))"
    );
  }
  return lines;
}
