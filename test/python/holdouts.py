"""A hold-out as the scorer is given it, which tests change as they need."""

HOLDOUT = {
    "table": "train.csv",
    "target": "y",
    "id": None,
    "metric": "rmse",
    "split": {"kind": "random"},
    "search": 0.1,
    "final": 0.1,
    "folds": None,
    "seed": 0,
}
