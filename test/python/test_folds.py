"""The folds that scripts validate by, and what they predict for them, without a kernel."""

import shutil
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "src" / "kernel" / "python"))
import folds  # noqa: E402
import scorer  # noqa: E402

BASE = {
    "table": "train.csv",
    "target": "y",
    "id": None,
    "metric": "rmse",
    "split": {"kind": "random"},
    "search": 0.1,
    "final": 0.1,
    "folds": None,
    "seed": 0,
    "tell_folds": True,
}


def table(count, seed=0):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=count)
    return pd.DataFrame(
        {
            "x": x.round(6),
            "who": rng.integers(0, max(4, count // 8), count),
            "day": pd.date_range("2024-01-01", periods=count).astype(str)[rng.permutation(count)],
            "kind": rng.choice(["a", "b", "c"], count, p=[0.7, 0.2, 0.1]),
            "y": (3 * x + rng.normal(size=count)).round(4),
        }
    )


def opened(tmp_path, frame, **change):
    (tmp_path / "data").mkdir(exist_ok=True)
    frame.to_csv(tmp_path / "data" / "train.csv", index=False)
    return scorer.Scorer(str(tmp_path / "data"), str(tmp_path / "run"), {**BASE, **change})


def given(tmp_path, each, name="folds.csv"):
    """What a candidate is given: its table, and the folds of its rows."""
    folder = Path(each.prepare(0))
    return pd.read_csv(folder / "train.csv"), pd.read_csv(folder / name)


@pytest.mark.parametrize("count", [60, 333, 1000])
def test_a_script_is_told_the_fold_of_each_row_of_its_table(tmp_path, count):
    train, dealt = given(tmp_path, opened(tmp_path, table(count)))
    assert dealt["row"].tolist() == list(range(len(train)))
    sizes = dealt["fold"].value_counts()
    assert sorted(sizes.index) == [0, 1, 2, 3, 4] and sizes.max() - sizes.min() <= 1


def test_folds_are_dealt_as_the_hold_out_is(tmp_path):
    frame = table(400)
    train, dealt = given(
        tmp_path, opened(tmp_path, frame, split={"kind": "group", "column": "who"})
    )
    assert dealt["fold"].groupby(train["who"]).nunique().max() == 1
    assert dealt["fold"].nunique() == 5
    kinds = {"split": {"kind": "stratified"}, "target": "kind", "metric": "accuracy"}
    train, dealt = given(tmp_path, opened(tmp_path, frame, **kinds))
    counts = pd.crosstab(dealt["fold"], train["kind"])
    assert (counts.max() - counts.min()).max() <= 1
    split = {"kind": "time", "column": "day"}
    train, dealt = given(tmp_path, opened(tmp_path, frame, split=split))
    days = train["day"].groupby(dealt["fold"]).agg(["min", "max"])
    assert (days["max"][:-1].to_numpy() < days["min"][1:].to_numpy()).all()


def test_rows_that_are_the_same_are_in_one_fold(tmp_path):
    frame = pd.concat([table(150)] * 2, ignore_index=True)
    train, dealt = given(tmp_path, opened(tmp_path, frame))
    assert dealt["fold"].groupby(train["x"]).nunique().max() == 1


def test_few_groups_have_a_fold_each():
    frame = pd.DataFrame({"who": ["a"] * 50 + ["b"] * 5 + ["c"], "x": range(56), "y": range(56)})
    fold = folds.folds_of(frame, {**BASE, "split": {"kind": "group", "column": "who"}})
    assert sorted(set(fold)) == [0, 1, 2]
    assert (pd.Series(fold).groupby(frame["who"]).nunique() == 1).all()


def test_another_start_comes_to_the_same_folds_and_a_file_of_ones_own_stays(tmp_path):
    frame = table(200)
    _, dealt = given(tmp_path, opened(tmp_path, frame))
    shutil.rmtree(tmp_path / "run")
    (tmp_path / "data" / "folds.csv").write_text("mine\n1\n")
    each = opened(tmp_path, frame)
    assert each.division()["files"]["folds"] == "given_folds.csv"
    train, again = given(tmp_path, each, "given_folds.csv")
    assert again.equals(dealt)
    assert (tmp_path / "run" / "input" / "0" / "folds.csv").read_text() == "mine\n1\n"


def test_a_run_that_began_without_folds_goes_on_without(tmp_path):
    each = opened(tmp_path, table(100), tell_folds=False)
    assert "folds" not in each.division()["files"]
    assert not (Path(each.prepare(0)) / "folds.csv").exists()


def test_what_is_predicted_for_folds_is_kept_out_of_reach(tmp_path):
    each = opened(tmp_path, table(100))
    work = tmp_path / "run" / "work" / "0001"
    work.mkdir(parents=True)
    (work / "oof.csv").write_text("row,y\n0,1\n")
    (work / "submission.csv").write_text("row_id,y\n")
    each.take("0001")
    (work / "oof.csv").write_text("row,y\n0,2\n")
    assert (tmp_path / "run" / "submissions" / "0001-oof.csv").read_text() == "row,y\n0,1\n"
    # What lies elsewhere is not taken.
    (work / "oof.csv").unlink()
    (work / "oof.csv").symlink_to(tmp_path / "data" / "train.csv")
    each.take("0001")
    assert not (tmp_path / "run" / "submissions" / "0001-oof.csv").exists()
