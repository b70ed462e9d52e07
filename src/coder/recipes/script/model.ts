import { families, usualCategories } from '../families';
import { settingsOf } from '../settings';
import type { IFacts } from '../facts';
import type { Categories, Extra, Member } from '../recipe';
import type { IColumns } from './prepare';
import { atLeast } from '../versions';
import { call, list, literal, named, type Expr } from './python';
import { wrapped } from './wrapped';

/** A member as one estimator: encoders, model and target transform together. */
export function memberModel(
  member: Member,
  facts: IFacts,
  columns: IColumns
): Expr {
  return wrapped(member, facts, [
    ...encoders(member, facts, columns),
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
  const settings = Object.entries(settingsOf(member, facts))
    .filter(([name]) => !later[name])
    .map(([name, value]) => `${name}=${literal(value)}`);
  if (columns.hasCategories && categoriesOf(member, facts) === 'native') {
    settings.push('categorical_features=list(range(len(categories)))');
  }
  const model = call(family.estimator[facts.kind], ...settings);
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
  const numbers = numberSteps(member, facts, columns);
  const extras = columns.hasNumbers
    ? member.extras.map(extra =>
        entry(extra, extraSteps(extra, facts, columns), 'numbers')
      )
    : [];
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
    const categories = categorySteps(member, facts);
    // First, so that a model can be told where they stand.
    parts.unshift(entry('categories', categories, 'categories'));
  }
  const sparse =
    columns.texts.length > 0 && family.scaled && wantsSparse(member);
  for (const text of columns.texts) {
    parts.push(
      entry(
        `words of ${text}`,
        [
          call(
            'TfidfVectorizer',
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

/** The class that condenses texts, which have fewer words than topics in some folds. */
export const topics = `class Topics(TruncatedSVD):
    """Texts condensed to so many numbers, or as many as there are words."""

    def fit_transform(self, X, y=None):
        self.n_components = min(self.n_components, X.shape[1])
        return super().fit_transform(X, y)`;

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
    return family.takesMissing ? [] : impute(facts, columns, true);
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

function extraSteps(extra: Extra, facts: IFacts, columns: IColumns): Expr[] {
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

function categorySteps(member: Member, facts: IFacts): Expr[] {
  const { scaled } = families[member.family];
  switch (categoriesOf(member, facts)) {
    case 'native':
      // As many as the trees' bins hold; whatever is new is missing to them.
      return [
        call(
          'OrdinalEncoder',
          "handle_unknown='use_encoded_value'",
          'unknown_value=-1',
          'max_categories=250'
        )
      ];
    case 'onehot':
      return [
        call(
          'OneHotEncoder',
          ...(learnedBy(facts, 1, 1)
            ? [
                "handle_unknown='infrequent_if_exist'",
                'min_frequency=5',
                'max_categories=50'
              ]
            : ["handle_unknown='ignore'"])
        )
      ];
    case 'ordinal':
      return [
        call(
          'OrdinalEncoder',
          "handle_unknown='use_encoded_value'",
          'unknown_value=-1'
        ),
        ...(scaled ? ['StandardScaler()'] : [])
      ];
    case 'target':
      return [targetEncoder(facts), ...(scaled ? ['StandardScaler()'] : [])];
  }
}

/** How a member sees categories, as far as the installed scikit-learn can do it. */
function categoriesOf(member: Member, facts: IFacts): Categories {
  const plain = families[member.family].scaled ? 'onehot' : 'ordinal';
  const wanted = member.categories ?? usualCategories(member.family);
  const isLate = wanted === 'target' || wanted === 'native';
  return isLate && !learnedBy(facts, 1, 3) ? plain : wanted;
}

/** Whether the installed scikit-learn is this version or a later one. */
function learnedBy(facts: IFacts, major: number, minor: number): boolean {
  return atLeast(facts.packages.get('sklearn'), major, minor);
}

/** Cross-fitted inside each fold, so that no row sees its own target. */
function targetEncoder(facts: IFacts): Expr {
  const folds = facts.kind === 'regression' ? 'KFold' : 'StratifiedKFold';
  const type = facts.kind === 'regression' ? 'continuous' : facts.kind;
  // scikit-learn 1.9 wants the seed with the folds, earlier ones beside them.
  const seeded = learnedBy(facts, 1, 9)
    ? [named('cv', call(folds, '5', 'shuffle=True', 'random_state=0'))]
    : ['random_state=0'];
  return call('TargetEncoder', `target_type=${literal(type)}`, ...seeded);
}
