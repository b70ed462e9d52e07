import type { IFacts } from '../facts';
import type { Recipe } from '../recipe';
import type { IEncoded } from './encoded';
import { foldLines } from './folds';
import { handIn, handInFunction } from './handedIn';
import { modelName } from './named';
import { predict } from './predict';
import { call, show } from './python';
import type { IColumns } from './prepare';
import { searchLines } from './search';
import { seedLines } from './seeds';
import { stoppedLines } from './stopped';
import { chooseThresholdLines, labelsOf, usualThreshold } from './thresholds';

/**
 * The cell that measures: folds, the score of each, their mean.
 *
 * @param encoded - for each member the steps before its model that stand by themselves.
 */
export function validateCell(
  recipe: Recipe,
  facts: IFacts,
  columns: IColumns,
  encoded: readonly (IEncoded | null)[]
): string {
  const learned = recipe.members.length > 1 || recipe.threshold;
  const stopped = recipe.members.flatMap((member, at) =>
    stoppedLines(
      member,
      modelName(recipe, at, facts),
      encoded[at],
      recipe,
      facts,
      columns
    )
  );
  const averaged = recipe.members.flatMap((member, at) =>
    seedLines(member, modelName(recipe, at, facts), facts)
  );
  const lines = [
    '# Validation: each fold is predicted by a model that never saw its rows',
    ...scoreLines(recipe, facts),
    ...(learned ? chooserLines(recipe, facts) : []),
    ...(facts.foldsFile === null ? [] : handInFunction(recipe, facts)),
    ...foldLines(recipe, facts),
    ...(stopped.length > 0 ? ['', ...stopped] : []),
    ...(averaged.length > 0 && stopped.length === 0 ? [''] : []),
    ...averaged,
    ...searchLines(recipe, facts),
    ...(learned ? learnedLines(recipe, facts) : plainLines(recipe, facts)),
    ...(facts.foldsFile === null ? [] : keptLines)
  ];
  lines.push(
    'validation_metric = float(np.mean(scores))',
    show(
      call(
        'print',
        `f'${facts.metric.name}: {validation_metric:.6g}, by fold:'`,
        'np.round(scores, 4).tolist()'
      )
    )
  );
  return lines.join('\n');
}

/** Where folds are given, what was predicted for them is kept, to be scored by others. */
const keptLines = [
  'if dealt.exists():',
  "    pd.concat(oof).sort_index().to_csv('oof.csv', index_label='row')"
];

/** The line that keeps what is predicted for a fold, as it is handed in. */
function keepLine(recipe: Recipe, facts: IFacts, predicted: string): string[] {
  const kept = handIn(recipe, 'train.iloc[held]', predicted);
  return facts.foldsFile === null ? [] : [`    oof.append(${kept})`];
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
    ...keepLine(recipe, facts, 'predicted')
  ];
}

function scoreLines(recipe: Recipe, facts: IFacts): string[] {
  const { metric, direction } = facts;
  const flipped = direction !== metric.direction;
  const better = direction === 'minimize' ? 'lower' : 'higher';
  const formula = metric.python.replaceAll('{labels}', labelsOf(recipe, facts));
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
    const fixed = recipe.threshold ? `, ${usualThreshold(facts, 'b')}` : '';
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
    lines.push(...chooseThresholdLines(facts));
  }
  return lines;
}

/** Weights of a blend and a threshold are learned too: from the other folds alone. */
function learnedLines(recipe: Recipe, facts: IFacts): string[] {
  const blend = recipe.members.length > 1;
  const axis = blend ? ', axis=1' : '';
  const predicted = blend ? 'predicted' : 'guesses[k]';
  const blended = (guesses: string) =>
    blend ? `np.tensordot(weights, ${guesses}, axes=1)` : guesses;
  const chosen = [
    ...(blend ? ['weights = choose_weights(truth, seen)'] : []),
    ...(recipe.threshold
      ? [`threshold = choose_threshold(truth, ${blended('seen')})`]
      : [])
  ];
  return [
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
    'for k, (fitted, held) in enumerate(folds):',
    '    truth = np.concatenate(truths[:k] + truths[k + 1 :])',
    `    seen = np.concatenate(guesses[:k] + guesses[k + 1 :]${axis})`,
    ...chosen.map(line => `    ${line}`),
    ...(blend ? [`    predicted = ${blended('guesses[k]')}`] : []),
    `    scores.append(score(truths[k], ${predicted}${recipe.threshold ? ', threshold' : ''}))`,
    ...keepLine(recipe, facts, predicted),
    '',
    ...(blend
      ? [
          'truth, seen = np.concatenate(truths), np.concatenate(guesses, axis=1)',
          ...chosen
        ]
      : [
          'threshold = choose_threshold(np.concatenate(truths), np.concatenate(guesses))'
        ]),
    ...(blend
      ? ["print('weights:', dict(zip(models, np.round(weights, 2).tolist())))"]
      : []),
    ...(recipe.threshold
      ? ["print('threshold:', np.round(threshold, 2).tolist())"]
      : [])
  ];
}
