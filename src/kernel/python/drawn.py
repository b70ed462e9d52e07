"""Draws a sample of a table that memory has no room for, once, beside links to all other data.

The table is gone through twice: for what its rows are drawn by, then for those that were
drawn. What is written has the table's own name and form, so that whatever reads the whole
reads it, too.
"""

import io
import itertools
import json
import os
import shutil

import numpy as np
import pandas as pd
from declared import files_of, values_of
from dialect import content, opened, opener_of, options_of, read_as, with_names
from given import LEFT_OUT, give
from holdout import known, times
from left_by_run import was_left_by_run
from own_tables import write_tables
from packed import packed_files, write_packed

CELLS_AT_ONCE = 4_000_000  # cells of a table that are in memory at once
LINES_AT_ONCE = 50_000  # or so many lines of JSON
KEPT_OF_CLASS = 20  # rows of a class that are kept, where it has as many


def draw(data, into, entry, targets, split, rows, seed, asked=False):
    """Write the sample, once; say how many rows it has, and of how many.

    ``entry`` is the table as it was declared. Rows without an answer are left out, unless they
    are ``asked`` for. By a group whole groups are drawn, by time the latest rows, else at random,
    where ``split`` asks for it with each class keeping its share.
    """
    data, making = os.path.realpath(data), into + ".making"
    shutil.rmtree(making, ignore_errors=True)
    os.makedirs(making)
    files = files_of(data, entry)
    paths = [os.path.join(data, *file.split("/")) for file in files]
    tables = [table_of(path, entry["dialect"]) for path in paths]
    keep, of = chosen(tables, targets, split, values_of({"files": [entry]}), rows, seed, asked)
    is_kept = np.isin(np.arange(of), keep)
    for file, table in zip(files, tables):
        target = os.path.join(making, *file.split("/"))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        is_kept = is_kept[table.write(is_kept, target) :]
    link_others(data, making, set(files))
    # Whole or not at all: a kernel that is cut off leaves no half of it.
    os.replace(making, into)
    return {"rows": len(keep), "of": of}


def chosen(tables, targets, split, values, rows, seed, asked=False):
    """The places of the rows that are drawn, in their order, and how many rows there are."""
    kind, name = split["kind"], split.get("column")
    name = targets[0] if kind == "stratified" else name
    code_of, codes, answered = {}, [], []
    columns = dict.fromkeys([*targets, *([name] if name else [])])
    for part in itertools.chain.from_iterable(table.parts(columns) for table in tables):
        missing = [each for each in targets if each not in part]
        if missing:
            raise KeyError(f"the table has no column {missing[0]}")
        answered.append(np.logical_and.reduce([known(part[each], values) for each in targets]))
        if name:
            at, found = pd.factorize(part[name].astype(object), use_na_sentinel=False)
            places = [code_of.setdefault(value, len(code_of)) for value in found]
            codes.append(np.array(places, dtype=np.int32)[at])
    answered = np.concatenate(answered)
    at = np.flatnonzero(answered)
    if len(at) > rows:
        rng = np.random.default_rng([seed, 17])
        by = np.concatenate(codes)[at] if name else None
        at = np.sort(at[DRAWS[kind](by, list(code_of), len(at), rows, rng)])
    return np.union1d(at, np.flatnonzero(~answered)) if asked else at, len(answered)


def at_random(by, names, count, rows, rng):
    return rng.choice(count, rows, replace=False)


