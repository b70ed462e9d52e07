"""Divides the rows once more, by what they may belong to: whether a score holds for others."""

import sys

import pandas as pd
from holdout import divide, known, times
from scorer import STATE

PROBED = "probe"  # in the place of a fold's number
OWNERS = 10  # different values that rows can be divided by at least
SAME = 0.5  # of the values of the table to be predicted: then its rows are of the same


def prepare_probe(ways):
    """A folder as candidates get it, divided by the first of the ways by which new rows may be
    others; None where there is none."""
    scorer = sys.modules[STATE]
    for split in ways:
        try:
            if may_be_others(scorer, split):
                divided_by(scorer, split)
                return {"folder": scorer.prepare(PROBED), "by": split}
        except ValueError:  # too few rows, or no dates
            continue
    return None


def score_probe(candidate, split):
    """Score what a candidate left that was given that folder."""
    scorer = sys.modules[STATE]
    divided_by(scorer, split)
    scorer.take(candidate)
    return scorer.score(candidate, PROBED, "search")


def divided_by(scorer, split):
    if PROBED not in scorer.parts:
        objective = dict(scorer.objective, split=split)
        part = divide(scorer.columns, objective, 0)
        # All rows that it did not learn from tell more than half of them.
        part[part == "final"] = "search"
        scorer.parts[PROBED] = part


def may_be_others(scorer, split):
    name, frame, test = split["column"], scorer.frame, scorer.test
    if name not in frame:
        return False
    has = test is not None and name in test
    if split["kind"] == "time":
        own = times(frame[name])
        return not has or pd.Series(times(test[name])).median() > pd.Series(own).max()
    owners = set(frame.loc[known(frame[name]), name].astype(str))
    asked = test.loc[known(test[name]), name].astype(str) if has else []
    shared = sum(each in owners for each in set(asked)) / max(1, len(set(asked)))
    return OWNERS <= len(owners) <= len(frame) / 2 and shared < SAME
