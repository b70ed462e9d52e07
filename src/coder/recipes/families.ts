import { boosted } from './boosted';
import {
  all,
  balanced,
  both,
  classesOnly,
  pair,
  regressionOnly,
  rungs,
  same,
  type FamilyName,
  type IFamily,
  type ILadder
} from './family';
import type { Kind } from './metric';
import type { Categories } from './recipe';

const trees: readonly ILadder[] = [
  {
    name: 'columns tried at each split',
    rungs: rungs('max_features', ['sqrt', 0.2, 0.33, 0.5, 0.8]),
    start: 2
  },
  {
    name: 'rows in a leaf',
    rungs: rungs('min_samples_leaf', [10, 5, 3, 2, 1]),
    start: 3
  }
];

const forest = (title: string, regressor: string, classifier: string) => ({
  title: same(title),
  estimator: pair(regressor, classifier),
  fixed: both({ n_estimators: 300, n_jobs: -1, random_state: 0 }),
  ladders: trees,
  scaled: false,
  takesMissing: false,
  balance: balanced,
  kinds: all,
  maxRows: 200_000
});

/** Every family, by name. */
export const families: Record<FamilyName, IFamily> = {
  linear: {
    title: pair('ridge', 'logistic regression'),
    estimator: pair('Ridge', 'LogisticRegression'),
    fixed: { regression: {}, classes: { max_iter: 2000 } },
    ladders: [
      {
        name: 'penalty',
        rungs: rungs('alpha', [1000, 300, 100, 30, 10, 3, 1, 0.1]),
        start: 4,
        kinds: regressionOnly
      },
      {
        name: 'penalty',
        rungs: rungs('C', [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]),
        start: 5,
        kinds: classesOnly
      }
    ],
    scaled: true,
    takesMissing: false,
    balance: balanced,
    kinds: all,
    maxRows: 500_000,
    why: 'a linear model is quick, hard to overfit, and shows how far plain effects go'
  },
  lasso: {
    title: same('elastic net'),
    estimator: same('ElasticNetCV'),
    fixed: both({ cv: 5, max_iter: 5000 }),
    ladders: [
      {
        name: 'share of the lasso penalty',
        rungs: rungs('l1_ratio', [0.1, 0.5, 0.9, 1]),
        start: 2
      }
    ],
    scaled: true,
    takesMissing: false,
    kinds: regressionOnly,
    maxRows: 20_000,
    why: 'it leaves out the columns that do not help and finds its penalty itself'
  },
  ...boosted,
  forest: {
    ...forest(
      'random forest',
      'RandomForestRegressor',
      'RandomForestClassifier'
    ),
    why: 'a forest is robust and needs no tuning to be good'
  },
  'extra trees': {
    ...forest('extra trees', 'ExtraTreesRegressor', 'ExtraTreesClassifier'),
    why: 'its random splits smooth more than a forest and err differently'
  },
  neighbours: {
    title: same('nearest neighbours'),
    estimator: pair('KNeighborsRegressor', 'KNeighborsClassifier'),
    fixed: both({ weights: 'distance' }),
    ladders: [
      {
        name: 'neighbours',
        rungs: rungs('n_neighbors', [50, 30, 20, 12, 8, 5, 3]),
        start: 3
      },
      {
        name: 'distance',
        rungs: rungs('p', [1, 2]),
        start: 1
      }
    ],
    scaled: true,
    takesMissing: false,
    kinds: all,
    maxRows: 10_000,
    why: 'with few rows the most similar ones can be asked directly'
  },
  svm: {
    title: same('support vector machine'),
    estimator: pair('SVR', 'SVC'),
    fixed: both({}),
    ladders: [
      {
        name: 'penalty',
        rungs: rungs('C', [0.1, 0.3, 1, 3, 10, 30]),
        start: 2
      },
      {
        name: 'width of the kernel',
        rungs: [
          { gamma: 'scale' },
          { gamma: 0.001 },
          { gamma: 0.003 },
          { gamma: 0.01 },
          { gamma: 0.03 }
        ],
        start: 0
      }
    ],
    scaled: true,
    takesMissing: false,
    scaledTarget: true,
    balance: balanced,
    kinds: all,
    maxRows: 5_000,
    minRows: 20,
    why: 'with few rows a smooth kernel often beats trees'
  },
  mlp: {
    title: same('neural net'),
    estimator: pair('MLPRegressor', 'MLPClassifier'),
    fixed: both({ early_stopping: true, max_iter: 1000, random_state: 0 }),
    ladders: [
      {
        name: 'neurons',
        rungs: rungs('hidden_layer_sizes', [16, 32, 64, 128, 256]),
        start: 3
      },
      {
        name: 'penalty',
        rungs: rungs('alpha', [3, 1, 0.3, 0.1, 0.01, 0.0001]),
        start: 3
      },
      {
        name: 'learning rate',
        rungs: rungs('learning_rate_init', [0.01, 0.003, 0.001]),
        start: 1
      }
    ],
    scaled: true,
    varies: true,
    takesMissing: false,
    scaledTarget: true,
    kinds: all,
    maxRows: 200_000,
    why: 'its smooth curves err where trees make steps'
  },
  discriminant: {
    title: same('linear discriminant analysis'),
    estimator: same('LinearDiscriminantAnalysis'),
    fixed: both({ solver: 'lsqr' }),
    ladders: [
      {
        name: 'shrinkage',
        rungs: rungs('shrinkage', [0.5, 0.1, 'auto', 0.01, null]),
        start: 2
      }
    ],
    scaled: true,
    takesMissing: false,
    kinds: classesOnly,
    maxRows: 100_000,
    why: 'with few rows its simple picture of each class is hard to beat'
  }
};

/** The ladders of a family that exist for a kind of task. */
export function laddersOf(family: FamilyName, kind: Kind): ILadder[] {
  return families[family].ladders.filter(
    ladder => ladder.kinds?.includes(kind) ?? true
  );
}

/** How a family sees categories where nothing else was chosen. */
export function usualCategories(family: FamilyName): Categories {
  const { scaled, takesCategories } = families[family];
  return takesCategories ? 'native' : scaled ? 'onehot' : 'ordinal';
}
