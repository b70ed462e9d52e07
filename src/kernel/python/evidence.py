"""What a solution predicted for rows that it was not trained on, set beside the answers."""

import itertools
import os
import sys

import numpy as np
import pandas as pd
from holdout import answered
from metrics import losses
from oof import out_of_fold
from scorer import STATE
from targets import Unfit, plain
from written import as_numbers

POINTS = 300  # of a picture
CLASSES = 12  # that a table has room for, the most frequent
COLUMNS = 12  # of the worst rows that are shown
WIDEST = 200  # columns that are looked through
SLICE = 10  # rows below which a slice says nothing


def evidence(candidate):
    """All of it, for each column that is predicted; or why there is none."""
    scorer = sys.modules[STATE]
    try:
        rows, guesses, held = predicted_by(scorer, candidate)
    except Unfit as error:
        return {"problem": str(error), "rows": 0, "held": 0, "targets": []}
    return {
        "problem": "",
        "rows": len(rows),
        "held": held,
        "targets": [of_target(scorer, t, rows, g) for t, g in zip(scorer.targets, guesses)],
    }


def predicted_by(scorer, candidate):
    """Rows that it was not trained on, by their places, and what it predicts, by target.

    After those that are held out, which are counted, come the ones that its own folds left out.
    """
    rows, guesses = scorer._held(0), scorer._guesses(candidate, 0, [])
    for fold in itertools.count(1):
        name = f"{candidate}-fold{fold}"
        if not os.path.isfile(scorer._kept_of(name)):
            break
        more = scorer._held(fold), scorer._guesses(name, fold, [])
        rows, guesses = joined(rows, guesses, *more)
    try:
        return (*joined(rows, guesses, *left_out(scorer, candidate)), len(rows))
    except Unfit:  # What it says of its own folds is not needed.
        return rows, guesses, len(rows)


def joined(rows, guesses, others, more):
    """Rows, with those of others that are not among them."""
    new = ~np.isin(others, rows)
    both = [np.concatenate([g, m[new]]) for g, m in zip(guesses, more)]
    return np.concatenate([rows, others[new]]), both


def left_out(scorer, candidate):
    """Rows to learn from that a solution left out of a fit, and what that predicted."""
    learned = np.flatnonzero(scorer.part_of(0) == "train")
    there, guesses = out_of_fold(scorer, candidate, len(learned))
    at = there & answered(scorer.told, scorer.objective)[learned]
    return learned[at], [guess[at] for guess in guesses]


def of_target(scorer, target, rows, guess):
    truth = target.truth[rows]
    table = scorer.frame.iloc[rows].reset_index(drop=True)
    names = [n for n in scorer.objective["columns"] if n not in {t.name for t in scorer.targets}]
    features = table[[name for name in names if name != scorer.key][:WIDEST]]
    said = {"name": str(target.name), "wants": target.wants, "numbers": None, "classes": None}
    if target.wants == "values":
        loss, shown = np.abs(guess - truth), [show(each) for each in guess]
        said["numbers"] = of_numbers(truth, guess, features)
    else:
        chances, loss = chances_of(target, truth, guess)
        first = guess if chances is None else chances.argmax(axis=1)
        shown = [show(target.classes[place]) for place in first]
        said["classes"] = of_classes(target, truth, first)
        said["classes"]["curves"] = (
            curves(target, truth, chances) if target.wants == "chances" else []
        )
    return dict(
        said,
        loss=number(np.mean(loss)),
        slices=slices(features, loss),
        worst=worst(scorer, target, table, shown, loss),
    )


def chances_of(target, truth, guess):
    """How likely each class is, if that was predicted, and how far off it is in each row."""
    if target.wants == "labels":
        return None, (guess != truth).astype(float)
    if target.wants == "ranking":
        return guess, 1 - losses(target.metric, truth, guess)
    chances = np.column_stack([1 - guess, guess]) if guess.ndim == 1 else guess
    chances = chances / chances.sum(axis=1, keepdims=True).clip(1e-15)
    return chances, 1 - chances[np.arange(len(truth)), truth]


def of_numbers(truth, guess, features):
    """Predicted against true, errors by the size of the truth, and against features."""
    error = guess - truth
    tenths = []
    for part in np.array_split(np.argsort(truth, kind="stable"), min(10, len(truth))):
        spread = np.std(error[part])
        row = (truth[part].min(), truth[part].max(), len(part), np.mean(error[part]), spread)
        tenths.append([number(each) for each in row])
    columns = {name: numbers_in(features[name]) for name in features}
    strength = {
        name: abs(column.rank().corr(pd.Series(truth).rank()))
        for name, column in columns.items()
        if column.nunique() > 5 and column.notna().mean() > 0.5
    }
    largest = sorted(
        (name for name in strength if np.isfinite(strength[name])), key=lambda n: -strength[n]
    )
    return {
        "points": points(truth, guess),
        "tenths": tenths,
        "residuals": [
            {"name": str(name), "points": points(columns[name].to_numpy(float), error)}
            for name in largest[:4]
        ],
    }


