"""Competitions that ask for predictions in several forms.

`python make_submissions.py <folder>` makes `<folder>/<case>/*.csv` and prints the previews
as JSON.
"""

import json
import pathlib
import sys

import numpy as np
import pandas as pd

ROOT = pathlib.Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "src" / "kernel" / "python"))
from preview import preview  # noqa: E402


def features(rows, first=0):
    random = np.random.default_rng(first)
    data = pd.DataFrame(random.normal(size=(rows, 3)).round(4), columns=["a", "b", "c"])
    data.insert(0, "id", range(first, first + rows))
    return data


def classes(data):
    return np.select([data["a"] > 0.6, data["b"] > 0], ["big one", "big"], "small")


def zeros(data):
    return data["id"].map("{:07}".format)


def days(data):
    names = [f"2024-01-{1 + at // 10:02} 0{at % 10}".split() for at in range(len(data))]
    return data.drop(columns="id").assign(
        **dict(zip(["day", "shop"], zip(*names, strict=False), strict=False))
    )


def competition(train, test, sample=None):
    return {"train": train, "test": test, "sample_submission": sample}


TRAIN, TEST = features(150), features(20, 1000)
IDS = TEST[["id"]].iloc[::-1]
CASES = {
    "several labels": competition(
        TRAIN.assign(
            p=(TRAIN["a"] > 0).astype(int),
            q=np.where(TRAIN["b"] > 0, "yes", "no"),
            # Of a few rows alone.
            r=(TRAIN["c"] > 1.5).astype(int),
        ),
        TEST,
        IDS.assign(r=0, q=0, p=0),
    ),
    "several numbers": competition(
        TRAIN.assign(u=2 * TRAIN["a"] + 9, v=3 - TRAIN["b"]), TEST, IDS.assign(u=0, v=0)
    ),
    "numbers called otherwise": competition(
        TRAIN.assign(u=2 * TRAIN["a"] + 9, v=3 - TRAIN["b"]),
        TEST.assign(u=TEST["c"]),
        IDS.assign(pred_v=0, pred_u=0),
    ),
    "whole numbers": competition(TRAIN.assign(y=20 * TRAIN["a"]), TEST, IDS.assign(y=0)),
    "one of two": competition(
        TRAIN.assign(u=2 * TRAIN["a"] + 9, v=3 - TRAIN["b"]), TEST, IDS.assign(u=0)
    ),
    "class columns": competition(
        TRAIN.assign(size=classes(TRAIN)),
        TEST,
        IDS.assign(**{f"p_{kind}": 0.25 for kind in ("small", "big", "big one", "huge")}),
    ),
    "ranking": competition(
        TRAIN.assign(size=classes(TRAIN)), TEST, IDS.assign(size="small|big one")
    ),
    "a column for each place": competition(
        TRAIN.assign(size=classes(TRAIN)), TEST, IDS.assign(size_1="small", size_2="big one")
    ),
    "labels in other words": competition(
        TRAIN.assign(left=np.where(TRAIN["a"] > 0.3, "yes", "no")), TEST, IDS.assign(left=0)
    ),
    "no names": competition(
        TRAIN.drop(columns="id").assign(y=2 * TRAIN["a"]), TEST.drop(columns="id").assign(lab="x")
    ),
    "row numbers": competition(
        TRAIN.drop(columns="id").assign(y=2 * TRAIN["a"]),
        TEST.drop(columns="id"),
        pd.DataFrame({"Id": range(1, 21), "y": 0.0}),
    ),
    "names with zeros": competition(
        TRAIN.assign(id=zeros(TRAIN), y=2 * TRAIN["a"]),
        TEST.assign(id=zeros(TEST)),
        IDS.assign(id=zeros(IDS), y=0),
    ),
    "a column without a name": competition(
        TRAIN.rename(columns={"id": ""}).assign(y=2 * TRAIN["a"]),
        TEST.rename(columns={"id": ""}),
        IDS.rename(columns={"id": ""}).assign(y=0),
    ),
    "an index beside the names": competition(
        TRAIN.assign(y=2 * TRAIN["a"]), TEST, IDS.assign(y=0).reset_index(names="")
    ),
    "another name": competition(
        TRAIN.assign(y=2 * TRAIN["a"]), TEST, IDS.rename(columns={"id": "Id"}).assign(Expected=0)
    ),
    "a name for two rows": competition(
        TRAIN.assign(y=2 * TRAIN["a"]),
        TEST.assign(id=TEST["id"] // 2),
        IDS.assign(id=IDS["id"] // 2, y=0),
    ),
    "two names, some rows": competition(
        days(TRAIN).assign(y=2 * TRAIN["a"]),
        days(TEST),
        days(TEST)[["day", "shop"]].iloc[12:2:-1].assign(y=0),
    ),
}

if __name__ == "__main__":
    previews = {}
    for name, tables in CASES.items():
        folder = pathlib.Path(sys.argv[1]) / name
        folder.mkdir(parents=True)
        for table, frame in tables.items():
            if frame is not None:
                frame.to_csv(folder / f"{table}.csv", index=False)
        previews[name] = preview(str(folder))
    print(json.dumps(previews))
