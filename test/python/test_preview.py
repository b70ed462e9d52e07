"""The data preview, on whatever people keep in data folders."""

import ast
import collections
import csv
import datetime
import gzip
import io
import json
import os
import random
import re
import subprocess
import sys
import tarfile
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

PYTHON = Path(__file__).parents[2] / "src" / "kernel" / "python"
sys.path.insert(0, str(PYTHON))

import declared  # noqa: E402
import dialect  # noqa: E402
import plain_cells  # noqa: E402
import preview_parts  # noqa: E402

from preview import preview  # noqa: E402


def look(folder):
    """A preview that is valid JSON, the same twice."""
    first = preview(str(folder))
    assert first == preview(str(folder))
    return json.loads(json.dumps(first, allow_nan=False))


def only(folder):
    files = look(folder)["files"]
    assert len(files) == 1
    return files[0]


def by_path(folder):
    return {file["path"]: file for file in look(folder)["files"]}


def column(file, name):
    return next(c for c in file["table"]["columns"] if c["name"] == name)


def notes(file):
    return " · ".join(file["notes"])


@pytest.fixture
def houses(tmp_path):
    rng = random.Random(1)
    rows = [
        {
            "id": i,
            "area": rng.randint(500, 4000),
            "price": round(rng.gauss(200_000, 40_000), 2),
            "quarter": rng.choice(["north", "south", "east", "NA"]),
            "sold": f"20{rng.randint(10, 19)}-{rng.randint(1, 12):02}-03",
            "pool": rng.choice(["True", "False"]),
            "remark": f"a house with {i} windows, and {rng.random()}",
            "country": "here",
            "nothing": "",
        }
        for i in range(1460)
    ]
    pd.DataFrame(rows).to_csv(tmp_path / "train.csv", index=False)
    return tmp_path


def test_columns_are_measured_as_pandas_does(houses):
    file = only(houses)
    table = file["table"]
    frame = pd.read_csv(houses / "train.csv")
    assert (table["rows"], table["rowsEstimated"], table["rowsRead"]) == (
        1460,
        False,
        1460,
    )
    assert [c["name"] for c in table["columns"]] == list(frame.columns)
    kinds = {c["name"]: c["kind"] for c in table["columns"]}
    assert kinds == {
        "id": "integer",
        "area": "integer",
        "price": "number",
        "quarter": "category",
        "sold": "date",
        "pool": "boolean",
        "remark": "text",
        "country": "constant",
        "nothing": "empty",
    }
    for measured in table["columns"]:
        values = frame[measured["name"]]
        assert measured["dtype"] == str(values.dtype)
        assert measured["missing"] == pytest.approx(values.isna().mean(), abs=1e-6)
        assert measured["unique"] == values.nunique()
    for name in ("id", "area", "price"):
        measured, values = column(file, name), frame[name]
        for key, expected in [
            ("min", values.min()),
            ("q25", values.quantile(0.25)),
            ("median", values.median()),
            ("q75", values.quantile(0.75)),
            ("max", values.max()),
            ("mean", values.mean()),
        ]:
            assert measured[key] == pytest.approx(expected, rel=1e-5)
        assert sum(measured["histogram"]) == 1460
    quarter = frame["quarter"].value_counts()
    assert [t["count"] for t in column(file, "quarter")["top"]] == list(quarter)
    assert column(file, "sold")["min"] == frame["sold"].min()
    assert table["sample"][0][:2] == ["0", str(frame["area"][0])]
    assert [row[-1] for row in table["sample"]] == [None] * 5


@pytest.mark.parametrize(
    ("name", "separator"),
    [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("a.txt", "|"), ("a.data", " ")]
    + [("a.csv", each) for each in "^~: "],
)
def test_separators_are_found(tmp_path, name, separator):
    lines = [["x", "y", "z"], *([str(i), str(i / 2), str(-i)] for i in range(20))]
    (tmp_path / name).write_text("\n".join(map(separator.join, lines)))
    table = only(tmp_path)["table"]
    assert [c["name"] for c in table["columns"]] == ["x", "y", "z"]
    assert table["rows"] == 20


def test_one_column_of_times_or_of_words_is_not_cut(tmp_path):
    (tmp_path / "a.csv").write_text("at time\n" + "12:30\n" * 9)
    (tmp_path / "b.csv").write_text("said\n" + "very good\nnot bad\n" * 9)
    assert [len(file["table"]["columns"]) for file in by_path(tmp_path).values()] == [1, 1]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["0,1,2", "5,1,0.3", "4,2,0.1"], ["0", "1", "2"]),
        (["2015,2016,2017", "5,1,0.3", "4,2,0.1"], ["2015", "2016", "2017"]),
        (["7,8,9", "1,2,3", "4,5,6"], None),
        (["up,red", "down,blue", "up,blue", "down,red"], None),
        (["way,tint", "down,blue", "up,blue", "way,tint", "down,red"], ["way", "tint"]),
        ([",,", "a,b,c", "1,2,3"], ["a", "b", "c"]),
    ],
)
def test_numbers_may_be_names_and_words_may_be_a_row(tmp_path, lines, names):
    (tmp_path / "a.csv").write_text("\n".join(lines))
    file = only(tmp_path)
    assert [c["name"] for c in file["table"]["columns"]] == names or names is None
    assert ("no line of column names" in notes(file)) == (names is None)
    are_numbers = bool(names) and names[0].isdigit()
    assert ("taken for column names, though it holds numbers" in notes(file)) == are_numbers


def test_names_once_more_and_a_total_below_are_said_and_a_total_left_out(tmp_path):
    rows = [["id", "a"], *([i, i] for i in range(9)), ["id", "a"], ["Summe:", 36]]
    pd.DataFrame(rows).to_csv(tmp_path / "a.csv", header=False, index=False)
    pd.DataFrame(rows).to_excel(tmp_path / "b.xlsx", header=False, index=False)
    pd.DataFrame([*rows, ["Summe:", 36]]).to_csv(tmp_path / "c.csv", header=False, index=False)
    files = by_path(tmp_path).values()
    said = [notes(file) for file in files]
    assert all("1 row repeats the column names; take it out" in each for each in said)
    assert ["is a total (“Summe:”)" in each for each in said] == [True, True, False]
    assert [file["table"]["rows"] for file in files] == [10, 10, 12]


