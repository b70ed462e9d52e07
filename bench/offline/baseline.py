"""The baseline: scikit-learn's HistGradientBoosting as it comes, on the same folds.

`python baseline.py <kind> <metric> <target> <folds>` runs in a folder with `input/` and
writes `submission.csv`; `python baseline.py score <kind> <metric> <target> <truth.csv>`
scores the `submission.csv` there on the rows that were held out.
"""

import sys

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import (
    accuracy_score,
    log_loss,
    roc_auc_score,
    root_mean_squared_error,
    root_mean_squared_log_error,
)
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OrdinalEncoder

METRICS = {
    "RMSE": root_mean_squared_error,
    "RMSLE": lambda truth, predicted: root_mean_squared_log_error(truth, predicted.clip(0)),
    "log loss": lambda truth, predicted: log_loss(truth, predicted),
    "ROC AUC": roc_auc_score,
    "accuracy": lambda truth, predicted: accuracy_score(
        truth, predicted.argmax(axis=1) if predicted.ndim == 2 else predicted
    ),
}


def predict(model, X, kind):
    if kind == "regression":
        return model.predict(X)
    chances = model.predict_proba(X)
    return chances[:, 1] if kind == "binary" else chances


def rarer(values):
    """The class that counts as positive: 1 of 0 and 1, else the rarer one."""
    return 1 if set(values) <= {0, 1} else values.value_counts().index[-1]


def run(kind, metric, target, count):
    train, test = (pd.read_csv(f"input/{name}.csv") for name in ("train", "test"))
    X = train.drop(columns=[target, "id"])
    y = train[target]
    if kind == "binary":
        y = (y == rarer(y)).astype(int)
    words = make_column_selector(dtype_exclude="number")
    encode = make_column_transformer(
        (OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), words),
        remainder="passthrough",
    )
    regression = kind == "regression"
    estimator = HistGradientBoostingRegressor if regression else HistGradientBoostingClassifier
    model = make_pipeline(encode, estimator(random_state=0))
    splitter = KFold if regression else StratifiedKFold
    if kind == "multiclass" and metric == "accuracy":
        y = pd.Series(pd.factorize(y, sort=True)[0])
    scores = []
    for fitted, held in splitter(count, shuffle=True, random_state=0).split(X, y):
        fold_model = clone(model).fit(X.iloc[fitted], y.iloc[fitted])
        scores.append(METRICS[metric](y.iloc[held], predict(fold_model, X.iloc[held], kind)))
    model.fit(X, y)
    X_test = test.drop(columns="id")
    if metric == "accuracy":
        classes = np.unique(train[target])
        submission = pd.DataFrame({target: classes[model.predict(X_test)]})
    elif kind == "multiclass":
        submission = pd.DataFrame(predict(model, X_test, kind), columns=model.classes_)
    else:
        submission = pd.DataFrame({target: predict(model, X_test, kind)})
    submission.insert(0, "id", test["id"])
    submission.to_csv("submission.csv", index=False)
    print("validation_metric:", np.mean(scores))


def score(kind, metric, target, truth):
    truth = pd.read_csv(truth).set_index("id")[target]
    submission = pd.read_csv("submission.csv").set_index("id").loc[truth.index]
    if kind == "binary" and metric != "accuracy":
        train = pd.read_csv("input/train.csv")[target]
        truth = (truth == rarer(train)).astype(int)
    if kind == "multiclass" and metric == "log loss":
        predicted = submission[sorted(submission.columns)].to_numpy()
    else:
        predicted = submission[target].to_numpy()
    print("validation_metric:", METRICS[metric](truth, predicted))


if __name__ == "__main__":
    if sys.argv[1] == "score":
        score(*sys.argv[2:])
    else:
        run(*sys.argv[1:4], int(sys.argv[4]))
