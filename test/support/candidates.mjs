// What the scripted endpoint answers by itself: scripts for a small tabular
// task that run, get better step by step, and fail now and then.

const NUMBERS = 'table.select_dtypes("number").fillna(0)';
const ALL = 'pd.get_dummies(table, dtype=float).fillna(0)';

/** @type {import('./candidates.mjs').Idea[]} */
const drafts = [
  {
    title: 'ridge on the numbers',
    plan: 'Fit a ridge to the numeric columns alone, as a first measure.',
    imports: 'from sklearn.linear_model import RidgeClassifier, Ridge',
    columns: NUMBERS,
    model: 'RidgeClassifier() if classify else Ridge()'
  },
  {
    title: 'ratio of two columns',
    plan: 'Add the ratio of the first two columns as a feature.',
    imports: 'from sklearn.linear_model import RidgeClassifier, Ridge',
    columns: NUMBERS,
    model: 'RidgeClassifier() if classify else Ridge()',
    broken: 'features["ratio"] = table["NoSuchColumn"] / 2'
  },
  {
    title: 'a single tree',
    plan: 'Fit one shallow tree to all columns, with indicators for categories.',
    imports:
      'from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor',
    columns: ALL,
    model:
      '(DecisionTreeClassifier if classify else DecisionTreeRegressor)(max_depth=5, random_state=0)'
  },
  {
    title: 'nearest neighbours',
    plan: 'Average the ten nearest rows after scaling.',
    imports:
      'from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor\nfrom sklearn.pipeline import make_pipeline\nfrom sklearn.preprocessing import StandardScaler',
    columns: ALL,
    model:
      'make_pipeline(StandardScaler(), (KNeighborsClassifier if classify else KNeighborsRegressor)(10))'
  },
  {
    title: 'small random forest',
    plan: 'Fit a forest of 50 trees to all columns.',
    imports:
      'from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor',
    columns: ALL,
    model:
      '(RandomForestClassifier if classify else RandomForestRegressor)(50, min_samples_leaf=3, random_state=0)'
  }
];

/** @type {(rounds: number) => import('./candidates.mjs').Idea} */
const boosting = rounds => ({
  title: `boosting, ${rounds} rounds`,
  plan: `Replace the model by gradient boosting with ${rounds} rounds.`,
  imports:
    'from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor',
  columns: ALL,
  model: `(HistGradientBoostingClassifier if classify else HistGradientBoostingRegressor)(max_iter=${rounds}, learning_rate=0.1, random_state=0)`
});

const mended = {
  ...drafts[0],
  title: 'without the missing column',
  plan: 'The column does not exist; leave the ratio out.'
};

/**
 * The answer to a coding prompt.
 *
 * @param {'draft' | 'debug' | 'improve'} stage
 * @param {number} count - how many of this stage came before.
 * @returns {import('./candidates.mjs').Idea}
 */
export function idea(stage, count) {
  if (stage === 'debug') {
    return mended;
  }
  return stage === 'draft'
    ? drafts[count % drafts.length]
    : boosting(20 + 15 * (count % 10));
}

/** The script of an idea. @param {import('./candidates.mjs').Idea} idea */
export function script({ imports, columns, model, broken }) {
  return `# %%
from pathlib import Path

import numpy as np
import pandas as pd
${imports}
from sklearn.model_selection import cross_val_predict

# %% The data: the training table has the column that the others lack
tables = {path.stem: pd.read_csv(path) for path in sorted(Path("input").rglob("*.csv"))}
if tables:
    name = next((name for name in tables if "train" in name), max(tables, key=lambda name: len(tables[name])))
    table = tables.pop(name).head(5000)
    lacking = [column for column in table.columns if tables and all(column not in other for other in tables.values())]
    target = lacking[0] if lacking else table.columns[-1]
else:
    from sklearn.datasets import load_diabetes

    table = load_diabetes(as_frame=True).frame
    target = "target"
table = table.dropna(subset=[target])
y = table.pop(target)
classify = not pd.api.types.is_numeric_dtype(y) or y.nunique() <= 10
if not classify and (y > 0).all():
    y = np.log1p(y)

# %% Features and model
few = [column for column in table if pd.api.types.is_numeric_dtype(table[column]) or table[column].nunique() <= 30]
table = table[few]
features = ${columns}
${broken ? `${broken}\n` : ''}model = ${model}

# %% Three folds
predicted = cross_val_predict(model, features, y, cv=3)
if classify:
    validation_metric = float(np.mean(predicted == y))
else:
    validation_metric = float(np.sqrt(np.mean((predicted - y) ** 2)))
print(f"validation_metric: {validation_metric}")`;
}

/** The whole reply. @param {import('./candidates.mjs').Idea} idea */
export function reply(idea) {
  return `# ${idea.title}\n\n${idea.plan}\n\n\`\`\`python\n${script(idea)}\n\`\`\`\n`;
}

/** The answer to a review. */
export const review = {
  is_bug: false,
  summary: 'The score is measured on held-out folds and can be trusted.',
  lower_is_better: null
};
