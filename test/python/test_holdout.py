"""The division of a table, its guards and its metrics, without a kernel."""

import gzip
import io
import json
import sys
import tarfile
import zipfile
from pathlib import Path

import dialect
import holdout
import metrics
import numpy as np
import pandas as pd
import pytest
import scorer
import targets
from hand_in import Form
from holdouts import HOLDOUT

import preview

BASE = HOLDOUT


def table(count, seed=0):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=count)
    return pd.DataFrame(
        {
            "x": x,
            "who": rng.integers(0, max(2, count // 8), count),
            "day": pd.date_range("2024-01-01", periods=count).astype(str)[rng.permutation(count)],
            "kind": rng.choice(["a", "b", "c"], count, p=[0.7, 0.2, 0.1]),
            "y": (3 * x + rng.normal(size=count)).round(4),
        }
    )


SPLITS = [
    {"kind": "random"},
    {"kind": "stratified"},
    {"kind": "group", "column": "who"},
    {"kind": "time", "column": "day"},
]


@pytest.mark.parametrize("split", SPLITS, ids=lambda split: split["kind"])
@pytest.mark.parametrize("count", [60, 333, 1000])
@pytest.mark.parametrize("seed", [0, 1, 7])
def test_every_division_is_whole_seeded_and_of_its_kind(split, count, seed):
    frame = table(count, seed)
    target = "kind" if split["kind"] == "stratified" else "y"
    objective = {**BASE, "split": split, "target": target, "seed": seed}
    part = holdout.divide(frame, objective, 0)
    other = holdout.divide(frame, objective, 1)
    assert set(part) == {"train", "search", "final"}
    assert list(part) == list(holdout.divide(frame, objective, 0))
    assert list(part == "final") == list(other == "final")
    assert list(part == "search") != list(other == "search")
    for name in ("search", "final"):
        most = 0.4 if split["kind"] == "group" else 0.2
        assert 0.02 * count <= (part == name).sum() <= most * count
    if split["kind"] == "group":
        whose = frame.groupby("who").apply(lambda rows: len(set(part[rows.index])))
        assert (whose == 1).all()
    if split["kind"] == "time":
        first, last = (frame["day"].groupby(part).agg(each) for each in ("min", "max"))
        assert last["train"] < first["search"] and last["search"] < first["final"]
        assert other[frame["day"] > first["final"]].tolist().count("train") == 0
    if split["kind"] == "stratified" and count >= 333:
        shares = pd.Series(frame["kind"]).groupby(part).value_counts(normalize=True).unstack()
        assert (shares.max() - shares.min()).max() < 0.06


@pytest.mark.parametrize("folds", [None, 4])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_each_part_has_some_rows_of_every_class_that_has_enough(folds, seed):
    sizes = {"a": 150, "b": 100, "c": 6, "d": 3, "e": 2, "f": 1}
    kinds = [kind for kind, count in sizes.items() for _ in range(count)]
    frame = table(len(kinds), seed).assign(kind=kinds)
    objective = {**BASE, "target": "kind", "split": {"kind": "stratified"}, "seed": seed}
    objective.update(everyClass=True, folds=folds)
    for fold in range(2):
        part = pd.Series(holdout.divide(frame, objective, fold))
        there = {name: set(frame["kind"][part == name]) for name in ("train", "search", "final")}
        assert there == {
            "train": set("abcdef"),
            "search": set("abcde") if fold == 0 else there["search"],
            "final": set("abcd"),
        }


def test_a_class_that_the_scored_rows_lack_leaves_the_area_of_the_others():
    rng = np.random.default_rng(0)
    truth, guess = rng.integers(0, 3, 200), rng.dirichlet([1, 1, 1], 200)
    area = metrics.measure("roc_auc", truth, guess)
    from sklearn.metrics import roc_auc_score

    assert area == pytest.approx(roc_auc_score(truth, guess, multi_class="ovr"))
    there = truth < 2
    assert 0 < metrics.measure("roc_auc", truth[there], guess[there]) < 1


def test_folds_take_every_row_once():
    frame = table(101)
    objective = {**BASE, "folds": 4}
    parts = np.stack([holdout.divide(frame, objective, k) for k in range(8)])
    final = parts[0] == "final"
    assert ((parts[:4] == "search").sum(axis=0) == ~final).all()
    assert ((parts[4:] == "search").sum(axis=0) == ~final).all()
    assert (parts[0] != parts[4]).any()


def test_lists_in_cells_stand_in_the_way_of_nothing(tmp_path):
    frame = table(200).assign(l=[[i, i % 7] for i in range(200)])
    frame.to_json(tmp_path / "a.jsonl", orient="records", lines=True)
    objective = {**BASE, "table": "a.jsonl"}
    opened = scorer.open_scorer(str(tmp_path), str(tmp_path / "run"), objective)
    folder = Path(scorer.prepare_input(0))
    left = pd.read_json(folder / opened["files"]["train"], lines=True)
    assert left["l"].map(type).eq(list).all()


def test_rows_that_are_marked_for_testing_are_scored_in_the_end_alone():
    frame = table(200).assign(set=np.where(np.arange(200) % 5 == 0, "Test ", "train"))
    split = {"kind": "random", "final": {"column": "set", "value": "test"}}
    for fold in range(2):
        part = holdout.divide(frame, {**BASE, "split": split}, fold)
        assert ((part == "final") == (np.arange(200) % 5 == 0)).all()
        assert 10 < (part == "search").sum() < 30


def test_twins_stay_in_the_same_part():
    frame = pd.concat([table(100)] * 2, ignore_index=True)
    part = holdout.divide(frame, BASE, 0)
    assert list(part[:100]) == list(part[100:])


def test_flags_alone_are_learned_from_in_every_combination():
    rng = np.random.default_rng(0)
    apart = {**BASE, "chanceApart": True}
    for kinds in ([True, False], ["a", "b", "c", "d", "e"]):
        frame = pd.DataFrame(rng.choice(kinds, (400, 2)), columns=["p", "q"]).assign(y=range(400))
        part = holdout.divide(frame, apart, 0)
        for one in ("train", "search", "final"):
            assert len(frame[part == one].groupby(["p", "q"])) > 0.6 * len(kinds) ** 2
    # Of texts, numbers and rows of many columns, twins are no chance.
    texts = pd.DataFrame({"t": [f"text {i % 150}" for i in range(200)], "y": range(200)})
    many = pd.DataFrame(rng.integers(0, 5, (100, 9))).assign(y=0).rename(columns=str)
    for frame in (pd.concat([table(100)] * 2), texts, pd.concat([many] * 2)):
        frame = frame.reset_index(drop=True)
        unit = holdout.kept_together(frame, BASE)[0]
        assert (holdout.kept_together(frame, apart)[0] == unit).all()


def test_rows_without_an_answer_are_trained_on():
    frame = table(100).astype(str)
    frame.loc[:29, "y"] = ""
    assert set(holdout.divide(frame, BASE, 0)[:30]) == {"train"}


def test_the_hash_tells_other_data_and_other_parts():
    frame = table(100)
    part = holdout.divide(frame, BASE, 0)
    own = holdout.fingerprint(frame, part, "y")
    changed = frame.assign(y=frame["y"].where(frame.index != 5, 9))
    assert own == holdout.fingerprint(frame.copy(), part, "y")
    assert own != holdout.fingerprint(changed, part, "y")
    assert own != holdout.fingerprint(frame, holdout.divide(frame, BASE, 1), "y")


def test_copies_of_the_target_are_found_and_honest_columns_are_not():
    frame = table(300)
    leaks = frame.assign(log_y=np.exp(frame["y"] / 5), code=frame["kind"].map(ord))
    assert holdout.betrayals(leaks, BASE) == [("log_y", "y")]
    assert holdout.betrayals(leaks, {**BASE, "target": "kind"}) == [("code", "kind")]
    assert holdout.betrayals(frame, BASE) == []


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("RMSLE", "rmsle"),
        ("neg_root_mean_squared_error", "rmse"),
        ("R²", "r2"),
        ("ROC AUC", "roc_auc"),
        ("log loss", "log_loss"),
        ("F1", "f1"),
        ("macro F1", "f1_macro"),
        ("quadratic weighted kappa", "quadratic_weighted_kappa"),
        ("average precision", "average_precision"),
        ("balanced accuracy", "balanced_accuracy"),
        ("MAP@3", "map@3"),
        ("mean average precision @ 12", "map@12"),
        ("top-5 accuracy", "top_accuracy@5"),
        ("pinball loss 0.9", "pinball_loss@0.9"),
        ("quantile loss", "pinball_loss@0.5"),
        ("RMSPE", "rmspe"),
        ("concordance index", "concordance_index"),
    ],
)
def test_metrics_go_by_several_names(said, name):
    assert metrics.metric_name(said) == name


