import type { z } from 'zod';
import { Member } from '../../src/coder/recipes/recipe';

type Given = Omit<z.input<typeof Member>, 'family'>;

/** Configurations of a family; the first is how the family begins by itself. */
const of = (family: Member['family'], ...given: Given[]): Member[] =>
  [{}, ...given].map(one => Member.parse({ ...one, family }));

/** What is tried on every table: the drafts' order is chosen among these. */
export const configurations: readonly Member[] = [
  ...of(
    'boosting',
    {
      settings: {
        early_stopping: false,
        learning_rate: 0.06,
        max_iter: 200,
        max_leaf_nodes: 8,
        max_features: 0.5
      }
    },
    {
      settings: {
        early_stopping: false,
        learning_rate: 0.03,
        max_iter: 400,
        max_leaf_nodes: 15,
        min_samples_leaf: 10,
        max_features: 0.25,
        l2_regularization: 3
      }
    },
    {
      settings: {
        early_stopping: false,
        learning_rate: 0.1,
        max_iter: 100,
        max_leaf_nodes: 31
      }
    },
    { extras: ['contrasts'] }
  ),
  ...of(
    'lightgbm',
    { settings: { learning_rate: 0.03, colsample_bytree: 0.4 } },
    { settings: { num_leaves: 31, min_child_samples: 10 } },
    { settings: { extra_trees: true, num_leaves: 31 } }
  ),
  ...of('xgboost'),
  ...of('catboost', { settings: { learning_rate: 0.05, depth: 4 } }),
  ...of(
    'extra trees',
    { settings: { max_features: 0.8 } },
    { settings: { max_features: 'sqrt', min_samples_leaf: 3 } }
  ),
  ...of('forest'),
  ...of(
    'linear',
    { numbers: 'splines' },
    { numbers: 'quantile', categories: 'target' }
  ),
  ...of('lasso'),
  ...of('svm', { numbers: 'quantile', settings: { C: 3 } }),
  ...of(
    'mlp',
    { numbers: 'quantile' },
    { settings: { hidden_layer_sizes: 32, alpha: 1 } }
  ),
  ...of('discriminant'),
  ...of('neighbours')
];
