"""How good a candidate is on rows that the models which predicted them did not learn from:
those that are held out, and those of the folds, which it predicts fold by fold."""

import contextlib
import os
import sys

import numpy as np
import pandas as pd
from holdout import answered, times
from metrics import deviation, is_lower_better, mean_over, variation
from scorer import STATE
from submission import about, read_left
from targets import Unfit

COVERED = 0.9  # of the rows that are asked for, or too little is known
# Out-of-fold rows may be kinder than held-out ones by so many standard errors, and by such a
# share of the score: more is learned from for the latter, and of a time they come later.
ERRORS, SHARE, LATER = 3, 0.02, 0.2
REMEMBERED = 8  # candidates
DRAWN = 60  # samples of rows, enough for an error to a tenth of itself
PERIODS = 10  # that rows of a time are taken together by


def measure_unseen(candidate, against, fold=0):
    """What the search goes by: the score of a candidate, and what it gains over another one."""
    return measured(sys.modules[STATE], candidate, against, fold)


class Rows:
    """What a candidate predicts of some rows: its score there, and how far that varies."""

    def __init__(self, scorer, at, guesses):
        self.at, self.guesses = at, guesses
        truths = scorer.truths(at)
        try:
            self.score, _ = mean_over(scorer.metric, truths, guesses)
        except ValueError as error:
            raise Unfit(f"What it predicts for folds cannot be scored: {error}.") from error
        if not np.isfinite(self.score):
            raise Unfit(f"What it predicts for folds has no finite {scorer.metric}.")
        seed, together = scorer.objective["seed"], together_of(scorer, at)
        self.varies = variation(scorer.metric, truths, guesses, seed, together, DRAWN)
        self.error = deviation(self.varies)

    def told(self):
        return {"score": float(self.score), "error": self.error, "rows": len(self.at)}


def together_of(scorer, at):
    """A number for each row; rows that are alike beyond their features share one."""
    split = scorer.objective["split"]
    if split["kind"] == "group":
        return pd.factorize(scorer.frame[split["column"]].iloc[at].astype(str))[0]
    if split["kind"] == "time":
        place = pd.Series(times(scorer.frame[split["column"]])[at]).rank(method="first")
        return ((place.fillna(1) - 1) * PERIODS // len(at)).to_numpy(int)
    return None


def out_of_fold(scorer, candidate, count):
    """Which training rows a candidate predicted, and what, by target, for all of them."""
    path = scorer._kept_of(candidate, "-oof")
    if not os.path.isfile(path):
        raise Unfit("It left no oof.csv.")
    columns = list(scorer.wanted())
    left = read_left(path, "row", columns, "oof.csv")
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


class Unseen:
    """What a candidate predicts of rows unseen: held out, of the folds, and both together.

    ``folds`` is None where it left nothing that can be scored; ``why`` says why not, where it
    left something.
    """

    def __init__(self, scorer, candidate, fold=0):
        part, held = scorer.part_of(fold), scorer._held(fold)
        guesses, search = scorer._guesses(candidate, fold, []), part[held] == "search"
        self.held = self.both = Rows(scorer, held[search], [each[search] for each in guesses])
        self.folds, self.why = None, ""
        if not os.path.isfile(scorer._kept_of(candidate, "-oof")):
            return  # A script need not.
        try:
            train = np.flatnonzero(part == "train")
            self.folds = self._folds(scorer, candidate, train, scorer.fold_of(fold))
        except Unfit as error:
            self.why = str(error)
            return
        at = np.concatenate([self.held.at, self.folds.at])
        pairs = zip(self.held.guesses, self.folds.guesses)
        self.both = Rows(scorer, at, [np.concatenate(pair) for pair in pairs])

    def _folds(self, scorer, candidate, train, fold):
        there, own = out_of_fold(scorer, candidate, len(train))
        asked = answered(scorer.told, scorer.objective)[train]
        if scorer.objective["split"]["kind"] == "time":
            asked &= fold > 0  # Nothing comes before the first.
        if (there & asked).sum() < COVERED * asked.sum():
            raise Unfit(
                f"Its oof.csv predicts {(there & asked).sum():,} of the {asked.sum():,} rows "
                "that have a fold to be predicted by."
            )
        at = np.flatnonzero(there & asked)
        return Rows(scorer, train[at], [each[at] for each in own])


def unseen(scorer, candidate, fold=0):
    """What a candidate predicts of rows unseen, read once for those that others are made of."""
    found = scorer.unseen.pop(candidate, None) or Unseen(scorer, candidate, fold)
    scorer.unseen[candidate] = found
    while len(scorer.unseen) > REMEMBERED:
        del scorer.unseen[next(iter(scorer.unseen))]
    return found


def lead(scorer, one, other):
    """By how much one is better on rows that both predicted, and the standard error of that."""
    gain = (one.score - other.score) * (-1 if is_lower_better(scorer.metric) else 1)
    if np.array_equal(one.at, other.at) and one.varies and other.varies:
        error = deviation((one.varies[0] - other.varies[0], one.varies[1]))
    else:
        error = None if None in (one.error, other.error) else np.hypot(one.error, other.error)
    return float(gain), None if error is None else float(error)


def is_too_kind(scorer, mine, others):
    """Whether a candidate is better on rows of the folds, whose answers it holds, than it is on
    held-out rows: by its level, and by what it gains over another one."""
    is_later = scorer.objective["split"]["kind"] == "time"
    level, error = lead(scorer, mine.folds, mine.held)
    pairs = [(level, error, LATER if is_later else SHARE)]
    if others is not None and others.folds is not None:
        (own, e1), (held, e2) = (
            lead(scorer, getattr(mine, name), getattr(others, name)) for name in ("folds", "held")
        )
        pairs.append((own - held, None if None in (e1, e2) else np.hypot(e1, e2), SHARE))
    size = abs(mine.held.score)
    return any(
        error is not None and more > max(ERRORS * error, share * size)
        for more, error, share in pairs
    )


def measured(scorer, candidate, against, fold=0):
    """The score that the search goes by: on held-out rows, and on those of the folds where what
    it predicts of them is there and to be believed. ``against`` is what it is compared with,
    given the same division: the search's own is 0."""
    found = scorer.score(candidate, fold, "search")
    if found["score"] is None or scorer.folds is None:
        return found
    mine = unseen(scorer, candidate, fold)
    others = None
    if against is not None:
        # An earlier version may have kept nothing of it.
        with contextlib.suppress(Unfit):
            others = unseen(scorer, against, fold)
    why = mine.why
    if mine.folds is not None and is_too_kind(scorer, mine, others):
        why = (
            f"What it predicts of the rows that it learns from, fold by fold, is too good: "
            f"{mine.folds.score:.5g} there and {mine.held.score:.5g} on held-out rows. Some of "
            "it was fitted on the rows that it predicts, or is their answers."
        )
        mine.folds = None  # Whoever is made of it is not compared with that.
    is_both = mine.folds is not None
    if why:
        found["warnings"].append(f"{why} Held-out rows alone count, and it does not lead.")
    gained = None
    if others is not None:
        what = "both" if is_both and others.folds is not None else "held"
        gain, error = lead(scorer, getattr(mine, what), getattr(others, what))
        gained = {"over": against, "gain": gain, "error": error}
    counts = mine.both if is_both else mine.held
    basis = {
        "held": mine.held.told(),
        "folds": mine.folds.told() if is_both else None,
        "lead": gained,
    }
    return dict(found, score=float(counts.score), error=counts.error, basis=basis)
