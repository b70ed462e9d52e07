"""Small tables with everything that real ones have. `python make_data.py <folder>` makes
one folder for each kind of task and prints their previews as JSON."""

import json
import pathlib
import sys

import numpy as np
import pandas as pd

ROOT = pathlib.Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "src" / "kernel" / "python"))
from preview import preview  # noqa: E402

WORDS = [
    first + last
    for first in ("bright", "quiet", "old", "near", "far", "dark", "wide", "new")
    for last in ("street", "park", "view", "yard", "hall", "side", "wood", "field")
]


def rows(count, seed):
    random = np.random.default_rng(seed)
    size = random.gamma(4, 25, count)
    built = random.integers(1900, 2015, count)
    town = random.choice(["Aix", "Bonn", "Cork", None], count, p=[0.4, 0.3, 0.2, 0.1])
    data = pd.DataFrame(
        {
            "Id": np.arange(1, count + 1) + seed * 1000,
            "living area": size.round(1),
            "cellar area": (size * random.uniform(0, 0.5, count)).round(1),
            "rooms": random.integers(1, 9, count),
            "year built": built,
            "year sold": random.integers(2015, 2020, count),
            "town": town,
            "agent": [f"agent {i}" for i in random.integers(0, count // 3, count)],
            "garden": random.choice([True, False], count),
            "listed": pd.Timestamp("2018-01-01")
            + pd.to_timedelta(random.integers(0, 700, count), unit="D"),
            "fee": [f"${value:,}" for value in random.integers(900, 5000, count)],
            "said": [" ".join(random.choice(WORDS, 7)) for _ in range(count)],
            "source": "agency",
        }
    )
    data.loc[random.random(count) < 0.1, "cellar area"] = np.nan
    data.loc[3, "cellar area"] = np.inf
    towns = data["town"].map({"Aix": 1.3, "Bonn": 1.0, "Cork": 0.8}).fillna(0.9)
    garden = 1 + 0.2 * data["garden"]
    price = (
        900 * size * towns * garden * (1 + (built - 1900) / 300) * random.lognormal(0, 0.1, count)
    )
    return data, price


def write(folder, target, values, count=150, sample=None):
    folder.mkdir(parents=True)
    data, price = rows(count, 1)
    data[target] = values(price)
    data.to_csv(folder / "train.csv", index=False)
    test, _ = rows(40, 2)
    test.loc[0, "town"] = "Delft"
    test.loc[1, "rooms"] = np.nan
    test.to_csv(folder / "test.csv", index=False)
    if sample is not None:
        pd.DataFrame({"Id": test["Id"][::-1], target: sample}).to_csv(
            folder / "sample_submission.csv", index=False
        )


def thirds(price):
    return pd.cut(price.rank(), 3, labels=["cheap", "fair", "dear"])


if __name__ == "__main__":
    root = pathlib.Path(sys.argv[1])
    write(root / "regression", "price", lambda price: price.round(), sample=0.0)
    write(root / "binary", "sold", lambda price: np.where(price > 110_000, "no", "yes"))
    write(root / "multiclass", "class", thirds)
    flat = root / "plain"
    flat.mkdir()
    random = np.random.default_rng(0)
    numbers = pd.DataFrame(random.normal(size=(120, 3)), columns=list("abc"))
    numbers["outcome"] = (numbers["a"] + random.normal(size=120) > 0).astype(int)
    numbers["patient_id"] = np.repeat(np.arange(30), 4)
    numbers["day"] = pd.date_range("2024-01-01", periods=120).strftime("%Y-%m-%d")
    numbers["demand"] = numbers["a"] * 3 + np.arange(120) / 10
    numbers.to_csv(flat / "measurements.csv", index=False)
    print(json.dumps({path.name: preview(str(path)) for path in root.iterdir()}))
    # As a hold-out gives them: previews do not tell of them.
    for folder in root.iterdir():
        count = 120 if folder == flat else 150
        drawn = np.random.default_rng(1).permutation(count) % 5
        dealt = pd.DataFrame({"row": range(count), "fold": drawn})
        if folder == flat:
            dealt["fold"] = dealt["row"] // 40
        dealt.to_csv(folder / "folds.csv", index=False)
