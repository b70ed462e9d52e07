"""Divides a table into what candidates train on and what they are scored on.

Everything follows from the table, the seed and the declared split, so that a
kernel that starts anew comes to the same parts.
"""

import collections
import hashlib
import os

import numpy as np
import pandas as pd
from alike import chance_apart, near_units, units
from declared import files_of, values_of
from dialect import as_numbered
from given import link
from own_tables import write_table, write_tables
from written import as_dates, as_labels, as_numbers, known, numbers_of

LOOKED_AT_FIRST = 50_000  # rows by which columns are found that may be copies
LARGEST = 20_000_000  # cells of a table that near copies are looked for in


def targets_of(objective):
    """The columns that are predicted."""
    return objective.get("targets") or [objective["target"]]


def features_of(columns, objective):
    """The columns that neither are predicted nor name the rows."""
    return [name for name in columns if name not in (*targets_of(objective), objective["id"])]


def answered(frame, objective):
    """The rows of which every answer is there."""
    values, numeric = values_of(objective), objective.get("numeric", False)
    targets = targets_of(objective)
    return np.logical_and.reduce([known(frame[name], values, numeric) for name in targets])


def in_one_form(frame, objective):
    """The table with each label written in one form."""
    spellings = objective.get("spellings")
    if not spellings:
        return frame
    return frame.assign(
        **{name: as_labels(frame[name], spellings) for name in targets_of(objective)}
    )


def kept_together(frame, objective):
    """A number for each row, which all that come into one part share; and in how many columns
    those agree that are nearly the same, "9 of 10", where there are any."""
    split = objective["split"]
    if split["kind"] == "group":
        return units(frame, [split["column"]]), ""
    features = features_of(frame.columns, objective)
    unit = units(frame, features)
    if objective.get("chanceApart"):
        unit = chance_apart(frame[features], unit)
    if split["kind"] == "time" or not objective.get("nearTogether"):
        return unit, ""
    return near_units(frame[features], unit)


def name_rows(frame, test, objective):
    """The column that names each row of both tables; where none does, one is drawn."""
    own = objective["id"]
    if own is not None and own in frame.columns:
        names = [frame[own]] + ([test[own]] if test is not None and own in test else [])
        every = pd.concat(names).astype(str)
        if every.is_unique and (test is None or len(names) == 2):
            return own
    count = len(frame) + (0 if test is None else len(test))
    key = "row_id"
    while key in frame.columns:
        key += "_"
    # Drawn, so that they do not tell where a row stood.
    drawn = np.random.default_rng([objective["seed"], 11]).permutation(count)
    frame[key] = drawn[: len(frame)]
    if test is not None:
        test[key] = drawn[len(frame) :]
    return key


def deal(rows, share, rng, kind, unit, order, least=0):
    """Which of the rows come into a part of about this share.

    Of a class of ``least`` rows or more some do, and not all; of others none do.
    """
    want = int(round(len(rows) * share))
    if want < 1 or want >= len(rows):
        raise ValueError("there are too few rows to hold some out")
    if kind == "time":
        start = np.sort(order[rows])[len(rows) - want]
        return order[rows] >= start
    # Whole units in a drawn order; by class where each is to keep its share.
    drawn, first = np.unique(unit[rows], return_index=True)
    shuffled = rng.permutation(len(drawn))
    first = first[shuffled]
    if kind == "stratified":
        first = first[np.argsort(order[rows][first], kind="stable")]
    sizes = np.bincount(unit[rows], minlength=int(unit.max()) + 1)
    weight = np.cumsum(sizes[unit[rows][first]])
    if kind == "stratified":
        # Every so many rows along the classes, one of them is taken.
        before = np.concatenate([[0], weight[:-1]])
        offset = rng.random()
        taken = np.floor(weight * share + offset) > np.floor(before * share + offset)
        if least:
            starts, counts = np.unique(order[rows][first], return_index=True, return_counts=True)[
                1:
            ]
            for start, count in zip(starts, counts):
                of_class = taken[start : start + count]
                if count < least:
                    of_class[:] = False
                elif of_class.all() or not of_class.any():
                    of_class[0] = not of_class[0]
    else:
        taken = weight <= max(want, weight[0])
    return np.isin(unit[rows], unit[rows][first[taken]])


