"""Keeps the answers, in its memory alone, and scores predictions with them."""

import os
import re
import shutil
import sys
import types

import numpy as np
import pandas as pd
from answers import Answers
from given import Look
from holdout import betrayals, divide, fingerprint, known, read_table, units, write_input
from metrics import LOWER, measure, metric_name, standard_error, wants
from own_tables import MADE, give_own, own_names, prepared_names
from written import as_numbers, decimal_mark

# Each question runs in a namespace of its own; what is kept, is kept here.
STATE = "_jupyterlab_aide_scorer"
SMALL_FILE = 64 << 20
YES = re.compile(r"^(1|1\.0|true|t|yes|y|positive|pos)$", re.I)


def open_scorer(data, run, objective):
    """Read the table and divide it. Says how, and what is odd about the data."""
    keep = types.SimpleNamespace()
    sys.modules[STATE] = keep
    keep.data, keep.run, keep.made, keep.parts = os.path.realpath(data), run, {}, {}
    path = os.path.join(keep.data, objective["table"])
    if not os.path.isfile(path):
        raise FileNotFoundError(f"there is no file {objective['table']} in the data folder")
    frame = read_table(path).reset_index(drop=True)
    target = objective["target"]
    if target not in frame.columns:
        raise KeyError(f"{objective['table']} has no column {target}")
    keep.metric = metric_name(objective["metric"])
    keep.objective = objective = dict(objective, columns=list(frame.columns))
    notes = []
    keep.test, test_name, sample_name = own_test(keep.data, objective, frame)
    theirs = objective["table"], test_name, sample_name
    if objective.get("old_names"):
        keep.names, keep.own = MADE, own_names(*theirs)
    else:
        keep.names, keep.own = prepared_names(keep.data, *theirs), {}
    own = [name for name in theirs if name]
    look = Look(Answers(frame, target, objective["id"]), own, objective.get("give", []), run)
    look.walk(keep.data)
    objective["given"] = look.given
    keep.hidden = [objective["table"], *look.withheld]
    notes += look.notes(target)
    keep.key, key_of = name_rows(frame, keep.test, objective)
    if key_of is not None:
        frame[keep.key] = key_of[: len(frame)]
        if keep.test is not None:
            keep.test[keep.key] = key_of[len(frame) :]
    keep.frame = frame
    features = [n for n in objective["columns"] if n not in (target, objective["id"])]
    unit = units(frame, features)
    twins = len(frame) - len(np.unique(unit))
    if twins:
        notes.append(
            f"{twins} rows of {objective['table']} have a twin with the same features; "
            "twins are kept in the same part, so none is trained on and scored too."
        )
    for name in betrayals(frame[objective["columns"]], objective):
        notes.append(
            f"The column {name} is a copy of {target}, or nearly: "
            "whatever uses it looks better than it is. Leave it out of the data."
        )
    answers(keep)
    part = part_of(keep, 0)
    counts = {name: int((part == name).sum()) for name in ("train", "search", "final")}
    if keep.classes is not None:
        short = set(frame[target].astype(str)[known(frame[target])]) - set(
            frame[target].astype(str)[part == "train"]
        )
        if short:
            notes.append(f"The training part has no {target} of {', '.join(sorted(short)[:3])}.")
    return {
        "hash": fingerprint(frame[objective["columns"]], part, target),
        "rows": counts,
        "metric": keep.metric,
        "direction": "minimize" if keep.metric in LOWER else "maximize",
        "key": keep.key,
        "keyIsMade": keep.key not in objective["columns"],
        "wants": wanted(keep),
        "hidden": keep.hidden,
        "own": list(keep.own),
        "files": dict(zip(("train", "test", "sample"), keep.names)),
        "made": [name for name in keep.names if name not in theirs],
        "notes": notes,
    }