def test_units_below_the_column_names_are_no_row(tmp_path):
    rows = [
        ["no", "size", "town", "age"],
        ["", "m2", "", "years"],
        *([i, i / 2, "Rome", i] for i in range(9)),
    ]
    pd.DataFrame(rows).to_csv(tmp_path / "a.csv", header=False, index=False)
    pd.DataFrame(rows).to_excel(tmp_path / "b.xlsx", header=False, index=False)
    # A first row that lacks one number, or of a word that is met below, is one.
    for name, cell in (("c.csv", "?"), ("d.csv", "Rome")):
        first = ["", cell, "Rome", 4]
        pd.DataFrame([rows[0], first, *rows[2:]]).to_csv(tmp_path / name, header=False, index=False)
    files = by_path(tmp_path).values()
    assert [file["table"]["rows"] for file in files] == [9, 9, 10, 10]
    assert ["has units and is left out" in notes(file) for file in files] == [1, 1, 0, 0]


def test_files_that_are_called_otherwise_than_they_are_say_what_they_are(tmp_path):
    (tmp_path / "a.csv").write_bytes(gzip.compress(b"a,b\n1,2\n"))
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "b.csv")
    pd.DataFrame({"a": [1]}).to_excel(tmp_path / "c.xlsx", index=False)
    pd.DataFrame({"a": [1, 2, 3], "b": [4, 5, 6]}).to_csv(tmp_path / "d.zip", index=False)
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        archive.writestr("a.sav", b"$FL2")
        archive.writestr("LICENSE", "as is")
    (tmp_path / "c.xlsx").rename(tmp_path / "c.csv")
    found = by_path(tmp_path)
    assert found["a.csv"]["dialect"]["packed"] == "gzip" and column(found["a.csv"], "b")["max"] == 2
    assert "called .parquet it would be" in notes(found["b.csv"])
    assert "called .xlsx or .zip it would be" in notes(found["c.csv"])
    assert "since it is a table of SPSS; as .csv or .parquet" in notes(found["e.zip/a.sav"])
    assert found["d.zip/d"]["table"]["rows"] == 3
    assert set(found) == {"a.csv", "b.csv", "c.csv", "d.zip", "d.zip/d", "e.zip", "e.zip/a.sav"}


def test_prose_with_commas_is_text(tmp_path):
    (tmp_path / "notes.txt").write_text("Well, here,\nthere\nand, so, on, it goes.\n" * 9)
    file = only(tmp_path)
    assert (file["kind"], file["table"]) == ("text", None)
    assert file["text"].startswith("Well, here,")


def test_a_missing_header_is_said(tmp_path):
    (tmp_path / "iris.data").write_text("5.1,3.5,setosa\n4.9,3.0,setosa\n6.2,2.9,virginica\n")
    file = only(tmp_path)
    assert [c["name"] for c in file["table"]["columns"]] == ["0", "1", "2"]
    assert file["table"]["rows"] == 3
    assert "no line of column names" in notes(file)


def test_names_are_made_distinct_and_lines_above_are_passed_over(tmp_path):
    (tmp_path / "a.csv").write_text("made by hand\n\na,a,,b\n" + "1,2,3,4\n" * 9)
    file = only(tmp_path)
    assert [c["name"] for c in file["table"]["columns"]] == ["a", "a.1", "Unnamed: 2", "b"]
    assert "2 lines above the table" in notes(file)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "read as utf-16-le"),
        ("utf-16-be", "read as utf-16-be"),
        ("utf-32", "read as utf-32-le"),
        ("latin-1", "read as latin-1"),
    ],
)
def test_encodings(tmp_path, encoding, said):
    text = "Größe,Straße\n" + "\n".join(f"{i},Weg {i}" for i in range(50))
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    file = only(tmp_path)
    assert [c["name"] for c in file["table"]["columns"]] == ["Größe", "Straße"]
    assert file["table"]["rows"] == 50
    assert notes(file) == said


def test_signs_of_windows_in_names_are_what_they_are(tmp_path):
    (tmp_path / "a.csv").write_bytes("Preis_€,Straße\n1,Weg\n2,Ring\n".encode("cp1252"))
    file = only(tmp_path)
    assert [c["name"] for c in file["table"]["columns"]] == ["Preis_€", "Straße"]
    assert notes(file) == "read as cp1252"


def test_broken_rows_are_counted(tmp_path):
    rows = [f"{i},{i},{i}" for i in range(100)]
    rows[10], rows[20], rows[30] = "1,2,3,4,5", "1,2", "7,8,9,10"
    (tmp_path / "a.csv").write_text("a,b,c\n" + "\n".join(rows))
    file = only(tmp_path)
    assert "2 rows with too many fields left out" in notes(file)
    assert "1 row with too few fields" in notes(file)
    assert file["table"]["rowsRead"] == 98
    assert column(file, "c")["missing"] == pytest.approx(1 / 98, abs=1e-5)