def test_an_unknown_metric_is_named():
    with pytest.raises(ValueError, match="wow"):
        metrics.metric_name("wow")


def test_metrics_agree_with_scikit_learn():
    from sklearn import metrics as sk

    rng = np.random.default_rng(0)
    truth, guess = rng.random(200), rng.random(200)
    assert metrics.measure("rmse", truth, guess) == pytest.approx(
        sk.root_mean_squared_error(truth, guess)
    )
    assert metrics.measure("rmsle", truth, guess) == pytest.approx(
        sk.root_mean_squared_log_error(truth, guess)
    )
    assert metrics.measure("mape", truth, guess) == pytest.approx(
        sk.mean_absolute_percentage_error(truth, guess)
    )
    kind = rng.integers(0, 2, 200)
    assert metrics.measure("log_loss", kind, guess) == pytest.approx(sk.log_loss(kind, guess))
    assert metrics.measure("roc_auc", kind, guess) == sk.roc_auc_score(kind, guess)
    three, chances = rng.integers(0, 3, 200), rng.dirichlet([1, 1, 1], 200)
    assert metrics.measure("log_loss", three, chances) == pytest.approx(sk.log_loss(three, chances))
    assert metrics.measure("pinball_loss@0.9", truth, guess) == pytest.approx(
        sk.mean_pinball_loss(truth, guess, alpha=0.9)
    )
    assert metrics.measure("top_accuracy@2", three, chances) == pytest.approx(
        sk.top_k_accuracy_score(three, chances, k=2)
    )
    # Pairs in their order; ties of what is predicted are half of one.
    assert metrics.measure("concordance_index", np.array([1, 2, 3]), np.array([5, 5, 9])) == (
        pytest.approx(2.5 / 3)
    )


@pytest.mark.parametrize("name", ["rmse", "mae", "r2"])
def test_the_standard_error_is_that_of_other_samples(name):
    rng = np.random.default_rng(3)
    scores, errors = [], []
    for k in range(60):
        truth = rng.normal(size=400)
        guess = truth + rng.normal(size=400)
        scores.append(metrics.measure(name, truth, guess))
        errors.append(metrics.standard_error(name, [truth], [guess], k))
    assert np.mean(errors) == pytest.approx(np.std(scores), rel=0.35)


@pytest.fixture
def opened(tmp_path):
    """A scorer of a table of which no answer stands anywhere else."""
    data, run = tmp_path / "data", tmp_path / "run"
    data.mkdir()

    def begin(frame=None, **change):
        frame = table(200) if frame is None else frame
        frame.to_csv(data / "train.csv", index=False)
        scorer.open_scorer(str(data), str(run), {**BASE, **change})
        folder = Path(scorer.prepare_input(0))
        return folder, frame, lambda name, left: leave(run, name, left)

    return begin


def leave(run, name, left):
    work = run / "work" / name
    work.mkdir(parents=True)
    left.to_csv(work / "submission.csv", index=False)
    return scorer.score(name, 0, "search")


def test_no_answer_of_a_held_out_row_is_in_any_file(opened):
    folder, frame, _ = opened()
    part = sys.modules[scorer.STATE].part_of(0)
    secret = {str(value) for value in frame.loc[part != "train", "y"]}
    public = {str(value) for value in frame.loc[part == "train", "y"]}
    text = "".join(path.read_text() for path in folder.iterdir())
    words = set(text.replace("\n", ",").split(","))
    assert public & words
    assert not (secret - public) & words
    asked = pd.read_csv(folder / "test.csv")
    assert "y" not in asked and len(asked) == (part != "train").sum()


