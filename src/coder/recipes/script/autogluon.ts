import type { IFacts } from '../facts';
import { families } from '../families';
import type { FamilyName } from '../family';
import type { Recipe } from '../recipe';
import { call, dict, list, literal, named, show } from './python';

/** What AutoGluon may try: how it is asked for, what it calls that fitted, what is said of it. */
const MODELS: readonly {
  family: FamilyName;
  asked: string;
  called: string;
  quiet: readonly string[];
}[] = [
  {
    family: 'lightgbm',
    asked: 'GBM',
    called: 'LGBModel',
    quiet: ['verbose=-1']
  },
  {
    family: 'catboost',
    asked: 'CAT',
    called: 'CatBoostModel',
    quiet: ['verbose=False']
  },
  { family: 'xgboost', asked: 'XGB', called: 'XGBoostModel', quiet: [] },
  { family: 'forest', asked: 'RF', called: 'RFModel', quiet: [] },
  { family: 'extra trees', asked: 'XT', called: 'XTModel', quiet: [] }
];
/** Settings that scikit-learn's form of a library has under another name. */
const RENAMED = {
  num_boost_round: 'n_estimators',
  feature_fraction: 'colsample_bytree',
  min_data_in_leaf: 'min_child_samples'
};

/** Models that there is time for at least: what was found is fitted again on every fold. */
const MODELS_IN_TIME = 8;

/**
 * The lines in which AutoGluon looks for models, fitted on all folds but the last and
 * measured on that. They end with the best of them as `found`, a plain estimator.
 *
 * @param cores - how many it may take, as Python.
 */
export function autogluonLines(
  recipe: Recipe,
  facts: IFacts,
  cores: string
): string[] {
  const { seconds } = recipe.search!;
  const isLog = recipe.members[0].target === 'log';
  const isRegression = facts.kind === 'regression';
  const threshold = recipe.threshold ? ', 0.5' : '';
  const scored = isRegression
    ? isLog
      ? 'np.expm1(truth), np.expm1(guess)'
      : 'truth, guess'
    : `truth, np.clip(guess, 0, 1)${threshold}`;
  const isHigher = facts.direction === 'maximize';
  const models = MODELS.filter(({ family }) => {
    const { needs } = families[family];
    return needs === undefined || facts.packages.has(needs);
  });
  return [
    '',
    '',
    `# AutoGluon tries models for ${seconds} seconds, and measures them on the last fold`,
    'def measure(truth, guess):',
    '    """The score of that fold as AutoGluon takes it."""',
    `    return score(${scored})`,
    '',
    '',
    "given = pd.DataFrame(encode.fit_transform(X, y)).add_prefix('column ')",
    `given['target'] = np.asarray(${isLog ? 'np.log1p(y)' : 'y'})`,
    'fitted, held = folds[-1]',
    ...show(
      named(
        'metric',
        call(
          'make_scorer',
          literal('score'),
          'measure',
          `optimum=${isHigher ? 1 : 0}`,
          `greater_is_better=${isHigher ? 'True' : 'False'}`,
          ...(isRegression ? [] : ['needs_proba=True'])
        ),
        ' = '
      )
    ).split('\n'),
    ...show(
      named(
        'kinds',
        dict(
          models.map(({ family, called, quiet }) => [
            called,
            call(families[family].estimator[facts.kind], ...quiet)
          ])
        ),
        ' = '
      )
    ).split('\n'),
    'with tempfile.TemporaryDirectory() as place:',
    `    ${show(
      named(
        'predictor',
        call(
          'TabularPredictor',
          literal('target'),
          literal(facts.kind),
          'metric',
          'place',
          'verbosity=0',
          // Rare classes count, too.
          ...(isRegression
            ? []
            : ["learner_kwargs={'label_count_threshold': 1}"])
        ),
        ' = '
      ),
      4
    )}`,
    `    ${show(
      call(
        'predictor.fit',
        'given.iloc[fitted]',
        'given.iloc[held]',
        `time_limit=${seconds}`,
        `ag_args_fit={'max_time_limit': ${Math.max(1, seconds / MODELS_IN_TIME)}}`,
        named(
          'included_model_types',
          list(models.map(({ asked }) => literal(asked)))
        ),
        `num_cpus=${cores}`
      ),
      4
    )}`,
    "    ranked = predictor.leaderboard()['model']",
    "    told = predictor.info()['model_info']",
    "ensembles = told[ranked[0]].get('children_info', {}).values()",
    "weights = {k: v for each in ensembles for k, v in each['model_weights'].items()}",
    ...show(
      named(
        'renamed',
        dict(
          Object.entries(RENAMED).map(([name, ours]) => [name, literal(ours)])
        ),
        ' = '
      )
    ).split('\n'),
    'best = []',
    "for each in [told[name] for name in ranked if told[name]['model_type'] in kinds]:",
    "    if best and each['name'] not in weights:",
    '        continue',
    "    settings = {**each['hyperparameters'], **each['hyperparameters_fit']}.items()",
    '    settings = {renamed.get(k, k): v for k, v in settings if k.isidentifier()}',
    "    best.append(clone(kinds[each['model_type']]).set_params(**settings))",
    "    kind, weight = type(best[-1]).__name__, weights.get(each['name'], 0)",
    "    print('found:', kind, json.dumps(settings, default=str), f'with weight {weight:.2f}')",
    'found = best[0]'
  ];
}
