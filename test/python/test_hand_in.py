"""What is handed in is checked from outside, and nobody's file is written over."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from answers import Answers
from given import Look
from hand_in import hand_in
from submission import own_test, predicted
from targets import Target, Unfit

from preview import preview

ASKED = {"test": "test.csv", "sample": "sample.csv", "id": "Id", "key": None}
OBJECTIVE = {"table": "train.csv", "target": "y", "metric": "rmse"}


@pytest.fixture
def place(tmp_path):
    """A folder with data and a run, and how its solution's predictions are handed in."""
    data, run = tmp_path / "data", tmp_path / "aide-runs" / "houses-1"
    data.mkdir()
    run.mkdir(parents=True)
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"Id": range(40), "x": rng.normal(size=40)}).assign(y=lambda t: 3 * t["x"])
    test = frame.assign(Id=frame["Id"] + 100).head(20)
    frame.to_csv(data / "train.csv", index=False)
    test.drop(columns="y").to_csv(data / "test.csv", index=False)
    blank = test[["Id"]].iloc[::-1].assign(value=0)
    blank.to_csv(data / "sample.csv", index=False)
    good = test[["Id"]].assign(value=test["y"])

    def hand(now, before=good, objective=OBJECTIVE, asked=ASKED, run=run):
        run.mkdir(exist_ok=True)
        for name, left in (("now", now), ("before", before)):
            if left is not None:
                left.to_csv(run / name, index=False)
        there = str(run / "now") if now is not None else None
        return hand_in(str(run), str(data), there, str(run / "before"), asked, objective)

    return tmp_path, good, hand


def test_it_has_the_rows_the_order_and_the_columns_of_the_sample(place):
    folder, good, hand = place
    extra = pd.concat([good, good.assign(Id=good["Id"] + 500)])
    said = hand(extra.rename(columns={"value": "y"}))
    assert said == {"path": said["path"], "rows": 20, "fitted": "all", "problem": ""}
    for path in (folder / "submission.csv", folder / "aide-runs/houses-1/submission.csv"):
        left = pd.read_csv(path)
        assert list(left.columns) == ["Id", "value"]
        assert list(left["Id"]) == list(good["Id"])[::-1]
        assert np.allclose(left["value"], good["value"][::-1])


def test_rows_without_a_line_of_names_are_all_counted(place):
    folder, good, hand = place
    test = pd.read_csv(folder / "data/test.csv")
    test.to_csv(folder / "data/test.csv", index=False, header=False)
    nameless = {"format": "csv", "header": False}
    files = [{"path": "test.csv", "part": "test", "dialect": nameless}]
    asked = {**ASKED, "sample": None, "id": "0", "files": files}
    left = good.set_axis(["0", "2"], axis=1)
    assert (said := hand(left, left, None, asked))["rows"] == 20, said


