import type { IFacts } from '../facts';
import { families } from '../families';
import type { Recipe } from '../recipe';
import { rangesOf } from '../tune';
import { predict } from './predict';
import { list, literal, named, show } from './python';
import { usualThreshold } from './thresholds';

/** The lines in which Optuna tunes the `model` on the folds that are there. */
export function optunaLines(recipe: Recipe, facts: IFacts): string[] {
  const [member] = recipe.members;
  const estimator = families[member.family].estimator[facts.kind];
  const ranges = [...rangesOf(member, facts)];
  const threshold = recipe.threshold
    ? `, ${usualThreshold(facts, 'predicted')}`
    : '';
  const settings = ranges.map(([name, { low, high, isWhole }]) =>
    named(
      literal(name),
      `trial.suggest_${isWhole ? 'int' : 'float'}(${literal(name)}, ${low}, ${high}, log=True)`,
      ': '
    )
  );
  const now = ranges.flatMap(([name, range]) =>
    range.now === null ? [] : [named(literal(name), literal(range.now), ': ')]
  );
  return [
    '',
    '',
    `# Optuna tries settings on these folds, for ${recipe.search!.seconds} seconds`,
    'def tuned(settings):',
    '    """The model with other settings, wherever it stands among its steps."""',
    '    steps = model.get_params().items()',
    `    at = [f'{name}__' for name, step in steps if isinstance(step, ${estimator})] or ['']`,
    '    return clone(model).set_params(**{at[0] + name: settings[name] for name in settings})',
    '',
    '',
    'def try_out(trial):',
    '    """The mean score of one choice of settings."""',
    `    ${show(list(settings, 'settings = {', '}'), 4)}`,
    '    results = []',
    '    for fitted, held in folds:',
    '        trial_model = tuned(settings).fit(X.iloc[fitted], y.iloc[fitted])',
    `        predicted = ${predict('trial_model', 'X.iloc[held]', facts)}`,
    `        results.append(score(y.iloc[held], predicted${threshold}))`,
    '    return np.mean(results)',
    '',
    '',
    'set_verbosity(WARNING)',
    `study = create_study(direction='${facts.direction}', sampler=TPESampler(seed=0))`,
    show(list(now, 'study.enqueue_trial({', '})')),
    `study.optimize(try_out, timeout=${recipe.search!.seconds})`,
    'model = tuned(study.best_params)',
    `print('found: ${estimator}', json.dumps(study.best_params))`,
    ''
  ];
}