def test_a_quote_that_never_ends_is_said_and_the_rest_stands(tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n1,2\n" + '3,"4\n' + "5,6\n" * 90_000)
    file = only(tmp_path)
    assert file["table"]["rowsRead"] > 1
    assert "that cannot be parsed left out" in notes(file)


@pytest.mark.parametrize(
    ("values", "first", "last"),
    [
        (["2020-03-01", "2019-12-31"], "2019-12-31", "2020-03-01"),
        (["3/25/2020", "12/1/2019"], "2019-12-01", "2020-03-25"),
        (["25/3/2020", "1/12/2019"], "2019-12-01", "2020-03-25"),
        (["25.03.2020", "01.12.2019"], "2019-12-01", "2020-03-25"),
        (
            ["2020-01-02T10:00:00Z", "2020-01-01T10:00:00Z"],
            "2020-01-01T10:00:00Z",
            "2020-01-02T10:00:00Z",
        ),
        (["Mar 5, 2020", "Jan 15, 2019"], "2019-01-15", "2020-03-05"),
        (["20230101", "20241231"], "2023-01-01", "2024-12-31"),
        (["44927", "44930"], "2023-01-01", "2023-01-04"),
        (["1672531200", "1704067200"], "2023-01-01", "2024-01-01"),
        (["2023Q1", "Q3 2023", "2. Quartal 2024"], "2023-01-01", "2024-04-01"),
        (["2023-W05", "2023W6", "KW 7 2023"], "2023-01-30", "2023-02-13"),
        (["2023-01", "Feb 2023", "März 2023"], "2023-01-01", "2023-03-01"),
        (["2023-01-01 10:00 CET", "20230105"], "2023-01-01 10:00", "2023-01-05 00:00"),
        (["31.12.23", "01.02.24"], "2023-12-31", "2024-02-01"),
        (["1/5/2023 3:04 PM", "1/5/2023 11:30 AM"], "2023-01-05 11:30", "2023-01-05 15:04"),
    ],
)
def test_dates(tmp_path, values, first, last):
    # By its name, for numbers may be anything.
    with open(tmp_path / "a.csv", "w", newline="") as stream:
        csv.writer(stream).writerows([["x", "date"], *([i, v] for i, v in enumerate(values))])
    when = column(only(tmp_path), "date")
    assert (when["kind"], when["min"], when["max"]) == ("date", first, last)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("price", ["44927", "44930"]),
        ("holiday_sales", ["44927", "44930"]),
        ("zip", ["20230101", "20231345"]),
        ("date", ["20230101", "20231345"]),
        ("visits", ["1672531200", "1704067200"]),
        ("year", ["2022", "2023"]),
        ("team", ["Tiger 2023", "Market 2024"]),
        ("size", ["1.5", "2.5"]),
    ],
)
def test_numbers_and_names_that_look_like_dates_are_none(tmp_path, name, values):
    (tmp_path / "a.csv").write_text("\n".join([f"{name},x", *(f"{v},1" for v in values)]))
    assert column(only(tmp_path), name)["kind"] != "date"


def test_a_column_of_dates_may_hold_some_that_are_none_and_names_one(tmp_path):
    days = [f"{i + 1}.1.2024" for i in range(30)] + ["unknown"]
    (tmp_path / "a.csv").write_text("day,x\n" + "\n".join(f"{day},1" for day in days))
    day = column(only(tmp_path), "day")
    assert (day["kind"], day["max"], day["odd"]) == ("date", "2024-01-30", "unknown")


def test_numbers_with_what_multiplies_them_and_dots_that_may_be_thousands(tmp_path):
    sizes = ["1.2k", "3.4m", "500", "$1.5B"]
    table = "size,dots,fine\n" + "".join(
        f"{sizes[i % 4] if i > 7 else f'{i + 1}k'},{f'{i + 1}.{i:03}' if i % 4 else i + 1},{i}.25\n"
        for i in range(40)
    )
    (tmp_path / "rows.csv").write_text(table)
    (file,) = preview(str(tmp_path))["files"]
    size, dots, fine = file["table"]["columns"]
    assert size["written"]["scaled"] and not size["written"]["unsure"]
    assert size["written"]["number"] == 1.5e9
    euros = "price\n" + "".join(f'"1018{i:03},59"\n' for i in range(20))
    (tmp_path / "rows.csv").write_text(euros)
    written = only(tmp_path)["table"]["columns"][0]["written"]
    assert (written["text"], written["number"]) == ("1018019,59", 1018019.59)
    assert dots["dotted"] == "2.001"
    assert "dotted" not in fine


def test_numbers_at_the_edges(tmp_path):
    (tmp_path / "a.csv").write_text(
        "huge,inf,under,padded,big\n"
        f"1e308,inf,1_000, 1,{10**30}\n-1e308,-inf,2_000, 2,{10**30 + 1}\n1,1,3_000,3,5\n"
    )
    file = only(tmp_path)
    assert column(file, "huge")["histogram"] == []
    assert column(file, "inf")["max"] == 1
    assert column(file, "under")["kind"] == "text"
    assert column(file, "padded")["kind"] == "integer"
    assert column(file, "big")["max"] == 1e30


def test_thousands_of_columns(tmp_path):
    names = [f"f{i}" for i in range(5000)] + ["target"]
    lines = [",".join(names), *[",".join(["1"] * 5000 + [str(i)]) for i in range(60)]]
    (tmp_path / "wide.csv").write_text("\n".join(lines))
    table = only(tmp_path)["table"]
    assert len(table["columns"]) == 200
    assert table["columnsOmitted"] == 4801
    assert table["columns"][-1]["name"] == "target"
    assert table["columns"][-1]["unique"] == 60
    assert {len(row) for row in table["sample"]} == {200}
    assert table["rows"] == 60


def test_json_in_its_shapes(tmp_path):
    items = [{"a": i, "b": None if i % 2 else "x", "c": [i]} for i in range(30)]
    (tmp_path / "list.json").write_text(json.dumps(items))
    (tmp_path / "lines.json").write_text("\n".join(map(json.dumps, items)))
    (tmp_path / "lines.jsonl").write_text("\n".join(map(json.dumps, items)) + "\n{broken\n")
    (tmp_path / "columns.json").write_text(json.dumps({"a": [1, 2, 3], "b": ["x", "y", "z"]}))
    (tmp_path / "config.json").write_text('{"depth": 3, "names": ["x"]}')
    (tmp_path / "not.json").write_text("{oops")
    files = {f["path"]: f for f in look(tmp_path)["files"]}
    assert len(files) == 6
    for name in ("list.json", "lines.json", "lines.jsonl"):
        table = files[name]["table"]
        assert [c["kind"] for c in table["columns"]] == ["integer", "constant", "other"]
        assert column(files[name], "b")["missing"] == 0.5
    assert files["list.json"]["table"]["rows"] == 30
    assert "1 row that cannot be parsed left out" in notes(files["lines.jsonl"])
    assert files["columns.json"]["table"]["rows"] == 3
    assert files["config.json"]["kind"] == "json"
    assert "2 keys: depth, names" in notes(files["config.json"])


