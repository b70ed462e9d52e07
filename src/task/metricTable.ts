import type { Direction } from './task';

/** A metric that is known here: the scorer measures it, the recipes aim at it. */
export interface IKnownMetric {
  /** For people; `{}` stands for the number that the name leaves open. */
  name: string;
  direction: Direction;
  /** What predictions it takes: `ranking` is of classes, the likeliest first. */
  wants: 'values' | 'labels' | 'chances' | 'ranking';
  /** Other names, as scikit-learn and people have them, with underscores. */
  also?: readonly string[];
  /** The number that is meant where none is named: so many classes, or which quantile. */
  usual?: number;
  /** It is the root of a mean over all rows. */
  isRoot?: boolean;
  /** Nothing but the order of the predictions counts. */
  isOrder?: boolean;
  /** Its name is a word of everyday prose as well. */
  isEveryday?: boolean;
}

/**
 * Every metric that is known here, by the scorer's name for it. `npm run build:python`
 * makes `kernel/python/metric_table.py` of it, so that there is one list of them; it
 * imports nothing that is there at run time.
 */
export const metricTable: Readonly<Record<string, IKnownMetric>> = {
  rmse: {
    name: 'RMSE',
    direction: 'minimize',
    wants: 'values',
    also: ['root_mean_squared_error'],
    isRoot: true
  },
  rmsle: {
    name: 'RMSLE',
    direction: 'minimize',
    wants: 'values',
    also: ['root_mean_squared_log_error'],
    isRoot: true
  },
  rmspe: {
    name: 'RMSPE',
    direction: 'minimize',
    wants: 'values',
    also: ['root_mean_squared_percentage_error'],
    isRoot: true
  },
  mse: {
    name: 'MSE',
    direction: 'minimize',
    wants: 'values',
    also: ['mean_squared_error']
  },
  msle: {
    name: 'MSLE',
    direction: 'minimize',
    wants: 'values',
    also: ['mean_squared_log_error']
  },
  mae: {
    name: 'MAE',
    direction: 'minimize',
    wants: 'values',
    also: ['mean_absolute_error']
  },
  mape: {
    name: 'MAPE',
    direction: 'minimize',
    wants: 'values',
    also: ['mean_absolute_percentage_error']
  },
  smape: { name: 'SMAPE', direction: 'minimize', wants: 'values' },
  median_absolute_error: {
    name: 'median absolute error',
    direction: 'minimize',
    wants: 'values',
    also: ['medae']
  },
  pinball_loss: {
    name: 'pinball loss {}',
    direction: 'minimize',
    wants: 'values',
    also: ['pinball', 'quantile_loss'],
    usual: 0.5
  },
  r2: {
    name: 'R²',
    direction: 'maximize',
    wants: 'values',
    also: ['r', 'r_2', 'r2_score']
  },
  spearman_correlation: {
    name: 'Spearman correlation',
    direction: 'maximize',
    wants: 'values',
    also: ['spearman'],
    isOrder: true
  },
  pearson_correlation: {
    name: 'Pearson correlation',
    direction: 'maximize',
    wants: 'values',
    also: ['pearson']
  },
  concordance_index: {
    name: 'concordance index',
    direction: 'maximize',
    wants: 'values',
    also: ['c_index'],
    isOrder: true
  },
  log_loss: {
    name: 'log loss',
    direction: 'minimize',
    wants: 'chances',
    also: ['neg_log_loss', 'logloss', 'cross_entropy']
  },
  brier_score: {
    name: 'Brier score',
    direction: 'minimize',
    wants: 'chances',
    also: ['brier', 'brier_score_loss']
  },
  roc_auc: {
    name: 'ROC AUC',
    direction: 'maximize',
    wants: 'chances',
    also: ['auc', 'roc_auc_score'],
    isOrder: true
  },
  gini: {
    name: 'Gini',
    direction: 'maximize',
    wants: 'chances',
    isOrder: true
  },
  average_precision: {
    name: 'average precision',
    direction: 'maximize',
    wants: 'chances',
    also: ['pr_auc', 'average_precision_score'],
    isOrder: true
  },
  map: {
    name: 'MAP@{}',
    direction: 'maximize',
    wants: 'ranking',
    also: ['mean_average_precision'],
    usual: 3,
    isEveryday: true
  },
  top_accuracy: {
    name: 'top-{} accuracy',
    direction: 'maximize',
    wants: 'ranking',
    usual: 5
  },
  accuracy: {
    name: 'accuracy',
    direction: 'maximize',
    wants: 'labels',
    also: ['accuracy_score']
  },
  balanced_accuracy: {
    name: 'balanced accuracy',
    direction: 'maximize',
    wants: 'labels',
    also: ['balanced_accuracy_score']
  },
  f1: {
    name: 'F1',
    direction: 'maximize',
    wants: 'labels',
    also: ['f_1', 'f1_score']
  },
  f1_macro: {
    name: 'macro F1',
    direction: 'maximize',
    wants: 'labels',
    also: ['macro_f1']
  },
  f1_micro: {
    name: 'micro F1',
    direction: 'maximize',
    wants: 'labels',
    also: ['micro_f1']
  },
  f1_weighted: {
    name: 'weighted F1',
    direction: 'maximize',
    wants: 'labels',
    also: ['weighted_f1']
  },
  precision: {
    name: 'precision',
    direction: 'maximize',
    wants: 'labels',
    also: ['precision_score'],
    isEveryday: true
  },
  recall: {
    name: 'recall',
    direction: 'maximize',
    wants: 'labels',
    also: ['recall_score'],
    isEveryday: true
  },
  matthews_corrcoef: {
    name: 'Matthews correlation',
    direction: 'maximize',
    wants: 'labels',
    also: ['mcc', 'matthews_correlation']
  },
  cohen_kappa: {
    name: 'Cohen’s kappa',
    direction: 'maximize',
    wants: 'labels',
    also: ['kappa', 'cohen_s_kappa']
  },
  quadratic_weighted_kappa: {
    name: 'quadratic weighted kappa',
    direction: 'maximize',
    wants: 'labels',
    also: ['qwk', 'quadratic_kappa']
  }
};
