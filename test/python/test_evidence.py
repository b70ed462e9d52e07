"""What a solution predicted beside the answers, and which columns it goes by."""

import sys

import numpy as np
import pandas as pd
import pytest
import scorer
from evidence import evidence
from importance import importance
from shuffled import shuffle

BASE = {
    "table": "train.csv",
    "id": "id",
    "split": {"kind": "random"},
    "search": 0.2,
    "final": 0.2,
    "folds": None,
    "seed": 0,
}
COUNT = 200


@pytest.fixture
def opened(tmp_path):
    """Opens a scorer of a table; ``left`` are predictions of its rows, by their names."""
    (tmp_path / "data").mkdir()
    (tmp_path / "run" / "submissions").mkdir(parents=True)
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"id": np.arange(COUNT), "x": rng.normal(size=COUNT)})
    frame = frame.assign(town=rng.choice(["a", "b"], COUNT), y=3 * frame["x"])

    def open_it(left, table=frame, **objective):
        table.to_csv(tmp_path / "data" / "train.csv", index=False)
        left.to_csv(tmp_path / "run" / "submissions" / "0001.csv", index=False)
        scorer.open_scorer(
            str(tmp_path / "data"), str(tmp_path / "run"), {**BASE, "target": "y", **objective}
        )
        return sys.modules[scorer.STATE]

    return tmp_path / "run", frame, open_it


def test_numbers_are_set_beside_the_answers_however_those_are_written(opened):
    _, frame, open_it = opened
    left = frame[["id"]].assign(y=frame["y"] + np.where(frame["town"] == "b", 0.5, 0.01))
    text = frame.assign(y=frame["y"].map("{:.3f}".format).str.replace(".", ",", regex=False))
    odd = scorer_held(open_it(left, text, metric="mae"))[0]
    left.loc[odd, "y"] += 9
    open_it(left, text, metric="mae")
    said = evidence("0001")
    (y,) = said["targets"]
    assert said["problem"] == "" and said["rows"] == 80
    assert len(y["numbers"]["points"]) == 80
    assert [each["name"] for each in y["numbers"]["residuals"]] == ["x"]
    assert sum(row[2] for row in y["numbers"]["tenths"]) == 80
    worst = y["worst"]["rows"]
    assert (worst[0][0], worst[0][1]) == (str(odd), text["y"][odd])
    assert len(worst) == 20
    assert [row[:2] for row in y["slices"]] == [["town", "b"], ["town", "a"]]


def scorer_held(opened):
    return opened._held(0)


def test_rows_of_other_folds_count_once(opened):
    run, frame, open_it = opened
    left = frame[["id", "y"]]
    open_it(left, metric="rmse", folds=4)
    left.to_csv(run / "submissions" / "0001-fold1.csv", index=False)
    assert evidence("0001")["rows"] == 120


def test_rows_that_its_own_folds_left_out_are_there_too(opened):
    run, frame, open_it = opened
    learned = np.flatnonzero(open_it(frame[["id", "y"]], metric="rmse").part_of(0) == "train")
    oof = pd.DataFrame({"row": range(100), "y": frame["y"].iloc[learned[:100]].to_numpy() + 1})
    oof.to_csv(run / "submissions" / "0001-oof.csv", index=False)
    said = evidence("0001")
    assert (said["rows"], said["held"], said["problem"]) == (180, 80, "")
    assert said["targets"][0]["loss"] == pytest.approx(100 / 180, rel=1e-4)
    oof.assign(y="much").to_csv(run / "submissions" / "0001-oof.csv", index=False)
    assert evidence("0001")["rows"] == 80


def test_classes_are_set_beside_the_answers(opened):
    _, frame, open_it = opened
    kinds = frame.assign(y=np.where(frame["x"] > 0, "<b>yes", "no"))
    chance = np.where(frame["x"] > 0, 0.9, np.where(frame["x"] > -0.2, 0.6, 0.1))
    open_it(frame[["id"]].assign(y=chance), kinds, metric="roc_auc", positive="<b>yes")
    (y,) = evidence("0001")["targets"]
    classes = y["classes"]
    assert classes["names"] == ["no", "<b>yes"]
    (right, wrong), (none, _) = classes["confusion"]
    assert none == 0 and wrong > 0 and right > wrong
    (curve,) = classes["curves"]
    assert curve["area"] == 1
    assert curve["roc"][0] == [0, 0] and curve["roc"][-1] == [1, 1]
    assert y["worst"]["rows"][0][3] == "0.4"

    open_it(kinds[["id", "y"]], kinds, metric="accuracy")
    (y,) = evidence("0001")["targets"]
    assert y["loss"] == 0 and y["classes"]["curves"] == []


def test_several_columns_have_their_evidence_each(opened):
    _, frame, open_it = opened
    both = frame.assign(z=-frame["x"])
    left = both[["id", "y"]].assign(z=both["z"] + 1)
    open_it(left, both, metric="rmse", targets=["y", "z"])
    assert [(t["name"], t["loss"]) for t in evidence("0001")["targets"]] == [("y", 0), ("z", 1)]


def test_it_is_said_why_there_is_none(opened):
    _, frame, open_it = opened
    open_it(frame[["id"]], metric="rmse")
    assert evidence("0001")["problem"] == "Its submission.csv has no column y."


def test_a_column_that_a_solution_goes_by_costs_it_its_score(opened, monkeypatch):
    run, frame, open_it = opened
    open_it(frame[["id", "y"]], metric="rmse")
    folder = run / "work" / "0001-shuffled"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    asked = frame[["id", "x", "town"]]
    shuffle(lambda table: table[["id"]].assign(y=3 * table["x"]), asked, "id", 30)
    said = importance("0001-shuffled")
    assert (said["problem"], said["of"], said["rows"]) == ("", 2, 80)
    ((name, loss, error),) = said["columns"]
    assert name == "x" and loss > 2 * error > 0
    assert not folder.exists()


def test_predictions_of_too_few_rows_are_no_measure(opened, monkeypatch):
    run, frame, open_it = opened
    open_it(frame[["id", "y"]], metric="rmse")
    folder = run / "work" / "0001-shuffled"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    with pytest.raises(ValueError, match="gives 1 rows for 200"):
        shuffle(lambda table: table.head(1)[["id"]], frame[["id", "x"]], "id", 30)
    said = importance("0001-shuffled")
    assert said["problem"] == "It left no predictions of shuffled columns."
