import { families } from '../families';
import { settingsOf } from '../settings';
import type { IFacts } from '../facts';
import type { Extra, Member } from '../recipe';
import { isOfLetters } from '../written';
import { categorySteps, learnedBy, seesNative } from './categories';
import type { IColumns } from './prepare';
import { call, list, literal, type Expr } from './python';
import { wrapped } from './wrapped';

/**
 * A member as one estimator: encoders, model and target transform together.
 *
 * @param encoded - what its encoders are called, where they stand by themselves.
 */
export function memberModel(
  member: Member,
  facts: IFacts,
  columns: IColumns,
  encoded: string | undefined
): Expr {
  return wrapped(member, facts, [
    ...(encoded === undefined ? encoders(member, facts, columns) : [encoded]),
    estimator(member, facts, columns)
  ]);
}

function estimator(member: Member, facts: IFacts, columns: IColumns): Expr {
  const family = families[member.family];
  // Before these versions, scikit-learn's boosting has no such settings.
  const later: Record<string, boolean> =
    member.family === 'boosting'
      ? {
          max_features: !learnedBy(facts, 1, 4),
          class_weight: !learnedBy(facts, 1, 2)
        }
      : {};
  const isNative = seesNative(member, facts, columns);
  const settings = Object.entries({
    ...settingsOf(member, facts),
    ...(isNative && family.told?.suited?.(facts.rows))
  })
    .filter(([name, value]) => !later[name] && family.usual?.[name] !== value)
    // All columns: scikit-learn takes a whole number for so many of them.
    .map(([name, value]) =>
      name === 'max_features' && value === 1
        ? `${name}=1.0`
        : `${name}=${literal(value)}`
    );
  if (isNative && !family.told) {
    settings.push('categorical_features=list(range(len(categories)))');
  }
  const model = call(
    isNative && family.told ? family.told.name : family.estimator[facts.kind],
    ...settings
  );
  // Probabilities of a support vector machine come from a calibration.
  return family.estimator[facts.kind] === 'SVC'
    ? call('CalibratedClassifierCV', model, 'ensemble=False')
    : model;
}

