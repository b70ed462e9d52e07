"""How much worse a solution is without a column: with that column's values shuffled."""

import os
import shutil
import sys

import numpy as np
import pandas as pd
from evidence import number, show
from metrics import is_lower_better, mean_over
from scorer import STATE
from submission import about
from targets import Unfit, plain

SAMPLES = 20  # samples of rows that the loss is measured on
MOST = 2000  # rows that are measured


def importance(candidate):
    """The loss in the metric for each column that was shuffled, the largest first.

    The predictions were left in ``shuffled.csv`` by a kernel that knows no answers. The
    error is over shuffles and samples of the rows.
    """
    scorer = sys.modules[STATE]
    path = os.path.join(scorer.run, "work", candidate, "shuffled.csv")
    try:
        if os.path.islink(path) or not os.path.isfile(path):
            raise Unfit("It left no predictions of shuffled columns.")
        left = pd.read_csv(path, dtype=str, keep_default_na=False)
        return lost_by_column(scorer, left)
    except Unfit as error:
        return {"problem": str(error), "rows": 0, "of": 0, "columns": []}
    finally:
        shutil.rmtree(os.path.dirname(path), ignore_errors=True)


def lost_by_column(scorer, left):
    asked = [scorer.key, *scorer.wanted()]
    missing = [name for name in ("shuffled", "turn", "of", *asked) if name not in left]
    if missing:
        raise Unfit(f"What predict(table) gives has no column {missing[0]}.")
    left[scorer.key] = left[scorer.key].map(plain)
    held = scorer._held(0)
    places = pd.Series(held, index=scorer.frame[scorer.key].iloc[held].map(plain))
    left = left[left[scorer.key].isin(places.index)]
    turns = {pair: part.set_index(scorer.key) for pair, part in left.groupby(["shuffled", "turn"])}
    base = turns.pop(("", "0"), None)
    if base is None or len(base) < 10:
        raise Unfit("Too few of the rows that are held out were predicted.")
    names = base.index[:MOST]
    rows = places[names].to_numpy()
    truths = [target.truth[rows] for target in scorer.targets]
    rng = np.random.default_rng(0)
    samples = [rng.integers(0, len(rows), len(rows)) for _ in range(SAMPLES)]
    before = [value(scorer, truths, guesses_of(scorer, base.loc[names]), at) for at in samples]
    lost = {}
    for (name, _), table in turns.items():
        guesses = guesses_of(scorer, table.loc[names])
        after = [value(scorer, truths, guesses, at) for at in samples]
        lost.setdefault(name, []).extend(np.subtract(after, before))
    sign = 1 if is_lower_better(scorer.metric) else -1
    columns = [
        [show(name), number(sign * np.nanmean(each)), number(np.nanstd(each, ddof=1))]
        for name, each in lost.items()
        if np.isfinite(each).sum() > 2
    ]
    of = int(base["of"].iloc[0])
    columns.sort(key=lambda row: -row[1])
    return {"problem": "", "rows": len(rows), "of": of, "columns": columns}


def guesses_of(scorer, table):
    return [target.guess(table, about(scorer.form, target)) for target in scorer.targets]


def value(scorer, truths, guesses, at):
    """The metric on some of the rows; not a number where these have one class alone."""
    try:
        return mean_over(scorer.metric, [t[at] for t in truths], [g[at] for g in guesses])[0]
    except ValueError:
        return np.nan
