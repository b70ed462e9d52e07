"""Keeps the answers, in its memory alone, and scores predictions with them."""

import os
import shutil
import sys

import numpy as np
import pandas as pd
from answers import Answers
from beside import all_beside
from declared import in_files, inside_of, places_of, read_train, values_of
from folds import folds_of, write_folds
from given import Look
from holdout import (
    divide,
    fingerprint,
    in_one_form,
    kept_together,
    name_rows,
    targets_of,
    write_input,
)
from metrics import is_lower_better, mean_over, metric_name, standard_error, wants
from odd_rows import odd_rows
from own_tables import FOLDS, MADE, free, give_own, own_names, prepared_names
from submission import (
    about,
    check_file,
    check_form,
    form_of,
    own_test,
    predicted,
    read_left,
    write_own,
)
from targets import Target, Unfit, blend, named_as, plain

# Each question runs in a namespace of its own; the scorer that is open is kept here.
STATE = "_jupyterlab_aide_scorer"
SMALL_FILE = 64 << 20


def open_scorer(data, run, objective):
    """Read the table and divide it. Says how, and what is odd about the data."""
    sys.modules[STATE] = opened = Scorer(data, run, objective)
    return opened.division()


def prepare_input(fold):
    """Write what candidates of a fold may see; give the folder."""
    return sys.modules[STATE].prepare(fold)


def take(candidate):
    """Keep what a candidate left as it is now, out of its reach: from here on, that is scored."""
    sys.modules[STATE].take(candidate)


def score(candidate, fold, part):
    return sys.modules[STATE].score(candidate, fold, part)


def score_blend(candidates, fold, part, rank):
    return sys.modules[STATE].score_blend(candidates, fold, part, rank)


