"""Metrics by the names that scikit-learn and people use, with standard errors."""

import re

import numpy as np
import pandas as pd
from metric_table import METRICS

ALIASES = {also: name for name, metric in METRICS.items() for also in metric.get("also", ())}
# What a name leaves open: so many classes, or which quantile.
OPEN = {name: metric["usual"] for name, metric in METRICS.items() if "usual" in metric}


def metric_name(name):
    """The one name of a metric that has several; "map@3" where it leaves something open.

    Raises ValueError where it is none of ours.
    """
    said = name.lower().replace("²", "2").replace("₁", "1")
    plain = re.sub(r"[^a-z0-9]+", "_", said).strip("_")
    bare = re.sub(r"_(k|\d+)(?=_|$)", "", plain)
    bare = ALIASES.get(bare, bare)
    if bare in OPEN:
        given = re.search(r"\d*\.?\d+", said)
        return f"{bare}@{given.group() if given else OPEN[bare]}"
    plain = re.sub(r"^neg_", "", plain)
    plain = ALIASES.get(plain, plain)
    if plain not in METRICS:
        raise ValueError(f"the metric {name} is not known to the scorer")
    return plain


def base_name(name):
    """A metric's name without what it leaves open."""
    return name.partition("@")[0]


def parameter(name):
    """What a metric leaves open, as a number; None where that is nothing."""
    given = name.partition("@")[2]
    return float(given) if given else None


def wants(name):
    """What predictions a metric takes: values, labels, chances, or a ranking of classes."""
    return METRICS[base_name(name)]["wants"]


def is_lower_better(name):
    return METRICS[base_name(name)]["direction"] == "minimize"


def is_root(name):
    """Whether it is the root of a mean over all rows."""
    return METRICS[base_name(name)].get("isRoot", False)


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
    if name == "rmspe":
        # Where the answer is zero, there is no percentage.
        return (((truth - guess) / np.where(truth == 0, np.nan, truth)) ** 2)[truth != 0]
    if base_name(name) == "pinball_loss":
        over = truth - guess
        return np.maximum(parameter(name) * over, (parameter(name) - 1) * over)
    if wants(name) == "ranking":
        own = guess[np.arange(len(truth)), truth]
        rank = 1 + (guess > own[:, None]).sum(axis=1)
        named = (own > 0) & (rank <= parameter(name))
        return np.where(named, 1 if name.startswith("top") else 1 / rank, 0.0)
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
    from scipy.stats import rankdata
    from sklearn import metrics as m

    rows = losses(name, truth, guess)
    if rows is not None:
        mean = float(np.mean(rows))
        return mean**0.5 if is_root(name) else mean
    if name == "median_absolute_error":
        return float(np.median(np.abs(truth - guess)))
    if name == "r2":
        whole = float(((truth - np.mean(truth)) ** 2).sum())
        return 1 - float(((truth - guess) ** 2).sum()) / whole if whole > 0 else 0.0
    if name.endswith("_correlation"):
        method = name.split("_")[0]
        return float(pd.Series(truth).corr(pd.Series(guess), method=method))
    if name == "concordance_index":
        return concordance(truth, guess)
    if name in ("roc_auc", "gini"):
        if guess.ndim > 1:
            # Each class against the others, of those that are there.
            guess = guess / guess.sum(axis=1, keepdims=True)
            own = [m.roc_auc_score(truth == kind, guess[:, kind]) for kind in np.unique(truth)]
            area = np.mean(own)
        elif 0 < truth.sum() < len(truth):
            # As scikit-learn does, and many times as fast: it is drawn again and again.
            positive, ranks = truth == 1, rankdata(guess)
            lowest = positive.sum() * (positive.sum() + 1) / 2
            area = (ranks[positive].sum() - lowest) / (positive.sum() * (~positive).sum())
        else:
            area = m.roc_auc_score(truth, guess)
        return float(area if name == "roc_auc" else 2 * area - 1)
    if name == "average_precision":
        if guess.ndim > 1:
            own = [(truth == kind, guess[:, kind]) for kind in np.unique(truth)]
            return float(np.mean([m.average_precision_score(*each) for each in own]))
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


def concordance(truth, guess):
    """The share of pairs with different answers that are predicted in their order."""
    from scipy.stats import kendalltau

    def tied(values):
        counts = np.unique(values, return_counts=True)[1]
        return float((counts * (counts - 1) / 2).sum())

    pairs = len(truth) * (len(truth) - 1) / 2
    different, predicted = pairs - tied(truth), pairs - tied(guess)
    if not different:
        raise ValueError("all answers are the same")
    tau = kendalltau(truth, guess)[0] if predicted else 0
    return float((tau * (different * predicted) ** 0.5 / different + 1) / 2)


def mean_over(name, truths, guesses):
    """The mean of a metric over several targets, and the places of those that it leaves out,
    whose rows have one class alone."""
    values = []
    for truth, guess in zip(truths, guesses):
        try:
            values.append(measure(name, truth, guess))
        except ValueError:
            if len(truths) == 1:
                raise
            values.append(np.nan)
    left_out = [i for i, value in enumerate(values) if np.isnan(value)]
    if len(left_out) == len(values) and len(values) > 1:
        raise ValueError("there is one class alone in each column")
    return float(np.nanmean(values)) if len(values) > 1 else values[0], left_out


def variation(name, truths, guesses, seed, together=None, most=200):
    """Values whose spread tells how far the mean over the targets would vary with other rows like
    these, and what that is divided by. Of two predictions of the same rows they go in pairs.

    Rows with the same number in ``together`` come and go together; ``most`` samples are drawn
    where no mean over rows is measured. None where rows are few.
    """
    count = len(truths[0])
    if count < 3:
        return None
    rows = losses(name, truths[0], guesses[0]) if len(truths) == 1 else None
    if rows is not None and len(rows) > 2:
        if is_root(name):
            root = float(np.mean(rows)) ** 0.5
            rows = rows / (2 * root) if root > 0 else np.zeros(len(rows))
        if together is None or len(together) != len(rows):
            return rows, len(rows) ** 0.5
        sums = np.bincount(together, rows - np.mean(rows))
        return sums, len(rows) / len(sums) ** 0.5
    rng = np.random.default_rng(seed)
    order = None if together is None else np.argsort(together, kind="stable")
    units = None if order is None else np.split(order, np.cumsum(np.bincount(together))[:-1])
    drawn = []
    for _ in range(most if count <= 5000 else min(40, most)):
        if units is None:
            at = rng.integers(0, count, count)
        else:
            at = np.concatenate([units[i] for i in rng.integers(0, len(units), len(units))])
        try:
            drawn.append(mean_over(name, [t[at] for t in truths], [g[at] for g in guesses])[0])
        except ValueError:  # A sample with one class alone.
            drawn.append(np.nan)
    return np.array(drawn, dtype=float), 1.0


def deviation(varies):
    """The standard error that a variation comes to; None where it cannot be told."""
    if varies is None:
        return None
    values = varies[0][np.isfinite(varies[0])]
    least = 10 if varies[1] == 1.0 else 2
    return float(np.std(values, ddof=1) / varies[1]) if len(values) > least else None


def standard_error(name, truths, guesses, seed):
    """How far the mean over the targets would vary with other rows like these."""
    return deviation(variation(name, truths, guesses, seed))
