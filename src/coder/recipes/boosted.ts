import {
  all,
  balanced,
  both,
  isAbsolute,
  pair,
  regressionOnly,
  rungs,
  same,
  type FamilyName,
  type IFamily,
  type ILadder,
  type ITableSize,
  type Settings
} from './family';
import { atLeast } from './versions';

/** Learning rate and number of trees belong together: half the one, twice the other. */
const pace = [
  [0.2, 50],
  [0.1, 100],
  [0.06, 200],
  [0.05, 400],
  [0.03, 800]
].map(([learning_rate, max_iter]) => ({ learning_rate, max_iter }));

/** The learning rates of libraries that are told when to stop. */
const RATES = [0.2, 0.1, 0.05, 0.03, 0.02];
/** How fast it learns, where the number of trees is found. */
const rate = (start: number): ILadder => ({
  name: 'learning rate',
  rungs: rungs('learning_rate', RATES),
  start: RATES.indexOf(start),
  why: 'Smaller steps need more trees, as many as help; they often end better.'
});
/**
 * Whether there are rows enough to leave some out, by which the number of trees is
 * found: of each class, too.
 */
const stopsEarly = ({ rows, classes }: ITableSize): boolean =>
  rows >= Math.max(1000, 100 * classes);

/** The families of boosted trees, scikit-learn's own first. */
export const boosted = {
  boosting: {
    title: same('gradient boosting'),
    estimator: pair(
      'HistGradientBoostingRegressor',
      'HistGradientBoostingClassifier'
    ),
    fixed: both({ random_state: 0 }),
    usual: { loss: 'squared_error', l2_regularization: 0 },
    ladders: [
      {
        name: 'learning rate and number of trees',
        rungs: pace,
        start: 1
      },
      {
        name: 'learning rate',
        rungs: rungs('learning_rate', [0.2, 0.1, 0.05, 0.03]),
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
        rungs: rungs('loss', ['absolute_error', 'squared_error', 'poisson']),
        start: 1,
        why: 'What a model minimises decides which errors weigh most.',
        kinds: regressionOnly
      }
    ],
    scaled: false,
    varies: true,
    takesMissing: true,
    takesCategories: true,
    suited: facts => ({
      ...(stopsEarly(facts)
        ? {
            early_stopping: true,
            n_iter_no_change: 20,
            // Of several classes each has trees of its own, so these are to be few.
            ...(facts.classes > 2
              ? { max_iter: 300, learning_rate: 0.1, max_leaf_nodes: 15 }
              : { max_iter: 1000, learning_rate: 0.05, max_leaf_nodes: 31 }),
            // A log loss may shrink for ever without a prediction that changes.
            ...(facts.classes > 0 ? { tol: 0.0001 } : {})
          }
        : { early_stopping: false }),
      ...(isAbsolute(facts) ? { loss: 'absolute_error' } : {})
    }),
    balance: balanced,
    kinds: all,
    maxRows: 2_000_000,
    why: 'boosted trees find interactions and thresholds by themselves'
  },
  lightgbm: {
    title: same('LightGBM'),
    estimator: pair('LGBMRegressor', 'LGBMClassifier'),
    needs: 'lightgbm',
    threaded: true,
    fixed: both({ subsample_freq: 1, random_state: 0, verbose: -1 }),
    usual: {
      min_child_samples: 20,
      extra_trees: false,
      objective: 'regression'
    },
    ladders: [
      rate(0.05),
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
        start: 2
      },
      {
        name: 'rows seen by a tree',
        rungs: rungs('subsample', [0.5, 0.8, 1]),
        start: 1
      },
      {
        name: 'splits at random',
        rungs: [{ extra_trees: true }, { extra_trees: false }],
        start: 1,
        why: 'Limits that are drawn at random follow the noise less; more trees make up for it.'
      },
      {
        name: 'ridge penalty of the leaves',
        rungs: rungs('reg_lambda', [30, 10, 3, 1, 0]),
        start: 3
      },
      {
        name: 'objective',
        rungs: rungs('objective', [
          'regression_l1',
          'regression',
          'poisson',
          'tweedie'
        ]),
        start: 1,
        why: 'What a model minimises decides which errors weigh most.',
        kinds: regressionOnly
      }
    ],
    scaled: false,
    varies: true,
    takesMissing: true,
    takesCategories: true,
    told: {
      name: 'ToldLightGBM',
      argument: 'categorical_feature=list(range(len(categories)))',
      byName: false,
      // Its own 100 leave categories of few rows out, which on fewer than 1,000 are most of them:
      // an error 2.4 % larger on 300 rows and 0.5 % on 700, the mean over 16 tables of
      // bench/portfolio; above 1,500 it makes no difference.
      suited: (rows): Settings =>
        rows < 1000 ? { min_data_per_group: 20 } : {}
    },
    stops: {
      most: 3000,
      fit: (rows, truth, version) =>
        atLeast(version, 4, 7)
          ? [`eval_X=${rows}`, `eval_y=${truth}`]
          : [`eval_set=[(${rows}, ${truth})]`],
      found: 'best_iteration_'
    },
    suited: (facts): Settings =>
      isAbsolute(facts) ? { objective: 'regression_l1' } : {},
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
      rate(0.1),
      {
        name: 'depth of a tree',
        rungs: rungs('max_depth', [2, 3, 4, 6, 8]),
        start: 2
      },
      {
        name: 'columns seen by a tree',
        rungs: rungs('colsample_bytree', [0.2, 0.4, 0.7, 1]),
        start: 2
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
    varies: true,
    takesMissing: true,
    stops: {
      most: 3000,
      fit: (rows, truth) => [`eval_set=[(${rows}, ${truth})]`, 'verbose=False'],
      found: 'best_iteration + 1'
    },
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
      allow_writing_files: false,
      // Categories one by one: combined they take twice the time, and seldom help.
      max_ctr_complexity: 1
    }),
    ladders: [
      rate(0.1),
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
    varies: true,
    takesMissing: true,
    takesCategories: true,
    told: {
      name: 'ToldCatBoost',
      argument: 'cat_features=categories',
      byName: true
    },
    stops: {
      most: 1500,
      fit: (rows, truth) => [`eval_set=(${rows}, ${truth})`],
      found: 'tree_count_'
    },
    kinds: all,
    maxRows: 1_000_000,
    why: 'its symmetric trees overfit less'
  }
} satisfies Partial<Record<FamilyName, IFamily>>;
