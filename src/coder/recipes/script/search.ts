import { firstMember } from '../drafts';
import type { IFacts } from '../facts';
import type { FamilyName, Settings } from '../family';
import type { Recipe } from '../recipe';
import { settingsOf } from '../settings';
import { predict } from './predict';
import { call, dict, literal, named, show } from './python';
import { autogluonLines } from './autogluon';
import { optunaLines } from './optuna';
import { wrapped } from './wrapped';

/**
 * The lines in which a library looks for a model, on the folds that are there and by the
 * score that counts. They end with the `model` that was found, and tell of the best few in
 * the form that `found.ts` reads.
 */
export function searchLines(recipe: Recipe, facts: IFacts): string[] {
  switch (recipe.search?.by) {
    case 'autogluon':
    case 'flaml': {
      const lines =
        recipe.search.by === 'flaml'
          ? flamlLines(recipe, facts)
          : autogluonLines(recipe, facts, coresOf(facts));
      const [member] = recipe.members;
      const model = wrapped(member, facts, ['encode', 'found']);
      return [...lines, show(named('model', model, ' = ')), ''];
    }
    case 'optuna':
      return optunaLines(recipe, facts);
    case undefined:
      return [];
  }
}

function flamlLines(recipe: Recipe, facts: IFacts): string[] {
  const [member] = recipe.members;
  const isLog = member.target === 'log';
  const guess = predict('estimator', 'given', facts);
  const sign = facts.direction === 'minimize' ? '' : '-';
  const threshold = recipe.threshold ? ', 0.5' : '';
  const starts = startsOf(facts);
  const task = facts.kind === 'regression' ? 'regression' : 'classification';
  return [
    '',
    '',
    `# FLAML tries models and their settings on these folds, for ${recipe.search!.seconds} seconds`,
    'def loss(given, truth, estimator, *others):',
    '    """The score of a fold as FLAML takes it: lower is better."""',
    ...(isLog
      ? [
          `    guess = np.expm1(${guess})`,
          `    return ${sign}score(np.expm1(truth), guess${threshold}), {}`
        ]
      : [`    return ${sign}score(truth, ${guess}${threshold}), {}`]),
    '',
    '',
    ...(facts.time === null
      ? [
          'turn = np.full(len(X), -1)',
          'for k, (fitted, held) in enumerate(folds):',
          '    turn[held] = k'
        ]
      : []),
    ...show(
      named(
        'starts',
        dict(
          Object.entries(starts).map(([kind, settings]) => [
            kind,
            dict(
              Object.entries(settings).map(([name, value]) => [
                name,
                literal(value)
              ])
            )
          ])
        ),
        ' = '
      )
    ).split('\n'),
    'given = pd.DataFrame(encode.fit_transform(X, y))',
    'automl = AutoML()',
    ...show(
      call(
        'automl.fit',
        "given.add_prefix('column ')",
        `${isLog ? 'np.log1p(y)' : 'y'}.reset_index(drop=True)`,
        `task='${task}'`,
        'metric=loss',
        `time_budget=${recipe.search!.seconds}`,
        "eval_method='cv'",
        facts.time === null
          ? 'split_type=PredefinedSplit(turn)'
          : 'split_type=TimeSeriesSplit(len(folds))',
        named('estimator_list', 'list(starts)'),
        'starting_points=starts',
        'retrain_full=False',
        `n_jobs=${coresOf(facts)}`,
        'seed=0',
        'verbose=0',
        "log_file_name=''"
      )
    ).split('\n'),
    'losses = automl.best_loss_per_estimator',
    'kinds = [kind for kind in sorted(losses, key=losses.get) if losses[kind] < np.inf]',
    'best = [automl.best_model_for_estimator(kind) for kind in kinds[:2]]',
    'for each in best:',
    "    print('found:', each.estimator_class.__name__, json.dumps(each.params, default=float))",
    'found = best[0].estimator_class(**best[0].params)'
  ];
}

/** What FLAML begins with, by its own names: else it spends a short time on tiny models. */
function startsOf(facts: IFacts): Record<string, Settings> {
  const ofOurs = (family: FamilyName, taken: readonly string[]) => {
    const settings = settingsOf(firstMember(family, facts), facts);
    return Object.fromEntries(
      taken.flatMap(name => (settings[name] ? [[name, settings[name]]] : []))
    );
  };
  const pace = ['learning_rate', 'colsample_bytree'];
  return {
    ...(facts.packages.has('lightgbm') && {
      lgbm: {
        n_estimators: 300,
        ...ofOurs('lightgbm', [...pace, 'num_leaves', 'min_child_samples'])
      }
    }),
    ...(facts.packages.has('xgboost') && {
      xgboost: { n_estimators: 300, ...ofOurs('xgboost', pace), max_leaves: 15 }
    }),
    extra_tree: { n_estimators: 100, max_leaves: 1000 }
  };
}

/** The cores that a library may take; on a small table threads only wait for each other. */
function coresOf({ rows, width }: IFacts): string {
  return rows * width < 200_000
    ? '1'
    : "int(os.environ.get('OMP_NUM_THREADS', 2))";
}
