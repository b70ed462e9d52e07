"""What every side but ours does: read `data/`, fit within so many seconds, leave a submission.

`python side.py <side> <folder> <seconds> <seed>`, in an environment that has the side's library.
Each is called as its own documentation has it for a table, a metric and a time; what is told it
of the time leaves room for its start and its predictions.
"""

import json
import pathlib
import sys

import pandas as pd


def hgb(train, test, told, seconds, seed):
    """scikit-learn's HistGradientBoosting with its defaults, and categories as such."""
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    x, rows = train.drop(columns=told["target"]), test.copy()
    for name in x.select_dtypes(exclude="number"):
        values = pd.concat([x[name], rows[name]]).astype(str)
        kinds = pd.CategoricalDtype(values.value_counts().index[:250])
        x[name], rows[name] = x[name].astype(kinds), rows[name].astype(kinds)
    options = {"categorical_features": "from_dtype", "random_state": seed}
    y = train[told["target"]]
    if told["classes"]:
        model = HistGradientBoostingClassifier(**options).fit(x, y.astype(str))
        return pd.DataFrame(model.predict_proba(rows), columns=model.classes_)
    return HistGradientBoostingRegressor(**options).fit(x, y).predict(rows)


def flaml(train, test, told, seconds, seed):
    from flaml import AutoML

    x, y = train.drop(columns=told["target"]), train[told["target"]]
    model = AutoML()
    model.fit(
        x,
        y.astype(str) if told["classes"] else y,
        task="classification" if told["classes"] else "regression",
        metric=told["metric"],
        time_budget=seconds - 5,
        seed=seed,
        n_jobs=2,
        verbose=0,
    )
    if told["classes"]:
        return pd.DataFrame(model.predict_proba(test), columns=model.classes_)
    return model.predict(test)


def h2o(train, test, told, seconds, seed):
    import h2o
    from h2o.automl import H2OAutoML

    h2o.init(nthreads=2, max_mem_size="8g", verbose=False)
    h2o.no_progress()
    target = told["target"]
    frame = h2o.H2OFrame(train)
    if told["classes"]:
        frame[target] = frame[target].asfactor()
    names = {"rmse": "RMSE", "mae": "MAE", "roc_auc": "AUC", "log_loss": "logloss"}
    model = H2OAutoML(max_runtime_secs=seconds - 12, seed=seed, sort_metric=names[told["metric"]])
    model.train(y=target, training_frame=frame)
    guess = model.leader.predict(h2o.H2OFrame(test)).as_data_frame()
    h2o.cluster().shutdown()
    if told["classes"]:
        # H2O puts a "p" before classes that are numbers.
        guess = guess.drop(columns="predict")
        return guess.rename(columns=lambda name: name if name in told["classes"] else name[1:])
    return guess["predict"]


def autogluon(presets):
    def fit(train, test, told, seconds, seed):
        from autogluon.tabular import TabularPredictor

        names = {"rmse": "root_mean_squared_error", "mae": "mean_absolute_error"}
        model = TabularPredictor(
            label=told["target"],
            eval_metric=names.get(told["metric"], told["metric"]),
            problem_type=None
            if not told["classes"]
            else ("binary" if len(told["classes"]) == 2 else "multiclass"),
            path="models",
            verbosity=0,
        ).fit(train, presets=presets, time_limit=seconds - 8, num_cpus=2)
        if told["classes"]:
            return model.predict_proba(test).rename(columns=str)
        return model.predict(test)

    return fit


SIDES = {
    "hgb": hgb,
    "flaml": flaml,
    "h2o": h2o,
    "autogluon_medium": autogluon("medium_quality"),
    "autogluon_high": autogluon("high_quality"),
}


def main(side, folder, seconds, seed):
    told = json.loads((folder / "task.json").read_text())
    train = pd.read_csv(folder / "data" / "train.csv").drop(columns="row")
    test = pd.read_csv(folder / "data" / "test.csv")
    guess = SIDES[side](train, test.drop(columns="row"), told, seconds, seed)
    left = pd.DataFrame({"row": test["row"]})
    if "positive" in told:
        left[told["target"]] = guess[told["positive"]].to_numpy()
    elif told["classes"]:
        left[told["classes"]] = guess[told["classes"]].to_numpy()
    else:
        left[told["target"]] = pd.Series(guess).to_numpy()
    left.to_csv(folder / "submission.csv", index=False)


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
