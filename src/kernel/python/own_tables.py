"""Tables of ``./input`` under the names and in the formats that the person's own files have.

What somebody wrote for those files can read them; what they hold is what is prepared for
candidates, and never an answer that is held out.
"""

import csv
import os

import pandas as pd
from dialect import write_as

TRAIN, TEST, SAMPLE = MADE = ("train.csv", "test.csv", "sample_submission.csv")
FOLDS = "folds.csv"
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


def prepared_names(data, table, test, sample):
    """What the prepared tables are called: as the person's own are, so that one script reads
    both; where there is none, by a name that no file of theirs has. One that lies in an
    archive or a workbook has its name below that."""
    return table, test or free(data, TEST), sample or free(data, SAMPLE)


def free(data, name, before="asked_"):
    """The name, or one that ends in it, that no file of the folder has."""
    while os.path.lexists(os.path.join(data, name)):
        name = before + name
    return name


def own_names(table, test, sample):
    """Which table of ``MADE`` is given once more as each of the person's own.

    Runs that began before their names were kept have it so.
    """
    own = {table: TRAIN, test: TEST}
    if sample is not None and sample.lower().endswith(".csv"):
        own[sample] = SAMPLE
    return {name: made for name, made in own.items() if name is not None and name not in MADE}


def give_own(folder, data, own, made):
    """Give the prepared tables, ``made`` by name, as the person's own files as well."""
    for name, like in own.items():
        prepared, path = os.path.join(folder, like), os.path.join(folder, *name.split("/"))
        if os.path.lexists(path) and os.path.realpath(path) == os.path.realpath(prepared):
            continue  # Names that differ in their case alone, where that makes no difference.
        source = None if like == SAMPLE else os.path.join(data, *name.split("/"))
        write_table(made[like], path, source)


def write_table(frame, path, source=None):
    """Write a table in the format of the file ``source``; by default with commas, in UTF-8."""
    if source is None or is_plain(source):
        in_place(path, lambda making: frame.to_csv(making, index=False))
    else:
        in_place(path, lambda making: write_like(source, frame, making))


def write_tables(tables, path, source, kept=()):
    """Write tables, each with its dialect, as they lie in the file ``source``."""
    in_place(path, lambda making: write_as(tables, making, source, kept))


def in_place(path, write):
    """Have a file written in the place of what is there, which somebody may be reading."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    making = os.path.join(os.path.dirname(path), ".making-" + os.path.basename(path))
    write(making)
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
