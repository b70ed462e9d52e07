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
    { family: 'xgboost' },
    { family: 'catboost' },
    { family: 'catboost', settings: { learning_rate: 0.05, depth: 4 } },
    { family: 'extra trees', settings: { max_features: 0.8 } },
    { family: 'forest' },
    { family: 'linear', numbers: 'splines' },
    { family: 'svm', settings: { C: 3 }, numbers: 'quantile' },
    { family: 'mlp', settings: { alpha: 1, hidden_layer_sizes: 32 } }
  ],
  orders: {
    '': [1, 9, 11, 7, 2, 10, 0, 8],
    catboost: [5, 0, 7, 6, 9, 2, 1, 8, 10],
    lightgbm: [3, 9, 11, 1, 7, 2, 10, 8],
    'catboost lightgbm': [3, 5, 7, 1, 2, 6, 8, 10],
    xgboost: [1, 9, 11, 7, 2, 10, 4, 0, 8],
    'catboost xgboost': [5, 0, 4, 7, 2, 8, 6, 1, 10],
    'lightgbm xgboost': [3, 9, 11, 1, 7, 2, 10, 4, 8],
    'catboost lightgbm xgboost': [3, 5, 7, 1, 2, 6, 4, 8, 10]
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
    lightgbm: 1,
    xgboost: 0.7,
    catboost: 2
  }
};