class Scorer:
    """A table, its answers, how it is divided, and what candidates left."""

    def __init__(self, data, run, objective):
        self.data, self.run = os.path.realpath(data), run
        # Folders that were made, and the part of each row, by fold.
        self.made, self.parts = {}, {}
        self.unseen = {}  # what the last candidates predict
        self.frame, table = read_train(self.data, objective)
        frame = self.frame
        names = targets_of(objective)
        for name in names:
            if name not in frame.columns:
                raise KeyError(f"{table} has no column {name}")
        self.metric = metric_name(objective["metric"])
        numeric = wants(self.metric) == "values"
        self.objective = dict(objective, columns=list(frame.columns), numeric=numeric)
        self.test, test_name, self.sample, sample_name = own_test(self.data, self.objective, frame)
        self._theirs = table, test_name, sample_name
        if objective.get("old_names"):
            self.names, self.own = MADE, own_names(*self._theirs)
        else:
            self.names, self.own = prepared_names(self.data, *self._theirs), {}
        # What tells the folds; None for a run that began before there were any.
        self.folds = free(self.data, FOLDS, "given_") if objective.get("tell_folds") else None
        # In which files each of them lies.
        self._places = places_of(self.data, objective)
        self._look(in_files(self._places, filter(None, self._theirs)), names)
        self.key = name_rows(frame, self.test, self.objective)
        values, positive = values_of(objective), objective.get("positive")
        # Candidates get their labels as they are written, as a final fit does.
        self.told = in_one_form(frame, objective)
        self.columns = self.told[self.objective["columns"]]
        self.targets = [Target(self.told[name], self.metric, values, positive) for name in names]
        own = objective["id"]
        named = own if self.test is None or own in self.test else None
        self.form = form_of(self.targets, objective.get("form"), named)
        check_form(self.form, self.targets)
        self.together = kept_together(self.columns, self.objective)  # once: it may take seconds
        part = self.part_of(0)
        self._notes += odd_rows(self.told, self.objective, self.targets, part, self.together)

    def _look(self, own, names):
        """What of the data folder candidates get, and what not, for any of the targets."""
        given, hidden, notes = None, [], []
        every = [Answers(self.frame, name, self.objective["id"]) for name in names]
        for name, answers in zip(names, every):
            look = Look(answers, own, self.objective.get("give", []), self.run)
            look.walk(self.data)
            given = look.given if given is None else [g for g in given if g in look.given]
            hidden += look.withheld
            notes += look.notes(name)
        kept, more = all_beside(self.data, inside_of(self.objective), every)
        self.objective.update(given=given, kept=kept)
        notes += more
        self.hidden = [*in_files(self._places, self._theirs[:1]), *dict.fromkeys(hidden)]
        self._notes = list(dict.fromkeys(notes))

    def division(self):
        """How the rows are divided, and what candidates hand in."""
        columns, part = self.objective["columns"], self.part_of(0)
        return {
            "hash": fingerprint(self.frame[columns], part, "\t".join(targets_of(self.objective))),
            "rows": {name: int((part == name).sum()) for name in ("train", "search", "final")},
            "metric": self.metric,
            "direction": "minimize" if is_lower_better(self.metric) else "maximize",
            "key": self.key,
            "keyIsMade": self.key not in columns,
            "wants": self.wanted(),
            "hidden": self.hidden,
            "own": list(self.own),
            "files": dict(zip(("train", "test", "sample", "folds"), (*self.names, *self._told()))),
            "made": [name for name in self.names if name not in self._theirs],
            "notes": self._notes,
        }

    def wanted(self):
        """The columns of a submission beside the rows' names, with what stands in the sample."""
        return predicted(self.form, self.targets)

    def part_of(self, fold):
        if fold not in self.parts:
            self.parts[fold] = divide(self.columns, self.objective, fold, self.together[0])
        return self.parts[fold]

    def fold_of(self, fold):
        """The fold of each row that candidates learn from, in the order of their table."""
        learned = self.part_of(fold) == "train"
        return folds_of(self.columns, self.objective, learned, self.together[0])

    def prepare(self, fold):
        folder = os.path.join(self.run, "input", str(fold))
        if fold not in self.made:
            made = write_input(
                folder,
                self.frame,
                self.part_of(fold),
                self.objective,
                self.data,
                self.test,
                self.wanted(),
                self.key,
                self.names,
            )
            give_own(folder, self.data, self.own, made)
            if self.folds:
                write_folds(self.fold_of(fold), folder, self.folds)
            self.made[fold] = self._stamp(folder)
        return folder.replace(os.sep, "/")

    def _told(self):
        """The file that tells the folds, if one does."""
        return [] if self.folds is None else [self.folds]

    def _stamp(self, folder):
        """Sizes and times of what was prepared; a candidate that changes it is found out."""
        names = in_files(self._places, (*self.names, *self.own, *self._told()))
        paths = [os.path.join(folder, *name.split("/")) for name in dict.fromkeys(names)]
        states = [os.stat(path) for path in paths if os.path.exists(path)]
        return [(state.st_size, state.st_mtime_ns) for state in states]

    def _left_by(self, candidate, name="submission.csv"):
        return os.path.join(self.run, "work", candidate, name)

    def _kept_of(self, candidate, what=""):
        return os.path.join(self.run, "submissions", candidate + what + ".csv")

    def _most(self):
        """Bytes of a submission that is read, many more than any has."""
        return max(SMALL_FILE, 1000 * len(self.frame) * (len(self.wanted()) + 1))

    def take(self, candidate):
        self.unseen.pop(candidate, None)
        oof = self._left_by(candidate, "oof.csv"), self._kept_of(candidate, "-oof")
        for path, kept in ((self._left_by(candidate), self._kept_of(candidate)), oof):
            os.makedirs(os.path.dirname(kept), exist_ok=True)
            if os.path.lexists(kept):
                os.remove(kept)
            is_file = os.path.isfile(path) and not os.path.islink(path)
            if is_file and os.path.getsize(path) <= self._most():
                shutil.copyfile(path, kept)

    def score(self, candidate, fold, part):
        try:
            warnings = []
            folder = os.path.join(self.run, "input", str(fold))
            if fold in self.made and self._stamp(folder) != self.made[fold]:
                del self.made[fold]
                self.prepare(fold)
                raise Unfit(
                    "The files in ./input were changed while it ran. They are as before again."
                )
            guesses = self._guesses(candidate, fold, warnings, write=True)
            return self._scored(guesses, fold, part, warnings)
        except Unfit as error:
            return rejected(error)

    def score_blend(self, candidates, fold, part, rank):
        try:
            warnings = []
            each = [self._guesses(name, fold, warnings) for name in candidates]
            blended = [blend(t, list(g), rank) for t, g in zip(self.targets, zip(*each))]
            return self._scored(blended, fold, part, warnings)
        except Unfit as error:
            return rejected(error)

    def _held(self, fold):
        part = self.part_of(fold)
        return np.flatnonzero((part == "search") | (part == "final"))

    def truths(self, rows):
        """The answers of some rows, by target."""
        truths = [target.truth[rows] for target in self.targets]
        is_log = self.metric in ("rmsle", "msle")
        return [np.clip(truth, 0, None) for truth in truths] if is_log else truths

    def _scored(self, guesses, fold, part, warnings):
        held = self._held(fold)
        at = self.part_of(fold)[held] == part
        truths = self.truths(held[at])
        guesses = [guess[at] for guess in guesses]
        if at.sum() > 2 and not any(np.ptp(guess, axis=0).any() for guess in guesses):
            if wants(self.metric) != "labels":  # Of labels, one may be the best that is known.
                raise Unfit("It predicts the same for every row.")
            warnings.append("It predicts the same for every row.")
        try:
            value, left_out = mean_over(self.metric, truths, guesses)
        except ValueError as error:
            raise Unfit(f"Its predictions cannot be scored: {error}.") from error
        if not np.isfinite(value):
            raise Unfit(f"Its {self.metric} is not a finite number.")
        if left_out:
            names = ", ".join(str(self.targets[i].name) for i in left_out)
            warnings.append(f"The mean leaves out {names}: its rows here have one class alone.")
        error = standard_error(self.metric, truths, guesses, self.objective["seed"])
        return {
            "score": float(value),
            "error": error if error is not None and np.isfinite(error) else None,
            "problem": "",
            "warnings": warnings,
            "details": {"rows": int(at.sum()), "part": part, "metric": self.metric},
        }

    def _guesses(self, candidate, fold, warnings, write=False):
        """What a candidate predicts for the rows that are held out, in their order, by target."""
        path, kept = self._left_by(candidate), self._kept_of(candidate)
        work = os.path.dirname(path)
        # One that an earlier version ran is scored where it lies.
        path = kept if os.path.isfile(kept) else path
        check_file(path, self._most(), self.names[1])
        columns = list(self.wanted())
        asked = every = self.frame[self.key].iloc[self._held(fold)].map(plain)
        if self.test is not None:
            every = pd.concat([asked, self.test[self.key].map(plain)])
        left = named_as(read_left(path, self.key, columns), every)
        lacking = (~every.isin(left.index)).sum()
        if lacking:
            raise Unfit(
                f"Its submission.csv lacks {lacking} of the {len(every)} rows "
                f"of ./input/{self.names[1]}."
            )
        if len(left) > len(every):
            more = len(left) - len(every)
            warnings.append(f"{more} rows of its submission.csv were not asked for.")
        if write and self.test is not None:
            path = os.path.join(work, "test_submission.csv")
            spellings = self.objective.get("spellings") or ()
            write_own(path, left, self.test, self.key, self.form, self.sample, spellings)
        table = left.loc[asked, columns]
        return [target.guess(table, about(self.form, target)) for target in self.targets]


def rejected(error):
    return {"score": None, "error": None, "problem": str(error), "warnings": [], "details": {}}
