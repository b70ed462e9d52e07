"""Rows that are nearly the same, in the division and in the folds, without a kernel."""

import alike
import folds
import holdout
import numpy as np
import pandas as pd
import pytest
import scorer
from holdouts import HOLDOUT

BASE = {**HOLDOUT, "tell_folds": True}
NEAR = {**BASE, "nearTogether": True}
COUNT, AGAIN = 600, 60


def measured(count=COUNT, columns=8, seed=0):
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({f"f{k}": rng.normal(50, 20, count) for k in range(columns)})
    return frame.assign(y=rng.normal(size=count))


def written(count=COUNT, seed=0):
    rng = np.random.default_rng(seed)
    words = np.array(["Lamp", "oak", "Chair", "blue", "Table", "large", "old", "Desk", "fine"])
    frame = measured(count, 5, seed).drop(columns="y")
    frame["name"] = [" ".join(rng.choice(words, 5)) for _ in range(count)]
    return frame.assign(y=rng.normal(size=count))


def again(frame, change):
    """The table with its first rows once more, changed a little and answered otherwise."""
    more = change(frame[:AGAIN].copy())
    more["y"] = frame["y"].iloc[-AGAIN:].to_numpy()
    return pd.concat([frame, more], ignore_index=True).astype(str)


def priced(rows):
    """Of every row, one number is rounded."""
    return rows.assign(f3=rows["f3"].round(0))


def measured_anew(rows):
    return rows.assign(f0=rows["f0"] + 3)


def all_rounded(rows):
    return rows.round(2)


def numbered(rows):
    return rows.assign(f7=np.arange(len(rows)) + 1000)


def spelt(rows):
    return rows.assign(name="  " + rows["name"].str.upper().str.replace(" ", "-") + "!")


def spelt_and_priced(rows):
    return spelt(priced(rows))


CHANGES = [
    (measured, priced),
    (measured, measured_anew),
    (measured, all_rounded),
    (measured, numbered),
    (written, spelt),
    (written, spelt_and_priced),
]


@pytest.mark.parametrize("make, change", CHANGES, ids=[change.__name__ for _, change in CHANGES])
@pytest.mark.parametrize("kind", ["random", "stratified"])
def test_a_row_that_was_entered_twice_is_on_one_side(make, change, kind):
    frame = again(make(), change)
    objective = {**NEAR, "split": {"kind": kind}}
    if kind == "stratified":
        frame["y"] = np.random.default_rng(1).choice(["a", "b"], len(frame))
    part = holdout.divide(frame, objective, 0)
    assert np.mean(part[:AGAIN] == part[COUNT:]) > 0.98
    before = holdout.divide(frame, {**BASE, "split": {"kind": kind}}, 0)
    assert np.mean(before[:AGAIN] == before[COUNT:]) < 0.9
    assert list(part) == list(holdout.divide(frame.copy(), objective, 0))
    assert 0.07 < np.mean(part == "search") < 0.13


def of_few_categories(rng):
    return {f"c{k}": rng.choice(list("abcd"), 2000, p=[0.6, 0.2, 0.1, 0.1]) for k in range(12)}


def of_coarse_integers(rng):
    return {f"n{k}": rng.integers(0, 10, 2000) for k in range(6)}


