"""A blend of what candidates left, chosen by their out-of-fold predictions."""

import sys

import numpy as np
from holdout import answered
from oof import out_of_fold
from scorer import STATE
from stacking import Library, stack
from targets import Unfit

MOSTLY = 0.8  # of the rows that another one predicted


def choose_blend(candidates, ways, most, passes=None):
    """The blend, its members by name; None where fewer than two left what it is chosen by.

    Rows that are held out for the search count beside those that were predicted fold by fold.
    ``passes`` are the further ones of candidates: of each its name and which division it had.
    """
    scorer = sys.modules[STATE]
    part = scorer.part_of(0)
    train, held = np.flatnonzero(part == "train"), scorer._held(0)
    search = held[part[held] == "search"]
    known = answered(scorer.told, scorer.objective)[train]
    found = {}
    for name in candidates:
        every = [(name, 0), *(passes or {}).get(name, [])]
        own = [each for each in (Pass.of(scorer, *one) for one in every) if each]
        if own and own[0].name == name:
            found[name] = [each for each in own if each.count >= MOSTLY * own[0].count]
    most_rows = max((own[0].count for own in found.values()), default=0)
    names = [name for name, own in found.items() if own[0].count >= MOSTLY * most_rows]
    if len(names) < 2:
        return None
    there = [each.there for name in names for each in found[name]]
    both = np.concatenate([train[known], search])
    places = both[np.logical_and.reduce(there)[both]]
    # Who has fewer passes is there with the same one again.
    count = max(len(found[name]) for name in names)
    sets = [[found[name][k % len(found[name])] for name in names] for k in range(count)]
    guesses = [[[guess[places] for guess in each.guesses] for each in one] for one in sets]
    block = np.array([[each.block[places] for each in one] for one in sets])
    library = Library(scorer.metric, scorer.targets, scorer.truths(places), *guesses)
    chosen = stack(library, block, ways, most, scorer.objective["seed"])
    return {**chosen, "members": [names[i] for i in chosen["members"]]}


class Pass:
    """What a candidate predicts of rows unseen, as they stand in the whole table."""

    def __init__(self, scorer, name, fold):
        part, held = scorer.part_of(fold), scorer._held(fold)
        train, search = np.flatnonzero(part == "train"), part[held] == "search"
        rows, own = out_of_fold(scorer, name, len(train))
        asked = [guess[search] for guess in scorer._guesses(name, fold, [])]
        self.name, self.count = name, rows.sum()
        self.there = np.zeros(len(part), dtype=bool)
        self.there[train[rows]] = self.there[held[search]] = True
        self.block = np.full(len(part), -1)
        self.block[train] = scorer.fold_of(fold)
        self.guesses = []
        for mine, others in zip(own, asked):
            whole = np.zeros((len(part), *mine.shape[1:]), dtype=mine.dtype)
            whole[train], whole[held[search]] = mine, others
            self.guesses.append(whole)

    @classmethod
    def of(cls, scorer, name, fold):
        """None where it left nothing that can be read."""
        try:
            return cls(scorer, name, fold)
        except Unfit:
            return None
