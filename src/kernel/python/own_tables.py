"""Tables of ``./input`` under the names and in the formats that the person's own files have.

What somebody wrote for those files can read them; what they hold is what is prepared for
candidates, and never an answer that is held out.
"""

import csv
import os

import pandas as pd
from given import give

TRAIN, TEST, SAMPLE = MADE = ("train.csv", "test.csv", "sample_submission.csv")
PACKED = (".gz", ".bz2", ".xz", ".zst", ".zip")
SEPARATORS = ";|\t :~^"


def unpacked(path):
    """A file's name in lower case, without the ending that compression adds."""
    name = path.lower()
    for packed in PACKED:
        name = name[: -len(packed)] if name.endswith(packed) else name
    return name


def read_text(path, **options):
    """A table from a text file, its separator and its encoding."""
    for encoding in ("utf-8", "cp1252", "latin-1"):
        try:
            sep = separator(path, encoding)
            return pd.read_csv(path, sep=sep, encoding=encoding, **options), sep, encoding
        except UnicodeDecodeError:
            continue
    raise ValueError("the table is neither UTF-8 nor Latin-1")


def separator(path, encoding):
    """What separates the columns. Below their names may be commas that are decimal marks."""
    if unpacked(path).endswith((".tsv", ".tab")):
        return "\t"
    names = list(pd.read_csv(path, nrows=0, encoding=encoding).columns)
    if len(names) > 1:
        return ","
    try:
        return csv.Sniffer().sniff(names[0], SEPARATORS).delimiter
    except csv.Error:
        return ","


def own_names(table, test, sample):
    """Which prepared file each of the person's own, where there is one, is given as."""
    own = {table: TRAIN, test: TEST}
    if sample is not None and sample.lower().endswith(".csv"):
        own[sample] = SAMPLE
    return {name: made for name, made in own.items() if name is not None and name not in MADE}


def give_own(folder, data, own, made):
    """Give the prepared tables, ``made`` by name, as the person's own files as well."""
    for name, like in own.items():
        source, prepared = os.path.join(data, *name.split("/")), os.path.join(folder, like)
        path = os.path.join(folder, *name.split("/"))
        if not os.path.islink(path) and os.path.exists(path) and os.path.samefile(path, prepared):
            continue  # Names that differ in their case alone, where that makes no difference.
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.lexists(path):
            os.remove(path)
        if like == SAMPLE or is_plain(source):
            give(prepared, path)
        else:
            making = os.path.join(os.path.dirname(path), ".making-" + os.path.basename(path))
            write_like(source, made[like], making)
            os.replace(making, path)


def is_plain(path):
    """Whether a file is written as the prepared ones are."""
    if not path.lower().endswith((".csv", ".txt")):
        return False
    return read_text(path, dtype=str, usecols=[0])[1:] == (",", "utf-8")


def write_like(source, frame, path):
    """Write a table in the format of the file ``source``."""
    name = unpacked(source)
    if name.endswith((".parquet", ".pq")):
        try:
            frame.to_parquet(path, index=False)
        except (TypeError, ValueError):  # Rows of two files whose types differ.
            frame.astype(dict.fromkeys(frame.select_dtypes("object"), str)).to_parquet(path)
    elif name.endswith((".xlsx", ".xlsm")):
        frame.to_excel(path, index=False, engine="openpyxl")
    elif name.endswith((".jsonl", ".ndjson")):
        frame.to_json(path, orient="records", lines=True, date_format="iso")
    elif name.endswith(".json"):
        frame.to_json(path, orient="records", date_format="iso")
    else:
        _, sep, encoding = read_text(source, dtype=str, usecols=[0])
        frame.to_csv(path, sep=sep, encoding=encoding, index=False)
