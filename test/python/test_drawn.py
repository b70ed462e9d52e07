"""A sample that stands for a table that memory has no room for."""

import os
import sys
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

PYTHON = Path(__file__).parents[2] / "src" / "kernel" / "python"
sys.path.insert(0, str(PYTHON))

import drawn  # noqa: E402
from declared import file_of  # noqa: E402
from dialect import read_as, write_as  # noqa: E402

from preview import preview  # noqa: E402

RANDOM = {"kind": "random"}


@pytest.fixture
def table():
    rng = np.random.default_rng(0)
    rows = np.arange(1000)
    return pd.DataFrame(
        {
            "row": rows,
            "shop": rng.permutation(np.repeat([f"s{i}" for i in range(50)], 20)),
            "day": pd.date_range("2020-01-01", periods=1000).strftime("%d.%m.%Y"),
            "kind": rng.permutation(["a"] * 695 + ["b"] * 300 + ["é"] * 5),
            "price": rows / 8,
        }
    )


def draw(tmp_path, name, targets=("price",), split=RANDOM, rows=200, seed=0):
    """The sample of the table that a preview found in ``data``, as it is read there."""
    data, into = tmp_path / "data", tmp_path / "aide-runs" / "run" / "sample"
    into.parent.mkdir(parents=True, exist_ok=True)
    entry = next(each for each in preview(str(data))["files"] if each["path"] == name)
    given = {"path": name, "part": "train", "dialect": entry["dialect"]}
    said = drawn.draw(str(data), str(into), given, list(targets), split, rows, seed)
    found = next(each for each in preview(str(into))["files"] if each["path"] == name)
    assert found["dialect"] == entry["dialect"]
    sample = read_as(into.joinpath(*file_of(given).split("/")), entry["dialect"])
    assert len(sample) == said["rows"] == found["table"]["rows"]
    return sample.reset_index(drop=True), said


def put(tmp_path, table, name, **dialect):
    path = tmp_path / "data" / name
    path.parent.mkdir(exist_ok=True)
    write_as([(table, {"format": "csv", **dialect})], path, path)


def test_a_sample_is_written_as_the_table_is(tmp_path, table):
    put(tmp_path, table, "train.csv", encoding="utf-16", separator=";")
    sample, said = draw(tmp_path, "train.csv", split={"kind": "stratified"}, targets=["kind"])
    assert said["of"] == 1000
    whole = table.astype(str)
    assert sample.merge(whole).equals(sample) and sample["row"].is_unique


@pytest.mark.parametrize("ending", [".csv.gz", ".csv.bz2", ".csv.xz", ".jsonl", ".jsonl.gz"])
def test_packed_files_and_lines(tmp_path, table, ending):
    form = "jsonl" if "json" in ending else "csv"
    put(tmp_path, table, "train" + ending, format=form)
    sample, _ = draw(tmp_path, "train" + ending)
    assert len(sample) == 200 and list(sample) == list(table)


def test_lines_stay_as_they_are(tmp_path):
    (tmp_path / "data").mkdir()
    lines = [f'{{"code": "{i:04}", "far": {{"away": [{i}]}}, "y": {i}}}' for i in range(300)]
    (tmp_path / "data" / "train.jsonl").write_text("\n".join(lines))
    draw(tmp_path, "train.jsonl", ["y"], rows=100)
    left = (tmp_path / "aide-runs/run/sample/train.jsonl").read_text().splitlines()
    assert len(left) == 100 and set(left) <= set(lines)


def test_a_table_in_an_archive_keeps_what_lies_beside_it(tmp_path, table):
    (tmp_path / "data").mkdir()
    with zipfile.ZipFile(tmp_path / "data" / "all.zip", "w") as archive:
        archive.writestr("train.csv", table.to_csv(index=False))
        archive.writestr("test.csv", table.drop(columns="price").to_csv(index=False))
    sample, _ = draw(tmp_path, "all.zip/train.csv")
    assert len(sample) == 200
    with zipfile.ZipFile(tmp_path / "aide-runs/run/sample/all.zip") as archive:
        assert sorted(archive.namelist()) == ["test.csv", "train.csv"]
        assert len(pd.read_csv(archive.open("test.csv"))) == 1000


def test_parquet_keeps_its_types(tmp_path, table):
    table["when"] = pd.to_datetime(table["day"], dayfirst=True)
    table["maybe"] = table["row"].where(table["row"] % 7 > 0).astype("Int32")
    (tmp_path / "data").mkdir()
    table.to_parquet(tmp_path / "data" / "train.parquet", row_group_size=90)
    sample, _ = draw(tmp_path, "train.parquet")
    assert len(sample) == 200 and str(sample["when"].dtype) == str(table["when"].dtype)


def test_a_folder_of_parts_keeps_what_its_folders_say(tmp_path, table):
    for i, name in enumerate(("a", "b")):
        (tmp_path / "data" / "train" / f"side={name}").mkdir(parents=True)
        part = table[table["row"] % 2 == i]
        part.to_parquet(tmp_path / "data" / "train" / f"side={name}" / "0.parquet")
    sample, said = draw(tmp_path, "train")
    assert said == {"rows": 200, "of": 1000} and set(sample["side"]) == {"a", "b"}