def test_predictions_are_matched_by_the_names_of_their_rows(opened):
    folder, _, score = opened()
    asked = pd.read_csv(folder / "test.csv")
    left = asked[["row_id"]].assign(y=3 * asked["x"])
    good = score("0001", left)
    assert good["score"] == score("0002", left.sample(frac=1, random_state=1))["score"]
    assert 0.5 < good["score"] < 1.5 and 0 < good["error"] < 0.5
    # Predictions in another order than the rows that they name.
    misordered = score("0003", left.assign(y=left["y"].sort_values().to_numpy()))
    assert misordered["score"] > 2 * good["score"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda left: left.head(5), "lacks 35 of the 40 rows"),
        (lambda left: left.drop(columns="row_id"), "no column row_id"),
        (lambda left: left.drop(columns="y"), "no column y"),
        (lambda left: left.assign(y=1.5), "the same for every row"),
        (lambda left: left.assign(y=np.nan), "not finite numbers"),
        (lambda left: left.assign(row_id=7), "names rows twice"),
    ],
)
def test_predictions_that_cannot_be_scored_say_why(opened, change, problem):
    folder, _, score = opened()
    asked = pd.read_csv(folder / "test.csv")
    measured = score("0001", change(asked[["row_id"]].assign(y=asked["x"])))
    assert measured["score"] is None
    assert problem in measured["problem"]


def test_no_predictions_at_all(opened):
    opened()
    assert "left no submission.csv" in scorer.score("0009", 0, "search")["problem"]


def test_changed_input_rejects_and_is_put_back(opened):
    folder, _, score = opened()
    before = (folder / "train.csv").read_text()
    (folder / "train.csv").write_text("x,y\n1,2\n")
    asked = pd.read_csv(folder / "test.csv")
    measured = score("0001", asked[["row_id"]].assign(y=asked["x"]))
    assert "were changed" in measured["problem"]
    assert (folder / "train.csv").read_text() == before


def test_blends_are_the_mean(opened):
    folder, _, score = opened()
    asked = pd.read_csv(folder / "test.csv")
    left = asked[["row_id"]]
    score("0001", left.assign(y=3 * asked["x"] + 1))
    score("0002", left.assign(y=3 * asked["x"] - 1))
    best = score("0003", left.assign(y=3 * asked["x"]))
    blended = scorer.score_blend(["0001", "0002"], 0, "search", False)
    assert blended["score"] == pytest.approx(best["score"])


def test_classes_are_scored_by_label_and_by_chance(opened):
    frame = table(300)
    folder, _, score = opened(frame, target="kind", metric="accuracy")
    asked = pd.read_csv(folder / "test.csv")
    said = asked[["row_id"]].assign(kind=np.where(asked["x"] > 0, "a", "b"))
    assert 0 < score("0001", said)["score"] < 1
    folder, _, score = opened(frame, target="kind", metric="log loss")
    blank = pd.read_csv(folder / "sample_submission.csv")
    assert list(blank.columns) == ["row_id", "a", "b", "c"]
    chances = blank.assign(a=np.linspace(0.5, 0.9, len(blank)))
    assert score("0002", chances)["score"] > 0


def test_one_label_for_every_row_is_scored_and_said(tmp_path):
    begin, _ = competition(tmp_path, train=table(200))
    _, asked, _, scored = begin(target="kind", metric="accuracy")
    came = scored("same", asked[["row_id"]].assign(kind="a"))
    assert came["score"] > 0.4
    assert came["warnings"] == ["It predicts the same for every row."]


def test_a_competition_s_test_is_predicted_too(opened, tmp_path):
    frame = table(200).assign(Id=range(200))
    test = frame.drop(columns="y").head(20).assign(Id=range(1000, 1020))
    (tmp_path / "data").mkdir(exist_ok=True)
    test.to_csv(tmp_path / "data" / "test.csv", index=False)
    folder, _, score = opened(frame, id="Id")
    asked = pd.read_csv(folder / "test.csv")
    assert set(test["Id"]) <= set(asked["Id"]) and len(asked) == 60
    assert score("0001", asked[["Id"]].assign(y=asked["x"]))["score"] is not None
    own = pd.read_csv(tmp_path / "run" / "work" / "0001" / "test_submission.csv")
    assert list(own["Id"]) == list(test["Id"]) and list(own.columns) == ["Id", "y"]


def test_a_second_table_with_the_answers_is_withheld(opened, tmp_path):
    (tmp_path / "data").mkdir(exist_ok=True)
    table(200).to_csv(tmp_path / "data" / "backup.csv", index=False)
    (tmp_path / "data" / "notes.txt").write_text("nothing\n")
    folder, _, _ = opened()
    assert {path.name for path in folder.iterdir()} == {
        "train.csv",
        "test.csv",
        "sample_submission.csv",
        "notes.txt",
    }


@pytest.mark.parametrize(
    ("write", "mean"),
    [
        (lambda y: f"{y:,.2f}".translate(str.maketrans(",.", ".,")), 3000),
        (lambda y: f"{round(y * 1000):,}", 3_000_000),
    ],
    ids=["decimal commas", "thousands"],
)
def test_answers_with_commas_are_read_as_they_are_meant(tmp_path, write, mean):
    frame = table(200)
    frame["y"] = [write(3000 + 200 * y) for y in frame["y"]]
    frame.loc[3, "y"] = "inf"
    (tmp_path / "data").mkdir()
    frame.to_csv(tmp_path / "data" / "train.csv", index=False)
    opened = scorer.open_scorer(str(tmp_path / "data"), str(tmp_path / "run"), BASE)
    keep = sys.modules[scorer.STATE]
    truth = keep.targets[0].truth[keep._held(0)]
    assert np.isfinite(truth).all()
    assert abs(truth.mean() / mean - 1) < 0.2
    # Written as the answers are, or as Python writes them: the same score.
    scores = []
    for name, column in (("own", frame["y"]), ("plain", keep.targets[0].truth)):
        work = tmp_path / "run" / "work" / name
        work.mkdir(parents=True)
        rows = pd.DataFrame({opened["key"]: keep.frame[opened["key"]], "y": column})
        rows.iloc[keep._held(0)].to_csv(work / "submission.csv", index=False)
        scores.append(scorer.score(name, 0, "search")["score"])
    assert scores == [0, 0]


