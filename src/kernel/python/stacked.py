"""A blend of what candidates left, chosen by their out-of-fold predictions."""

import os
import sys

import numpy as np
from holdout import answered
from scorer import STATE
from stacking import Library, stack
from submission import about, read_left
from targets import Unfit

MOSTLY = 0.8  # of the rows that another one predicted


def choose_blend(candidates, ways, most):
    """The blend, its members by name; None where fewer than two left what it is chosen by.

    Rows that are held out for the search count beside those that were predicted fold by fold.
    """
    scorer = sys.modules[STATE]
    part = scorer.part_of(0)
    train, held = np.flatnonzero(part == "train"), scorer._held(0)
    search = part[held] == "search"
    known = answered(scorer.told, scorer.objective)[train]
    there, found = {}, {}
    for name in candidates:
        try:
            rows, own = out_of_fold(scorer, name, len(train))
            asked = [guess[search] for guess in scorer._guesses(name, 0, [])]
        except Unfit:
            continue
        there[name], found[name] = rows, list(zip(own, asked))
    most_rows = max((rows.sum() for rows in there.values()), default=0)
    names = [name for name, rows in there.items() if rows.sum() >= MOSTLY * most_rows]
    if len(names) < 2:
        return None
    shared = np.logical_and.reduce([known, *(there[name] for name in names)])
    places = np.concatenate([train[shared], held[search]])
    guesses = [
        [np.concatenate([own[shared], asked]) for own, asked in found[name]] for name in names
    ]
    truths = scorer.truths(places)
    block = np.concatenate([scorer.fold_of(0)[shared], np.full(search.sum(), -1)])
    library = Library(scorer.metric, scorer.targets, truths, guesses)
    chosen = stack(library, block, ways, most, scorer.objective["seed"])
    return {**chosen, "members": [names[i] for i in chosen["members"]]}


def out_of_fold(scorer, candidate, count):
    """Which training rows a candidate predicted, and what, by target, for all of them."""
    path = scorer._kept_of(candidate, "-oof")
    if not os.path.isfile(path):
        raise Unfit("It left no oof.csv.")
    columns = list(scorer.wanted())
    left = read_left(path, "row", columns)
    places = {str(i): i for i in range(count)}
    left = left[left.index.isin(list(places)) & (left[columns] != "").all(axis=1)]
    at = left.index.map(places).to_numpy(int)
    there = np.zeros(count, dtype=bool)
    there[at] = True
    own = []
    for target in scorer.targets:
        guess = target.guess(left, about(scorer.form, target))
        whole = np.zeros((count, *guess.shape[1:]), dtype=guess.dtype)
        whole[at] = guess
        own.append(whole)
    return there, own