def test_of_parts_each_keeps_its_rows(tmp_path, table):
    for i in range(3):
        put(tmp_path, table[table["row"] % 3 == i], f"train_{i}.csv")
    put(tmp_path, table.head(), "more.csv")
    data, into = tmp_path / "data", tmp_path / "aide-runs" / "run" / "sample"
    into.parent.mkdir(parents=True)
    entry = {file["path"]: file for file in preview(str(data))["files"]}["train_*.csv"]
    given = {"path": "train_*.csv", "part": "train", "dialect": entry["dialect"]}
    said = drawn.draw(str(data), str(into), given, ["price"], RANDOM, 200, 0)
    assert said == {"rows": 200, "of": 1000}
    assert (into / "more.csv").is_symlink()
    rows = [pd.read_csv(into / f"train_{i}.csv")["row"] for i in range(3)]
    assert sum(map(len, rows)) == 200 and all((r % 3 == i).all() for i, r in enumerate(rows))


def test_a_sheet_below_titles_keeps_the_others(tmp_path, table):
    (tmp_path / "data").mkdir()
    with pd.ExcelWriter(tmp_path / "data" / "book.xlsx") as book:
        table.to_excel(book, sheet_name="train", index=False, startrow=3)
        table[["row"]].to_excel(book, sheet_name="test", index=False)
    sample, _ = draw(tmp_path, "book.xlsx/train")
    assert len(sample) == 200
    left = pd.read_excel(tmp_path / "aide-runs/run/sample/book.xlsx", sheet_name="test")
    assert len(left) == 1000


def test_groups_are_drawn_whole(tmp_path, table):
    put(tmp_path, table, "train.csv")
    sample, _ = draw(tmp_path, "train.csv", split={"kind": "group", "column": "shop"}, rows=210)
    assert set(sample["shop"].value_counts()) == {20} and len(sample) == 200


def test_a_group_that_is_larger_than_the_sample_is_said(tmp_path, table):
    put(tmp_path, table, "train.csv")
    with pytest.raises(ValueError, match="each group has more rows than a sample of 10"):
        draw(tmp_path, "train.csv", split={"kind": "group", "column": "shop"}, rows=10)


def test_of_a_division_in_time_the_latest_rows_are_drawn(tmp_path, table):
    mixed = table.sample(frac=1, random_state=1)
    put(tmp_path, mixed, "train.csv")
    sample, _ = draw(tmp_path, "train.csv", split={"kind": "time", "column": "day"})
    assert sorted(sample["row"].astype(int)) == list(range(800, 1000))


def test_each_class_keeps_its_share_and_a_rare_one_is_there(tmp_path, table):
    put(tmp_path, table, "train.csv")
    sample, _ = draw(tmp_path, "train.csv", ["kind"], {"kind": "stratified"})
    assert sample["kind"].value_counts().to_dict() == {"a": 139, "b": 60, "é": 5}


def test_rows_without_an_answer_are_not_drawn(tmp_path, table):
    table.loc[table["row"] % 2 == 0, "price"] = np.nan
    put(tmp_path, table, "train.csv")
    sample, said = draw(tmp_path, "train.csv", rows=800)
    assert said == {"rows": 500, "of": 1000} and (sample["price"] != "").all()


def test_another_seed_draws_other_rows(tmp_path, table):
    put(tmp_path, table, "train.csv")
    one = draw(tmp_path, "train.csv")[0]
    (tmp_path / "aide-runs/run/sample").rename(tmp_path / "before")
    assert not draw(tmp_path, "train.csv", seed=1)[0].equals(one)


def test_a_table_is_gone_through_part_by_part(tmp_path, table, monkeypatch):
    put(tmp_path, table, "train.csv")
    whole = draw(tmp_path, "train.csv")[0]
    monkeypatch.setattr(drawn, "CELLS_AT_ONCE", 300)
    (tmp_path / "aide-runs/run/sample").rename(tmp_path / "before")
    assert draw(tmp_path, "train.csv")[0].equals(whole)


def test_other_files_are_links(tmp_path, table):
    put(tmp_path, table, "train.csv")
    (tmp_path / "data" / "more").mkdir()
    (tmp_path / "data" / "more" / "shops.csv").write_text("shop,town\ns1,Bonn\n")
    (tmp_path / "data" / "aide-runs").mkdir()
    draw(tmp_path, "train.csv")
    sample = tmp_path / "aide-runs/run/sample"
    assert sorted(os.listdir(sample)) == ["more", "train.csv"]
    assert (sample / "more").is_symlink() and (sample / "more/shops.csv").read_text()
    assert not (sample / "train.csv").is_symlink()


def rows_that_fit(folder, room):
    (file,) = preview(str(folder), room=room)["files"]
    return file["table"].get("fits")


def test_rows_that_memory_has_room_for_are_counted_by_their_bytes(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    pd.DataFrame({"x": range(4000)}).to_csv(tmp_path / "a" / "long.csv", index=False)
    text = {"x": ["so many letters " * 60] * 4000}
    pd.DataFrame(text).to_csv(tmp_path / "b" / "text.csv", index=False)
    room = 200_000
    few, fewer = rows_that_fit(tmp_path / "a", room), rows_that_fit(tmp_path / "b", room)
    assert room / 80 < few < room / 50 and fewer == room // (57 + 960)
    assert rows_that_fit(tmp_path / "a", 1 << 30) is None


def test_a_wide_table_has_room_for_fewer_rows(tmp_path):
    wide = pd.DataFrame(np.zeros((60, 3000), dtype=int)).add_prefix("f")
    wide.to_csv(tmp_path / "wide.csv", index=False)
    fits = rows_that_fit(tmp_path, 3000 * 58 * 10)
    assert 9 <= fits <= 11