def test_dates_in_several_formats_and_zones_order_the_rows():
    texts = ["2024-01-05", "31.01.2024", "2024-02-01 10:00:00+02:00", "2024-02-01T09:00Z"]
    times = holdout.times(pd.Series(texts, name="day"))
    assert (np.diff(times) > 0).all()


@pytest.mark.parametrize(
    "texts",
    [
        ["2023-01-31", "20230201", "44960", "Mar 2023"],
        ["Q4 2022", "2023Q1", "2. Quartal 2023", "2023-Q3"],
        ["2022-W52", "2023W1", "KW 2 2023", "2023-W03-2"],
        ["20230101.0", "20230102.0", "20230103.0", "20230104.0"],
        ["2023-01-01 10:00 CEST", "2023-01-01 10:00 CET", "2023-01-01 10:00 EST"],
    ],
    ids=["mixed", "quarters", "weeks", "numbers", "zones"],
)
def test_dates_however_they_are_written_order_the_rows(texts):
    assert (np.diff(holdout.times(pd.Series(texts, name="day"))) > 0).all()


def test_rows_without_a_date_are_said_and_never_scored(tmp_path):
    frame = table(200)
    frame.loc[:4, "day"] = "soon"
    begin, _ = competition(tmp_path, train=frame)
    opened, _, _, _ = begin(split={"kind": "time", "column": "day"})
    assert any("5 values of day, such as 'soon', are no dates" in note for note in opened["notes"])
    assert set(sys.modules[scorer.STATE].part_of(0)[:5]) == {"train"}


def german(frame):
    """With decimal commas, of which some rows have more than others."""
    for name in ("x", "y"):
        frame[name] = [f"{value:.3f}".rstrip("0").rstrip(".") for value in frame[name]]
        frame[name] = frame[name].str.replace(".", ",", regex=False)
    return frame.assign(kind=frame["kind"].replace("a", "größer"))


