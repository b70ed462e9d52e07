"""Tables whose numbers and dates are written as people write them.

`python make_written.py <folder>` makes `<folder>/<case>/train.csv` and prints the
previews as JSON.
"""

import json
import pathlib
import sys

import numpy as np
import pandas as pd

ROOT = pathlib.Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "src" / "kernel" / "python"))
from preview import preview  # noqa: E402


def plain(rows=120):
    random = np.random.default_rng(0)
    data = pd.DataFrame(random.normal(size=(rows, 2)).round(4), columns=["a", "b"])
    data["y"] = (300 + 90 * data["a"] + 10 * random.normal(size=rows)).round(2)
    return data


def commas(values):
    return [f"{value}".replace(".", ",") for value in values]


def german(data):
    data["y"] = [f"{y * 10:,.2f}".translate(str.maketrans(",.", ".,")) for y in data["y"]]
    return data.assign(a=commas(data["a"]), b=commas(data["b"]))


def thousands(data):
    data["y"] = [f"{round(y * 1000):,}" for y in data["y"]]
    return data.assign(a=[f"${round(a * 100_000):,}" for a in data["a"]])


def dates(data):
    day = pd.Timestamp("2024-01-01") + pd.to_timedelta(np.arange(len(data)) * 36, unit="h")
    forms = ["%Y-%m-%d", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S+02:00", "%Y-%m-%dT%H:%MZ"]
    data["day"] = [date.strftime(forms[i % 4]) for i, date in enumerate(day)]
    # What comes later is more, so whoever reads the dates does better.
    data["y"] = (np.arange(len(data)) * 1.5).round(2)
    return data.sample(frac=1, random_state=0)


def periods(data):
    day = pd.Timestamp("2014-01-01") + pd.to_timedelta(np.arange(len(data)) * 31, unit="D")
    forms = ["%Y-%m-%d", "%Y%m%d", "%b %Y", "%d. %B %Y"]
    data["date"] = [date.strftime(forms[i % 4]).replace("May", "Mai") for i, date in enumerate(day)]
    data["quarter"] = [f"{date.quarter}. Quartal {date.year}" for date in day]
    data["week"] = [f"{date.isocalendar()[0]}-W{date.isocalendar()[1]:02}" for date in day]
    data["ds"] = (day - pd.Timestamp("1899-12-30")).days
    data["y"] = (np.arange(len(data)) * 1.5).round(2)
    return data.sample(frac=1, random_state=0)


def beyond(data):
    data["y"] = data["y"].where(data.index % 20 != 0, np.inf)
    data.loc[7, "y"] = 1e300
    data["huge"] = np.where(data.index % 7 == 0, 1e300, data["b"])
    data["tiny: {1}"] = -data["huge"] * 1e5
    data["ratio"] = data["b"].where(data.index % 9 != 0, -np.inf)
    data["gap"] = np.nan
    return data.rename(columns={"b": "a"}).rename(columns={"gap": ""})


def few_words(data):
    data["said"] = np.where(data["a"] > 0, "it is warm and dry", "it is cold and wet")
    data["said"] += [" so" * (i % 70) for i in range(len(data))]
    drawn = np.random.default_rng(0)
    data["town"] = drawn.choice(["Rome", "Oslo"], len(data))
    for name, signs in (("signs", list("aI!?")), ("chinese", list("好坏很不大小"))):
        blank = " " if name == "signs" else ""
        data[name] = [blank.join(drawn.choice(signs, 8)) for _ in data.index]
    return data


def units(data):
    data["dose"] = [f"{a:.3f} mg".replace(".", ",") for a in data["a"]]
    data.loc[data.index % 20 == 0, "dose"] = "<1.0"
    data["mixed"] = data["b"].astype(str).where(data.index % 5 < 3, "n/k")
    data.loc[data.index % 15 == 0, "mixed"] = ">30"
    data["doubt"] = [f"{1000 + i:,}" for i in range(len(data))]
    data["y"] = [f"{y:.2f} kg".replace(".", ",") for y in data["y"] + 500]
    return data.drop(columns="a")


def labels(data):
    forms = [["No", "no ", "No", "NO"], ["Yes", "yes", "Yes", "Yes"]]
    data["y"] = [forms[a > 0][i % 4] for i, a in enumerate(data["a"])]
    return data


CASES = {
    "german": german,
    "thousands": thousands,
    "dates": dates,
    "periods": periods,
    "beyond": beyond,
    "few words": few_words,
    "units": units,
    "labels": labels,
}

if __name__ == "__main__":
    root = pathlib.Path(sys.argv[1])
    for name, change in CASES.items():
        (root / name).mkdir(parents=True)
        sep = ";" if name == "german" else ","
        change(plain()).to_csv(root / name / "train.csv", index=False, sep=sep)
    nothing = few_words(plain(20)).drop(columns="y").assign(town="", said="", chinese="")
    nothing.to_csv(root / "few words" / "test.csv", index=False)
    print(json.dumps({path.name: preview(str(path)) for path in root.iterdir()}))
