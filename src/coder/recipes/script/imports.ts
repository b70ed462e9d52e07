/** Where the names that a script may use are imported from. */
const modules: Record<string, readonly string[]> = {
  catboost: ['CatBoostClassifier', 'CatBoostRegressor'],
  lightgbm: ['LGBMClassifier', 'LGBMRegressor'],
  'autogluon.core.metrics': ['make_scorer'],
  'autogluon.tabular': ['TabularPredictor'],
  flaml: ['AutoML'],
  optuna: ['create_study'],
  'optuna.logging': ['WARNING', 'set_verbosity'],
  'optuna.samplers': ['TPESampler'],
  'scipy.stats': ['kendalltau'],
  'sklearn.base': ['BaseEstimator', 'TransformerMixin', 'clone'],
  'sklearn.calibration': ['CalibratedClassifierCV'],
  'sklearn.cluster': ['KMeans'],
  'sklearn.compose': ['ColumnTransformer', 'TransformedTargetRegressor'],
  'sklearn.decomposition': ['PCA', 'TruncatedSVD'],
  'sklearn.discriminant_analysis': ['LinearDiscriminantAnalysis'],
  'sklearn.ensemble': [
    'ExtraTreesClassifier',
    'ExtraTreesRegressor',
    'HistGradientBoostingClassifier',
    'HistGradientBoostingRegressor',
    'RandomForestClassifier',
    'RandomForestRegressor',
    'VotingClassifier',
    'VotingRegressor'
  ],
  'sklearn.feature_extraction.text': ['TfidfVectorizer'],
  'sklearn.feature_selection': [
    'SelectFromModel',
    'SelectKBest',
    'f_classif',
    'f_regression'
  ],
  'sklearn.impute': ['SimpleImputer'],
  'sklearn.linear_model': ['ElasticNetCV', 'LogisticRegression', 'Ridge'],
  'sklearn.metrics': [
    'accuracy_score',
    'average_precision_score',
    'balanced_accuracy_score',
    'brier_score_loss',
    'cohen_kappa_score',
    'f1_score',
    'log_loss',
    'matthews_corrcoef',
    'mean_absolute_error',
    'mean_absolute_percentage_error',
    'mean_pinball_loss',
    'mean_squared_error',
    'mean_squared_log_error',
    'median_absolute_error',
    'precision_score',
    'r2_score',
    'recall_score',
    'roc_auc_score'
  ],
  'sklearn.model_selection': [
    'GroupKFold',
    'KFold',
    'PredefinedSplit',
    'StratifiedGroupKFold',
    'StratifiedKFold',
    'TimeSeriesSplit'
  ],
  'sklearn.multioutput': ['MultiOutputClassifier', 'MultiOutputRegressor'],
  'sklearn.neighbors': ['KNeighborsClassifier', 'KNeighborsRegressor'],
  'sklearn.neural_network': ['MLPClassifier', 'MLPRegressor'],
  'sklearn.pipeline': ['make_pipeline'],
  'sklearn.preprocessing': [
    'FunctionTransformer',
    'LabelEncoder',
    'OneHotEncoder',
    'OrdinalEncoder',
    'PolynomialFeatures',
    'PowerTransformer',
    'QuantileTransformer',
    'SplineTransformer',
    'StandardScaler',
    'TargetEncoder'
  ],
  'sklearn.svm': ['SVC', 'SVR'],
  xgboost: ['XGBClassifier', 'XGBRegressor']
};

/** The import lines that a script's body needs, no more and no less. */
export function imports(body: string): string {
  const used = (name: string) =>
    new RegExp(`(?<![\\w.'"])${name}[(,)]`).test(body);
  const standard = ['bz2', 'gzip', 'lzma', 'tarfile', 'zipfile'].filter(name =>
    new RegExp(`(?:with |in |\\()${name}\\.`).test(body)
  );
  const dated = body.includes('datetime.datetime(');
  const lines = [
    ...(body.includes('collections.') ? ['import collections'] : []),
    ...(dated ? ['import datetime'] : []),
    ...(/json\.(loads?|dumps)\(/.test(body) ? ['import json'] : []),
    ...(body.includes('io.TextIOWrapper(') ? ['import io'] : []),
    ...(body.includes('os.environ') ? ['import os'] : []),
    ...(/\bre\.(compile|search)\(/.test(body) ? ['import re'] : []),
    ...standard.map(name => `import ${name}`),
    ...(body.includes('tempfile.') ? ['import tempfile'] : []),
    'from pathlib import Path',
    '',
    'import numpy as np',
    'import pandas as pd'
  ];
  for (const [module, names] of Object.entries(modules)) {
    const wanted = names.filter(used);
    const line = `from ${module} import ${wanted.join(', ')}`;
    if (wanted.length > 0) {
      lines.push(
        line.length <= 88
          ? line
          : `from ${module} import (\n    ${wanted.join(',\n    ')}\n)`
      );
    }
  }
  return lines.join('\n');
}