def own_test(data, objective, frame):
    """A competition's own test table and sample submission."""
    test = test_name = sample = None
    for name in sorted(os.listdir(data)):
        stem = name.lower().split(".")[0]
        if name == objective["table"] or not os.path.isfile(os.path.join(data, name)):
            continue
        if re.search(r"sample.*sub|submission", stem):
            sample = name
        elif re.search(r"(^|[^a-z])(test|unlabell?ed)([^a-z]|$)", stem) and test is None:
            try:
                table = read_table(os.path.join(data, name)).reset_index(drop=True)
            except Exception:  # Not a table: it is given to candidates as it is.
                continue
            features = [n for n in frame.columns if n != objective["target"]]
            if objective["target"] not in table.columns and set(table.columns) <= set(features):
                test, test_name = table, name
    return test, test_name, sample


def name_rows(frame, test, objective):
    """The column that names each row; a new one where none does."""
    own = objective["id"]
    if own is not None and own in frame.columns:
        names = [frame[own]] + ([test[own]] if test is not None and own in test else [])
        every = pd.concat(names).astype(str)
        if every.is_unique and (test is None or len(names) == 2):
            return own, None
    count = len(frame) + (0 if test is None else len(test))
    key = "row_id"
    while key in frame.columns:
        key += "_"
    # Drawn, so that they do not tell where a row stood.
    return key, np.random.default_rng([objective["seed"], 11]).permutation(count)


def answers(keep):
    """The answers as the metric wants them: numbers, or classes by number."""
    target = keep.frame[keep.objective["target"]]
    rows = known(target)
    keep.classes = None
    if wants(keep.metric) == "values":
        keep.mark = decimal_mark(target[rows])
        keep.truth = as_numbers(target, keep.mark).to_numpy(float)
        if np.isnan(keep.truth[rows]).any():
            raise ValueError(f"{target.name} does not hold numbers, which {keep.metric} needs")
        return
    counts = target[rows].astype(str).value_counts()
    if len(counts) < 2:
        raise ValueError(f"{target.name} has one value only")
    if len(counts) == 2:
        frequent, rare = counts.index
        positive = frequent if YES.match(frequent) else rare
        keep.classes = [rare if positive == frequent else frequent, positive]
    else:
        keep.classes = sorted(counts.index)
        numbers = pd.to_numeric(pd.Series(keep.classes), errors="coerce")
        if numbers.notna().all():
            keep.classes = [keep.classes[i] for i in np.argsort(numbers.to_numpy())]
    places = {name: i for i, name in enumerate(keep.classes)}
    keep.truth = target.astype(str).map(places).fillna(-1).to_numpy(int)


def wanted(keep):
    """The columns of a submission, with what stands in the sample."""
    target, kind = keep.objective["target"], wants(keep.metric)
    if kind == "chances" and len(keep.classes) > 2:
        return {name: round(1 / len(keep.classes), 6) for name in keep.classes}
    return {target: 0.5 if kind == "chances" else 0 if kind == "values" else keep.classes[0]}


def part_of(keep, fold):
    if fold not in keep.parts:
        columns = keep.objective["columns"]
        keep.parts[fold] = divide(keep.frame[columns], keep.objective, fold)
    return keep.parts[fold]


def prepare_input(fold):
    """Write what candidates of a fold may see; give the folder."""
    keep = sys.modules[STATE]
    folder = os.path.join(keep.run, "input", str(fold))
    if fold not in keep.made:
        part = part_of(keep, fold)
        made = write_input(
            folder,
            keep.frame,
            part,
            keep.objective,
            keep.data,
            keep.test,
            wanted(keep),
            keep.key,
            keep.names,
        )
        give_own(folder, keep.data, keep.own, made)
        keep.made[fold] = stamp(keep, folder)
    return folder.replace(os.sep, "/")


def stamp(keep, folder):
    """Sizes and times of what was prepared; a candidate that changes it is found out."""
    states = [os.stat(os.path.join(folder, *name.split("/"))) for name in (*keep.names, *keep.own)]
    return [(state.st_size, state.st_mtime_ns) for state in states]


