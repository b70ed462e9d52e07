"""The folds that scripts validate by, and what they predict for them, without a kernel."""

import shutil
from pathlib import Path

import folds
import metrics
import numpy as np
import pandas as pd
import pytest
import scorer
from holdouts import HOLDOUT
from oof import measured as oof_of

BASE = {**HOLDOUT, "tell_folds": True}


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
    (tmp_path / "data").mkdir(parents=True, exist_ok=True)
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
    by = {"kind": "group", "column": "who"}
    fold = folds.folds_of(frame, {**BASE, "split": by}, np.ones(56, dtype=bool))
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


class Run:
    """A table whose answers follow from its features, and candidates that are written here."""

    def __init__(self, tmp_path, count=600, noise=1.0, division=0, **change):
        self.path, self.division = tmp_path, division
        frame = table(count, seed=5)
        rng = np.random.default_rng(1)
        frame["y"] = (3 * frame["x"] + noise * rng.normal(size=count)).round(6)
        if change.pop("is_class", False):
            frame["y"] = np.where(frame["y"] > 0, "yes", "no")
        self.scorer = opened(tmp_path, frame, **change)
        folder = Path(self.scorer.prepare(division))
        self.train = pd.read_csv(folder / "train.csv")
        self.test = pd.read_csv(folder / "test.csv")
        self.fold = pd.read_csv(folder / "folds.csv")["fold"]

    def predict(self, name, model, against=None, oof=True):
        """A candidate that predicts by ``model(x of train, y of train, x to predict)``, by folds
        too; ``oof`` may instead be what it says that it predicts for them."""
        work = self.path / "run" / "work" / name
        work.mkdir(parents=True)
        own = pd.DataFrame({self.scorer.key: self.test[self.scorer.key]})
        own["y"] = model(self.train["x"], self.train["y"], self.test["x"])
        own.to_csv(work / "submission.csv", index=False)
        if oof is not False:
            said = pd.Series(0.0 if oof is True else oof, index=self.train.index)
            for k in set(self.fold) if oof is True else ():
                fitted, held = self.train[self.fold != k], self.train[self.fold == k]
                said[held.index] = model(fitted["x"], fitted["y"], held["x"])
            said = pd.DataFrame({"row": said.index, "y": said})
            said.to_csv(work / "oof.csv", index=False)
        self.scorer.take(name)
        return oof_of(self.scorer, name, against, self.division)


def line(noise=0.0, seed=0):
    """A line through the rows, as well as is known; worse with noise."""

    def model(x, y, asked):
        slope, start = np.polyfit(x, y, 1)
        return slope * asked + start + noise * np.random.default_rng(seed).normal(size=len(asked))

    return model


def test_the_score_is_of_all_rows_that_models_did_not_learn_from(tmp_path):
    run = Run(tmp_path)
    first = run.predict("0001", line(1.0))
    rows = first["basis"]["held"]["rows"] + first["basis"]["folds"]["rows"]
    assert rows == 540 and first["warnings"] == []
    held = run.scorer.score("0001", 0, "search")
    assert held["score"] == first["basis"]["held"]["score"]
    assert first["error"] < held["error"] / 2
    # One that is a little better is told from it: what is hard for one is hard for both.
    better = run.predict("0002", line(0.8), against="0001")
    lead = better["basis"]["lead"]
    assert lead["over"] == "0001" and lead["gain"] > 2 * lead["error"]
    assert lead["error"] < first["error"]
    assert lead["gain"] == pytest.approx(first["score"] - better["score"])


def test_a_solution_that_runs_again_is_scored_on_all_rows_of_the_search_by_other_folds(tmp_path):
    first, again = (Run(tmp_path / name, division=k) for k, name in enumerate("ab"))
    assert not first.train.equals(again.train)
    scores = []
    for run in (first, again):
        scores.append(run.predict("0001", line()))
        lead = run.predict("0002", line(1.0), against="0001")["basis"]["lead"]
        assert lead["gain"] < -2 * lead["error"]
    rows = [[part["rows"] for part in (s["basis"]["held"], s["basis"]["folds"])] for s in scores]
    assert rows == [[60, 480], [60, 480]]
    # The same rows, predicted by other models: what they differ by is little beside the error.
    assert scores[0]["score"] != scores[1]["score"]
    assert abs(scores[0]["score"] - scores[1]["score"]) < scores[0]["error"]


