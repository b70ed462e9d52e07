"""The folds that scripts validate by, so that what they predict for them can be compared."""

import os

import numpy as np
import pandas as pd
from alike import units
from holdout import kept_together, targets_of, times
from own_tables import write_table

USUAL, FEWER = 5, 3  # fewer where rows are many
MANY_ROWS = 20_000


def folds_of(frame, objective, learned, unit=None):
    """The fold of each row to learn from, dealt as the parts of the hold-out are.

    Of a division in time each fold is to be predicted by those before it, so that nothing
    predicts the first. ``unit`` is what ``kept_together`` gives, where that is known.
    """
    train = frame[learned].reset_index(drop=True)
    targets, split = targets_of(objective), objective["split"]
    count = USUAL if len(train) <= MANY_ROWS else FEWER
    if split["kind"] == "time":
        place = pd.Series(times(train[split["column"]])).rank(method="min", na_option="top")
        return ((place - 1) * count // len(train)).to_numpy(int)
    unit = kept_together(frame, objective)[0] if unit is None else unit
    unit = pd.factorize(unit[learned])[0]
    drawn, first, sizes = np.unique(unit, return_index=True, return_counts=True)
    kinds = units(train, targets) if split["kind"] == "stratified" else np.zeros(len(train))
    turn = np.random.default_rng([objective["seed"], 5]).permutation(len(drawn))
    # In turn, class after class and the largest first, so that folds are of one size.
    turn = turn[np.lexsort((-sizes[turn], kinds[first[turn]]))]
    fold = np.empty(len(drawn), dtype=int)
    fold[turn] = np.arange(len(drawn)) % min(count, len(drawn))
    return fold[unit]


def write_folds(fold, folder, name):
    """Tell candidates the fold of each row to learn from, by its place in their table."""
    table = pd.DataFrame({"row": np.arange(len(fold)), "fold": fold})
    write_table(table, os.path.join(folder, name))