class Unfit(Exception):
    """Predictions that cannot be scored; the message says why."""


def take(candidate):
    """Keep what a candidate left as it is now, out of its reach: from here on, that is scored."""
    keep = sys.modules[STATE]
    path, kept = left_by(keep, candidate), kept_of(keep, candidate)
    os.makedirs(os.path.dirname(kept), exist_ok=True)
    if os.path.lexists(kept):
        os.remove(kept)
    if os.path.isfile(path) and not os.path.islink(path) and os.path.getsize(path) <= most(keep):
        shutil.copyfile(path, kept)


def left_by(keep, candidate):
    return os.path.join(keep.run, "work", candidate, "submission.csv")


def kept_of(keep, candidate):
    return os.path.join(keep.run, "submissions", candidate + ".csv")


def most(keep):
    """Bytes of a submission that is read, many more than any has."""
    return max(SMALL_FILE, 1000 * len(keep.frame) * (len(wanted(keep)) + 1))


def score(candidate, fold, part):
    keep = sys.modules[STATE]
    try:
        warnings = []
        if (
            fold in keep.made
            and stamp(keep, os.path.join(keep.run, "input", str(fold))) != keep.made[fold]
        ):
            del keep.made[fold]
            prepare_input(fold)
            raise Unfit("The files in ./input were changed while it ran. They are as before again.")
        guess = predictions(keep, candidate, fold, warnings, write=True)
        return scored(keep, guess, fold, part, warnings)
    except Unfit as error:
        return rejected(error)


def score_blend(candidates, fold, part, rank):
    keep = sys.modules[STATE]
    try:
        warnings = []
        guesses = [predictions(keep, each, fold, warnings) for each in candidates]
        if wants(keep.metric) == "labels":
            # What most say; the first of those that tie.
            votes = np.stack([np.eye(len(keep.classes))[guess] for guess in guesses])
            guess = votes.sum(axis=0).argmax(axis=1)
        else:
            if rank:
                guesses = [
                    pd.DataFrame(g).rank(pct=True).to_numpy().reshape(g.shape) for g in guesses
                ]
            guess = np.mean(guesses, axis=0)
        return scored(keep, guess, fold, part, warnings)
    except Unfit as error:
        return rejected(error)


def ranks(guess):
    return pd.DataFrame(guess).rank(pct=True).to_numpy().reshape(guess.shape)


def rejected(error):
    return {"score": None, "error": None, "problem": str(error), "warnings": [], "details": {}}


def scored(keep, guess, fold, part, warnings):
    held = held_rows(keep, fold)
    at = part_of(keep, fold)[held] == part
    truth, guess = keep.truth[held][at], guess[at]
    if len(guess) > 2 and not np.ptp(guess, axis=0).any():
        raise Unfit("It predicts the same for every row.")
    if keep.metric in ("rmsle", "msle") and (truth < 0).any():
        truth = np.clip(truth, 0, None)
    try:
        value = measure(keep.metric, truth, guess)
    except ValueError as error:
        raise Unfit(f"Its predictions cannot be scored: {error}.") from error
    if not np.isfinite(value):
        raise Unfit(f"Its {keep.metric} is not a finite number.")
    error = standard_error(keep.metric, truth, guess, keep.objective["seed"])
    if error is not None and not np.isfinite(error):
        error = None
    details = {"rows": int(at.sum()), "part": part, "metric": keep.metric}
    return {
        "score": float(value),
        "error": error,
        "problem": "",
        "warnings": warnings,
        "details": details,
    }


def held_rows(keep, fold):
    part = part_of(keep, fold)
    return np.flatnonzero((part == "search") | (part == "final"))


