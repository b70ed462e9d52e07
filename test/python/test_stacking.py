"""Blends that are chosen by predictions of rows whose answers are known."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import scorer
import stacked
import stacking
import targets
from holdouts import HOLDOUT
from metrics import standard_error


def library(metric, answers, *guesses):
    target = targets.Target(pd.Series(answers, name="y"), metric)
    return stacking.Library(metric, [target], [target.truth], [[guess] for guess in guesses])


def numbers(count=600, seed=0):
    rng = np.random.default_rng(seed)
    return rng, rng.normal(size=count)


def test_finds_the_weights_that_are_best():
    rng, y = numbers(2000)
    # Errors that have nothing to do with one another: the best weights are 3 to 1.
    guesses = [y + rng.normal(size=2000), y + 3**0.5 * rng.normal(size=2000)]
    counts, gain = stacking.choose(library("rmse", y, *guesses), 4)
    assert counts[0] / counts.sum() == pytest.approx(0.75, abs=0.05)
    assert gain == pytest.approx(-(0.75**0.5), abs=0.05)


def test_errors_that_cancel_count_alike():
    rng, y = numbers()
    off = rng.normal(size=len(y))
    counts, gain = stacking.choose(library("rmse", y, y + off, y - off, y + 2 * off), 4)
    assert counts.tolist() == [1, 1, 0]
    assert gain == pytest.approx(0)


def test_of_those_that_are_alike_the_first_is_taken():
    rng, y = numbers()
    guess, other = y + rng.normal(size=len(y)), y + rng.normal(size=len(y))
    alike = library("mae", y, guess, guess.copy(), other, other.copy())
    found = stacking.stack(alike, np.zeros(len(y)), ["mean"], 4, 0)
    assert sorted(found["members"]) == [0, 2]
    alone = library("mae", y, guess, guess.copy())
    assert stacking.stack(alone, np.zeros(len(y)), ["mean"], 4, 0)["members"] == [0]


def test_a_vote_of_two_decides_nothing_and_one_of_three_does():
    answers = list("ab" * 30)
    right = np.arange(60) % 2
    wrong = [np.where(np.arange(60) % 3 == k, 1 - right, right) for k in range(3)]
    counts, gain = stacking.choose(library("accuracy", answers, *wrong), 4)
    assert (counts.tolist(), gain) == ([1, 1, 1], 1)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("metric", ["rmse", "roc_auc", "log_loss", "accuracy", "f1_macro"])
def test_no_blend_is_worse_than_the_best_alone_on_the_rows_that_it_is_chosen_by(metric, seed):
    rng, y = numbers(120, seed)
    classes = (y > 0).astype(int) + (y > 1 if metric != "roc_auc" else 0)
    answers = y if metric == "rmse" else classes.astype(str)
    guesses = []
    for _ in range(5):
        if metric == "rmse":
            guesses.append(y + rng.normal(size=len(y)) * rng.uniform(0.5, 2))
        elif metric == "roc_auc":
            guesses.append(np.clip(0.5 + 0.1 * y + 0.1 * rng.normal(size=len(y)), 0, 1))
        else:
            chances = np.eye(3)[classes] + rng.random((len(y), 3)) * rng.uniform(0.5, 2)
            chances /= chances.sum(axis=1, keepdims=True)
            guesses.append(chances if metric == "log_loss" else chances.argmax(axis=1))
    tried = library(metric, answers, *guesses)
    for most in (2, 4):
        counts, gain = stacking.choose(tried, most)
        assert (counts > 0).sum() <= most
        assert gain >= tried.gain(tried.best_alone())
        assert gain == tried.gain(counts)


def test_a_blend_is_the_same_whenever_it_is_chosen_and_says_how_sure_its_lead_is():
    rng, y = numbers(900)
    guesses = [y + rng.normal(size=len(y)) for _ in range(5)]
    block = np.arange(len(y)) % 5
    tried = library("rmse", y, *guesses)
    found = stacking.stack(tried, block, ["mean"], 3, 0)
    assert found == stacking.stack(tried, block, ["mean"], 3, 0)
    assert len(found["members"]) == 3
    assert found["members"][0] == tried.best_first()[0]
    assert found["lead"] > 2 * found["error"] > 0


def test_a_lead_that_is_luck_is_not_sure():
    rng, y = numbers(300)
    shared = y + rng.normal(size=len(y))
    # They differ by next to nothing that is of use.
    guesses = [shared + 0.05 * rng.normal(size=len(y)) for _ in range(12)]
    found = stacking.stack(library("rmse", y, *guesses), np.zeros(len(y)), ["mean"], 4, 0)
    assert found["error"] is None or found["lead"] < 2 * found["error"]


def test_nothing_is_blended_where_one_is_as_good_as_all():
    _, y = numbers()
    for guesses, best in (([y, y + 1], 0), ([y + 1, y], 1), ([y + 1], 0)):
        found = stacking.stack(library("rmse", y, *guesses), np.zeros(len(y)), ["mean"], 4, 0)
        assert (found["members"], found["counts"], found["lead"]) == ([best], [1], 0)


def test_ranks_are_taken_where_the_solutions_are_not_on_one_scale():
    rng, y = numbers(500)
    answers = (y > 0).astype(int).astype(str)
    loud = 1000 * (y + rng.normal(size=len(y)))
    soft = y + rng.normal(size=len(y))
    found = stacking.stack(
        library("roc_auc", answers, loud, soft), np.zeros(len(y)), ["mean", "rank"], 4, 0
    )
    assert found["how"] == "rank"
    assert found["counts"] == [1, 1]


def test_labels_are_voted_on_by_weight_and_the_better_solution_breaks_a_tie():
    target = targets.Target(pd.Series(list("abcabc"), name="y"), "accuracy")
    guesses = [np.array([2, 0]), np.array([1, 1]), np.array([0, 1])]
    assert targets.blend(target, guesses, False).tolist() == [2, 1]
    assert targets.blend(target, guesses, False, [1, 1, 3]).tolist() == [0, 1]
    assert targets.blend(target, guesses, False, [2, 1, 1]).tolist() == [2, 0]


@pytest.mark.parametrize("metric", ["rmse", "mae", "roc_auc"])
def test_what_two_share_is_no_noise_of_their_difference(metric):
    rng, y = numbers(400)
    one = y + rng.normal(size=len(y))
    other = one + 0.1 * rng.normal(size=len(y))
    answers = y if metric != "roc_auc" else (y > 0).astype(int).astype(str)
    both = library(metric, answers, one, other)
    lead, error = both.lead(np.array([0, 1]), np.array([1, 0]), 0)
    assert 0 < error < standard_error(metric, both.truths, [one], 0) / 2
    assert abs(lead) < 4 * error
    assert both.lead(np.array([1, 0]), np.array([1, 0]), 0) == (0, 0)


def tables(division):
    given = Path(scorer.prepare_input(division))
    return pd.read_csv(given / "train.csv"), pd.read_csv(given / "test.csv")


@pytest.fixture
def run(tmp_path):
    """Begins a scorer, and lets solutions leave what they predict."""
    rng = np.random.default_rng(1)
    x = rng.normal(size=500)
    frame = pd.DataFrame({"x": x.round(6), "y": (3 * x + rng.normal(size=500)).round(4)})
    frame["kind"] = np.where(frame["y"] > 0, "up", "down")
    (tmp_path / "data").mkdir()
    frame.to_csv(tmp_path / "data" / "train.csv", index=False)

    def begin(**change):
        objective = {**HOLDOUT, "tell_folds": True, **change}
        scorer.open_scorer(str(tmp_path / "data"), str(tmp_path / "run"), objective)
        return tables(0)

    def leave(name, asked, own):
        """What it predicts for the rows that are asked for, and out of fold."""
        work = tmp_path / "run" / "work" / name
        work.mkdir(parents=True)
        asked.to_csv(work / "submission.csv", index=False)
        if own is not None:
            own.rename_axis("row").to_csv(work / "oof.csv")
        scorer.take(name)

    return begin, leave


def test_members_and_their_weights_come_of_what_was_left_out_of_fold(run):
    begin, leave = run
    train, test = begin()
    rng = np.random.default_rng(2)

    def predicted(table, off):
        return (3 * table["x"] + off * rng.normal(size=len(table))).to_frame("y")

    for name, off in (("0001", 1.2), ("0002", 1.2), ("0003", 30)):
        # In any order, and not for every row.
        own = predicted(train, off).sample(frac=0.95, random_state=int(name))
        leave(name, test[["row_id"]].join(predicted(test, off)), own)
    # These left nothing to be chosen by, or too little, or no predictions at all.
    leave("0004", test[["row_id"]].join(predicted(test, 0.1)), None)
    leave("0005", test[["row_id"]].join(predicted(test, 0.1)), predicted(train, 0.1).head(50))
    leave("0006", test[["row_id"]], predicted(train, 0.1))
    names = [f"000{i}" for i in range(1, 7)]
    found = stacked.choose_blend(names, ["mean"], 4)
    assert sorted(found["members"]) == ["0001", "0002"]
    assert found["counts"] in ([1, 1], [6, 5], [5, 4], [4, 3], [3, 2], [7, 5], [5, 3], [2, 1])
    assert found["lead"] > 0
    # A name tells nothing: others come to the same.
    assert stacked.choose_blend(["0009", "0004", "0001"], ["mean"], 4) is None


def test_a_lucky_first_pass_does_not_choose_the_members(run):
    begin, leave = run
    given = [begin(), tables(1)]
    rng = np.random.default_rng(4)

    def left(name, off, nth):
        train, test = given[nth]
        own, asked = (
            (3 * table["x"] + off * rng.normal(size=len(table))).to_frame("y")
            for table in (train, test)
        )
        leave(name, test[["row_id"]].join(asked), own)

    for name, off in (("0001", 0.4), ("0002", 1), ("0003", 1)):
        left(name, off, 0)
    for name, off in (("0001-verify1", 30), ("0002-verify1", 1)):
        left(name, off, 1)
    names = ["0001", "0002", "0003"]
    first = stacked.choose_blend(names, ["mean"], 4)
    assert first["members"][0] == "0001"
    passes = {name: [[f"{name}-verify1", 1]] for name in ("0001", "0002")}
    both = stacked.choose_blend(names, ["mean"], 4, passes)
    assert sorted(both["members"]) == ["0002", "0003"]
    assert both["lead"] > 0 and both["error"] > 0
    # What cannot be read of a pass does not count.
    assert stacked.choose_blend(names, ["mean"], 4, {"0001": [["0001-verify2", 1]]}) == first


def test_passes_are_of_a_blend_that_runs_once():
    rng, y = numbers()
    # Two passes of one model: their mean would be better than either, a run of it is not.
    passes = [[[y + rng.normal(size=len(y))], [y + rng.normal(size=len(y))]] for _ in range(4)]
    target = targets.Target(pd.Series(y, name="y"), "rmse")
    found = stacking.Library("rmse", [target], [target.truth], *passes)
    alone = np.mean([np.mean((each[0][0] - y) ** 2) ** 0.5 for each in passes])
    assert found.gain(np.array([1, 0])) == pytest.approx(-alone)
    _, error = found.lead(np.array([1, 1]), np.array([1, 0]), 0)
    _, once = library("rmse", y, *(guess for [guess] in passes[0])).lead(
        np.array([1, 1]), np.array([1, 0]), 0
    )
    assert once / 2.5 < error < once
    assert found.in_ranks(np.zeros(len(y))).gain(np.array([1, 0])) < 0


def test_labels_of_solutions_are_stacked(run):
    begin, leave = run
    train, test = begin(target="kind", metric="accuracy")
    rng = np.random.default_rng(3)

    def said(table, share):
        own = np.where(3 * table["x"] > 0, "up", "down")
        other = np.where(own == "up", "down", "up")
        return pd.DataFrame(
            {"kind": np.where(rng.random(len(table)) < share, other, own)}, index=table.index
        )

    for name in ("0001", "0002", "0003"):
        leave(name, test[["row_id"]].join(said(test, 0.2)), said(train, 0.2))
    found = stacked.choose_blend(["0001", "0002", "0003"], ["vote"], 4)
    assert found["how"] == "vote" and len(found["members"]) == 3
    assert found["lead"] > found["error"] > 0