def test_answers_instead_of_predictions_do_not_make_a_script_lead(tmp_path):
    run = Run(tmp_path)
    honest = run.predict("0001", line(1.0))
    liar = run.predict("0002", line(1.0), against="0001", oof=run.train["y"])
    assert liar["basis"]["folds"] is None
    assert liar["score"] == liar["basis"]["held"]["score"] == honest["basis"]["held"]["score"]
    assert "too good" in liar["warnings"][0]
    # As the first of all, too: by its level.
    assert run.predict("0003", line(1.0), oof=run.train["y"])["basis"]["folds"] is None
    # And where it is only half of them.
    half = np.where(run.train.index % 2, run.train["y"], 3 * run.train["x"])
    assert run.predict("0004", line(1.0), against="0001", oof=half)["basis"]["folds"] is None


def test_a_script_that_fits_before_it_folds_is_marked(tmp_path):
    run = Run(tmp_path, noise=3.0)

    def nearest(x, y, asked):
        """Knows by heart what it was fitted on."""
        order = np.argsort(x.to_numpy())
        at = np.searchsorted(x.to_numpy()[order], asked).clip(0, len(x) - 1)
        return y.to_numpy()[order][at]

    parent = run.predict("0001", line())
    before = nearest(run.train["x"], run.train["y"], run.train["x"])
    assert run.predict("0002", nearest, "0001", oof=before)["basis"]["folds"] is None
    # Folds that are honest are none the worse for it.
    assert run.predict("0003", nearest, "0001")["basis"]["folds"] is not None
    assert parent["basis"]["folds"] is not None


@pytest.mark.parametrize("split", ["random", "group", "time"])
@pytest.mark.parametrize("metric", ["rmse", "r2"])
def test_honest_scripts_are_not_marked(tmp_path, split, metric):
    column = {"group": "who", "time": "day"}.get(split)
    division = {"kind": split, **({"column": column} if column else {})}
    for seed in range(2):
        (tmp_path / str(seed)).mkdir()
        run = Run(tmp_path / str(seed), 300, metric=metric, split=division, seed=seed)
        parent = run.predict("0001", line(2.0, seed))
        child = run.predict("0002", line(1.0, seed + 1), against="0001")
        assert parent["warnings"] == child["warnings"] == []
        assert child["basis"]["folds"]["error"] > 0
        assert child["basis"]["lead"]["gain"] > 0


def test_chances_of_classes_are_compared_in_pairs(tmp_path):
    run = Run(tmp_path, is_class=True, metric="roc_auc", split={"kind": "stratified"})

    def chances(noise):
        by_line = line(noise)

        def model(x, y, asked):
            return 1 / (1 + np.exp(-by_line(x, (y == "yes").astype(float), asked)))

        return model

    first = run.predict("0001", chances(0.5))
    better = run.predict("0002", chances(0.3), against="0001")
    assert first["basis"]["folds"]["score"] == pytest.approx(first["score"], abs=0.05)
    lead = better["basis"]["lead"]
    assert lead["gain"] == pytest.approx(better["score"] - first["score"])
    assert 0 < lead["error"] < np.hypot(first["error"], better["error"])


@pytest.mark.parametrize("broken", ["none", "short", "words", "twice"])
def test_without_usable_predictions_for_folds_held_out_rows_alone_count(tmp_path, broken):
    run = Run(tmp_path)
    parent = run.predict("0001", line(1.0))
    work = tmp_path / "run" / "work" / "0002"
    run.predict("0002", line())
    told = pd.read_csv(work / "oof.csv")
    if broken == "none":
        (work / "oof.csv").unlink()
    else:
        changed = {
            "short": told.head(300),
            "words": told.assign(y="dear"),
            "twice": pd.concat([told, told.head(1)]),
        }
        changed[broken].to_csv(work / "oof.csv", index=False)
    run.scorer.take("0002")
    found = oof_of(run.scorer, "0002", "0001")
    assert found["basis"]["folds"] is None and found["score"] == found["basis"]["held"]["score"]
    assert len(found["warnings"]) == (0 if broken == "none" else 1)
    # What both have compares.
    assert found["basis"]["lead"]["gain"] == pytest.approx(
        parent["basis"]["held"]["score"] - found["score"]
    )


def test_areas_and_shares_of_variance_are_those_of_scikit_learn():
    from sklearn.metrics import r2_score, roc_auc_score

    rng = np.random.default_rng(2)
    guess, truth = rng.normal(size=200).round(1), rng.integers(0, 2, 200)
    assert metrics.measure("roc_auc", truth, guess) == pytest.approx(roc_auc_score(truth, guess))
    numbers = guess + rng.normal(size=200)
    assert metrics.measure("r2", numbers, guess) == pytest.approx(r2_score(numbers, guess))