FORMS = {
    "houses.csv": (lambda frame, path: frame.to_csv(path, index=False), pd.read_csv),
    "Häuser.csv": (
        lambda frame, path: german(frame).to_csv(path, index=False, sep=";", encoding="latin-1"),
        lambda path: pd.read_csv(path, sep=";", decimal=",", encoding="latin-1"),
    ),
    "houses.tsv.gz": (
        lambda frame, path: frame.to_csv(path, index=False, sep="\t"),
        lambda path: pd.read_csv(path, sep="\t"),
    ),
    "houses.parquet": (lambda frame, path: frame.to_parquet(path), pd.read_parquet),
    "houses.xlsx": (lambda frame, path: frame.to_excel(path, index=False), pd.read_excel),
    "raw/houses.jsonl": (
        lambda frame, path: frame.to_json(path, orient="records", lines=True),
        lambda path: pd.read_json(path, lines=True),
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_candidates_find_the_person_s_own_files_without_the_answers_held_out(tmp_path, name):
    write, read = FORMS[name]
    data, frame = tmp_path / "data", table(200)
    (data / name).parent.mkdir(parents=True)
    write(frame, data / name)
    own_test = table(9, seed=5).drop(columns="y")
    own_test.to_csv(data / "houses_test.csv", index=False)
    objective = {**BASE, "table": name}
    opened = scorer.open_scorer(str(data), str(tmp_path / "run"), objective)
    keep = sys.modules[scorer.STATE]
    part = keep.part_of(0)
    for fold in (0, 1, 0):
        folder = Path(scorer.prepare_input(fold))
    sample = "sample_submission.csv"
    assert opened["files"] == {"train": name, "test": "houses_test.csv", "sample": sample}
    assert (opened["made"], opened["own"]) == ([sample], [])
    top = {Path(name).parts[0], "houses_test.csv", sample}
    assert {path.name for path in folder.iterdir()} == top

    # As they wrote it: the same call, the same types, the rows that are theirs to see.
    seen = read(folder / name)
    assert list(seen.columns) == list(frame.columns)
    assert seen["y"].dtype == seen["x"].dtype == float
    assert len(seen) == (part == "train").sum()
    assert sorted(seen["y"].round(3)) == sorted(read(data / name)["y"][part == "train"].round(3))
    asked = pd.read_csv(folder / "houses_test.csv")
    assert "y" not in asked
    assert len(asked) == len(pd.read_csv(folder / sample)) == (part != "train").sum() + 9
    # What is changed of it is found out, as of the prepared ones.
    (folder / name).unlink()
    (folder / name).write_text("x,y\n1,2\n")
    assert "were changed" in leave(tmp_path / "run", "0001", asked[["row_id"]])["problem"]
    assert len(read(folder / name)) == (part == "train").sum()


def competition(tmp_path, **tables):
    """A competition's folder; a scorer of it, and how what a candidate leaves is scored."""
    data, run = tmp_path / "data", tmp_path / "run"
    data.mkdir()
    for name, frame in tables.items():
        frame.to_csv(data / f"{name}.csv", index=False)

    def begin(**change):
        opened = scorer.open_scorer(str(data), str(run), {**BASE, **change})
        folder = Path(scorer.prepare_input(0))
        asked, blank = (
            pd.read_csv(folder / name) for name in ("test.csv", "sample_submission.csv")
        )
        return opened, asked, blank, lambda name, left: leave(run, name, left)

    return begin, lambda name: pd.read_csv(run / "work" / name / "test_submission.csv")


def column(name, holds="prediction", **more):
    return {"name": name, "holds": holds, **more}


def test_a_column_for_each_class_is_handed_in_as_the_sample_calls_it(tmp_path):
    frame = table(300).assign(Id=range(300)).drop(columns="y")
    test = frame.drop(columns="kind").head(20).assign(Id=range(1000, 1020))
    sample = test[["Id"]].iloc[::-1].assign(Status_a=0.3, Status_c=0.3, Status_b=0.4)
    begin, own = competition(tmp_path, train=frame, test=test, sample_submission=sample)
    form = [column("Id", "id")]
    form += [column(f"Status_{k}", "chance", target="kind", of=k) for k in "acb"]
    _, asked, blank, score = begin(target="kind", metric="log loss", id="Id", form=form)
    assert list(blank.columns) == list(sample.columns)
    chances = blank.assign(Status_a=np.linspace(0.5, 0.9, len(blank)), Status_b=0.1, Status_c=0.1)
    swapped = chances.rename(columns={"Status_a": "Status_b", "Status_b": "Status_a"})
    good, bad = score("0001", chances)["score"], score("0002", swapped)["score"]
    assert 0 < good < 1.2 < bad
    # As the sample has them: its columns, and its order of the rows.
    pd.testing.assert_frame_equal(own("0001")[["Id"]], sample[["Id"]].reset_index(drop=True))
    assert list(own("0001").columns) == list(sample.columns)


def test_a_class_without_a_column_is_named_before_the_run(tmp_path):
    begin, _ = competition(tmp_path, train=table(200))
    form = [column(k, "chance", target="kind", of=k) for k in "ab"]
    with pytest.raises(ValueError, match="no column for kind c"):
        begin(target="kind", metric="log loss", form=form)


@pytest.mark.parametrize(
    ("metric", "said", "value"),
    [
        ("MAP@3", "b|a", 0.5),
        ("MAP@3", "a", 1),
        ("MAP@1", "b|a", 0),
        ("top-2 accuracy", "b|a", 1),
    ],
)
def test_several_classes_in_one_cell_are_scored_by_their_order(tmp_path, metric, said, value):
    frame = table(200)
    frame["kind"] = np.where(frame.index < 199, "a", "b")
    begin, _ = competition(tmp_path, train=frame)
    form = [column("kind", "ranking", target="kind", separator="|")]
    _, _, blank, score = begin(target="kind", metric=metric, form=form)
    left = blank.assign(kind=said)
    left.loc[0, "kind"] = "a|b"  # not the same for every row
    assert score("0001", left)["score"] == pytest.approx(value, abs=0.06)
    assert "no values of kind" in score("0002", blank.assign(kind="a|z"))["problem"]


def test_names_with_the_separator_in_them_are_told_apart(tmp_path):
    frame = table(200)
    frame["kind"] = frame["kind"].map({"a": "big house", "b": "big", "c": "house"})
    begin, _ = competition(tmp_path, train=frame)
    _, _, blank, score = begin(target="kind", metric="MAP@2")
    left = blank.assign(kind="big house big")
    left.loc[0, "kind"] = "big big house"
    assert score("0001", left)["score"] > 0.6


def test_several_columns_are_scored_by_the_mean_over_them(tmp_path):
    frame = table(300).assign(z=lambda rows: -rows["x"])
    begin, _ = competition(tmp_path, train=frame)
    several = {"target": "y", "targets": ["y", "z"]}
    _, asked, blank, score = begin(**several, metric="mae")
    assert not {"y", "z"} & set(asked.columns)
    assert list(blank.columns) == ["row_id", "y", "z"]
    left = asked[["row_id"]].assign(y=3 * asked["x"], z=-asked["x"])
    both = score("0001", left)
    _, _, _, score = begin(metric="mae")
    assert both["score"] == pytest.approx(score("0002", left)["score"] / 2)
    assert both["error"] > 0


def test_a_label_that_the_scored_rows_lack_is_left_out_of_the_mean_and_said(tmp_path):
    frame = table(200).assign(often=lambda rows: (rows["x"] > 0).astype(int), seldom=0)
    begin, _ = competition(tmp_path, train=frame)
    scored = {"target": "often", "targets": ["often", "seldom"], "metric": "roc auc"}
    part = holdout.divide(frame, {**BASE, **scored}, 0)
    frame.loc[np.flatnonzero(part == "train")[:2], "seldom"] = 1
    frame.to_csv(tmp_path / "data" / "train.csv", index=False)
    _, asked, _, score = begin(**scored)
    measured = score("0001", asked[["row_id"]].assign(often=asked["x"], seldom=asked["x"]))
    assert measured["score"] == 1
    assert "leaves out seldom" in measured["warnings"][0]


def test_no_name_of_rows_is_made_up_in_what_is_handed_in(tmp_path):
    frame = table(200)
    test = frame.head(20).assign(source="lab", y=np.nan)[["source", "kind", "who", "day", "x", "y"]]
    begin, own = competition(tmp_path, train=frame, test=test)
    _, asked, _, score = begin()
    # Neither a column that training lacks nor an empty one to be filled is in the way.
    assert len(asked) == 60 and not {"source", "y"} & set(asked.columns)
    assert score("0001", asked[["row_id"]].assign(y=asked["x"]))["score"] is not None
    assert list(own("0001").columns) == ["y"]
    assert own("0001")["y"].tolist() == pytest.approx(test["x"].tolist())


def test_what_the_competition_s_rows_lack_no_candidate_relies_on(tmp_path):
    frame = table(200).assign(later=lambda rows: rows["y"] * 2 + rows["x"])
    begin, _ = competition(tmp_path, train=frame, test=frame.head(20)[["x", "kind"]])
    _, asked, _, _ = begin()
    assert set(asked.columns) == {"row_id", "x", "kind"}


def test_a_run_of_before_keeps_the_names_that_its_scripts_read(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    table(200).to_csv(data / "houses.csv", index=False, sep=";")
    objective = {**BASE, "table": "houses.csv", "old_names": True}
    opened = scorer.open_scorer(str(data), str(tmp_path / "run"), objective)
    folder = Path(scorer.prepare_input(0))
    assert opened["own"] == ["houses.csv"]
    assert sorted(opened["files"].values()) == sorted(
        path.name for path in folder.iterdir() if path.name != "houses.csv"
    )
    own = pd.read_csv(folder / "houses.csv", sep=";")
    pd.testing.assert_frame_equal(own, pd.read_csv(folder / "train.csv"))


def test_rows_to_predict_never_come_by_the_name_of_another_file_of_theirs(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    table(200).to_csv(data / "houses.csv", index=False)
    table(50, seed=3).to_csv(data / "test.csv", index=False)  # with its answers: withheld
    opened = scorer.open_scorer(str(data), str(tmp_path / "run"), {**BASE, "table": "houses.csv"})
    folder = Path(scorer.prepare_input(0))
    assert opened["files"]["test"] == "asked_test.csv"
    assert (folder / "asked_test.csv").exists() and not (folder / "test.csv").exists()


def zipped(frame, path):
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("tables/train.csv", frame.to_csv(index=False))


def titled(frame, path):
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"About": ["made in May"]}).to_excel(book, sheet_name="Notes", index=False)
        frame.to_excel(book, sheet_name="Data", startrow=3, index=False)
        book.sheets["Data"]["A1"] = "Measured in May"


def commented(frame, path):
    path.write_text("# station 12, exported\n#\n" + frame.to_csv(index=False))


def under_a_key(frame, path):
    path.write_text('{"data": ' + frame.to_json(orient="records") + "}")


def zipped_as(form):
    def write(frame, path):
        made = io.BytesIO()
        getattr(frame, f"to_{form}")(made, index=False)
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr(f"tables/train.{'xlsx' if form == 'excel' else form}", made.getvalue())

    return write


def with_units_and_a_total(frame, path):
    units, total = [["kg", "m", ""]], [["Total", 1, 1]]
    rows = [[*row][: len(frame.columns)] for row in (units[0], total[0])]
    rows = [row + [""] * (len(frame.columns) - len(row)) for row in rows]
    whole = pd.DataFrame([rows[0], *frame.to_numpy().tolist(), rows[1]], columns=frame.columns)
    if path.suffix == ".csv":
        whole.to_csv(path, index=False)
    else:
        whole.to_excel(path, index=False)


def quoted(frame, path, between):
    """With texts in quotes, of which each holds what else parts the cells."""
    said = '"says \\"%s\\", twice"' if between == "," else '"%s, twice"'
    rows = ([said % c if isinstance(c, str) else str(c) for c in row] for row in frame.to_numpy())
    path.write_text("\n".join(map(between.join, [list(frame), *rows])) + "\n")


WRITTEN = {
    "units.csv": with_units_and_a_total,
    "units.xlsx": with_units_and_a_total,
    "tabs.txt": lambda frame, path: frame.to_csv(path, sep="\t", index=False),
    "semicolons.csv": lambda frame, path: frame.to_csv(path, sep=";", index=False),
    "wide.csv": lambda frame, path: frame.to_csv(path, encoding="utf-16", index=False),
    "packed.csv.gz": lambda frame, path: frame.to_csv(path, index=False),
    "comments.csv": commented,
    "archive.zip": zipped,
    "book.xlsx": titled,
    "book.zip": zipped_as("excel"),
    "parquet.zip": zipped_as("parquet"),
    "table.feather": lambda frame, path: frame.to_feather(path),
    "table.dta": lambda frame, path: frame.to_stata(path, write_index=False),
    "packed.csv": lambda frame, path: frame.to_csv(path, index=False, compression="gzip"),
    "rows.json": under_a_key,
    "columns.json": lambda frame, path: frame.to_json(path),
    "split.json": lambda frame, path: frame.to_json(path, orient="split"),
    "escaped.csv": lambda frame, path: quoted(frame, path, ","),
    "spaced.csv": lambda frame, path: quoted(frame, path, ", "),
    "folder/table.csv": lambda frame, path: frame.to_csv(path, index=False),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_left_of_a_table_is_written_as_the_whole_one_is(tmp_path, name):
    data, frame = tmp_path / "data", table(120)
    (data / name).parent.mkdir(parents=True)
    WRITTEN[name](frame, data / name)

    def largest(folder):
        tables = [file for file in preview.preview(str(folder))["files"] if file["table"]]
        return max(tables, key=lambda file: len(file["table"]["columns"]))

    theirs = largest(data)
    files = [{"path": theirs["path"], "part": "train", "dialect": theirs["dialect"]}]
    opened = scorer.open_scorer(str(data), str(tmp_path / "run"), {**BASE, "files": files})
    assert sum(opened["rows"].values()) == 120
    folder = Path(scorer.prepare_input(0))
    ours = next(
        file for file in preview.preview(str(folder))["files"] if file["path"] == theirs["path"]
    )
    # Blanks that are no part of cells are not written.
    spaced = {"spaced": True} if name == "spaced.csv" else {}
    assert theirs["dialect"] == {**ours["dialect"], **spaced}
    # What reads the whole one reads it.
    read = dialect.read_as(folder / name, theirs["dialect"])
    assert list(read.columns) == list(frame.columns)
    assert len(read) == opened["rows"]["train"]


def declared_files(data, path_of):
    """The training and the test table as a declaration has them, where `path_of` their parts is."""
    found = {file["path"]: file["dialect"] for file in preview.preview(str(data))["files"]}
    paths = {part: path_of(part) for part in ("train", "test")}
    return [{"path": at, "part": part, "dialect": found[at]} for part, at in paths.items()]


def packed_together(tables, path):
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in tables.items():
            packed.writestr(name, text)


def tarred(tables, path):
    with tarfile.open(path, "w:gz") as packed:
        for name, text in tables.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            packed.addfile(info, io.BytesIO(text.encode()))


def in_sheets(tables, path):
    with pd.ExcelWriter(path) as book:
        for name, text in tables.items():
            pd.read_csv(io.StringIO(text)).to_excel(book, sheet_name=name[:-4], index=False)


def under_keys(orient):
    def write(tables, path):
        frames = {name[:-4]: pd.read_csv(io.StringIO(text)) for name, text in tables.items()}
        value = {
            key: frame.astype(object).where(frame.notna(), None).to_dict(orient=orient)
            for key, frame in frames.items()
        }
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "wt", encoding="utf-8") as file:
            json.dump({"by": "me", **value}, file, default=float)

    return write


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("all.zip", packed_together),
        ("all.tar.gz", tarred),
        ("all.xlsx", in_sheets),
        ("all.json", under_keys("records")),
        ("all.json.gz", under_keys("list")),
    ],
)
def test_tables_that_lie_in_one_file_are_held_out_in_it(tmp_path, name, write):
    data, frame = tmp_path / "data", table(120).assign(no=range(120))
    data.mkdir()
    asked = table(30).assign(no=range(500, 530)).drop(columns="y")
    towns = pd.DataFrame({"kind": list("abc"), "people": [1, 2, 3]})
    tables = {"train": frame, "test": asked, "kinds": towns, "answers": frame[["no", "y"]]}
    write({f"{key}.csv": each.to_csv(index=False) for key, each in tables.items()}, data / name)
    ending = ".csv" if name in ("all.zip", "all.tar.gz") else ""
    files = declared_files(data, lambda part: f"{name}/{part}{ending}")
    objective = {**BASE, "table": files[0]["path"], "files": files, "id": "no"}
    opened = scorer.open_scorer(str(data), str(tmp_path / "run"), objective)
    assert opened["files"]["train"] == files[0]["path"]
    assert opened["made"] == ["sample_submission.csv"]
    assert opened["hidden"] == [name]
    folder = Path(scorer.prepare_input(0))
    read = {each["part"]: dialect.read_as(folder / name, each["dialect"]) for each in files}
    assert len(read["train"]) == opened["rows"]["train"]
    assert len(read["test"]) == 150 - opened["rows"]["train"]
    assert "y" not in read["test"]
    # What holds no answer comes along; what does is named.
    inside = {file["path"] for file in preview.preview(str(folder))["files"]}
    assert f"{name}/kinds{ending}" in inside and f"{name}/answers{ending}" not in inside
    assert any(f"Of {name}, candidates do not get answers{ending}" in n for n in opened["notes"])
    left = read["test"][["no"]].assign(y=range(len(read["test"])))
    leave(tmp_path / "run", "one", left)
    assert scorer.score("one", 0, "search")["problem"] == ""
    assert len(pd.read_csv(tmp_path / "run" / "work" / "one" / "test_submission.csv")) == 30


