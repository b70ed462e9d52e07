import type { Kind } from './metrics';

/** Hyper-parameters by their scikit-learn (or other library's) names. */
export type Settings = Record<string, string | number | boolean | null>;

/** The families of models that a recipe can use. */
export const familyNames = [
  'linear',
  'lasso',
  'boosting',
  'forest',
  'extra trees',
  'neighbours',
  'svm',
  'discriminant',
  'lightgbm',
  'xgboost',
  'catboost'
] as const;
export type FamilyName = (typeof familyNames)[number];

/** What the recipes know about a family of models. */
export interface IFamily {
  /** In a title: "ridge", "gradient boosting". */
  title: Record<Kind, string>;
  /** The estimator's class. */
  estimator: Record<Kind, string>;
  /** The package it needs beside scikit-learn, as imported. */
  needs?: string;
  /** What is always set. */
  fixed: Record<'regression' | 'classes', Settings>;
  /**
   * What can be tuned: each ladder is a list of rungs, from the simplest model to
   * the most flexible one. `start` is the rung that a draft begins on.
   */
  ladders: readonly ILadder[];
  /** Wants numbers without gaps and on one scale; trees need neither. */
  scaled: boolean;
  /** Takes missing numbers as they are. */
  takesMissing: boolean;
  /** Wants its target on one scale. */
  scaledTarget?: boolean;
  /** Runs its own threads, as many as `n_jobs` says. */
  threaded?: boolean;
  /** How classes are weighted, where they can be. */
  balance?: Settings;
  kinds: readonly Kind[];
  /** The largest number of rows for which it is quick enough. */
  maxRows: number;
  /** Why one would try it, a clause. */
  why: string;
}

/** One thing to tune, for the kinds of task that it exists for. */
export interface ILadder {
  /** For people: "penalty". */
  name: string;
  rungs: readonly Settings[];
  start: number;
  kinds?: readonly Kind[];
}

const all: readonly Kind[] = ['regression', 'binary', 'multiclass'];
const same = (text: string): Record<Kind, string> => ({
  regression: text,
  binary: text,
  multiclass: text
});
const pair = (regressor: string, classifier: string): Record<Kind, string> => ({
  regression: regressor,
  binary: classifier,
  multiclass: classifier
});
const both = (settings: Settings) => ({
  regression: settings,
  classes: settings
});
const rungs = (
  setting: string,
  values: readonly (string | number | null)[]
): Settings[] => values.map(value => ({ [setting]: value }));

const regressionOnly: readonly Kind[] = ['regression'];
const classesOnly: readonly Kind[] = ['binary', 'multiclass'];

const balanced: Settings = { class_weight: 'balanced' };

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

