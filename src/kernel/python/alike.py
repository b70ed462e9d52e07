"""Rows that are the same, and rows that are nearly so: records that were entered twice,
measured anew or written otherwise."""

import re

import numpy as np
import pandas as pd

MOST_CELLS = 1_000_000  # that are compared; of wider tables some columns, of longer ones none
FEWEST_COLUMNS = 4
USUAL_SHARE = 0.05  # of the rows: that two of them have such a value both says nothing
TELLING = 0.75  # of what tells two rows from others, which they share
MOST_APART = 3  # columns: in more than these, neighbours differ and not one record's copies
LARGEST_GROUP = 20
FEW_VALUES = 20  # of a column, or a twentieth of the rows: from more, twins do not come by chance
FEW_ROWS = 20  # different ones, of a table of ten times as many, which repeat by nature
LONGEST = 500  # letters of a text that are compared
SIGNS = re.compile(r"[\W_]+")
MISSING = ("", "nan", "na", "n/a", "none", "null", "nat", "<na>")


def units(frame, columns):
    """A number for each row; rows with the same values in the columns share theirs."""
    hashes = pd.util.hash_pandas_object(frame[columns].astype(str), index=False)
    return pd.factorize(hashes)[0]


def chance_apart(frame, unit):
    """The units, but each row by itself where others are the same as few different ones are
    possible: of flags and of kinds, one more such row is to be expected by chance."""
    count, number = len(frame), unit.max(initial=-1) + 1
    if number == count:
        return unit
    if number <= FEW_ROWS and count >= 10 * number:
        return np.arange(count)
    expected = np.full(count, float(count))
    for name in frame.columns:
        code = units(frame, [name])
        counts = np.bincount(code)
        # How often a value of very many comes is not known from the few times that it came.
        many = len(counts) > max(FEW_VALUES, count // 20)
        expected *= 0 if many else counts[code] / count
    return pd.factorize(np.where(expected >= 1, number + np.arange(count), unit))[0]


def near_units(frame, unit):
    """The units with those that are nearly the same joined, and "9 of 10" of the columns.

    Nearly the same are rows that agree in nine of ten columns or more, by values that are so rare
    that rows which have nothing to do with one another would not share them. Where too many
    rows are alike, as they repeat by nature, and where hardly any are, units stay as they are.
    """
    place = np.unique(unit, return_index=True)[1]  # of one row of each unit
    count = len(place)
    most = MOST_CELLS // max(1, count)
    if count == 0 or most < FEWEST_COLUMNS:
        return unit, ""
    names = frame.columns[np.unique(np.linspace(0, frame.shape[1] - 1, most).astype(int))]
    codes, shifted, evidence = rounded(frame.iloc[place], names)
    width = codes.shape[1]
    if width < FEWEST_COLUMNS:
        return unit, ""
    least = width - max(1, min(width // 10, MOST_APART))
    pairs = near_pairs(codes, shifted, evidence, least)
    group = by_pairs(count, pairs)
    sizes = np.bincount(group, minlength=count)[group]
    small = (sizes > 1) & (sizes <= max(3, min(LARGEST_GROUP, count // 100)))
    if small.sum() < max(2, 0.01 * count) or small.sum() < (sizes > 1).sum() / 2:
        return unit, ""
    if small.mean() > 0.5 and differ_by_nature(codes, pairs):
        return unit, ""
    group = np.where(small, group, np.arange(count))
    return pd.factorize(group[unit])[0], f"{least} of {width}"


def rounded(frame, names):
    """A number for each value, the same for those that are nearly so and 0 for none; those
    where rounding falls between others; and what it tells (bits) that two rows share it.

    Columns that say what another does are left out.
    """
    kept, seen = [], set()
    for name in names:
        code, shifted = codes_of(frame[name])
        counts = np.bincount(code)
        mark = pd.factorize(code)[0].tobytes()
        if counts.max() < len(code) and mark not in seen:
            seen.add(mark)
            share = counts / len(code)
            share[(share == 0) | (share >= USUAL_SHARE)] = 1
            share[0] = 1
            kept.append((code, shifted, -np.log2(share)[code]))
    if not kept:
        return [np.zeros((len(frame), 0))] * 3
    return [np.stack(part, axis=1) for part in zip(*kept)]


def codes_of(column):
    """Whole numbers for a column's values, in the order of those that are numbers and 0 for
    none; and the same by the other rounding."""
    said = column if pd.api.types.is_numeric_dtype(column) else column.astype(str)
    place, values = pd.factorize(said)
    values = pd.Series(values)
    numbers = np.array(pd.to_numeric(values, errors="coerce"), dtype=float)
    numbers[np.isinf(numbers)] = np.nan
    if np.isfinite(numbers).sum() >= 0.95 * len(numbers):
        both = [pd.factorize(each, sort=True)[0] for each in few_digits(numbers)]
    else:
        texts = np.array([plainly(value) for value in values], dtype=object)
        folded, different = pd.factorize(texts)
        # In no order, so that those that differ are far from one another.
        drawn = np.random.default_rng(0).permutation(len(different))
        both = [np.append(drawn, -1)[folded]] * 2
    # The last is for rows whose place is -1: they have no value.
    return [np.append(each, -1)[place] + 1 for each in both]


def few_digits(numbers):
    """Numbers to three digits, and finer where all are much the same, by two roundings of which
    one does not part what is half a step apart; whole ones as they are."""
    there = numbers[np.isfinite(numbers)]
    spread = np.std(there) if len(there) else 0
    if spread == 0 or not np.isfinite(spread) or (there == np.round(there)).all():
        return numbers, numbers
    size = np.log10(np.where(numbers == 0, spread, np.abs(numbers)))
    step = 10.0 ** np.minimum(np.floor(size) - 2, np.floor(np.log10(spread)) - 1)
    return np.round(numbers / step) * step, np.floor(numbers / step) * step


def plainly(value):
    """The beginning of a text without case, blanks and punctuation; None for a missing one."""
    text = str(value)[:LONGEST].strip().casefold()
    return None if text in MISSING else SIGNS.sub("", text) or text


def near_pairs(codes, shifted, evidence, least):
    """Pairs of rows that agree in so many columns, by what is rare enough."""
    count, width = codes.shape
    # As many as tell one pair of all pairs by chance, and half as many again, as columns
    # are never quite without relation.
    needed = 3 * np.log2(count)
    drawn = np.random.default_rng(0).integers(1, 2**62, width, dtype=np.uint64)
    # What differs in some columns agrees in all of some other part of them.
    bands = width - least + 1
    order = np.argsort(-evidence.mean(axis=0), kind="stable")
    found = []
    for band in range(bands):
        part = order[band::bands]
        for values in (codes, shifted):
            marks = values[:, part].astype(np.uint64) @ drawn[part]
            row = np.argsort(marks, kind="stable")
            for step in (1, 2, 3):
                one, other = row[:-step], row[step:]
                at = np.flatnonzero(marks[one] == marks[other])
                one, other = one[at], other[at]
                same = (codes[one] == codes[other]) | (shifted[one] == shifted[other])
                told = np.where(same, evidence[one], 0).sum(axis=1)
                # What differs is not what tells most of the rows from others.
                enough = np.maximum(needed, TELLING * evidence[one].sum(axis=1))
                near = (same.sum(axis=1) >= least) & (told >= enough)
                found.append(np.stack([one[near], other[near]], axis=1))
    return np.unique(np.concatenate(found), axis=0)


def by_pairs(count, pairs):
    """The first row of those that each row is joined with, by pair after pair."""
    root = list(range(count))

    def first(row):
        while root[row] != row:
            root[row] = row = root[root[row]]
        return row

    for one, other in pairs.tolist():
        one, other = first(one), first(other)
        root[max(one, other)] = min(one, other)
    return np.array([first(row) for row in range(count)])


def differ_by_nature(codes, pairs):
    """Whether pairs differ mostly in one column, and far there: one owner's rows by date."""
    one, other = codes[pairs[:, 0]], codes[pairs[:, 1]]
    differ = one != other
    column = int(differ.sum(axis=0).argmax())
    at = differ[:, column]
    far = np.abs(one[at, column] - other[at, column]) / codes[:, column].max()
    return at.mean() > 0.5 and np.median(far) > 0.05
