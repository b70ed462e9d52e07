"""Data sets for the benchmark: all ship with scikit-learn or with this project.

`python datasets.py <name> <seed> <folder>` splits one into `folder/data/train.csv`,
`folder/data/test.csv` (without the target) and `folder/truth.csv`, which no candidate
sees, and prints the preview of `folder/data` as JSON.
"""

import json
import pathlib
import sys

import pandas as pd
from sklearn import datasets
from sklearn.model_selection import train_test_split

ROOT = pathlib.Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src" / "kernel" / "python"))
from preview import preview  # noqa: E402


def bundled(load, names=None, **options):
    data = load(as_frame=True, **options).frame
    if names:
        data["target"] = data["target"].map(dict(enumerate(names)))
    return data


def example(name):
    return pd.read_csv(ROOT / "examples" / name / "data" / "train.csv").drop(columns="Id")


DATASETS = {
    "diabetes": (lambda: bundled(datasets.load_diabetes, scaled=False), "target"),
    "breast_cancer": (lambda: bundled(datasets.load_breast_cancer), "target"),
    "wine": (lambda: bundled(datasets.load_wine, ["one", "two", "three"]), "target"),
    "digits": (lambda: bundled(datasets.load_digits), "target"),
    "houses": (lambda: example("houses"), "Sale_Price"),
    "credit": (lambda: example("credit"), "Status"),
}


def split(name, seed, folder):
    load, target = DATASETS[name]
    data = load()
    data.insert(0, "id", range(1, len(data) + 1))
    few = data[target].nunique() <= 15
    train, test = train_test_split(
        data, test_size=0.3, random_state=seed, stratify=data[target] if few else None
    )
    (folder / "data").mkdir(parents=True)
    train.to_csv(folder / "data" / "train.csv", index=False)
    test.drop(columns=target).to_csv(folder / "data" / "test.csv", index=False)
    test[["id", target]].to_csv(folder / "truth.csv", index=False)


if __name__ == "__main__":
    where = pathlib.Path(sys.argv[3])
    split(sys.argv[1], int(sys.argv[2]), where)
    print(json.dumps(preview(str(where / "data"))))
