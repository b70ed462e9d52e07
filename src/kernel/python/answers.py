"""Knows the answers again in other tables, by a column's name or by its values."""

import itertools

import numpy as np
import pandas as pd
from answer_text import ROWS

LEAST = 20  # rows that are enough to tell
KEPT = 100_000  # rows of the table that others are compared with
KEYS, WAYS = 5, 8  # columns that name rows, and ways to know them again
YES_OR_NO = {"yes", "no", "true", "false", "y", "n", "t", "f"}


class Answers:
    """What there is to know of a target to find it again under any name."""

    def __init__(self, frame, target, own):
        self.name = _said(target)
        self.features = {_said(name): name for name in frame.columns if name != target}
        values = canonical(frame[target])
        numbers = _numbers(values)
        present = numbers[values != ""]
        self.is_numeric = not np.isnan(present).any() and len(np.unique(present)) > 20
        self.classes = set(values) - {""}
        self.telling = set(values) if self.is_numeric and _is_sparse(present) else None
        # The first rows one after another, and as many of the others as are enough to be met.
        spread = np.linspace(0, len(frame) - 1, KEPT).astype(int)
        rows = np.unique(np.concatenate([np.arange(min(len(frame), 2 * ROWS)), spread]))
        self._frame = frame.iloc[rows]
        self.values, self.numbers = values[rows], numbers[rows]
        self.codes = pd.factorize(self.values)[0]
        self.keys = list(self._keys(target, own))

    def _keys(self, target, own):
        """Columns that name the rows: their name, where each value stands, and whether they do
        so under any name."""
        found = 0
        for name in sorted(self._frame.columns, key=lambda name: name != own):
            column = self._frame[name]
            if name == target or found == KEYS or column.astype(str).nunique() < 0.99 * len(column):
                continue
            numbers = pd.to_numeric(column.head(200), errors="coerce")
            # Measurements are all different, too, but name nothing elsewhere.
            is_name = name == own or bool(numbers.isna().any() or (numbers % 1 == 0).all())
            found += 1
            yield _said(name), _Places(canonical(column)), is_name

    def are_in(self, names, columns, ordered):
        """Whether a table holds them."""
        said = [_said(name) for name in names]
        if self.name in said:
            return True
        length = min((len(column) for column in columns), default=0)
        if length < LEAST:
            return False
        columns = [canonical(pd.Series(column[:length], dtype=object)) for column in columns]
        ways = self._ways(said, columns, min(ordered, length))
        ways = list(itertools.islice((at for at in ways if (at >= 0).sum() >= LEAST), WAYS))
        # What the table itself has under this name is no answer.
        others = [column for name, column in zip(said, columns) if name not in self.features]
        return any(self._has_values(column) or self._tells(column, ways) for column in others)

    def _ways(self, said, columns, ordered):
        """Which row of the table each row may be; -1 for none."""
        at = np.arange(len(columns[0]))
        for shift in (0, 1):
            # In the same order, without or with a line of names above.
            yield np.where(at < min(ordered, len(self.values) + shift), at - shift, -1)
        by_name = dict(zip(said, columns))
        common = [name for name in by_name if name in self.features]
        if common:
            mine = [canonical(self._frame[self.features[name]]) for name in common]
            yield _Places(_together(mine)).of(_together([by_name[name] for name in common]))
        for key, places, is_name in self.keys:
            for name, column in zip(said, columns):
                if name == key or is_name:
                    yield places.of(column)

    def _tells(self, column, ways):
        """Whether a column says the answer to the rows that it may stand in."""
        numbers, codes = _numbers(column), pd.factorize(column)[0]
        for at in ways:
            known = np.flatnonzero((at >= 0) & (column != ""))
            known = known[self.values[at[known]] != ""]
            if len(known) < LEAST:
                continue
            rows = at[known]
            if self.is_numeric:
                found = _follow(numbers[known], self.numbers[rows])
            else:
                most = max(2 * len(self.classes), 20)
                found = _mean(codes[known], self.codes[rows], most)
            if found:
                return True
        return False

    def _has_values(self, column):
        """Whether a column's values are those of the target, wherever they stand."""
        column = column[column != ""]
        words = set(column)
        if self.telling is not None:
            return len(words) >= LEAST and len(words & self.telling) >= 0.95 * len(words)
        return (
            len(self.classes) > 1
            and not self.classes & YES_OR_NO
            and np.isnan(_numbers(np.array(sorted(self.classes), dtype=object))).all()
            and len(column) >= max(LEAST, 3 * len(self.classes))
            and words <= self.classes
            and len(words) >= 0.9 * len(self.classes)
        )


class _Places:
    """Where values stand that stand in one place only."""

    def __init__(self, values):
        series = pd.Series(np.arange(len(values)), index=pd.Index(values, dtype=object))
        series = series[~series.index.duplicated(keep=False) & (series.index != "")]
        self._index, self._rows = series.index, np.append(series.to_numpy(), -1)

    def of(self, values):
        """The place of each value; -1 for none."""
        return self._rows[self._index.get_indexer(pd.Index(values, dtype=object))]


def _follow(numbers, truth):
    """Whether numbers are in the order of the truth: a copy, a logarithm of it, other units."""
    there = ~np.isnan(numbers)
    if there.mean() < 0.9 or len(np.unique(numbers[there])) <= 10:
        return False
    ranks = [pd.Series(values[there]).rank() for values in (numbers, truth)]
    return abs(ranks[0].corr(ranks[1])) > 0.9995


def _mean(codes, truth, most):
    """Whether each code stands for one of the classes of the truth."""
    pairs, counts = np.unique(np.stack([codes, truth]), axis=1, return_counts=True)
    said = np.unique(pairs[0], return_inverse=True)[1].reshape(-1)
    if not 1 < said.max() + 1 <= most or len(np.unique(pairs[1])) < 2:
        return False
    right = np.zeros(said.max() + 1)
    np.maximum.at(right, said, counts)
    classes = np.unique(truth, return_counts=True)[1]
    wrong = len(codes) - right.sum()
    return wrong <= min(0.005 * len(codes), 0.1 * (len(codes) - classes.max()))


def canonical(column):
    """Values as text, the same for "7", 7 and 7.0; empty for what is missing."""
    said = column.astype(str).str.strip().str.lower()
    missing = column.isna() | said.isin(["", "na", "nan", "n/a", "null", "none"])
    numbers = pd.to_numeric(said.mask(missing), errors="coerce")
    # To six digits, which a number keeps that was stored in four bytes.
    short = np.where(numbers % 1 == 0, numbers, np.nan)
    text = said.where(numbers.isna(), numbers.map("{:.6g}".format))
    text = text.where(np.isnan(short), pd.Series(short, column.index).map("{:.0f}".format))
    return text.mask(missing, "").to_numpy(dtype=object)


def _numbers(values):
    return pd.to_numeric(pd.Series(values), errors="coerce").to_numpy(float)


def _said(name):
    return str(name).strip().strip("\"'").lower()


def _together(columns):
    return np.array(["\t".join(row) for row in zip(*columns)], dtype=object)


def _is_sparse(numbers):
    """Whether numbers that are drawn otherwise would seldom be among these."""
    decimals = max(len(f"{value:.6g}".partition(".")[2]) for value in numbers[:500])
    spread = (numbers.max() - numbers.min()) * 10.0**decimals + 1
    return len(np.unique(numbers)) < 0.2 * spread
