"""Samples of data folders: seeded, with rows that belong together kept together."""

import csv
import importlib.util
from pathlib import Path

FILE = Path(__file__).parents[2] / "src" / "kernel" / "python" / "sample.py"
spec = importlib.util.spec_from_file_location("sample", FILE)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)


def write(path, rows, column="x"):
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f'{i},"a, ""{column}{i}""\nnew line"' for i in range(rows)]
    path.write_text("\n".join([f"id,{column}", *lines, ""]))


def read(path):
    with open(path, newline="") as file:
        return list(csv.reader(file))


def draw(tmp_path, seed=0, pair=None):
    return module.sample(str(tmp_path / "data"), str(tmp_path / "out"), 0.1, 50, seed, pair)


def test_samples_tables_and_links_the_rest(tmp_path):
    data = tmp_path / "data"
    write(data / "train.csv", 1000)
    write(data / "more" / "small.csv", 40)
    (data / "a.png").write_bytes(b"png")
    assert draw(tmp_path) == {"rows": 100, "of": 1000}
    header, *rows = read(tmp_path / "out" / "train.csv")
    assert header == ["id", "x"]
    ids = [int(row[0]) for row in rows]
    assert len(ids) == 100 and ids == sorted(ids)
    assert rows[0][1] == f'a, "x{ids[0]}"\nnew line'
    assert (tmp_path / "out" / "a.png").read_bytes() == b"png"
    assert len(read(tmp_path / "out" / "more" / "small.csv")) == 41


def test_keeps_the_same_rows_of_tables_that_go_together(tmp_path):
    write(tmp_path / "data" / "test.csv", 700)
    write(tmp_path / "data" / "sample_submission.csv", 700, "y")
    draw(tmp_path)
    test = [row[0] for row in read(tmp_path / "out" / "test.csv")]
    assert test == [row[0] for row in read(tmp_path / "out" / "sample_submission.csv")]
    first = (tmp_path / "out" / "test.csv").read_text()
    draw(tmp_path)
    assert (tmp_path / "out" / "test.csv").read_text() == first
    draw(tmp_path, seed=1)
    assert (tmp_path / "out" / "test.csv").read_text() != first


def test_leaves_small_and_odd_tables_as_they_are(tmp_path):
    write(tmp_path / "data" / "train.csv", 50)
    odd = tmp_path / "data" / "odd.csv"
    odd.write_bytes(b"id,x\n" + b"1,\xe9\n" * 500)
    assert draw(tmp_path) == {"rows": 0, "of": 0}
    assert (tmp_path / "out" / "odd.csv").read_bytes() == odd.read_bytes()


def test_keeps_the_folds_of_the_rows_that_it_keeps(tmp_path):
    write(tmp_path / "data" / "train.csv", 700)
    write(tmp_path / "data" / "folds.csv", 700, "fold")
    draw(tmp_path, pair=["train.csv", "folds.csv"])
    kept = [row[0] for row in read(tmp_path / "out" / "train.csv")]
    assert len(kept) == 71 and kept == [row[0] for row in read(tmp_path / "out" / "folds.csv")]
    # A table that is given whole has the folds of all its rows.
    (tmp_path / "data" / "train.csv").rename(tmp_path / "data" / "train.xlsx")
    draw(tmp_path, pair=["train.xlsx", "folds.csv"])
    assert len(read(tmp_path / "out" / "folds.csv")) == 701