/** Learning rate and number of trees belong together: half the one, twice the other. */
const pace = (rate: string, trees_: string): Settings[] =>
  [
    [0.2, 50],
    [0.1, 100],
    [0.06, 200],
    [0.04, 350],
    [0.025, 600]
  ].map(([speed, count]) => ({ [rate]: speed, [trees_]: count }));

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
  boosting: {
    title: same('gradient boosting'),
    estimator: pair(
      'HistGradientBoostingRegressor',
      'HistGradientBoostingClassifier'
    ),
    fixed: both({ early_stopping: false, random_state: 0 }),
    ladders: [
      {
        name: 'learning rate and number of trees',
        rungs: pace('learning_rate', 'max_iter'),
        start: 1
      },
      {
        name: 'leaves of a tree',
        rungs: rungs('max_leaf_nodes', [4, 8, 15, 31, 63]),
        start: 2
      },
      {
        name: 'rows in a leaf',
        rungs: rungs('min_samples_leaf', [50, 20, 10, 5]),
        start: 1
      },
      {
        name: 'ridge penalty of the leaves',
        rungs: rungs('l2_regularization', [30, 10, 3, 1, 0]),
        start: 3
      },
      {
        name: 'columns tried at each split',
        rungs: rungs('max_features', [0.1, 0.25, 0.5, 1]),
        start: 2
      },
      {
        name: 'loss',
        rungs: rungs('loss', ['squared_error', 'absolute_error']),
        start: 0,
        kinds: regressionOnly
      }
    ],
    scaled: false,
    takesMissing: true,
    balance: balanced,
    kinds: all,
    maxRows: 2_000_000,
    why: 'boosted trees find interactions and thresholds by themselves'
  },
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
    why: 'with few rows a smooth kernel often beats trees'
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
  },
  lightgbm: {
    title: same('LightGBM'),
    estimator: pair('LGBMRegressor', 'LGBMClassifier'),
    needs: 'lightgbm',
    threaded: true,
    fixed: both({ subsample_freq: 1, random_state: 0, verbose: -1 }),
    ladders: [
      {
        name: 'learning rate and number of trees',
        rungs: pace('learning_rate', 'n_estimators'),
        start: 2
      },
      {
        name: 'leaves of a tree',
        rungs: rungs('num_leaves', [4, 8, 15, 31, 63]),
        start: 2
      },
      {
        name: 'rows in a leaf',
        rungs: rungs('min_child_samples', [50, 20, 10, 5]),
        start: 1
      },
      {
        name: 'columns seen by a tree',
        rungs: rungs('colsample_bytree', [0.2, 0.4, 0.7, 1]),
        start: 1
      },
      {
        name: 'rows seen by a tree',
        rungs: rungs('subsample', [0.5, 0.8, 1]),
        start: 1
      },
      {
        name: 'ridge penalty of the leaves',
        rungs: rungs('reg_lambda', [30, 10, 3, 1, 0]),
        start: 3
      },
      {
        name: 'objective',
        rungs: rungs('objective', ['regression', 'regression_l1']),
        start: 0,
        kinds: regressionOnly
      }
    ],
    scaled: false,
    takesMissing: true,
    balance: balanced,
    kinds: all,
    maxRows: 5_000_000,
    why: 'sampled rows and columns make its trees differ, which helps on small tables'
  },
  xgboost: {
    title: same('XGBoost'),
    estimator: pair('XGBRegressor', 'XGBClassifier'),
    needs: 'xgboost',
    threaded: true,
    fixed: both({ random_state: 0, tree_method: 'hist' }),
    ladders: [
      {
        name: 'learning rate and number of trees',
        rungs: pace('learning_rate', 'n_estimators'),
        start: 2
      },
      {
        name: 'depth of a tree',
        rungs: rungs('max_depth', [2, 3, 4, 6, 8]),
        start: 2
      },
      {
        name: 'columns seen by a tree',
        rungs: rungs('colsample_bytree', [0.2, 0.4, 0.7, 1]),
        start: 1
      },
      {
        name: 'rows seen by a tree',
        rungs: rungs('subsample', [0.5, 0.8, 1]),
        start: 1
      },
      {
        name: 'weight of a leaf',
        rungs: rungs('min_child_weight', [10, 5, 2, 1]),
        start: 2
      }
    ],
    scaled: false,
    takesMissing: true,
    kinds: all,
    maxRows: 5_000_000,
    why: 'its penalties differ from the other boosted trees'
  },
  catboost: {
    title: same('CatBoost'),
    estimator: pair('CatBoostRegressor', 'CatBoostClassifier'),
    needs: 'catboost',
    fixed: both({
      random_state: 0,
      verbose: false,
      allow_writing_files: false
    }),
    ladders: [
      {
        name: 'learning rate and number of trees',
        rungs: pace('learning_rate', 'n_estimators'),
        start: 2
      },
      {
        name: 'depth of a tree',
        rungs: rungs('depth', [3, 4, 6, 8]),
        start: 2
      },
      {
        name: 'ridge penalty of the leaves',
        rungs: rungs('l2_leaf_reg', [30, 10, 3, 1]),
        start: 2
      }
    ],
    scaled: false,
    takesMissing: true,
    kinds: all,
    maxRows: 1_000_000,
    why: 'its symmetric trees overfit less'
  }
};

/** The ladders of a family that exist for a kind of task. */
export function laddersOf(family: FamilyName, kind: Kind): ILadder[] {
  return families[family].ladders.filter(
    ladder => ladder.kinds?.includes(kind) ?? true
  );
}