@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_json_keeps_texts_of_digits_and_numbers_that_are_called_like_dates(tmp_path, ending):
    items = [{"zip": f"{i:03}", "sold_at": 1_200_000_000 + i, "big": 10**25} for i in range(9)]
    lines = "\n\n".join(map(json.dumps, items))
    path = tmp_path / f"a.{ending}"
    path.write_text(json.dumps(items) if ending == "json" else lines)
    file = only(tmp_path)
    read = dialect.read_as(path, file["dialect"])
    assert read.to_dict("records") == items
    # As a run of before goes on.
    before = {**file["dialect"], "asWritten": False}
    path.write_text(json.dumps(items[:1]).replace(str(10**25), "1")[1:-1])
    assert dialect.read_as(path, {**before, "format": "jsonl"})["zip"].dtype == int


def test_a_broken_json_says_so(tmp_path):
    (tmp_path / "a.json").write_text('{"a": 1,')
    assert "not valid JSON" in notes(only(tmp_path))


def test_a_large_json_list_is_read_at_its_head(tmp_path):
    item = {"a": 1, "text": "x" * 200}
    (tmp_path / "a.json").write_text(json.dumps([item] * 50_000))
    table = only(tmp_path)["table"]
    assert table["rowsEstimated"]
    assert table["rows"] == pytest.approx(50_000, rel=0.02)
    assert table["rowsRead"] < 20_000


def test_parquet(tmp_path):
    frame = pd.DataFrame(
        {
            "n": range(10_000),
            "when": pd.date_range("2020-01-01", periods=10_000, freq="h"),
            "code": ["007", None] * 5000,
            "x": [1.5, float("nan")] * 5000,
        }
    )
    frame.to_parquet(tmp_path / "a.parquet", row_group_size=1000)
    file = only(tmp_path)
    assert "10 row groups" in notes(file)
    assert (file["table"]["rows"], file["table"]["rowsEstimated"]) == (10_000, False)
    assert [c["kind"] for c in file["table"]["columns"]] == [
        "integer",
        "date",
        "constant",
        "constant",
    ]
    assert column(file, "code")["missing"] == 0.5
    assert column(file, "when")["min"] == "2020-01-01 00:00:00"


def test_durations_times_decimals_and_objects_are_read_as_the_preview_tells_them(tmp_path):
    hours = [datetime.timedelta(hours=i) for i in range(30)]
    days = [datetime.time(i % 24, 30) for i in range(30)]
    frame = pd.DataFrame(
        {
            "spent": hours,
            "at": days,
            "price": [None, *(Decimal(f"{i}.50") for i in range(29))],
            "key": [Decimal(2**60 + i) for i in range(30)],
            "made": [{"by": "AB"[i % 2], "in": {"year": 1990 + i}} for i in range(30)],
        }
    )
    frame.to_parquet(tmp_path / "a.parquet")
    book = openpyxl.Workbook()
    for row in [("spent", "at"), *zip(hours, days, strict=True)]:
        book.active.append(row)
    book.save(tmp_path / "b.xlsx")
    kinds = {"spent": "number", "at": "number", "price": "number", "key": "integer"}
    kinds.update({"made.by": "category", "made.in.year": "integer"})
    for name, file in by_path(tmp_path).items():
        table = dialect.read_as(tmp_path / name, file["dialect"])
        told = {c["name"]: c for c in file["table"]["columns"]}
        assert {n: c["kind"] for n, c in told.items()} == {n: kinds[n] for n in table}
        for number in [name for name in table if name != "made.by"]:
            assert table[number].max() == pytest.approx(told[number]["max"], rel=1e-5)
        if "key" in table:
            assert table["key"].tolist() == [2**60 + i for i in range(30)]
        pd.testing.assert_frame_equal(plain_cells.plain_cells(table), table)


def test_excel(tmp_path):
    frame = pd.DataFrame({"a": range(30), "b": ["x", None] * 15})
    frame.to_excel(tmp_path / "one.xlsx", index=False)
    with pd.ExcelWriter(tmp_path / "two.xlsx") as writer:
        frame.to_excel(writer, sheet_name="first", index=False)
        pd.DataFrame().to_excel(writer, sheet_name="empty")
    files = {f["path"]: f for f in look(tmp_path)["files"]}
    assert files["one.xlsx"]["table"]["rows"] == 30
    assert files["two.xlsx"]["kind"] == "archive"
    assert column(files["two.xlsx/first"], "b")["missing"] == 0.5
    assert files["two.xlsx/empty"]["table"] is None


def test_missing_libraries_are_said(tmp_path, monkeypatch):
    for name in ("pyarrow", "pyarrow.parquet", "openpyxl", "PIL"):
        monkeypatch.setitem(sys.modules, name, None)
    for name in ("a.parquet", "b.xlsx", "c.png"):
        (tmp_path / name).write_bytes(b"x")
    said = [notes(file) for file in look(tmp_path)["files"]]
    for name, line in zip(("pyarrow", "openpyxl", "Pillow"), said, strict=True):
        assert name in line
        assert "cannot be imported here" in line


