"""Metrics by the names that scikit-learn and people use, with standard errors."""

import re

import numpy as np
import pandas as pd

ALIASES = {
    "root_mean_squared_error": "rmse",
    "root_mean_squared_log_error": "rmsle",
    "mean_squared_log_error": "msle",
    "mean_squared_error": "mse",
    "mean_absolute_error": "mae",
    "mean_absolute_percentage_error": "mape",
    "medae": "median_absolute_error",
    "r2_score": "r2",
    "r": "r2",
    "r_2": "r2",
    "neg_log_loss": "log_loss",
    "logloss": "log_loss",
    "cross_entropy": "log_loss",
    "auc": "roc_auc",
    "roc_auc_score": "roc_auc",
    "f1_score": "f1",
    "f_1": "f1",
    "macro_f1": "f1_macro",
    "micro_f1": "f1_micro",
    "weighted_f1": "f1_weighted",
    "brier": "brier_score",
    "brier_score_loss": "brier_score",
    "pr_auc": "average_precision",
    "average_precision_score": "average_precision",
    "mcc": "matthews_corrcoef",
    "matthews_correlation": "matthews_corrcoef",
    "cohen_s_kappa": "cohen_kappa",
    "kappa": "cohen_kappa",
    "quadratic_kappa": "quadratic_weighted_kappa",
    "qwk": "quadratic_weighted_kappa",
    "accuracy_score": "accuracy",
    "balanced_accuracy_score": "balanced_accuracy",
    "spearman": "spearman_correlation",
    "pearson": "pearson_correlation",
    "precision_score": "precision",
    "recall_score": "recall",
}
ERRORS = ["rmse", "rmsle", "mse", "msle", "mae", "mape", "smape", "median_absolute_error"]
VALUES = [*ERRORS, "r2", "spearman_correlation", "pearson_correlation"]
CHANCES = ["log_loss", "roc_auc", "average_precision", "brier_score", "gini"]
LABELS = ["accuracy", "balanced_accuracy", "f1", "f1_macro", "f1_micro", "f1_weighted"]
LABELS += ["precision", "recall"]
LABELS += ["matthews_corrcoef", "cohen_kappa", "quadratic_weighted_kappa"]
LOWER = [*ERRORS, "log_loss", "brier_score"]


def metric_name(name):
    """The one name of a metric that has several.

    Raises ValueError where it is none of ours.
    """
    plain = name.lower().replace("²", "2").replace("₁", "1")
    plain = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    plain = re.sub(r"^neg_", "", plain)
    plain = ALIASES.get(plain, plain)
    if plain not in VALUES + CHANCES + LABELS:
        raise ValueError(f"the metric {name} is not known to the scorer")
    return plain


def wants(name):
    """What predictions a metric takes: values, labels or chances."""
    return "values" if name in VALUES else "chances" if name in CHANCES else "labels"


def losses(name, truth, guess):
    """What each row adds to a metric that is a mean; None for one that is not."""
    if name in ("mse", "rmse"):
        return (truth - guess) ** 2
    if name in ("msle", "rmsle"):
        return (np.log1p(truth) - np.log1p(np.clip(guess, 0, None))) ** 2
    if name == "mae":
        return np.abs(truth - guess)
    if name == "mape":
        return np.abs(truth - guess) / np.maximum(np.abs(truth), np.finfo(float).eps)
    if name == "smape":
        return 2 * np.abs(truth - guess) / np.clip(np.abs(truth) + np.abs(guess), 1e-9, None)
    if name == "accuracy":
        return (truth == guess).astype(float)
    if name == "brier_score" and guess.ndim == 1:
        return (truth - guess) ** 2
    if name == "log_loss":
        chances = np.column_stack([1 - guess, guess]) if guess.ndim == 1 else guess
        chances = chances / chances.sum(axis=1, keepdims=True).clip(1e-15)
        return -np.log(chances[np.arange(len(truth)), truth].clip(1e-15, 1))
    return None


def measure(name, truth, guess):
    """A metric's value. ``truth`` holds class numbers for classes; labels are such numbers."""
    from sklearn import metrics as m

    rows = losses(name, truth, guess)
    if rows is not None:
        mean = float(np.mean(rows))
        return mean**0.5 if name in ("rmse", "rmsle") else mean
    if name == "median_absolute_error":
        return float(np.median(np.abs(truth - guess)))
    if name == "r2":
        return float(m.r2_score(truth, guess))
    if name.endswith("_correlation"):
        method = name.split("_")[0]
        return float(pd.Series(truth).corr(pd.Series(guess), method=method))
    if name in ("roc_auc", "gini"):
        if guess.ndim > 1:
            guess = guess / guess.sum(axis=1, keepdims=True)
            kinds = np.arange(guess.shape[1])
            area = m.roc_auc_score(truth, guess, multi_class="ovr", labels=kinds)
        else:
            area = m.roc_auc_score(truth, guess)
        return float(area if name == "roc_auc" else 2 * area - 1)
    if name == "average_precision":
        return float(m.average_precision_score(truth, guess))
    if name == "brier_score":
        return float(np.mean(((np.eye(guess.shape[1])[truth] - guess) ** 2).sum(axis=1)))
    if name == "balanced_accuracy":
        return float(m.balanced_accuracy_score(truth, guess))
    if name == "matthews_corrcoef":
        return float(m.matthews_corrcoef(truth, guess))
    if name.endswith("kappa"):
        weights = "quadratic" if name.startswith("quadratic") else None
        return float(m.cohen_kappa_score(truth, guess, weights=weights))
    fn = {"f1": m.f1_score, "precision": m.precision_score, "recall": m.recall_score}
    base, _, average = name.partition("_")
    if not average:
        average = "binary" if max(truth.max(), guess.max()) <= 1 else "macro"
    return float(fn[base](truth, guess, average=average, zero_division=0))


def standard_error(name, truth, guess, seed):
    """How far the value would vary with other rows like these."""
    count = len(truth)
    if count < 3:
        return None
    rows = losses(name, truth, guess)
    if rows is not None:
        error = float(np.std(rows, ddof=1) / count**0.5)
        root = float(np.mean(rows)) ** 0.5
        if name in ("rmse", "rmsle"):
            return error / (2 * root) if root > 0 else 0.0
        return error
    rng = np.random.default_rng(seed)
    drawn = []
    for _ in range(200 if count <= 5000 else 40):
        at = rng.integers(0, count, count)
        try:
            drawn.append(measure(name, truth[at], guess[at]))
        except ValueError:  # A sample with one class alone.
            continue
    drawn = [value for value in drawn if np.isfinite(value)]
    return float(np.std(drawn, ddof=1)) if len(drawn) > 10 else None