def test_rows_that_share_a_name_are_told_apart_by_their_order(place):
    folder, good, hand = place
    twice = good.assign(Id=good["Id"] // 2)
    blank = pd.concat([twice[["Id"]].iloc[10:], twice[["Id"]].iloc[:10]]).assign(value=0)
    blank.to_csv(folder / "data/sample.csv", index=False)
    assert hand(twice, twice)["problem"] == ""
    left = pd.read_csv(folder / "submission.csv")["value"]
    assert np.allclose(left, [*good["value"][10:], *good["value"][:10]])


def test_names_that_a_number_lost_zeros_of_are_handed_in_as_the_sample_writes_them(place):
    folder, good, hand = place
    names = good["Id"].map("{:06}".format)
    blank = pd.DataFrame({"Id": names[::-1], "value": 0})
    blank.to_csv(folder / "data/sample.csv", index=False)
    file = {"path": "sample.csv", "part": "sample", "dialect": {"format": "csv"}}
    assert hand(good, good, {**OBJECTIVE, "files": [file]})["problem"] == ""
    left = pd.read_csv(folder / "submission.csv", dtype=str)
    assert list(left["Id"]) == list(names[::-1])
    assert np.allclose(left["value"].astype(float), good["value"][::-1])


def test_rows_are_named_by_several_columns_or_by_one_of_another_name(place):
    folder, good, hand = place
    data = folder / "data"
    form = [{"name": name, "holds": "id"} for name in ("day", "shop")]
    form.append({"name": "value", "holds": "prediction", "target": "y"})
    each = good.assign(day=good["Id"] // 5, shop=good["Id"] % 5).drop(columns="Id")
    each[["day", "shop", "value"]].assign(value=0).iloc[7:3:-1].to_csv(
        data / "sample.csv", index=False
    )
    assert hand(each, each, {**OBJECTIVE, "form": form})["rows"] == 4
    left = pd.read_csv(folder / "submission.csv")
    assert list(left.columns) == ["day", "shop", "value"]
    assert np.allclose(left["value"], good["value"].iloc[7:3:-1])
    good[["Id"]].iloc[::-1].assign(value=0).to_csv(data / "sample.csv", index=False)
    form = [{"name": "Id", "holds": "id", "of": "number"}, form[-1]]
    other = good.rename(columns={"Id": "number"})
    assert hand(other, other, {**OBJECTIVE, "form": form})["problem"] == ""
    assert np.allclose(pd.read_csv(folder / "submission.csv")["value"], good["value"][::-1])


def test_chances_in_columns_of_classes_are_handed_in_whatever_the_metric_goes_by(place):
    folder, good, hand = place
    kinds = [f"p_{each}" for each in "abc"]
    table = pd.read_csv(folder / "data/train.csv")
    table.assign(y=[*"abca"] * 10).to_csv(folder / "data/train.csv", index=False)
    good[["Id"]].assign(**dict.fromkeys(kinds, 0)).to_csv(folder / "data/sample.csv", index=False)
    chances = np.random.default_rng(0).dirichlet([1, 1, 1], len(good))
    left = good[["Id"]].assign(**dict(zip(kinds, chances.T, strict=False)))
    form = [{"name": "Id", "holds": "id"}]
    form += [{"name": f"p_{each}", "holds": "chance", "target": "y", "of": each} for each in "abc"]
    objective = {**OBJECTIVE, "metric": "accuracy", "form": form}
    assert hand(left, left, objective) == {
        "path": str(folder / "submission.csv"),
        "rows": 20,
        "fitted": "all",
        "problem": "",
    }
    assert np.allclose(pd.read_csv(folder / "submission.csv")[kinds], chances)
    worse = left.assign(p_a=left["p_b"], p_b=left["p_a"])
    assert "its correlation" in hand(worse, left, objective)["problem"]


def test_labels_are_handed_in_as_the_sample_writes_them_however_a_solution_does(place):
    folder, good, hand = place
    table = pd.read_csv(folder / "data/train.csv")
    table.assign(y=["no", "yes"] * 20).to_csv(folder / "data/train.csv", index=False)
    form = [{"name": "Id", "holds": "id"}]
    form.append({"name": "value", "holds": "prediction", "target": "y"})
    form[1]["as"] = {"no": "0", "yes": "1"}
    objective = {**OBJECTIVE, "metric": "accuracy", "form": form}
    numbers = good.assign(value=[0, 1] * 10)
    words = good.assign(value=["No", "yes"] * 10)
    for left in (numbers, words):
        assert hand(left, words, objective)["problem"] == ""
        assert list(pd.read_csv(folder / "submission.csv")["value"]) == [1, 0] * 10
    target = Target(pd.Series(["no", "yes"] * 20, name="y"), "accuracy")
    for left in (numbers, words):
        assert list(target.guess(left, form[1:])) == [0, 1] * 10
    assert predicted(form, [target]) == {"value": "0"}
    odd = hand(good.assign(value=["no", "maybe"] * 10), words, objective)
    assert "'maybe', which the table does not know" in odd["problem"]


@pytest.mark.parametrize("filler", [0, "?", None])
def test_a_column_of_fillers_in_the_test_table_is_to_be_filled(place, filler):
    folder, _, _ = place
    frame = pd.read_csv(folder / "data/train.csv")
    test = pd.read_csv(folder / "data/test.csv")
    files = [{"path": "test.csv", "part": "test", "dialect": {"format": "csv"}}]
    for objective in (OBJECTIVE, {**OBJECTIVE, "files": files}):
        test.assign(y=filler).to_csv(folder / "data/test.csv", index=False)
        own, name, *_ = own_test(str(folder / "data"), objective, frame)
        assert (name, list(own.columns)) == ("test.csv", ["Id", "x"])
    test.assign(y=test["x"]).to_csv(folder / "data/test.csv", index=False)
    # A run of before went on without it; what is declared is predicted, whatever stands there.
    assert own_test(str(folder / "data"), OBJECTIVE, frame)[0] is None
    assert list(own_test(str(folder / "data"), objective, frame)[0].columns) == ["Id", "x"]


def test_names_that_were_declared_and_columns_without_one_are_handed_in_without_a_sample(place):
    folder, good, hand = place
    form = [{"name": "Id", "holds": "id"}, {"name": "y", "holds": "prediction", "target": "y"}]
    objective, asked = {**OBJECTIVE, "form": form}, {**ASKED, "sample": None, "id": None}
    asked["key"] = "row_id"
    # What knows of no names goes by the order.
    for left in (good[["value"]], good.iloc[::-1]):
        assert hand(left, good, objective, asked)["problem"] == ""
        told = pd.read_csv(folder / "submission.csv")
        assert list(told) == ["Id", "y"] and list(told["Id"]) == list(good["Id"])
        assert np.allclose(told["y"], good["value"])
    form[0]["nameless"] = form[1]["whole"] = True
    assert hand(good, good, objective, asked)["problem"] == ""
    head, first, *_ = (folder / "submission.csv").read_text().split("\n")
    assert [head, first] == [",y", f"100,{round(good['value'].iloc[0])}"]
    numbers = Target(pd.Series(range(9), name="y"), "rmse")
    assert list(numbers.guess(pd.DataFrame({"y": ["1.4", "2.6"]}), form[1:])) == [1, 3]


def test_several_labels_stand_in_a_column_for_each_place():
    target = Target(pd.Series([*"abc"] * 5, name="y"), "map@2")
    form = [{"name": f"y_{i}", "holds": "ranking", "target": "y", "place": i} for i in (1, 2)]
    points = target.guess(pd.DataFrame({"y_1": ["b", "c"], "y_2": ["a", "c"]}), form)
    assert points.tolist() == [[0.5, 1, 0], [0, 0, 1]]
    assert predicted(form, [target]) == {"y_1": "a", "y_2": "b"}
    with pytest.raises(Unfit, match="'d', which is no value of y"):
        target.guess(pd.DataFrame({"y_1": ["b"], "y_2": ["d"]}), form)


BROKEN = {
    "lacks 1 of the 20 rows": lambda good: good.iloc[1:],
    "names rows twice": lambda good: pd.concat([good, good]),
    "1 of its 20 predictions are missing": lambda good: good.assign(
        value=good["value"].where(good["Id"] != 105)
    ),
    "not finite": lambda good: good.assign(value="many"),
    "on average": lambda good: good.assign(value=good["value"] + 100),
    "correlation": lambda good: good.assign(value=-good["value"]),
}


@pytest.mark.parametrize("problem", BROKEN)
def test_what_cannot_be_handed_in_is_said_and_what_was_predicted_before_is_kept(place, problem):
    folder, good, hand = place
    said = hand(BROKEN[problem](good))
    assert problem in said["problem"] and said["fitted"] == "search"
    assert np.allclose(pd.read_csv(folder / "submission.csv")["value"], good["value"][::-1])


def test_labels_and_chances_are_such(place):
    folder, good, hand = place
    data = folder / "data"
    pd.read_csv(data / "train.csv").assign(y=lambda t: np.where(t["x"] > 0, "yes", "no")).to_csv(
        data / "train.csv", index=False
    )
    label = good.assign(value=np.where(good["value"] > 0, "yes", "no"))
    accuracy = {**OBJECTIVE, "metric": "accuracy"}
    assert hand(label, label, accuracy)["problem"] == ""
    assert "'perhaps'" in hand(label.assign(value="perhaps"), label, accuracy)["problem"]
    other = label.assign(value=np.where(label["value"] == "yes", "no", "yes"))
    assert "0% of the rows" in hand(other, label, accuracy)["problem"]
    chance = good.assign(value=np.linspace(0, 1, 20))
    loss = {**OBJECTIVE, "metric": "log_loss"}
    assert hand(chance, chance, loss)["problem"] == ""
    assert "above 1" in hand(chance.assign(value=1.5), chance, loss)["problem"]


def test_rows_without_names_go_by_their_order(place):
    folder, good, hand = place
    asked = {**ASKED, "sample": None, "id": None, "key": "row_id"}
    said = hand(good[["value"]], good.rename(columns={"Id": "row_id"}), asked=asked)
    assert said["problem"] == ""
    assert list(pd.read_csv(folder / "submission.csv").columns) == ["value"]


def test_a_file_of_the_person_s_is_never_written_over(place):
    folder, good, hand = place
    (folder / "submission.csv").write_text("mine")
    assert hand(good)["path"].endswith("submission-houses-1.csv")
    assert (folder / "submission.csv").read_text() == "mine"
    # What a run left there, unchanged, another one replaces.
    (folder / "submission.csv").unlink()
    hand(good)
    other = folder / "aide-runs" / "houses-2"
    said = hand(good.assign(value=good["value"] * 1.01), run=other)
    assert Path(said["path"]).name == "submission.csv"
    assert (folder / "submission.csv").read_text() == (other / "submission.csv").read_text()
    with open(folder / "submission.csv", "a") as file:
        file.write("999,1\n")
    assert Path(hand(good, run=other)["path"]).name == "submission-houses-2.csv"


def test_what_a_run_left_is_no_data_of_the_next_one_until_somebody_changes_it(place):
    folder, good, hand = place
    hand(good)
    train, test = folder / "train.csv", folder / "test.csv"
    train.write_bytes((folder / "data" / "train.csv").read_bytes())
    test.write_bytes((folder / "data" / "test.csv").read_bytes())
    frame = pd.read_csv(train)
    objective = {"table": "train.csv", "target": "y", "id": "Id"}

    def seen():
        listed = [each["path"] for each in preview(str(folder))["files"]]
        look = Look(Answers(frame, "y", "Id"), ["train.csv"], [], str(folder / "aide-runs/next-1"))
        look.walk(str(folder))
        sample = own_test(str(folder), objective, frame)[3]
        return ("submission.csv" in listed, "submission.csv" in look.given, sample)

    assert seen() == (False, False, None)
    left = folder / "submission.csv"
    left.write_text(left.read_text() + "200,0.5\n")
    assert seen() == (True, True, "submission.csv")