def test_csv_needs_no_library():
    script = (
        f"import sys; sys.path.insert(0, {str(PYTHON)!r}); before = set(sys.modules);"
        "import preview; preview.preview('.'); new = set(sys.modules) - before;"
        "print([n for n in new if n.split('.')[0] in ('pandas', 'numpy', 'pyarrow')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_archives_show_the_tables_inside(tmp_path):
    text = "a,b\n" + "\n".join(f"{i},{i * i}" for i in range(40))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("inner/train.csv", text)
        packed.writestr("readme.md", "hello")
        packed.writestr("../../escape.csv", text)
        packed.writestr("/etc/absolute.csv", text)
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as packed:
        for name in ("x/test.csv", "../up.csv"):
            info = tarfile.TarInfo(name)
            info.size = len(text)
            packed.addfile(info, io.BytesIO(text.encode()))
    with gzip.open(tmp_path / "c.csv.gz", "wt") as stream:
        stream.write(text)
    before = sorted(p for p in tmp_path.parent.rglob("*"))
    files = {f["path"]: f for f in look(tmp_path)["files"]}
    assert set(files) == {"a.zip", "a.zip/inner/train.csv", "b.tar.gz", "b.tar.gz/x/test.csv"} | {
        "c.csv.gz"
    }
    for name in ("a.zip/inner/train.csv", "b.tar.gz/x/test.csv", "c.csv.gz"):
        assert files[name]["table"]["rows"] == 40
        assert column(files[name], "b")["max"] == 39 * 39
    assert "2 members with a name that leads out" in notes(files["a.zip"])
    assert "readme.md  5 B" in files["a.zip"]["text"]
    assert sorted(p for p in tmp_path.parent.rglob("*")) == before


def test_a_bomb_and_a_torn_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zeros.csv", b"0,0\n" * 5_000_000)
    (tmp_path / "torn.zip").write_bytes((tmp_path / "bomb.zip").read_bytes()[:5000])
    (tmp_path / "torn.csv.gz").write_bytes(gzip.compress(b"a,b\n1,2\n" * 9)[:20])
    (tmp_path / "torn.tar.gz").write_bytes(b"\x1f\x8b not really")
    files = {f["path"]: f for f in look(tmp_path)["files"]}
    inner = files["bomb.zip/zeros.csv"]["table"]
    assert inner["rowsEstimated"]
    assert inner["rows"] == pytest.approx(5_000_000, rel=0.01)
    for name in ("torn.zip", "torn.csv.gz", "torn.tar.gz"):
        assert "cannot be read" in notes(files[name])


def test_pictures(tmp_path):
    from PIL import Image

    for i in range(20):
        Image.new("RGB", (100 + i, 80), (i, 0, 0)).save(tmp_path / f"{i:02}.png")
    (tmp_path / "zz.png").write_bytes(b"no picture")
    seen = look(tmp_path)
    first, *others = seen["files"]
    assert first["kind"] == "image"
    assert "100×80 pixels, RGB" in notes(first)
    assert "one of 21 pictures, 100×80 to 119×80" in notes(first)
    assert first["thumbnail"]
    assert [f["thumbnail"] for f in others] == [None, None]
    assert seen["filesOmitted"] == 18
    assert seen["folders"][0]["extensions"] == [{"ext": "png", "count": 21}]


def test_empty_binary_and_closed_files(tmp_path):
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "model.bin").write_bytes(bytes(range(256)) * 100)
    (tmp_path / "model.pkl").write_bytes(b"cos\nsystem\n(S'touch pwned'\ntR.")
    (tmp_path / "just.csv").write_bytes(b"a,b\n")
    files = {f["path"]: f for f in look(tmp_path)["files"]}
    assert files["empty.csv"]["kind"] == "empty"
    assert files["model.bin"]["kind"] == "binary"
    assert "runs what is in it" in notes(files["model.pkl"])
    assert files["just.csv"]["table"]["rows"] == 0


