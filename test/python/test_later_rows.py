"""Rows that came later are read in whatever form they are written."""

import functools

import pandas as pd
import pytest
from later_rows import later_rows

ROWS = pd.DataFrame({"id": ["007", "010"], "size": [1.5, 2.25], "kind": ["a;b", "ö"]})
text = functools.partial(pd.read_csv, dtype={"id": str})


@pytest.mark.parametrize("usual", [",", ";"])
@pytest.mark.parametrize(
    "how",
    [
        {},
        {"sep": ";"},
        {"sep": "\t", "encoding": "utf-16"},
        {"sep": ";", "encoding": "cp1252"},
        {"sep": "|", "encoding": "utf-8-sig"},
    ],
)
def test_text_with_any_sign_between_columns_in_any_encoding(tmp_path, how, usual):
    path = str(tmp_path / "new.csv")
    ROWS.to_csv(path, index=False, **how)
    pd.testing.assert_frame_equal(later_rows(path, text, usual=usual), ROWS)


def test_decimal_commas_where_the_data_have_points(tmp_path):
    path = str(tmp_path / "new.txt")
    ROWS.to_csv(path, index=False, sep=";", decimal=",")
    pd.testing.assert_frame_equal(later_rows(path, text), ROWS)
    # As the data themselves write them, that is for whoever reads those.
    assert later_rows(path, text, usual=";")["size"].tolist() == ["1,5", "2,25"]


def test_decimal_commas_where_a_script_reads_its_tables_by_them(tmp_path):
    path = str(tmp_path / "new.csv")
    ROWS.to_csv(path, index=False, sep=";", decimal=",")
    pd.testing.assert_frame_equal(later_rows(path, text, usual=";", decimal=","), ROWS)
    # Not so where the file is none of these.
    ROWS.to_csv(path, index=False)
    pd.testing.assert_frame_equal(later_rows(path, text, usual=";", decimal=","), ROWS)


def test_workbooks_parquet_and_lines_of_json(tmp_path):
    for ending, write in [
        ("xlsx", functools.partial(ROWS.to_excel, index=False)),
        ("parquet", ROWS.to_parquet),
        ("jsonl", functools.partial(ROWS.to_json, orient="records", lines=True)),
    ]:
        path = str(tmp_path / f"new.{ending}")
        write(path)
        assert later_rows(path, text)["kind"].tolist() == ["a;b", "ö"]
    own = {"parquet": lambda path: pd.read_parquet(path, columns=["id"])}
    assert list(later_rows(str(tmp_path / "new.parquet"), text, own)) == ["id"]


def test_a_single_row_and_a_single_column(tmp_path):
    path = str(tmp_path / "new.csv")
    ROWS[["size"]].head(1).to_csv(path, index=False)
    assert later_rows(path, text).to_numpy().tolist() == [[1.5]]