def of_related_integers(rng):
    age = rng.integers(18, 80, 2000)
    more = {f"n{k}": age // 3 + rng.integers(0, 2, 2000) for k in range(6)}
    return {"age": age, **more}


def of_few_columns(rng):
    return {f"f{k}": rng.normal(size=2000).round(2) for k in range(3)}


def of_rows_that_lack_most(rng):
    frame = pd.DataFrame(rng.normal(size=(2000, 30))).add_prefix("f")
    frame.iloc[:500, 2:] = np.nan
    return frame


def of_rows_that_hardly_change(rng):
    drift = np.arange(2000)[:, None] * np.linspace(1, 2, 8)
    return pd.DataFrame(500 + (drift + rng.normal(size=(2000, 8))) / 1000).add_prefix("f")


def of_owners_by_date(rng):
    owners = pd.DataFrame(rng.normal(size=(400, 8))).add_prefix("f")
    frame = owners.loc[np.repeat(owners.index, 5)].reset_index(drop=True)
    return frame.assign(day=[f"2024-{1 + k % 5:02}-{1 + k % 28:02}" for k in range(2000)])


def unlike(rng):
    return rng.normal(size=(2000, 10)).round(3)


NATURAL = [
    of_few_categories,
    of_coarse_integers,
    of_related_integers,
    of_few_columns,
    of_rows_that_lack_most,
    of_rows_that_hardly_change,
    of_owners_by_date,
    unlike,
]


@pytest.mark.parametrize("make", NATURAL, ids=lambda make: make.__name__)
def test_rows_that_are_alike_by_nature_are_drawn_as_before(make):
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(make(rng)).rename(columns=str).assign(y=rng.normal(size=2000)).astype(str)
    told = [
        holdout.fingerprint(frame, holdout.divide(frame, objective, 0), "y")
        for objective in (BASE, NEAR)
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize("column", ["who", "day"])
def test_rows_divided_by_owner_or_date_are_divided_as_before(column):
    frame = again(measured(), priced)
    frame["who"] = np.arange(len(frame)) // 5
    frame["day"] = pd.date_range("2024-01-01", periods=len(frame)).astype(str)
    split = {"kind": "group" if column == "who" else "time", "column": column}
    parts = [holdout.divide(frame, {**each, "split": split}, 0) for each in (BASE, NEAR)]
    assert list(parts[0]) == list(parts[1])


def test_a_record_that_is_there_very_often_does_not_hide_those_that_are_there_twice():
    often = pd.concat([measured(1)] * 30, ignore_index=True).assign(f0=np.arange(30) * 7.0)
    frame = pd.concat([again(measured(), priced), often.astype(str)], ignore_index=True)
    unit, told = alike.near_units(frame.drop(columns="y"), np.arange(len(frame)))
    assert told == "7 of 8"
    assert list(unit[:AGAIN]) == list(unit[COUNT : COUNT + AGAIN])
    assert np.bincount(unit).max() <= 20


def test_rows_that_were_varied_several_times_stay_together():
    frame = measured()
    rng = np.random.default_rng(5)
    varied = [frame.assign(f2=frame["f2"] + rng.normal(0, 0.5, COUNT)) for _ in range(2)]
    frame = pd.concat([frame, *varied], ignore_index=True)
    part = holdout.divide(frame.astype(str), NEAR, 0).reshape(3, COUNT)
    assert ((part[0] == part[1]) & (part[0] == part[2])).mean() > 0.98


@pytest.mark.parametrize("change", [priced, all_rounded])
def test_the_run_says_how_many_and_its_folds_keep_them_together(tmp_path, change):
    (tmp_path / "data").mkdir()
    frame = again(measured(), change)
    frame.to_csv(tmp_path / "data" / "train.csv", index=False)
    opened = scorer.Scorer(str(tmp_path / "data"), str(tmp_path / "run"), NEAR)
    said = (
        "120 of 660 rows are nearly the same as another (by 7 of 8 columns): "
        "they are kept on one side of the division."
    )
    assert said in opened.division()["notes"]
    learned = opened.part_of(0) == "train"
    dealt = np.full(len(frame), -1)
    dealt[learned] = folds.folds_of(frame, NEAR, learned)
    assert list(dealt[learned]) == list(opened.fold_of(0))
    assert list(dealt[:AGAIN]) == list(dealt[COUNT:])
    apart = folds.folds_of(frame, BASE, np.ones(len(frame), dtype=bool))
    assert list(apart[:AGAIN]) != list(apart[COUNT:])


def test_a_run_of_before_says_nothing_of_them(tmp_path):
    (tmp_path / "data").mkdir()
    again(measured(), priced).to_csv(tmp_path / "data" / "train.csv", index=False)
    opened = scorer.Scorer(str(tmp_path / "data"), str(tmp_path / "run"), BASE)
    assert not any("nearly" in note for note in opened.division()["notes"])
