"""Makes a small copy of a data folder: its tables sampled, everything else linked."""

import csv
import fnmatch
import os
import random
import shutil

SEPARATORS = {".csv": ",", ".tsv": "\t"}


def sample(data, into, share, least, seed, pair=None):
    """Write the sample, once; say how many rows of the largest table it has, and of how many.

    Tables of the same length keep the same rows, so that those which go together row
    by row still do. None is made shorter than ``least`` rows. Of a ``pair`` the second is
    sampled only where the first is.
    """
    data, into = os.path.realpath(data), os.path.realpath(into)
    made = into + ".making"
    shutil.rmtree(made, ignore_errors=True)
    shutil.rmtree(into, ignore_errors=True)
    os.makedirs(made)
    largest, sampled = {"rows": 0, "of": 0}, set()
    for folder, folders, names in os.walk(data, followlinks=True):
        folders[:] = [name for name in folders if not name.startswith(".")]
        there = os.path.join(made, os.path.relpath(folder, data))
        os.makedirs(there, exist_ok=True)
        for name in names:
            source = os.path.join(folder, name)
            relative = os.path.relpath(source, data)
            if pair is not None and relative == pair[1]:
                continue
            if pair is not None and "*" in pair[0] and fnmatch.fnmatch(relative, pair[0]):
                _give(source, os.path.join(there, name))  # Parts that go together row by row.
                continue
            counts = _sample_table(source, os.path.join(there, name), share, least, seed)
            if counts is None:
                _give(source, os.path.join(there, name))
                continue
            sampled.add(os.path.normpath(source))
            if counts["of"] > largest["of"]:
                largest = counts
    if pair is not None:
        first, second = (os.path.normpath(os.path.join(data, name)) for name in pair)
        target = os.path.join(made, pair[1])
        if first not in sampled or _sample_table(second, target, share, least, seed) is None:
            _give(second, target)
    # Whole or not at all: a kernel that is cut off leaves no half of it.
    os.replace(made, into)
    return largest


def _sample_table(source, target, share, least, seed):
    ending = os.path.splitext(source)[1].lower()
    if ending == ".parquet":
        return _sample_parquet(source, target, share, least, seed)
    if ending not in SEPARATORS:
        return None
    try:
        of = sum(1 for _ in _records(source, ending)) - 1
        keep = _drawn(of, share, least, seed)
        if keep is None:
            return None
        with open(target, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, delimiter=SEPARATORS[ending])
            for row, record in enumerate(_records(source, ending), start=-1):
                if row < 0 or row in keep:
                    writer.writerow(record)
    except (UnicodeDecodeError, csv.Error):
        # Not for us to mend: it is given as it is.
        if os.path.exists(target):
            os.remove(target)
        return None
    return {"rows": len(keep), "of": of}


def _records(path, ending):
    with open(path, newline="", encoding="utf-8") as file:
        yield from csv.reader(file, delimiter=SEPARATORS[ending])


def _sample_parquet(source, target, share, least, seed):
    try:
        import pandas as pd

        frame = pd.read_parquet(source)
    except (ImportError, OSError, ValueError):
        return None
    keep = _drawn(len(frame), share, least, seed)
    if keep is None:
        return None
    frame.iloc[sorted(keep)].to_parquet(target)
    return {"rows": len(keep), "of": len(frame)}


def _drawn(rows, share, least, seed):
    """Which rows are kept; None for all of them."""
    size = max(least, round(rows * share))
    return set(random.Random(f"{seed} {rows}").sample(range(rows), size)) if size < rows else None


def _give(source, link):
    try:
        os.symlink(os.path.relpath(os.path.realpath(source), os.path.dirname(link)), link)
    except (OSError, ValueError, NotImplementedError):
        shutil.copy(source, link)
