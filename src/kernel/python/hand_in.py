"""Checks predictions from outside, and puts them where the person finds them."""

import functools
import os

import numpy as np
import pandas as pd
from declared import read_declared, read_table, values_of
from holdout import known
from left_by_run import was_left_by_run
from metrics import metric_name, wants
from own_tables import write_table
from submission import names_of, without_names
from targets import Unfit, as_asked, as_known, named_as, plain
from written import as_labels, as_numbers, number_marks

NAME = "submission.csv"
AGREE = 0.3  # less than this of two predictions for the same rows is a contradiction


class Form:
    """The rows that are asked for, and what is to be said of each."""

    def __init__(self, data, asked, objective):
        declared = asked.get("files") or (objective or {}).get("files") or ()
        self.files = {each["path"]: each for each in declared}
        self.data, self.objective = data, objective
        test, sample = self.read(asked["test"]), self.read(asked["sample"])
        self.key, self.columns, self.aliases = asked["key"], None, {}
        form = (objective or {}).get("form") or ()
        rows = test if sample is None else sample
        ids = [asked["id"]] if asked["id"] in test.columns else []
        if sample is None and form:
            self.columns = [each["name"] for each in form]
            ids = [each["name"] for each in form if each["holds"] == "id"]
        if sample is not None:
            names = list(sample.columns)
            ids = names[: len(names) > 1 and names[0] != (objective or {}).get("target")]
            for each in form:
                if each["holds"] == "id" and each.get("of"):
                    self.aliases[each["of"]] = each["name"]
            said = {each["name"]: each["holds"] for each in form}
            if set(said) == set(names):
                ids = [name for name in names if said[name] == "id"]
            self.columns = names
        self.count = len(rows)
        self.ids = rows[ids].reset_index(drop=True)
        self.metric = self.kind = None
        self.single, self.form = True, {each["name"]: each for each in form}
        self.spellings = (objective or {}).get("spellings") or ()
        if objective is not None:
            self.metric = metric_name(objective["metric"])
            self.kind = wants(self.metric)
            if any(each["holds"] == "chance" for each in form):
                self.kind = "chances"  # A metric of labels goes by the likeliest class.
            self.single = len(objective.get("targets") or [0]) == 1

    def read(self, name):
        if name in self.files:
            return read_declared(self.data, self.files[name])
        return None if name is None else read_table(os.path.join(self.data, *name.split("/")))

    @functools.cached_property
    def answers(self):
        """What the table has of the target, read only where that decides: it may be large."""
        table, target = self.objective["table"], self.objective["target"]
        try:
            answers = self.read(table)[target]
        except (ValueError, KeyError, ImportError, OSError) as error:
            raise Unfit(f"{table} cannot be read: {error}") from error
        return answers[known(answers, values_of(self.objective))]

    def fitting(self, path):
        """What a file predicts, in the form that is asked for."""
        try:
            left = pd.read_csv(path, dtype=str, keep_default_na=False)
        except FileNotFoundError:
            raise Unfit(f"it left no {NAME}") from None
        except Exception as error:
            raise Unfit(f"its {NAME} cannot be read: {error}") from error
        if self.key is not None:
            left = left.drop(columns=[self.key], errors="ignore")
        ids = list(self.ids.columns)
        if not set(ids) & set(left.columns):
            left = left.rename(columns=self.aliases)
        if ids and set(ids) <= set(left.columns):
            asked = names_of(self.ids, ids)
            if left.duplicated(ids).any() and not self.ids.duplicated().any():
                raise Unfit(f"its {NAME} names rows twice in {' and '.join(ids)}")
            left = named_as(left.set_index(names_of(left, ids)), asked)
            lacking = int((~asked.isin(left.index)).sum())
            if lacking:
                raise Unfit(f"its {NAME} lacks {lacking:,} of the {self.count:,} rows asked for")
            left = left.loc[asked].reset_index(drop=True)
        elif len(left) != self.count:
            raise Unfit(f"its {NAME} has {len(left):,} rows where {self.count:,} are asked for")
        there = [name for name in left.columns if name not in ids]
        order = self.columns or [*ids, *there]
        columns = [name for name in order if name not in ids]
        if len(columns) == len(there) == 1:
            left = left.rename(columns={there[0]: columns[0]})
        missing = [name for name in columns if name not in left.columns]
        if missing:
            raise Unfit(f"its {NAME} has no column {missing[0]}")
        left = left[columns].apply(as_labels, spellings=self.spellings)
        left = left.apply(lambda column: as_known(column, self.form.get(column.name, {})))
        self._check(left)
        left = left.apply(lambda column: as_asked(column, self.form.get(column.name, {})))
        return left.assign(**{name: self.ids[name] for name in ids})[order]

    def _check(self, left):
        """Whether the values are such as can be judged."""
        blank = (left.apply(lambda column: column.str.strip()) == "").any(axis=1).sum()
        if blank:
            raise Unfit(f"{blank:,} of its {len(left):,} predictions are missing")
        if self.kind == "labels" and self.single:
            said = left.iloc[:, 0].map(plain)
            classes = {plain(value).lower() for value in self.answers.unique()}
            odd = said[~said.str.lower().isin(classes)]
            if len(odd):
                raise Unfit(f"it predicts {odd.iloc[0]!r}, which the table does not know")
        elif self.kind in ("values", "chances"):
            numbers = self.numbers(left)
            if not np.isfinite(numbers).all():
                raise Unfit("some of its predictions are not finite numbers")
            chances = self.metric in ("log_loss", "brier_score")
            if chances and (numbers.min() < 0 or numbers.max() > 1):
                raise Unfit("some of its chances are below 0 or above 1")
            if (
                chances
                and self.single
                and numbers.shape[1] > 1
                and abs(numbers.sum(axis=1) - 1).max() > 0.01
            ):
                raise Unfit("the chances of some rows do not add up to 1")
            if self.metric in ("rmsle", "msle") and numbers.min() < 0:
                raise Unfit(f"some of its predictions are below 0, which {self.metric} cannot be")

    def numbers(self, left):
        columns = self.values(left)
        numbers = columns.apply(pd.to_numeric, errors="coerce")
        if self.kind == "values" and numbers.isna().any(axis=None):
            marks = number_marks(self.answers)
            numbers = numbers.fillna(columns.apply(as_numbers, marks=marks))
        return numbers.to_numpy(float)

    def values(self, left):
        return left.drop(columns=self.ids.columns, errors="ignore")

    def contradiction(self, now, before):
        """How predictions differ from earlier ones of the same solution, where that is not
        what more rows to learn from explain; empty where it is."""
        if self.kind == "labels":
            one, two = (self.values(each).iloc[:, 0].map(plain) for each in (now, before))
            same = float((one == two).mean())
            chance = float((one.value_counts(True) * two.value_counts(True)).sum())
            if same < chance + AGREE * (1 - chance):
                return f"it says the same as in the run of {same:.0%} of the rows only"
            return ""
        if self.kind not in ("values", "chances"):
            return ""
        one, two = self.numbers(now), self.numbers(before)
        spread = two.std(axis=0)
        if len(one) < 10 or not (spread > 0).all():
            return ""
        if (abs(one.mean(axis=0) - two.mean(axis=0)) > spread).any():
            return f"it says {one.mean():.4g} on average where it said {two.mean():.4g} in the run"
        with np.errstate(invalid="ignore", divide="ignore"):
            together = min(np.corrcoef(one[:, i], two[:, i])[0, 1] for i in range(one.shape[1]))
        if not together >= AGREE:
            return f"its correlation with what it said in the run is {together:.2f} only"
        return ""


