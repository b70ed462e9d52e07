"""What is predicted: the answers of a column, and predictions of it as a metric takes them."""

import re

import numpy as np
import pandas as pd
from holdout import known
from metrics import wants
from written import as_numbers, number_marks

MOST_ODD = 0.5  # of the answers, where they are to be numbers
YES = re.compile(
    r"^(1|1\.0|y|yes|true|t|ja|j|oui|si|sí|sim|s|да|是|有|あり|はい|positive|pos)$", re.I
)


class Unfit(Exception):
    """Predictions that cannot be scored; the message says why."""


class Target:
    """A column that is predicted.

    ``truth`` holds its answers as the metric wants them: numbers, or the places of classes.
    ``odd`` are values that are to be numbers and are none.
    """

    def __init__(self, column, metric, values=(), positive=None):
        self.name, self.metric, self.wants = column.name, metric, wants(metric)
        self.classes = self.marks = None
        rows = known(column, values)
        self.odd = column[:0]
        if self.wants == "values":
            self.marks = number_marks(column[rows])
            self.truth = as_numbers(column, self.marks).to_numpy(float)
            self.odd = column[rows & np.isnan(self.truth)]
            if len(self.odd) > MOST_ODD * rows.sum():
                raise ValueError(
                    f"{self.name} does not hold numbers, which {metric} needs, "
                    f"but values such as {self.odd.iloc[0]!r}"
                )
            return
        counts = column[rows].astype(str).value_counts()
        if len(counts) < 2:
            raise ValueError(f"{self.name} has one value only")
        self.classes = in_order(counts, positive)
        places = {name: i for i, name in enumerate(self.classes)}
        self.truth = column.astype(str).map(places).fillna(-1).to_numpy(int)

    def lacking(self, column):
        """Classes that some rows lack altogether."""
        return sorted(set(self.classes or ()) - set(column.astype(str)))

    def place(self, name):
        """The place of a class, however its number or its case is written; None for none."""
        if not hasattr(self, "_places"):
            self._places = {unpadded(plain(each)): i for i, each in enumerate(self.classes)}
            self._places.update({plain(each).lower(): i for i, each in enumerate(self.classes)})
            self._places.update({plain(each): i for i, each in enumerate(self.classes)})
        said = plain(name)
        return self._places.get(said, self._places.get(said.lower()))

    def guess(self, table, columns):
        """Predictions out of the columns of a submission that are about it."""
        kind = columns[0]["holds"]
        if kind == "ranking" and columns[0].get("place"):
            return self._in_columns(table[[each["name"] for each in columns]])
        if kind == "ranking":
            return self._ranked(table[columns[0]["name"]], columns[0]["separator"])
        if kind == "chance":
            return self._from_chances(table, columns)
        said = table[columns[0]["name"]]
        if self.wants in ("labels", "ranking"):
            codes = as_known(said, columns[0]).map(self.place)
            if codes.isna().any():
                odd = said[codes.isna()].iloc[0]
                raise Unfit(f"It predicts {odd!r}, which is no value of {self.name}.")
            codes = codes.to_numpy(int)
            return np.eye(len(self.classes))[codes] if self.wants == "ranking" else codes
        numbers = self._numbers(table[[columns[0]["name"]]])[:, 0]
        return np.round(numbers) if columns[0].get("whole") else numbers

    def _from_chances(self, table, columns):
        given = self._numbers(table[[each["name"] for each in columns]])
        chances = np.zeros((len(table), len(self.classes)))
        for i, each in enumerate(columns):
            place = self.place(each["of"])
            if place is not None:
                chances[:, place] = given[:, i]
        if self.wants == "labels":
            return chances.argmax(axis=1)
        two = len(self.classes) == 2 and self.wants == "chances"
        return chances[:, 1] if two else chances

    def _numbers(self, table):
        numbers = table.apply(pd.to_numeric, errors="coerce")
        if self.wants == "values" and numbers.isna().any(axis=None):
            # A candidate may write its numbers as the target is written.
            numbers = numbers.fillna(table.apply(as_numbers, marks=self.marks))
        numbers = numbers.to_numpy(float)
        bad = (~np.isfinite(numbers)).any(axis=1).sum()
        if bad:
            raise Unfit(f"{bad} of its {len(numbers)} predictions are not finite numbers.")
        outside = ((numbers < 0) | (numbers > 1)).any()
        if outside and self.metric in ("log_loss", "brier_score"):
            raise Unfit("Its predictions are not probabilities: some are below 0 or above 1.")
        return numbers

    def _in_columns(self, table):
        """The same where the first column holds the likeliest class, the second the next."""
        points = np.zeros((len(table), len(self.classes)))
        rows = np.arange(len(table))
        for rank, name in enumerate(table, 1):
            places = table[name].map(self.place)
            if places.isna().any():
                odd = table[name][places.isna()].iloc[0]
                raise Unfit(f"It predicts {odd!r}, which is no value of {self.name}.")
            at = rows, places.to_numpy(int)
            points[at] = np.maximum(points[at], 1 / rank)
        return points

    def _ranked(self, cells, separator):
        """For each row 1 for the class that is named first, a half for the second, and so on."""
        names = sorted(self.classes, key=len, reverse=True)
        cut, one = re.escape(separator), "|".join(re.escape(plain(name)) for name in names)
        # Names may hold the separator.
        form = re.compile(f"(?:^|{cut})\\s*({one})\\s*(?={cut}|$)")
        points = np.zeros((len(cells), len(self.classes)))
        for row, cell in enumerate(cells):
            text, at, rank = str(cell).strip(), 0, 0
            while at < len(text):
                found = form.match(text, at)
                if found is None:
                    raise Unfit(f"It predicts {text!r}, which are no values of {self.name}.")
                place, at = self.place(found.group(1)), found.end()
                rank += 1
                if points[row, place] == 0:
                    points[row, place] = 1 / rank
        return points