def predictions(keep, candidate, fold, warnings, write=False):
    """What a candidate predicts for the rows that are held out, in their order."""
    path, kept = left_by(keep, candidate), kept_of(keep, candidate)
    work = os.path.dirname(path)
    # One that an earlier version ran is scored where it lies.
    path = kept if os.path.isfile(kept) else path
    if os.path.isfile(path) and os.path.getsize(path) > most(keep):
        raise Unfit(
            f"Its submission.csv has {os.path.getsize(path):,} bytes, far more than a prediction "
            f"for each row of ./input/{keep.names[1]} takes."
        )
    if os.path.islink(path) or not os.path.isfile(path):
        raise Unfit(
            f"It left no submission.csv with predictions for the rows of ./input/{keep.names[1]}."
        )
    try:
        left = pd.read_csv(path, dtype=str, keep_default_na=False)
    except Exception as error:
        raise Unfit(f"Its submission.csv cannot be read: {error}.") from error
    columns = list(wanted(keep))
    if keep.key not in left.columns:
        raise Unfit(f"Its submission.csv has no column {keep.key}, which names the rows.")
    missing = [name for name in columns if name not in left.columns]
    if missing:
        raise Unfit(f"Its submission.csv has no column {missing[0]}.")
    left[keep.key] = left[keep.key].map(plain)
    if left[keep.key].duplicated().any():
        raise Unfit(f"Its submission.csv names rows twice in {keep.key}.")
    left = left.set_index(keep.key)
    held = held_rows(keep, fold)
    asked = keep.frame[keep.key].iloc[held].map(plain)
    every = asked
    if keep.test is not None:
        every = pd.concat([asked, keep.test[keep.key].map(plain)])
    lacking = (~every.isin(left.index)).sum()
    if lacking:
        raise Unfit(
            f"Its submission.csv lacks {lacking} of the {len(every)} rows "
            f"of ./input/{keep.names[1]}."
        )
    if len(left) > len(every):
        warnings.append(f"{len(left) - len(every)} rows of its submission.csv were not asked for.")
    if write and keep.test is not None:
        own = left.loc[keep.test[keep.key].map(plain), columns]
        # As the competition asks for it, in the order of its own test table.
        first = keep.objective["id"] if keep.objective["id"] in keep.test else keep.key
        own.insert(0, first, keep.test[first].to_numpy())
        own.to_csv(os.path.join(work, "test_submission.csv"), index=False)
    return as_guesses(keep, left.loc[asked, columns])


def plain(value):
    """A row's name as text, the same for 7, "7" and 7.0."""
    text = str(value).strip()
    return text[:-2] if re.fullmatch(r"-?\d+\.0", text) else text


def as_guesses(keep, table):
    if wants(keep.metric) == "labels":
        places = {plain(name): i for i, name in enumerate(keep.classes)}
        places.update({plain(name).lower(): i for i, name in enumerate(keep.classes)})
        said = table.iloc[:, 0].map(plain)
        codes = said.map(places).fillna(said.str.lower().map(places))
        if codes.isna().any():
            odd = table.iloc[:, 0][codes.isna()].iloc[0]
            raise Unfit(f"It predicts {odd!r}, which is no value of {keep.objective['target']}.")
        return codes.to_numpy(int)
    numbers = table.apply(pd.to_numeric, errors="coerce")
    if wants(keep.metric) == "values":
        # A candidate may write its numbers as the target is written.
        numbers = numbers.fillna(table.apply(as_numbers, mark=keep.mark))
    numbers = numbers.to_numpy(float)
    bad = (~np.isfinite(numbers)).any(axis=1).sum()
    if bad:
        raise Unfit(f"{bad} of its {len(numbers)} predictions are not finite numbers.")
    outside = ((numbers < 0) | (numbers > 1)).any()
    if outside and keep.metric in ("log_loss", "brier_score"):
        raise Unfit("Its predictions are not probabilities: some are below 0 or above 1.")
    return numbers[:, 0] if numbers.shape[1] == 1 else numbers