def test_a_file_that_cannot_be_opened_is_said(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("a,b\n1,2\n3,4\n")
    (tmp_path / "secret.csv").write_text("a\n1\n")
    opened = open

    def refuse(path, *more):
        if str(path).endswith("secret.csv"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *more)

    monkeypatch.setattr(preview_parts, "open", refuse, raising=False)
    first, second = look(tmp_path)["files"]
    assert first["table"]["rows"] == 2
    assert second["notes"] == ["cannot be read: permission denied"]


def test_links_pipes_and_hidden_files(tmp_path):
    below = tmp_path / "below"
    below.mkdir()
    (below / "loop").symlink_to(tmp_path)
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    (tmp_path / "nowhere.csv").symlink_to(tmp_path / "gone.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / ".hidden").write_text("x")
    (below / "a.csv").write_text("a,b\n1,2\n")
    (tmp_path / "linked.csv").symlink_to(below / "a.csv")
    seen = look(tmp_path)
    assert [f["path"] for f in seen["files"]] == ["linked.csv", "below/a.csv"]
    said = " ".join(seen["notes"])
    for line in (
        "below/loop leads to a folder that is listed already",
        "itself cannot be read",
        "nowhere.csv cannot be read: no such file or directory",
        "pipe.csv is not a plain file",
    ):
        assert line in said


def test_thousands_of_files(tmp_path):
    for number in range(30):
        folder = tmp_path / f"part{number:02}"
        folder.mkdir()
        for i in range(100):
            (folder / f"{i:03}.csv").write_text(f"a{i:02},b\n1,2\n")
    seen = look(tmp_path)
    assert len(seen["files"]) == 60
    assert seen["filesOmitted"] == 3000 - 60
    assert seen["folders"][1] == {
        "path": "part00",
        "files": 100,
        "bytes": 1000,
        "extensions": [{"ext": "csv", "count": 100}],
    }


def test_nothing_there(tmp_path):
    assert look(tmp_path)["notes"] == [f"There are no files in the folder {tmp_path}."]
    gone = look(tmp_path / "gone")
    assert (gone["files"], gone["notes"]) == ([], [f"There is no folder {tmp_path / 'gone'}."])


def test_what_is_learned_from_comes_first(tmp_path):
    for name in ("sample_submission.csv", "test.csv", "train.csv"):
        (tmp_path / name).write_text("a,b\n1,2\n")
    assert [f["path"] for f in look(tmp_path)["files"]] == [
        "train.csv",
        "sample_submission.csv",
        "test.csv",
    ]


def test_a_single_file(houses):
    seen = look(houses / "train.csv")
    assert [f["path"] for f in seen["files"]] == ["train.csv"]
    assert seen["files"][0]["table"]["rows"] == 1460


def test_odd_names(tmp_path):
    with open(os.path.join(os.fsencode(tmp_path), b"bad\xff\n.csv"), "wb") as stream:
        stream.write(b"<b>,\x1b[31m\n1,2\n")
    file = only(tmp_path)
    assert file["path"] == "bad\ufffd\ufffd.csv"
    assert [c["name"] for c in file["table"]["columns"]] == ["<b>", "\ufffd[31m"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_large_file_is_sampled_all_over(tmp_path, encoding):
    with open(tmp_path / "a.csv", "w", encoding=encoding) as stream:
        stream.write("i,half\n")
        stream.writelines(f"{i},{'early' if i < 500_000 else 'late'}\n" for i in range(1_000_000))
    file = only(tmp_path)
    table = file["table"]
    assert table["rows"] == pytest.approx(1_000_000, rel=0.02)
    assert table["rowsEstimated"] == (encoding == "utf-16")
    assert table["rowsRead"] < 400_000
    assert {t["value"] for t in column(file, "half")["top"]} == {"early", "late"}
    assert column(file, "i")["max"] > 900_000


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="reads /proc")
def test_half_a_gigabyte_is_hardly_read_at_all(tmp_path):
    """The file is one block of rows over and over, made in a moment."""
    block = "".join(
        f"{i},{i % 97},{i * 0.37:.4f},name {i % 1000},2020-01-{i % 28 + 1:02},\n"
        for i in range(100_000)
    ).encode()
    times = (500 << 20) // len(block)
    with open(tmp_path / "big.csv", "wb") as stream:
        stream.write(b"id,group,value,name,day,nothing\n")
        for _ in range(times):
            stream.write(block)
    script = (
        f"import sys; sys.path.insert(0, {str(PYTHON)!r}); import preview, json\n"
        "def proc(file, key):\n"
        "    lines = open('/proc/self/' + file).read().splitlines()\n"
        "    return int(next(l for l in lines if l.startswith(key)).split()[1])\n"
        "before = proc('io', 'rchar')\n"
        f"table = preview.preview({str(tmp_path)!r})['files'][0]['table']\n"
        "read = (proc('io', 'rchar') - before) / 2**20\n"
        "peak = proc('status', 'VmHWM') / 2**10\n"
        "print(json.dumps([table['rows'], table['rowsEstimated'], read, peak]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    rows, estimated, read, peak = json.loads(done.stdout)
    assert estimated
    assert rows == pytest.approx(times * 100_000, rel=0.05)
    # Mebibytes: what is read decides how long it takes, on any machine.
    assert read < 16
    assert peak < 200


def test_dates_in_several_formats_and_zones_are_dates(tmp_path):
    texts = ["2024-01-05", "31.01.2024", "2024-02-01 10:00:00+02:00", "2024-02-01T09:00Z"]
    (tmp_path / "a.csv").write_text("day\n" + "\n".join(texts) + "\n")
    (column,) = preview(str(tmp_path))["files"][0]["table"]["columns"]
    assert (column["kind"], column["min"]) == ("date", "2024-01-05 00:00")


def test_infinite_numbers_are_counted_and_not_among_the_range(tmp_path):
    (tmp_path / "a.csv").write_text("x,y\n1,2\n-inf,3\n2,4\ninf,5\n")
    infinite, finite = only(tmp_path)["table"]["columns"]
    assert (infinite["infinite"], infinite["min"], infinite["max"]) == (0.5, 1, 2)
    assert "infinite" not in finite


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("gbk", "城市,价格,面积"),
        ("cp932", "都市のなまえ,カカク,ひろさ"),
        ("cp1251", "Город,Цена,Площадь"),
        ("cp1252", "Größe,Höhe,Straße"),
        ("utf-16", "Größe,Höhe,价格"),
    ],
)
def test_names_are_read_in_the_encoding_of_their_country(tmp_path, encoding, names):
    text = names + "\n" + "".join(f"{i},{i / 7:.3f},{names.split(',')[0]}\n" for i in range(40))
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    file = only(tmp_path)
    assert [c["name"] for c in file["table"]["columns"]] == names.split(",")
    read = dialect.read_as(tmp_path / "a.csv", file["dialect"])
    assert list(read.columns) == names.split(",")


def test_names_keep_their_spaces_and_lines(tmp_path):
    pd.DataFrame({"Diabetes ": [1, 0], " a": [1, 2], "Price\n(EUR)": [3, 4], "x\xa0y": 5}).to_csv(
        tmp_path / "a.csv", index=False
    )
    named = [c["name"] for c in only(tmp_path)["table"]["columns"]]
    assert named == list(pd.read_csv(tmp_path / "a.csv").columns)


def test_words_that_look_missing_may_be_classes(tmp_path):
    kinds = ["EU", "NA", "AS", "None"] * 20
    pd.DataFrame({"x": range(80), "to": kinds}).to_csv(tmp_path / "a.csv", index=False)
    words = column(only(tmp_path), "to")["words"]
    assert words == [{"value": "NA", "count": 20}, {"value": "None", "count": 20}]
    # Not where numbers lack their value by the same word, or cells are empty, too.
    pd.DataFrame({"x": ["NA", *range(79)], "to": kinds}).to_csv(tmp_path / "a.csv", index=False)
    assert [word["value"] for word in column(only(tmp_path), "to")["words"]] == ["None"]
    pd.DataFrame({"to": ["", *kinds[1:]], "x": 1}).to_csv(tmp_path / "a.csv", index=False)
    assert "words" not in column(only(tmp_path), "to")
    # Among codes it is one, and among prices none.
    for others, meant in ((["01", "02", "10"], 1), (["0", "1.50", "12.00"], 0)):
        pd.DataFrame({"x": 1, "to": [*others, "NA"] * 20}).to_csv(tmp_path / "a.csv", index=False)
        assert len(column(only(tmp_path), "to").get("words", [])) == meant
    # Two of them alone tell one from the other; one alone is what is missing.
    for words, meant in ((["NA", "None"], 2), (["nan", "null"], 2), (["NA"], 0)):
        two = pd.DataFrame({"x": range(80), "to": words * (80 // len(words))})
        two.to_csv(tmp_path / "a.csv", index=False)
        assert len(column(only(tmp_path), "to").get("words", [])) == meant


def test_labels_that_differ_in_case_or_blanks_alone_are_told_with_their_commonest_form(tmp_path):
    said = ["Yes"] * 9 + ["yes "] * 4 + ["YES"] + ["no"] * 8
    (tmp_path / "a.csv").write_text("x,y\n" + "\n".join(f"{i},{s}" for i, s in enumerate(said)))
    _, told = only(tmp_path)["table"]["columns"]
    assert told["unique"] == 4
    assert told["spellings"] == [{"value": "Yes", "others": ["YES", "yes "], "count": 14}]


def test_comments_above_and_below_the_names_are_no_rows(tmp_path):
    (tmp_path / "a.csv").write_text("# made, by hand\n\n#\na,b\n# a note\n" + "1,2\n" * 9)
    file = only(tmp_path)
    assert file["table"]["rows"] == 9
    assert len(dialect.read_as(tmp_path / "a.csv", file["dialect"])) == 9


def test_a_sheet_begins_below_its_titles(tmp_path):
    frame = pd.DataFrame({"Region": ["a", "b"] * 9, "Revenue": range(18)})
    with pd.ExcelWriter(tmp_path / "report.xlsx") as book:
        pd.DataFrame({"About": ["made in May"]}).to_excel(book, sheet_name="Read me", index=False)
        frame.to_excel(book, sheet_name="Data", startrow=3, index=False)
        book.sheets["Data"]["A1"] = "Sales of the year"
    data = next(f for f in look(tmp_path)["files"] if f["path"] == "report.xlsx/Data")
    assert [c["name"] for c in data["table"]["columns"]] == ["Region", "Revenue"]
    read = dialect.read_as(tmp_path / data["dialect"]["file"], data["dialect"])
    pd.testing.assert_frame_equal(read, frame)


def test_rows_under_a_key_are_a_table_and_nested_objects_its_columns(tmp_path):
    rows = [{"id": i, "size": {"x": i, "y": 2 * i}} for i in range(30)]
    (tmp_path / "a.json").write_text(json.dumps({"meta": {"by": "me"}, "data": {"rows": rows}}))
    file = only(tmp_path)
    assert [c["name"] for c in file["table"]["columns"]] == ["id", "size.x", "size.y"]
    assert file["dialect"]["records"] == ["data", "rows"]
    read = dialect.read_as(tmp_path / "a.json", file["dialect"])
    assert list(read.columns) == ["id", "size.x", "size.y"] and len(read) == 30


def travelling(last):
    """The modules that a kernel is sent together, among which imports are cut."""
    file, begin, end = (
        ("preview.ts", "together(", ");")
        if last == "preview"
        else ("together.ts", "HOLDOUT_MODULES", "]")
    )
    text = (PYTHON.parent / file).read_text().split(begin)[1].split(end)[0]
    names = re.findall(r"'(\w+)'", text)
    scores = ["scorer", "oof", "stacking", "stacked"]
    more = {
        "stacked": scores,
        "probe": [*scores, "probe"],
        "importance": [*scores, "evidence", "importance"],
    }
    return names if last in names else [*names, *more.get(last, [last])]


@pytest.mark.parametrize("last", ["preview", "stacked", "probe", "importance", "hand_in", "drawn"])
def test_modules_that_travel_as_one_text_are_whole_and_share_no_name(last):
    modules = travelling(last)
    ours = {path.stem for path in PYTHON.glob("*.py")}
    for module in modules:
        wanted = re.findall(r"^from (\w+) import", (PYTHON / f"{module}.py").read_text(), re.M)
        for name in ours & set(wanted):
            # It is there, and the line that would look for a file of that name goes.
            assert name in modules
    names = collections.Counter(
        name
        for module in modules
        for node in ast.parse((PYTHON / f"{module}.py").read_text()).body
        for name in names_bound_by(node)
    )
    assert names and [name for name, count in names.items() if count > 1] == []


def names_bound_by(node):
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    if not isinstance(node, ast.Assign):
        return []
    bound = (each for target in node.targets for each in ast.walk(target))
    names = (each for each in bound if isinstance(each, ast.Name))
    return [each.id for each in names if isinstance(each.ctx, ast.Store)]


def test_a_column_that_the_goal_names_is_measured_among_thousands(tmp_path):
    names = [f"f{i}" for i in range(3000)]
    names[1500] = "Sale Price"
    (tmp_path / "a.csv").write_text(",".join(names) + "\n" + (",".join("1" * 3000) + "\n") * 9)
    file = preview(str(tmp_path), "Predict the sale price; f1 and f12 matter.")["files"][0]
    listed = [c["name"] for c in file["table"]["columns"]]
    assert "Sale Price" in listed and "f1501" not in listed and len(listed) == 201
    assert file["table"]["names"] == names


def test_columns_that_rows_belong_to_are_told_with_what_never_changes_within_one(tmp_path):
    rng = random.Random(4)
    sites = [(f"s{i}", rng.random(), rng.choice("xy")) for i in range(20)]
    rows = [(*rng.choice(sites), rng.randint(0, 60), rng.random()) for _ in range(300)]
    frame = pd.DataFrame(rows, columns=["site", "height", "side", "minute", "y"])
    frame["half"] = frame["minute"] // 30
    frame.to_csv(tmp_path / "train.csv", index=False)
    known = frame.head(100).drop(columns="y")
    known.assign(minute=known["minute"] + 100).to_csv(tmp_path / "test.csv", index=False)
    train, test = look(tmp_path)["files"]
    assert column(train, "site")["within"] == ["height", "side"]
    assert "within" not in column(train, "y")
    assert column(test, "site")["shared"] == 1
    assert column(test, "minute")["shared"] == 0


def test_columns_that_name_rows_together_are_found_in_another_table(tmp_path):
    frame = pd.DataFrame([(s, d, s * d) for s in range(12) for d in range(9)], columns=list("sdx"))
    frame.assign(z=1).to_csv(tmp_path / "train.csv", index=False)
    for labels, others in ((frame[::-1], ["d"]), (pd.concat([frame, frame[:1]]), None)):
        labels = labels.rename(columns={"x": "y"})
        labels.to_csv(tmp_path / "train_labels.csv", index=False)
        found = column(by_path(tmp_path)["train_labels.csv"], "s")["found"][0]
        assert found["shared"] == 1 and found.get("with") == others


def test_codes_of_rows_are_told_from_texts_and_numbers_with_units(tmp_path):
    frame = pd.DataFrame({"plant": [f"T{i}" for i in range(40)], "note": ["a 1", "b 2"] * 20})
    frame["km"] = [f"{i}km" for i in range(40)]
    frame["text"] = [f"row {i}" for i in range(40)]
    frame.to_csv(tmp_path / "train.csv", index=False)
    table = by_path(tmp_path)["train.csv"]
    assert [name for name in frame if "codes" in column(table, name)] == ["plant"]


def test_names_of_rows_are_found_in_other_tables_and_told_from_numbers(tmp_path):
    frame = pd.DataFrame({"No": [f"{i:03}" for i in range(40)], "x": range(40), "f": 0.25})
    frame.to_csv(tmp_path / "test.csv", index=False)
    sample = frame[["No"]].iloc[::-1].rename(columns={"No": "Id"}).assign(y=0)
    sample.to_csv(tmp_path / "sample_submission.csv", index=False)
    first, test = look(tmp_path)["files"]
    assert column(first, "Id")["found"] == [{"path": "test.csv", "column": "No", "shared": 1}]
    assert column(test, "No")["coded"]
    assert not any("coded" in column(test, name) for name in ("x", "f"))
    days = [f"2024-01-{i + 1:02}" for i in range(20)]
    frame = pd.DataFrame({"day": days, "y": range(20)})
    frame.to_csv(tmp_path / "sample_submission.csv", index=False)
    for written, shared in ((days, 1), ([f"{day[8:]}.01.2024" for day in days], 0)):
        frame.assign(day=written).to_csv(tmp_path / "test.csv", index=False)
        first = column(look(tmp_path)["files"][0], "day")
        assert first["found"] == [{"path": "test.csv", "column": "day", "shared": shared}]


def write_parts(folder, names, write):
    folder.mkdir(parents=True, exist_ok=True)
    for at, name in enumerate(names):
        frame = pd.DataFrame({"x": range(at * 100, at * 100 + 100), "town": "é", "y": range(100)})
        write(frame, folder / name)


@pytest.mark.parametrize(
    ("names", "path", "write"),
    [
        (
            ["train_1.csv", "train_2.csv", "train_10.csv"],
            "train_*.csv",
            lambda frame, path: frame.to_csv(path, index=False, sep=";", encoding="cp1252"),
        ),
        (
            ["2022-11.csv.gz", "2022-12.csv.gz", "2023-01.csv.gz"],
            "*.csv.gz",
            lambda frame, path: frame.to_csv(path, index=False),
        ),
        (
            ["part-00000-aa.parquet", "part-00001-bb.parquet", "part-00002-cc.parquet"],
            "part-*.parquet",
            lambda frame, path: frame.to_parquet(path),
        ),
        (
            [f"train-0000{i}-of-00003.jsonl" for i in range(3)],
            "train-*-of-00003.jsonl",
            lambda frame, path: frame.to_json(path, orient="records", lines=True),
        ),
    ],
)
def test_files_that_differ_by_a_number_are_one_table(tmp_path, names, path, write):
    write_parts(tmp_path, names, write)
    (tmp_path / "towns.csv").write_text("town,people\né,3\n")
    files = by_path(tmp_path)
    assert sorted(files) == sorted([path, "towns.csv"])
    table = files[path]["table"]
    assert (table["rows"], table["rowsEstimated"], len(table["columns"])) == (300, False, 3)
    x = column(files[path], "x")
    assert (x["min"], x["max"], x["unique"]) == (0, 299, 300)
    assert "3 parts" in notes(files[path])
    entry = {"path": path, "part": "train", "dialect": files[path]["dialect"]}
    read = declared.read_declared(str(tmp_path), entry)
    assert sorted(map(int, read["x"])) == list(range(300))


@pytest.mark.parametrize(
    ("names", "columns"),
    [
        (["data_v1.csv", "data_v2.csv"], "x,y x,y"),
        (["data (1).csv", "data (2).csv"], "x,y x,y"),
        (["store1.csv", "store2.csv"], "x,y x,z"),
        (["a1.csv", "b2.csv"], "x,y x,y"),
    ],
)
def test_versions_copies_and_tables_of_other_columns_are_no_parts(tmp_path, names, columns):
    for name, heading in zip(names, columns.split(), strict=True):
        (tmp_path / name).write_text(f"{heading}\n1,2\n3,4\n5,6\n")
    seen = look(tmp_path)
    assert sorted(file["path"] for file in seen["files"]) == sorted(names)
    said = "store2.csv has not the columns of store1.csv" in " ".join(seen["notes"])
    assert said == ("z" in columns)


def test_parts_beside_a_file_that_is_called_alike_are_shown_one_by_one(tmp_path):
    for name in ("day_1.csv", "day_2.csv", "day_3_labels.csv"):
        (tmp_path / name).write_text("x,y\n1,2\n3,4\n5,6\n")
    assert len(look(tmp_path)["files"]) == 3


def test_tables_under_keys_of_an_object_are_shown_one_by_one(tmp_path):
    rows = [{"x": i, "at": {"lat": i / 2}} for i in range(30)]
    value = {"by": "me", "train": rows, "far": {"test": rows[:10]}, "towns": {"a": [1], "b": [2]}}
    (tmp_path / "all.json").write_text(json.dumps(value))
    files = by_path(tmp_path)
    rows = {path: file["table"]["rows"] for path, file in files.items() if file["table"]}
    assert rows == {"all.json/train": 30, "all.json/far/test": 10, "all.json/towns": 1}
    for path, file in files.items():
        if file["table"]:
            assert file["dialect"]["file"] == "all.json"
            read = dialect.read_as(tmp_path / "all.json", file["dialect"])
            assert list(read) == [each["name"] for each in file["table"]["columns"]], path
