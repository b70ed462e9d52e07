"""The tables of a hold-out: which file each lies in, and how it is read."""

import collections
import glob
import os

import numpy as np
import pandas as pd
from dialect import read_as
from own_tables import read_text, unpacked
from written import known


def file_of(entry):
    """Where a table of the declaration lies in the data folder."""
    return entry["dialect"].get("file") or entry["path"]


def files_of(data, entry):
    """The files that a table lies in, in the order of its rows, from the data folder."""
    pattern = entry["dialect"].get("parts")
    if not pattern:
        return [file_of(entry)]
    found = glob.glob(os.path.join(glob.escape(data), *pattern.split("/")))
    return [os.path.relpath(path, data).replace(os.sep, "/") for path in sorted(found)]


def places_of(data, objective):
    """Of each table of the declaration, the files that it and its answers lie in."""
    places = {each["path"]: files_of(data, each) for each in objective.get("files") or ()}
    answers = declared(objective, "answers")
    if answers:
        # Candidates find them in the table that is made for them.
        places[declared(objective, "train")["path"]] += places.pop(answers["path"])
    return places


def in_files(places, names):
    """The files that tables lie in, by their names."""
    return [file for name in names for file in places.get(name, [name])]


def inside_of(objective):
    """Of each archive, workbook and object declared, what the tables are called in it."""
    found = collections.defaultdict(list)
    for entry in objective.get("files") or ():
        dialect = entry["dialect"]
        name = dialect.get("member") or dialect.get("sheet")
        if name or dialect.get("records"):
            name = name or dialect["records"][0]
            found[file_of(entry)].append(name)
    return found


def declared(objective, part):
    """The table of a part as it was declared; None where none was."""
    files = objective.get("files") or ()
    return next((each for each in files if each["part"] == part), None)


def all_there(data, entry):
    files = files_of(data, entry)
    return bool(files) and all(os.path.exists(os.path.join(data, *f.split("/"))) for f in files)


def read_declared(data, entry):
    """A table of the declaration; of one whose rows lie among others, these alone."""
    paths = [os.path.join(data, *file.split("/")) for file in files_of(data, entry)]
    tables = [read_as(path, entry["dialect"]) for path in paths]
    table = tables[0] if len(tables) == 1 else pd.concat(tables)
    lacks = entry["dialect"].get("lacks")
    if lacks:
        table = table[unanswered(table, lacks, entry)]
    return table.reset_index(drop=True)


def unanswered(table, targets, entry):
    """The rows of which no answer is there."""
    values = entry["dialect"].get("values") or ()
    return ~np.logical_or.reduce([known(table[name], values) for name in targets])


def lies_within(objective):
    """The rows to be predicted, as they were declared, where they lie in the table with the
    answers; None where they do not."""
    test = declared(objective, "test")
    return test if test and test["dialect"].get("lacks") else None


def read_table(path, text=True):
    """A table from its file; of a text file every cell as it is written.

    For runs that began before it was declared how each is written.
    """
    name = unpacked(path)
    if name.endswith((".parquet", ".pq")):
        return pd.read_parquet(path)
    if name.endswith((".xlsx", ".xlsm")):
        return pd.read_excel(path)
    if name.endswith((".jsonl", ".ndjson")):
        return pd.read_json(path, lines=True)
    if name.endswith(".json"):
        return pd.read_json(path)
    own = {"dtype": str, "keep_default_na": False} if text else {}
    return read_text(path, **own)[0]


def read_train(data, objective):
    """The table with the answers, and what it is called."""
    entry = declared(objective, "train")
    file = file_of(entry) if entry else objective["table"]
    path = os.path.join(data, *file.split("/"))
    if not (os.path.exists(path) if entry is None else all_there(data, entry)):
        raise FileNotFoundError(f"there is no file {file} in the data folder")
    if entry:
        table, asked = read_declared(data, entry), lies_within(objective)
        answers = declared(objective, "answers")
        if answers:
            table = with_answers(table, read_declared(data, answers), answers["dialect"].get("on"))
        if asked:
            table = table[~unanswered(table, asked["dialect"]["lacks"], entry)]
        return table.reset_index(drop=True), entry["path"]
    return read_table(path).reset_index(drop=True), file


def with_answers(table, answers, on):
    """A table with its answers, which have a file of their own: by columns that both have, or
    by the order of the rows."""
    if on is None:
        return table.join(answers)
    # A file of text and one of types hold the same names otherwise.
    keys = [on] if isinstance(on, str) else on
    return table.merge(answers.astype({key: table[key].dtype for key in keys}), on=on)


def values_of(objective):
    """Words that look missing in the table and are values."""
    train = declared(objective, "train")
    return (train["dialect"].get("values") or ()) if train else ()
