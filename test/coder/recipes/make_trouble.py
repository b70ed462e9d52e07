"""Folders whose tables are not what their previews saw.

`python make_trouble.py <folder>` makes `<folder>/<case>/seen`, which is previewed, and
`<folder>/<case>/data`, which the scripts get. Prints the previews as JSON.
"""

import json
import pathlib
import sys

import numpy as np
import pandas as pd

ROOT = pathlib.Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "src" / "kernel" / "python"))
from preview import preview  # noqa: E402


def table(rows=120):
    random = np.random.default_rng(0)
    data = pd.DataFrame(random.normal(size=(rows, 3)).round(3), columns=list("abc"))
    data["town"] = random.choice(["Rome", "Oslo"], rows)
    data["said"] = [" ".join(random.choice(TEXT, 6)) for _ in range(rows)]
    data["y"] = (50 + 10 * data["a"] + random.normal(size=rows)).round(2)
    data["class"] = pd.cut(data["y"].rank(), 3, labels=["low", "mid", "top"]).astype(str)
    return data


TEXT = [
    a + b
    for a in ("red", "blue", "dark", "pale", "soft")
    for b in ("sky", "sea", "wood", "sand", "clay", "snow", "ash", "oak", "elm")
]


def same(data):
    return data


def one_of_a_kind(data):
    data.loc[5, "class"] = "odd"
    return data


def negative(data):
    data.loc[5, "y"] = -3.0
    return data


def words_among_numbers(data):
    return data.astype({"b": object}).assign(b=lambda d: d["b"].where(d.index != 7, "unknown"))


def no_words(data):
    return data.assign(said=[f"{i} . ! ? . . -" for i in range(len(data))])


def few_rows(data):
    return data.head(6)


def accents(data):
    return data.replace({"town": {"Oslo": "Åsgård"}})


def spaced_names(data):
    return data.rename(columns={"y": " y", "b": " b "})


CASES = {
    "one of a kind": one_of_a_kind,
    "negative": negative,
    "words among numbers": words_among_numbers,
    "no words": no_words,
    "few rows": few_rows,
    "accents": accents,
    "spaced names": spaced_names,
    "broken rows": same,
    "other separator": same,
    "column gone": same,
    "package gone": same,
}


def write(name, change, folder):
    seen, data = folder / name / "seen", folder / name / "data"
    for where, rows in ((seen, table()), (data, change(table()))):
        where.mkdir(parents=True)
        if name in ("words among numbers", "few rows"):
            rows = rows[["a", "b", "c", "y"]]
        rows.to_csv(
            where / "train.csv",
            index=False,
            encoding="latin-1" if name == "accents" else "utf-8",
            sep=";" if name == "other separator" and where == data else ",",
        )
    if name == "broken rows":
        with open(data / "train.csv", "a") as file:
            file.write("1,2,3,Rome,a b c,50,low,and,more\n")
    if name == "column gone":
        test = table(30).drop(columns=["y", "class"])
        test.to_csv(seen / "test.csv", index=False)
        test.drop(columns="b").to_csv(data / "test.csv", index=False)
    return preview(str(seen))


if __name__ == "__main__":
    root = pathlib.Path(sys.argv[1])
    print(json.dumps({name: write(name, change, root) for name, change in CASES.items()}))