def divide(frame, objective, fold, unit=None):
    """The part of each row: 'train', 'search' or 'final'.

    The final part is the same in every fold. ``unit`` is what ``kept_together`` gives, where
    that is known.
    """
    targets, split, seed = targets_of(objective), objective["split"], objective["seed"]
    kind = split["kind"]
    rows = np.flatnonzero(answered(frame, objective))
    order = np.zeros(len(frame))
    # Twins stay together, so that none is in the training part.
    unit = kept_together(frame, objective)[0] if unit is None else unit
    if kind == "stratified":
        said = [frame[name].astype(str) for name in targets]
        order = pd.factorize(pd.Series(list(zip(*said))).map("\t".join), sort=True)[0]
    elif kind == "time":
        order = times(frame[split["column"]])
        rows = rows[~np.isnan(order[rows])]
    every = kind == "stratified" and objective.get("everyClass", False)
    if every:
        # A class of one row is learned from alone.
        rows = rows[np.bincount(order[rows])[order[rows]] > 1]
    part = np.full(len(frame), "train", dtype=object)
    rng = np.random.default_rng([seed, 0])
    marked = split.get("final")
    if marked:
        said = frame[marked["column"]].iloc[rows].astype(str).str.strip().str.lower()
        final = said.eq(marked["value"].strip().lower()).to_numpy()
    else:
        final = deal(rows, objective["final"], rng, kind, unit, order, 3 * every)
    part[rows[final]] = "final"
    rest = rows[~final]
    share = objective["search"] / (1 - objective["final"])
    folds = objective["folds"]
    if kind == "time":
        # An earlier fold ends earlier: what comes after it is left out of the training.
        for _ in range(fold):
            later = deal(rest, share, None, kind, unit, order)
            part[rest[later]] = "out"
            rest = rest[~later]
        search = deal(rest, share, None, kind, unit, order)
    elif folds:
        # Fold after fold of one dealing; then another dealing.
        rng = np.random.default_rng([seed, 1 + fold // folds])
        left = np.ones(len(rest), dtype=bool)
        for k in range(fold % folds + 1):
            at = np.flatnonzero(left)
            if k == folds - 1:
                taken = np.ones(len(at), dtype=bool)
            else:
                taken = deal(rest[at], 1 / (folds - k), rng, kind, unit, order, 2 * every)
            search = np.zeros(len(rest), dtype=bool)
            search[at[taken]] = True
            left &= ~search
    else:
        rng = np.random.default_rng([seed, 1 + fold])
        search = deal(rest, share, rng, kind, unit, order, 2 * every)
    part[rest[search]] = "search"
    return part


def times(column):
    """A column as numbers that order its rows; what is no date has none."""
    if not pd.api.types.is_datetime64_any_dtype(column):
        numbers = pd.to_numeric(column, errors="coerce")
        if numbers[known(column)].notna().all():
            return numbers.to_numpy(dtype=float)
    dates = as_dates(column)
    if dates.notna().mean() < 0.5:
        raise ValueError(f"the column {column.name} does not hold dates")
    return dates.map(lambda date: np.nan if pd.isna(date) else date.timestamp()).to_numpy(float)


def fingerprint(frame, part, target):
    """Of the rows, their answers and where each of them went."""
    digest = hashlib.sha256()
    digest.update("\t".join(map(str, frame.columns)).encode())
    digest.update(pd.util.hash_pandas_object(frame.astype(str), index=False).to_numpy().tobytes())
    digest.update("\n".join(part).encode())
    digest.update(target.encode())
    return digest.hexdigest()


def betrayals(frame, objective):
    """Features that are a target, or all but, each with that target."""
    if frame.size > LARGEST:
        return []
    targets, values = targets_of(objective), values_of(objective)
    features = features_of(frame.columns, objective)
    return [(name, to) for to in targets for name in copies(frame[[*features, to]], to, values)]


def is_nested(column):
    """Whether its cells hold lists or objects."""
    return column.dtype == object and not column.map(pd.api.types.is_hashable).all()


def copies(frame, target, values):
    """Features that are the target, or all but."""
    rows = known(frame[target], values)
    answers, table = frame.loc[rows, target], frame[rows].drop(columns=target)
    table = table[[name for name in table if not is_nested(table[name])]]
    truth = as_numbers(answers)
    numeric = truth.notna().all() and truth.nunique() > 20
    truth = truth if numeric else answers
    is_like = like_numbers if numeric else like_classes
    # A copy is one among some of the rows as well, which are quicker looked at.
    step = len(table) // LOOKED_AT_FIRST + 1
    if step > 1:
        table = table[is_like(table.iloc[::step], truth.iloc[::step])]
    return is_like(table, truth)


def like_numbers(table, truth):
    """Columns of numbers in the order of these, or all but."""
    numbers = numbers_of(table)
    numbers = numbers.loc[:, (numbers.notna().mean() > 0.9) & (numbers.nunique() > 20)]
    alike = numbers.rank().corrwith(truth.rank()).abs()
    return list(alike.index[alike > 0.9995])


def like_classes(table, answers):
    """Columns of which each value goes with one answer."""
    codes = pd.factorize(answers.astype(str))[0]
    found = []
    for name in table:
        values = pd.factorize(table[name].astype(str))[0]
        different = values.max() + 1
        pairs = len(np.unique(values.astype(np.int64) * (codes.max() + 1) + codes))
        # It is not merely rare values.
        if 1 < different <= max(2 * (codes.max() + 1), 20) and pairs == different:
            found.append(name)
    return found


def write_input(folder, frame, part, objective, data, test, sample, key, names):
    """Make a folder with all that a candidate may see; other files as they are.

    ``names`` are those of the three tables that are made, which come back by them.
    """
    train = frame[part == "train"]
    rng = np.random.default_rng([objective["seed"], 7])
    asked = frame[(part == "search") | (part == "final")].drop(columns=targets_of(objective))
    if test is not None:
        # What either lacks would tell the rows that are scored from the others.
        shared = [name for name in asked.columns if name in test]
        asked = pd.concat([asked[shared], test[shared]], ignore_index=True)
    asked = asked.iloc[rng.permutation(len(asked))]
    train = train[[name for name in frame.columns if name != key or key in objective["columns"]]]
    blank = pd.DataFrame(sample, index=range(len(asked)))
    form = objective.get("form") or ()
    at = next((i for i, each in enumerate(form) if each["holds"] == "id"), 0)
    entries = {entry["path"]: entry for entry in objective.get("files") or ()}
    blank.insert(at, key, as_numbered(asked[key], entries.get(names[2])).to_numpy())
    made = dict(zip(names, (train, asked, blank)))
    together = collections.defaultdict(list)
    for name, table in made.items():
        source = os.path.join(data, *name.split("/"))
        if name in entries:
            files = files_of(data, entries[name])
            # In as many files as the rows of the whole lie in, so that these are read alike.
            for file, rows in zip(files, np.array_split(np.arange(len(table)), len(files))):
                together[file].append((table.iloc[rows], entries[name]["dialect"]))
        else:
            like = source if table is not blank and os.path.isfile(source) else None
            write_table(table, os.path.join(folder, *name.split("/")), like)
    for name, tables in together.items():
        own, path = (os.path.join(root, *name.split("/")) for root in (data, folder))
        write_tables(tables, path, own, objective["kept"].get(name, ()))
    link(objective["given"], data, folder)
    return made
