"""Rows divided once more by what they may belong to, with a scorer and without a kernel."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import probe
import pytest
import scorer
from holdouts import HOLDOUT

BASE = HOLDOUT
OWNER = {"kind": "group", "column": "who"}
DAY = {"kind": "time", "column": "day"}


@pytest.fixture
def opened(tmp_path):
    """A scorer of a table of forty owners whose answers are their own."""
    rng = np.random.default_rng(3)
    who = rng.integers(0, 40, 400)
    own = rng.normal(size=40) * 10
    days = pd.date_range("2024-01-01", periods=400).astype(str)[rng.permutation(400)]
    y = own[who] + rng.normal(size=400)
    frame = pd.DataFrame({"who": who, "size": who * 1.5, "day": days, "y": y.round(3)})
    data = tmp_path / "data"
    data.mkdir()

    def start(test=None):
        frame.to_csv(data / "train.csv", index=False)
        if test is not None:
            test(frame.drop(columns="y")).to_csv(data / "test.csv", index=False)
        (tmp_path / "run").mkdir()
        scorer.open_scorer(str(data), str(tmp_path / "run"), BASE)
        return sys.modules[scorer.STATE]

    return start


def leave(opened, folder, name):
    """What a candidate leaves that learns each owner's mean, and of others knows nothing."""
    train, test = (pd.read_csv(f"{folder}/{each}") for each in opened.names[:2])
    means = train.groupby("who")["y"].mean()
    test["y"] = test["who"].map(means).fillna(test["size"] / 100)
    work = Path(opened.run) / "work" / name
    work.mkdir(parents=True)
    test[[opened.key, "y"]].to_csv(work / "submission.csv", index=False)
    return train, test


def test_a_candidate_that_knows_owners_is_scored_on_owners_that_it_does_not_know(opened):
    held = opened()
    leave(held, held.prepare(0), "0001")
    held.take("0001")
    random = held.score("0001", 0, "search")
    probed = probe.prepare_probe([OWNER, DAY])
    assert probed["by"] == OWNER
    train, test = leave(held, probed["folder"], "0001-probe")
    assert not set(train["who"]) & set(test["who"])
    divided = probe.score_probe("0001-probe", OWNER)
    assert random["score"] < 2 < 5 < divided["score"]
    # The search's own division is what it was.
    assert held.score("0001", 0, "search") == random


def test_nothing_is_probed_where_the_rows_to_be_predicted_are_of_the_same(opened):
    opened(lambda frame: frame.sample(100, random_state=1))
    assert probe.prepare_probe([OWNER, DAY]) is None


def test_later_rows_are_probed_by_time(opened):
    held = opened(lambda frame: frame.head(50).assign(day="2026-01-01"))
    probed = probe.prepare_probe([OWNER, {"kind": "group", "column": "gone"}, DAY])
    assert probed["by"] == DAY
    train, test = (pd.read_csv(f"{probed['folder']}/{each}") for each in held.names[:2])
    assert train["day"].max() < test["day"].min()