def hand_in(run, data, candidate, earlier, asked, objective):
    """Check what a solution left that was fitted on all rows, and keep it.

    ``candidate`` is the file that it left, or None with nothing; ``earlier`` is what it left
    in the search, which is kept where the other cannot be handed in. Paths are from the
    folder that the run was started in.
    """
    now, before, problem, unfit = None, None, "", ""
    try:
        form = Form(data, asked, objective)
    except (ValueError, KeyError, ImportError, OSError) as error:
        problem = f"what is asked for cannot be read: {error}"
        return {"path": None, "rows": 0, "fitted": "search", "problem": problem}
    try:
        before = form.fitting(earlier)
    except Unfit as error:
        unfit = str(error)
    if candidate is not None:
        try:
            now = form.fitting(candidate)
            problem = "" if before is None else form.contradiction(now, before)
        except Unfit as error:
            problem = str(error)
    fitted = "all" if now is not None and not problem else "search"
    chosen = now if fitted == "all" else before
    if chosen is None:
        return {"path": None, "rows": 0, "fitted": "search", "problem": problem or unfit}
    path = place(run, without_names(chosen, form.form.values()))
    return {"path": path, "rows": len(chosen), "fitted": fitted, "problem": problem}


def place(run, table):
    """Write a table beside the runs and in the run's folder; where the person finds it."""
    own = os.path.join(run, NAME)
    text = table.to_csv(index=False).encode()
    base = os.path.dirname(os.path.dirname(os.path.normpath(run)))
    stem, ending = os.path.splitext(NAME)
    for name in (NAME, f"{stem}-{os.path.basename(os.path.normpath(run))}{ending}"):
        path = os.path.join(base, name)
        if not os.path.lexists(path) or is_ours(path, text):
            # First there: one that no run has is taken for the person's.
            write_table(table, os.path.abspath(path))
            break
    else:
        path = own
    write_table(table, os.path.abspath(own))
    return path.replace(os.sep, "/")


def is_ours(path, text):
    """Whether a file is what this or some other run left there, unchanged."""
    if not os.path.isfile(path):
        return False
    with open(path, "rb") as file:
        return file.read() == text or was_left_by_run(path)