def by_class(by, names, count, rows, rng):
    """Each class keeps its share; of a rare one there are some rows."""
    turn = rng.permutation(count)
    turn = turn[np.argsort(by[turn], kind="stable")]
    sizes = np.bincount(by, minlength=len(names))
    start = np.cumsum(sizes) - sizes
    want = np.maximum(sizes * rows // count, np.minimum(sizes, KEPT_OF_CLASS))
    return turn[np.arange(count) - start[by[turn]] < want[by[turn]]]


def by_group(by, names, count, rows, rng):
    """Whole groups, in a drawn order, as far as they fit."""
    sizes, room, taken = np.bincount(by, minlength=len(names)), rows, []
    for group in rng.permutation(len(sizes)):
        if sizes[group] <= room:
            room -= sizes[group]
            taken.append(group)
    if room == rows:
        raise ValueError(f"each group has more rows than a sample of {rows:,}: draw a larger one")
    return np.flatnonzero(np.isin(by, taken))


def by_time(by, names, count, rows, rng):
    """The latest rows; one without a date is none of them."""
    order = times(pd.Series(names, dtype=object))[by]
    dated = np.flatnonzero(~np.isnan(order))
    return dated[np.argsort(order[dated], kind="stable")[-rows:]]


DRAWS = {"random": at_random, "stratified": by_class, "group": by_group, "time": by_time}


def table_of(path, dialect):
    kinds = {"csv": Delimited, "jsonl": Lines, "parquet": Columnar, "feather": Columnar}
    kind = kinds.get(dialect["format"], Table)
    is_whole = dialect.get("below") or (kind is Columnar and dialect.get("member"))
    return (Table if is_whole else kind)(path, dialect)


class Table:
    """A table that is read at once: a sheet, a list of objects, a table of Stata, and one that
    has cells of types in an archive."""

    def __init__(self, path, dialect):
        self.path, self.dialect = path, dialect

    def parts(self, columns):
        """The columns, of some rows after others."""
        yield read_as(self.path, self.dialect)

    def write(self, keep, target):
        """Write the rows that are kept as this table is written; give how many it has."""
        at, kept = 0, []
        for part in self.parts(None):
            kept.append(part[keep[at : at + len(part)]])
            at += len(part)
        table = pd.concat(kept, ignore_index=True)
        write_tables([(table, self.dialect)], target, self.path, self.others())
        return at

    def others(self):
        """What else lies in the same archive or workbook."""
        if self.dialect["format"] == "excel" and not self.dialect.get("member"):
            with pd.ExcelFile(self.path) as book:
                return [name for name in book.sheet_names if name != self.dialect["sheet"]]
        member, keys = self.dialect.get("member"), self.dialect.get("records")
        if keys and not member:
            return list(json.loads(content(self.path).decode(self.dialect["encoding"])))
        return [name for name in packed_files(self.path) if name != member] if member else []


class Delimited(Table):
    """A file of text, every cell as it stands there."""

    def parts(self, columns):
        options = options_of(self.dialect)
        with opened(self.path, self.dialect.get("member")) as file:
            width = pd.read_csv(file, nrows=0, **options).shape[1]
        if columns is not None:
            options["usecols"] = lambda name: str(name) in columns
        with opened(self.path, self.dialect.get("member")) as file:
            each = max(1, CELLS_AT_ONCE // max(1, width))
            for part in pd.read_csv(file, chunksize=each, **options):
                yield with_names(part, self.dialect)


class Lines(Table):
    """Objects line by line, which stay as they are written."""

    def lines(self):
        with opened(self.path, self.dialect.get("member")) as file:
            lines = io.TextIOWrapper(file, self.encoding, "replace", newline="\n")
            yield from (line for line in lines if line.strip())

    def parts(self, columns):
        lines = self.lines()
        while True:
            values = [json.loads(line) for line in itertools.islice(lines, LINES_AT_ONCE)]
            objects = [value if isinstance(value, dict) else {"value": value} for value in values]
            rows = [[each.get(name) for name in columns] for each in objects]
            yield pd.DataFrame(rows, columns=list(columns))
            if len(rows) < LINES_AT_ONCE:
                return

    def write(self, keep, target):
        at, kept = 0, []
        for line in self.lines():
            kept += [line.rstrip("\r\n") + "\n"] if keep[at] else []
            at += 1
        data = "".join(kept).encode(self.encoding, "replace")
        member = self.dialect.get("member")
        if member:
            write_packed(target, self.path, {member: data}, self.others())
        else:
            with opener_of(self.path)(target, "wb") as file:
                file.write(data)
        return at

    @property
    def encoding(self):
        return self.dialect.get("encoding") or "utf-8"


class Columnar(Table):
    """A file of parquet or Arrow, or a folder of parts; what the names of its folders say are
    columns of it."""

    def __init__(self, path, dialect):
        import pyarrow.dataset

        super().__init__(path, dialect)
        self.whole = pyarrow.dataset.dataset(path, format=dialect["format"], partitioning="hive")

    def parts(self, columns):
        for batch in self.whole.to_batches(columns=list(columns)):
            yield batch.to_pandas()

    def write(self, keep, target):
        import pyarrow
        import pyarrow.feather
        import pyarrow.parquet

        at, kept = 0, []
        for batch in self.whole.to_batches():
            kept.append(batch.filter(pyarrow.array(keep[at : at + len(batch)])))
            at += len(batch)
        if os.path.isdir(self.path):
            os.makedirs(target)
            target = os.path.join(target, "part-0.parquet")
        table = pyarrow.Table.from_batches(kept, self.whole.schema)
        if self.dialect["format"] == "feather":
            pyarrow.feather.write_feather(table, target)
        else:
            pyarrow.parquet.write_table(table, target)
        return at


def link_others(data, into, own, below=""):
    """Give everything of the data folder but its ``own`` files below ``into``."""
    for name in sorted(os.listdir(os.path.join(data, below))):
        relative = os.path.join(below, name)
        source, link = os.path.join(data, relative), os.path.join(into, relative)
        path = relative.replace(os.sep, "/")
        if name.startswith(".") or name in LEFT_OUT or was_left_by_run(source) or path in own:
            continue
        if any(each.startswith(f"{path}/") for each in own):
            link_others(data, into, own, relative)
        else:
            give(source, link)