def numbers_in(column):
    """A column as numbers, also where they are written as text."""
    if pd.api.types.is_bool_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        return pd.Series(np.nan, index=column.index)
    return as_numbers(column).astype(float)


def of_classes(target, truth, first):
    """Which class is taken for which, and figures for each, the most frequent first."""
    counts = np.bincount(truth, minlength=len(target.classes))
    shown = [place for place in np.argsort(-counts, kind="stable") if counts[place]][:CLASSES]
    shown = sorted(shown)
    figures = []
    for place in shown:
        both = ((truth == place) & (first == place)).sum()
        precision = both / max((first == place).sum(), 1)
        recall = both / counts[place]
        f1 = 2 * precision * recall / max(precision + recall, 1e-15)
        figures.append([number(each) for each in (counts[place], precision, recall, f1)])
    pairs = [[int(((truth == t) & (first == p)).sum()) for p in shown] for t in shown]
    names = [show(target.classes[place]) for place in shown]
    left_out = int((counts > 0).sum()) - len(shown)
    return {"names": names, "confusion": pairs, "figures": figures, "leftOut": left_out}


def curves(target, truth, chances):
    """ROC, precision and recall, and calibration of a class against the others."""
    from sklearn import metrics as m

    found = []
    for place in [1] if len(target.classes) == 2 else range(len(target.classes))[:6]:
        is_one, chance = truth == place, chances[:, place]
        if is_one.all() or not is_one.any():
            continue
        false, true, _ = m.roc_curve(is_one, chance)
        precision, recall, _ = m.precision_recall_curve(is_one, chance)
        bins = np.array_split(np.argsort(chance, kind="stable"), min(10, len(chance)))
        found.append(
            {
                "name": show(target.classes[place]),
                "area": number(m.roc_auc_score(is_one, chance)),
                "precision": number(m.average_precision_score(is_one, chance)),
                "roc": thin(false, true),
                "recalled": thin(recall[::-1], precision[::-1]),
                "calibration": [
                    [number(chance[part].mean()), number(is_one[part].mean()), len(part)]
                    for part in bins
                ],
            }
        )
    return found


def slices(features, loss):
    """The loss by the main categories, the worst first, and how far it would vary."""
    found = []
    for name in features:
        column = features[name].astype(str)
        if not 2 <= column.nunique() <= 20:
            continue
        for value, part in pd.Series(loss).groupby(column.to_numpy()):
            if len(part) >= SLICE:
                error = part.std(ddof=1) / len(part) ** 0.5
                row = [show(name), show(value), len(part)]
                found.append([*row, number(part.mean()), number(error)])
    return sorted(found, key=lambda row: -row[3])[:20]


def worst(scorer, target, table, shown, loss):
    """The twenty rows that it is furthest off at, as they are written."""
    own = scorer.objective["columns"]
    name = scorer.key if scorer.key in own else None
    others = [each for each in own if each not in (name, target.name)][:COLUMNS]
    rows = []
    for i in np.argsort(-loss, kind="stable")[:20]:
        values = table.iloc[i]
        said = "" if name is None else show(values[name])
        features = [show(values[each]) for each in others]
        measure = show(float(1 - loss[i] if target.wants == "chances" else loss[i]))
        rows.append([said, show(values[target.name]), shown[i], measure, *features])
    return {"named": name, "columns": [str(each) for each in others], "rows": rows}


def points(x, y):
    """So many pairs as a picture has room for."""
    at = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    if len(at) > POINTS:
        at = np.random.default_rng(0).choice(at, POINTS, replace=False)
    return [[number(x[i]), number(y[i])] for i in at]


def thin(x, y):
    """A curve by so many of its points, its ends among them."""
    at = np.unique(np.linspace(0, len(x) - 1, 60).astype(int))
    return [[number(x[i]), number(y[i])] for i in at]


def number(value):
    """A number with six digits; None for what is none."""
    return float(f"{value:.6g}") if np.isfinite(value) else None


def show(value):
    """A value as a cell of a table has room for it."""
    text = f"{value:.6g}" if isinstance(value, float) else plain(value)
    return text if len(text) <= 60 else text[:59] + "…"