/** The steps before the model; none where the numbers go in as they are. */
export function encoders(
  member: Member,
  facts: IFacts,
  columns: IColumns
): Expr[] {
  const family = families[member.family];
  if (family.told?.byName && seesNative(member, facts, columns)) {
    return [];
  }
  const numbers = numberSteps(member, facts, columns);
  const extras = member.extras.flatMap(extra => {
    const of = extra === 'counts' ? 'categories' : 'numbers';
    return (of === 'numbers' ? columns.hasNumbers : columns.hasCategories)
      ? [entry(extra, extraSteps(extra, member, facts, columns), of)]
      : [];
  });
  if (
    !columns.hasCategories &&
    columns.texts.length === 0 &&
    extras.length === 0
  ) {
    // Some libraries refuse names such as "Unnamed: 2" or "c[d]".
    const odd = facts.numbers.some(({ name }) => /[[\]{}",:<]/.test(name));
    return odd && numbers.length === 0
      ? [call('FunctionTransformer', 'np.asarray')]
      : numbers;
  }
  const parts: Expr[] = [];
  if (columns.hasNumbers) {
    parts.push(entry('numbers', numbers, 'numbers'));
  }
  parts.push(...extras);
  if (columns.hasCategories) {
    const categories = categorySteps(member, facts, columns);
    // First, so that a model can be told where they stand.
    parts.unshift(entry('categories', categories, 'categories'));
  }
  const sparse =
    columns.texts.length > 0 && family.scaled && wantsSparse(member);
  const { table } = facts.train;
  for (const text of columns.texts) {
    const column = table.columns.find(({ name }) => name === text)!;
    parts.push(
      entry(
        `words of ${text}`,
        [
          call(
            'TfidfVectorizer',
            ...(isOfLetters(column, table)
              ? ["analyzer='char'", 'ngram_range=(1, 3)']
              : []),
            'min_df=2',
            'max_features=20_000',
            'sublinear_tf=True'
          ),
          ...(sparse ? [] : [call('Topics', '40', 'random_state=0')])
        ],
        literal(text)
      )
    );
  }
  const transformers = list(parts);
  return [
    sparse
      ? call('ColumnTransformer', transformers)
      : call('ColumnTransformer', transformers, 'sparse_threshold=0')
  ];
}

/** Linear models take every word; the others want the words condensed. */
function wantsSparse(member: Member): boolean {
  return member.family === 'linear';
}

/** `('name', steps, columns)` */
function entry(name: string, steps: Expr[], columns: string): Expr {
  const transformer: Expr =
    steps.length === 0
      ? "'passthrough'"
      : steps.length === 1
        ? steps[0]
        : call('make_pipeline', ...steps);
  return list([literal(name), transformer, columns], '(', ')');
}

function impute(facts: IFacts, columns: IColumns, indicator: boolean): Expr[] {
  return columns.gaps
    ? [
        call(
          'SimpleImputer',
          "strategy='median'",
          ...(indicator ? ['add_indicator=True'] : []),
          ...(learnedBy(facts, 1, 2) ? ['keep_empty_features=True'] : [])
        )
      ]
    : [];
}

function numberSteps(member: Member, facts: IFacts, columns: IColumns): Expr[] {
  const family = families[member.family];
  if (!family.scaled) {
    // What a library found goes by columns without gaps, which that was given.
    return family.takesMissing && !member.whole
      ? []
      : impute(facts, columns, true);
  }
  const filled = impute(facts, columns, member.numbers === 'plain');
  switch (member.numbers) {
    case 'plain':
      return [...filled, 'StandardScaler()'];
    case 'power':
      return [...filled, 'StandardScaler()', 'PowerTransformer()'];
    case 'quantile':
      return [
        ...filled,
        call(
          'QuantileTransformer',
          `n_quantiles=${Math.max(5, Math.min(100, Math.floor(facts.rows / 3)))}`,
          "output_distribution='normal'",
          'random_state=0'
        )
      ];
    case 'splines':
      return [
        ...filled,
        'StandardScaler()',
        call('SplineTransformer', 'n_knots=6', "extrapolation='constant'")
      ];
  }
}

function extraSteps(
  extra: Extra,
  member: Member,
  facts: IFacts,
  columns: IColumns
): Expr[] {
  const scaled = [...impute(facts, columns, false), 'StandardScaler()'];
  switch (extra) {
    case 'interactions': {
      const test = facts.kind === 'regression' ? 'f_regression' : 'f_classif';
      const few = Math.max(1, Math.min(8, columns.numbers));
      return [
        ...scaled,
        call('SelectKBest', test, `k=${few}`),
        call('PolynomialFeatures', '2', 'include_bias=False'),
        'StandardScaler()'
      ];
    }
    case 'contrasts': {
      const forest =
        facts.kind === 'regression'
          ? 'ExtraTreesRegressor'
          : 'ExtraTreesClassifier';
      return [
        ...impute(facts, columns, false),
        call(
          'SelectFromModel',
          call(forest, '50', 'min_samples_leaf=5', 'random_state=0'),
          'threshold=-np.inf',
          `max_features=${Math.max(1, Math.min(6, columns.numbers))}`
        ),
        call('FunctionTransformer', 'contrasts'),
        ...(families[member.family].scaled ? ['StandardScaler()'] : [])
      ];
    }
    case 'counts':
      return [
        'Counts()',
        ...(families[member.family].scaled ? ['StandardScaler()'] : [])
      ];
    case 'components':
      return [...scaled, call('PCA', '0.8', "svd_solver='full'")];
    case 'clusters':
      return [
        ...scaled,
        call('KMeans', '10', 'n_init=3', 'random_state=0'),
        'StandardScaler()'
      ];
  }
}