def as_known(said, column):
    """Labels as the table writes them, where the column of a form has other words for them."""
    own = {plain(word).lower(): name for name, word in (column.get("as") or {}).items()}
    return said.map(lambda each: own.get(plain(each).lower(), each)) if own else said


def as_asked(said, column):
    """Labels as a sample writes them, and numbers rounded, which the column of its form tells."""
    if column.get("whole"):
        numbers = pd.to_numeric(said, errors="coerce").round()
        return said if numbers.isna().any() else numbers.astype("int64")
    words = {plain(name).lower(): word for name, word in (column.get("as") or {}).items()}
    return said.map(lambda each: words.get(plain(each).lower(), each)) if words else said


def in_order(counts, positive=None):
    """Classes in the order of their places: of two the positive one last, as it is declared."""
    if len(counts) == 2:
        frequent, rare = counts.index
        named = None if positive is None else plain(positive)
        says = YES.match(frequent) and not YES.match(rare)
        first = plain(frequent) == named or (plain(rare) != named and says)
        return [rare, frequent] if first else [frequent, rare]
    classes = sorted(counts.index)
    numbers = pd.to_numeric(pd.Series(classes), errors="coerce")
    if numbers.notna().all():
        classes = [classes[i] for i in np.argsort(numbers.to_numpy())]
    return classes


def plain(value):
    """A row's or a class's name as text, the same for 7, "7" and 7.0."""
    text = str(value).strip()
    return text[:-2] if text.endswith(".0") and re.fullmatch(r"-?\d+\.0", text) else text


def unpadded(name):
    """A name of digits as a number shows them: 7 for "007"; any other as it is."""
    if "\t" in name:  # of several columns
        return "\t".join(map(unpadded, name.split("\t")))
    found = re.fullmatch(r"\+?(-?)0*(\d+)(?:\.(\d*?)0*)?", name)
    return name if found is None else found[1] + found[2] + ("." + found[3] if found[3] else "")


def named_as(left, asked):
    """The table with its rows, which names tell, called as in ``asked`` where a number read
    from these has lost digits, and so no two are mistaken."""
    if asked.isin(left.index).all():
        return left
    there, wanted = left.index.map(unpadded), asked.map(unpadded)
    if not (there.is_unique and wanted.is_unique):
        return left
    return left.set_axis(there).rename(index=dict(zip(wanted, asked)))


def blend(target, guesses, rank, weights=None):
    """The mean of predictions of one target, or of their ranks; of labels what most say.

    Better solutions come first. ``weights`` are alike where none are given.
    """
    weights = np.ones(len(guesses)) if weights is None else weights
    if target.wants == "labels":
        votes = np.zeros((len(guesses[0]), len(target.classes)))
        for i, guess in enumerate(guesses):
            # Of those that tie, what the better solution says.
            votes[np.arange(len(guess)), guess] += weights[i] + 2.0 ** -(20 + i)
        return votes.argmax(axis=1)
    if rank:
        guesses = [pd.DataFrame(g).rank(pct=True).to_numpy().reshape(g.shape) for g in guesses]
    return np.average(guesses, axis=0, weights=weights)
