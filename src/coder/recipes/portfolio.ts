import type { IPortfolio } from './portfolioForm';

/** Learned by bench/portfolio/learn.ts, and written by it. */
export const portfolio: IPortfolio = {
  members: [
    {
      family: 'boosting',
      settings: {
        early_stopping: false,
        learning_rate: 0.06,
        max_features: 0.5,
        max_iter: 200,
        max_leaf_nodes: 8
      }
    },
    {
      family: 'boosting',
      settings: {
        early_stopping: false,
        l2_regularization: 3,
        learning_rate: 0.03,
        max_features: 0.25,
        max_iter: 400,
        max_leaf_nodes: 15,
        min_samples_leaf: 10
      }
    },
    {
      family: 'boosting',
      settings: {
        early_stopping: false,
        learning_rate: 0.1,
        max_iter: 100,
        max_leaf_nodes: 31
      }
    },
    { family: 'lightgbm' },
    {
      family: 'lightgbm',
      settings: { colsample_bytree: 0.4, learning_rate: 0.03 }
    },
    { family: 'lightgbm', settings: { extra_trees: true, num_leaves: 31 } },
    { family: 'xgboost' },
    { family: 'catboost' },
    { family: 'catboost', settings: { depth: 4, learning_rate: 0.05 } },
    { family: 'extra trees', settings: { max_features: 0.8 } },
    { family: 'forest' },
    { family: 'linear', numbers: 'splines' },
    { family: 'svm', settings: { C: 3 }, numbers: 'quantile' },
    { family: 'mlp', settings: { alpha: 1, hidden_layer_sizes: 32 } }
  ],
  orders: {
    '': [0, 11, 13, 9, 1, 12, 2, 10],
    catboost: [8, 0, 9, 1, 2, 11, 7],
    lightgbm: [5, 1, 12, 11, 2, 9, 13, 4, 3],
    'catboost lightgbm': [5, 8, 1, 2, 9, 11, 4, 7],
    xgboost: [6, 0, 11, 9, 13, 1, 2, 12],
    'catboost xgboost': [8, 0, 6, 9, 2, 1, 11, 7],
    'lightgbm xgboost': [5, 6, 0, 9, 13, 1, 2, 11, 12, 4],
    'catboost lightgbm xgboost': [5, 8, 1, 2, 9, 11, 4, 6, 7]
  },
  costs: {
    linear: 0.3,
    lasso: 0.68,
    boosting: 1.2,
    forest: 4,
    'extra trees': 2.8,
    neighbours: 0.31,
    svm: 1.2,
    mlp: 0.84,
    discriminant: 0.29,
    lightgbm: 1.1,
    xgboost: 0.65,
    catboost: 2.1
  }
};