def test_tables_under_keys_of_an_object_in_an_archive_are_held_out_there(tmp_path):
    data, frame = tmp_path / "data", table(120)
    data.mkdir()
    tables = {"train": frame, "test": frame.head(30).drop(columns="y")}
    value = {key: json.loads(each.to_json(orient="records")) for key, each in tables.items()}
    packed_together({"in/all.json": json.dumps({"tables": value})}, data / "all.zip")
    files = declared_files(data, lambda part: f"all.zip/in/all.json/tables/{part}")
    objective = {**BASE, "table": files[0]["path"], "files": files}
    opened = scorer.open_scorer(str(data), str(tmp_path / "run"), objective)
    folder = Path(scorer.prepare_input(0))
    read = {each["part"]: dialect.read_as(folder / "all.zip", each["dialect"]) for each in files}
    assert len(read["train"]) == opened["rows"]["train"] and "y" in read["train"]
    assert len(read["test"]) == 150 - opened["rows"]["train"] and "y" not in read["test"]


@pytest.mark.parametrize("texts", [[], ["no"]])
def test_a_sample_of_another_format_names_rows_as_the_test_table_does(tmp_path, texts):
    data, frame = tmp_path / "data", table(60).assign(no=range(60))
    data.mkdir()
    asked = table(20).assign(no=range(500, 520)).drop(columns="y")
    frame.to_csv(data / "train.csv", index=False)
    asked.to_csv(data / "test.csv", index=False)
    asked[["no"]].assign(y=0).to_json(data / "sample.json", orient="records")
    found = {file["path"]: file["dialect"] for file in preview.preview(str(data))["files"]}
    names = {"train": "train.csv", "test": "test.csv", "sample": "sample.json"}
    files = [
        {"path": at, "part": part, "dialect": {**found[at], "texts": texts}}
        for part, at in names.items()
    ]
    objective = {**BASE, "files": files, "id": "no"}
    scorer.open_scorer(str(data), str(tmp_path / "run"), objective)
    folder = Path(scorer.prepare_input(0))
    said = [each["no"] for each in json.loads((folder / "sample.json").read_text())]
    assert said == list(pd.read_csv(folder / "test.csv", dtype=str if texts else None)["no"])


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_tables_in_parts_are_held_out_in_as_many(tmp_path, ending):
    data, frame = tmp_path / "data", table(120)
    data.mkdir()
    asked = table(30).drop(columns="y")
    for name, rows in (("train", frame), ("test", asked)):
        for i in range(3):
            part = rows.iloc[i::3]
            path = data / f"{name}_{i + 1}.{ending}"
            part.to_csv(path, index=False) if ending == "csv" else part.to_parquet(path)
    files = declared_files(data, lambda part: f"{part}_*.{ending}")
    objective = {**BASE, "table": files[0]["path"], "files": files}
    opened = scorer.open_scorer(str(data), str(tmp_path / "run"), objective)
    assert sum(opened["rows"].values()) == 120 and opened["notes"] == []
    assert opened["hidden"] == [f"train_{i}.{ending}" for i in (1, 2, 3)]
    folder = Path(scorer.prepare_input(0))
    made = {file["path"]: file for file in preview.preview(str(folder))["files"]}
    assert [made[each["path"]]["dialect"] for each in files] == [f["dialect"] for f in files]
    assert made[files[0]["path"]]["table"]["rows"] == opened["rows"]["train"]
    assert made[files[1]["path"]]["table"]["rows"] == 150 - opened["rows"]["train"]


def test_a_table_without_names_is_held_out_in_its_own_form(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    frame = table(120)[["x", "who", "y"]]
    frame.to_csv(data / "rows.csv", header=False, index=False)
    (file,) = preview.preview(str(data))["files"]
    files = [{"path": "rows.csv", "part": "train", "dialect": file["dialect"]}]
    objective = {**BASE, "table": "rows.csv", "target": "2", "files": files}
    opened = scorer.open_scorer(str(data), str(tmp_path / "run"), objective)
    folder = Path(scorer.prepare_input(0))
    seen = {each["path"]: each for each in preview.preview(str(folder))["files"]}
    names = {
        name: [column["name"] for column in each["table"]["columns"]] for name, each in seen.items()
    }
    assert names == {
        "rows.csv": ["0", "1", "2"],
        "test.csv": ["0", "1", "row_id"],
        "sample_submission.csv": ["row_id", "2"],
    }
    assert seen["rows.csv"]["table"]["rows"] == opened["rows"]["train"]


@pytest.mark.parametrize("below", ["", "year=2020/", "deep/"])
def test_a_folder_of_parquet_files_is_one_table(tmp_path, below):
    pytest.importorskip("pyarrow")
    data, frame = tmp_path / "data", table(120)
    for i in range(3):
        part = data / "train.parquet" / below.replace("0/", f"{i}/") / f"part-{i}.parquet"
        part.parent.mkdir(parents=True, exist_ok=True)
        frame.iloc[i * 40 : i * 40 + 40].to_parquet(part, index=False)
    (data / "train.parquet" / "_SUCCESS").touch()
    (file,) = preview.preview(str(data))["files"]
    assert file["path"] == "train.parquet"
    assert file["table"]["rows"] == 120
    columns = [*frame.columns, *(["year"] if "year" in below else [])]
    assert [column["name"] for column in file["table"]["columns"]] == columns
    files = [{"path": file["path"], "part": "train", "dialect": file["dialect"]}]
    objective = {**BASE, "table": "train.parquet", "files": files}
    opened = scorer.open_scorer(str(data), str(tmp_path / "run"), objective)
    assert sum(opened["rows"].values()) == 120
    assert len(pd.read_parquet(Path(scorer.prepare_input(0)) / "train.parquet")) < 120


def test_classes_that_look_missing_are_scored(tmp_path):
    frame = table(200)
    frame["kind"] = frame["kind"].map({"a": "EU", "b": "NA", "c": "None"})
    begin, _ = competition(tmp_path, train=frame)
    (file,) = preview.preview(str(tmp_path / "data"))["files"]
    how = dict(file["dialect"], values=["NA", "None"])
    files = [{"path": "train.csv", "part": "train", "dialect": how}]
    opened, _, blank, _ = begin(target="kind", metric="log loss", files=files)
    assert list(blank.columns) == ["row_id", "EU", "NA", "None"]
    assert sum(opened["rows"].values()) == 200


def test_labels_in_several_forms_are_one_class_and_handed_in_in_the_commonest(tmp_path):
    frame = table(200)
    forms = {"a": ["No", "no ", "NO"], "b": ["Yes"], "c": ["yes"]}
    frame["kind"] = [forms[kind][i % len(forms[kind])] for i, kind in enumerate(frame["kind"])]
    test = frame.drop(columns=["kind", "y"]).assign(no=range(200))
    begin, handed = competition(tmp_path, train=frame.assign(no=range(200, 400)), test=test)
    _, asked, _, scored = begin(
        target="kind",
        metric="accuracy",
        id="no",
        spellings=["Yes", "No"],
        split={"kind": "stratified"},
    )
    keep = sys.modules[scorer.STATE]
    assert keep.targets[0].classes == ["No", "Yes"]
    own = frame["kind"].str.upper().to_numpy()
    left = asked[["no"]].assign(kind=[own[no - 200] if no >= 200 else " no" for no in asked["no"]])
    assert scored("upper", left)["score"] == 1
    assert set(handed("upper")["kind"]) == {"No"}


def test_answers_that_are_no_numbers_are_counted_aloud_and_not_scored(tmp_path):
    frame = table(200).astype({"y": str})
    frame.loc[:20, "y"] = "<1.0"
    begin, _ = competition(tmp_path, train=frame)
    opened, _, _, _ = begin(metric="mae")
    assert any("21 values of y, such as '<1.0'" in note for note in opened["notes"])
    part = sys.modules[scorer.STATE].part_of(0)
    assert set(part[:21]) == {"train"}
    frame["y"] = ["low", "<1"] * 100
    frame.to_csv(tmp_path / "data" / "train.csv", index=False)
    with pytest.raises(ValueError, match="such as 'low'"):
        begin(metric="mae")


@pytest.mark.parametrize(
    "positive, last", [(None, "punctual"), ("late", "late"), ("punctual", "punctual")]
)
def test_the_class_that_was_declared_is_the_positive_one(positive, last):
    column = pd.Series(["late"] * 70 + ["punctual"] * 30, name="y")
    assert targets.Target(column, "f1", positive=positive).classes[-1] == last
    numbers = pd.Series([1.0] * 70 + [0.0] * 30, name="y")
    assert targets.Target(numbers, "f1", positive="0").classes[-1] == "0.0"


def test_rows_without_an_answer_in_the_one_table_are_predicted_and_never_learned_from(tmp_path):
    frame = table(200).assign(nr=range(200))
    frame.loc[::5, "y"] = np.nan
    frame.to_csv(tmp_path / "all.csv", index=False)
    dialect = {"format": "csv", "lacks": ["y"], "file": "all.csv"}
    files = [
        {"path": "all.csv", "part": "train", "dialect": {"format": "csv"}},
        {"path": "all.csv without y", "part": "test", "dialect": dialect},
    ]
    objective = {**BASE, "table": "all.csv", "id": "nr", "files": files}
    opened = scorer.open_scorer(str(tmp_path), str(tmp_path / "run"), objective)
    folder = Path(scorer.prepare_input(0))
    assert opened["files"]["test"] in opened["made"]
    given, asked = pd.read_csv(folder / "all.csv"), pd.read_csv(folder / "test.csv")
    assert given["y"].notna().all() and "y" not in asked
    assert set(range(0, 200, 5)) < set(asked["nr"]) and not set(given["nr"]) & set(asked["nr"])
    wanted = {"test": "all.csv without y", "sample": None, "id": "nr", "key": None}
    own = Form(str(tmp_path), wanted, objective)
    assert own.ids["nr"].tolist() == [str(nr) for nr in range(0, 200, 5)]


@pytest.mark.parametrize("on", ["nr", ["nr", "kind"], None])
def test_answers_in_a_file_of_their_own_are_joined_and_given_in_the_table_alone(tmp_path, on):
    frame = table(200).assign(nr=range(200))
    frame.drop(columns="y").to_csv(tmp_path / "x.csv", index=False)
    keys = [on] if isinstance(on, str) else on or []
    labels = frame[[*keys, "y"]].sample(frac=1, random_state=0) if on else frame[["y"]]
    labels.to_csv(tmp_path / "labels.csv", index=False)
    files = [
        {"path": "x.csv", "part": "train", "dialect": {"format": "csv"}},
        {"path": "labels.csv", "part": "answers", "dialect": {"format": "csv", "on": on}},
    ]
    objective = {**BASE, "table": "x.csv", "id": "nr", "files": files}
    opened = scorer.open_scorer(str(tmp_path), str(tmp_path / "run"), objective)
    folder = Path(scorer.prepare_input(0))
    assert {"x.csv", "labels.csv"} <= set(opened["hidden"]) and opened["notes"] == []
    assert not (folder / "labels.csv").exists()
    given = pd.read_csv(folder / "x.csv").set_index("nr")["y"]
    assert len(given) > 100 and given.eq(frame.set_index("nr")["y"][given.index]).all()
    scorer.prepare_input(0)
