"""Reads and writes tables as the preview found them to be written."""

import bz2
import collections
import functools
import gzip
import io
import itertools
import json
import lzma
import os
import re

import pandas as pd
from packed import open_packed, write_packed
from plain_cells import plain_cells

JSON_FILE = re.compile(r"\.(geo)?json(\.(gz|bz2|xz))?$", re.I)
EXCEL_FILE = re.compile(r"\.xls[xm]$", re.I)
#: Forms of tables whose cells have types.
TYPED = ("excel", "parquet", "feather", "stata")
OPENERS = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
PACKED_SIGNS = {b"\x1f\x8b\x08": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ": lzma.open}


def read_as(path, dialect, text=True):
    """A table as it is written; with ``text``, of a text file every cell as it stands there."""
    form = dialect["format"]
    if dialect.get("plain"):
        return plain_cells(read_as(path, {**dialect, "plain": False}, text))
    if form in TYPED:
        member = dialect.get("member")
        return read_typed(io.BytesIO(content(path, member)) if member else path, dialect)
    if form == "csv":
        return read_text_table(path, dialect, text)
    data = content(path, dialect.get("member"))
    encoding = dialect.get("encoding") or "utf-8"
    codes = types_of(dialect)
    if form == "jsonl" and dialect.get("asWritten"):
        lines = io.StringIO(data.decode(encoding))
        return pd.DataFrame([json.loads(line) for line in lines if line.strip()])
    if form == "jsonl":
        return pd.read_json(io.BytesIO(data), lines=True, encoding=encoding, **codes)
    keys = dialect.get("records") or ()
    if not keys and not dialect.get("nested") and not dialect.get("asWritten"):
        return pd.read_json(io.BytesIO(data), encoding=encoding, **codes)
    value = json.loads(data.decode(encoding))
    for key in keys:
        value = value[key]
    if dialect.get("orient"):
        is_split = dialect["orient"] == "split"
        frame = pd.DataFrame(**value) if is_split else pd.DataFrame(value)
        return frame.reset_index(drop=True)
    return pd.json_normalize(value) if dialect.get("nested") else pd.DataFrame(value)


def read_text_table(path, dialect, text=True, nrows=None):
    with opened(path, dialect.get("member")) as file:
        frame = pd.read_csv(file, nrows=nrows, **options_of(dialect, text))
    return with_names(frame, dialect)


def read_typed(source, dialect):
    """A table of cells with types, at a path or in an open file."""
    form = dialect["format"]
    if form == "excel":
        rows = {"skiprows": skipped(dialect), "skipfooter": dialect.get("below") or 0}
        return pd.read_excel(source, sheet_name=dialect["sheet"], **rows)
    if form == "parquet":
        return plain_parts(pd.read_parquet(source))
    return pd.read_feather(source) if form == "feather" else pd.read_stata(source)


def options_of(dialect, text=True):
    """How pandas reads a text file; with ``text`` every cell as it stands there."""
    return {
        "encoding": dialect.get("encoding") or "utf-8",
        "sep": r"\s+" if dialect.get("separator") == " " else dialect.get("separator") or ",",
        "skiprows": skipped(dialect),
        **({"skipfooter": dialect["below"], "engine": "python"} if dialect.get("below") else {}),
        **({"skipinitialspace": True} if dialect.get("spaced") else {}),
        **({"escapechar": "\\"} if dialect.get("escaped") else {}),
        "comment": "#" if dialect.get("comment") else None,
        "on_bad_lines": "skip" if dialect.get("lenient") else "error",
        **({} if dialect.get("header", True) else {"header": None}),
        **({"dtype": str, "keep_default_na": False} if text else types_of(dialect)),
    }


def skipped(dialect):
    """The lines above the column names, and the one with units below them."""
    above = dialect.get("skip") or 0
    return [*range(above), above + 1] if dialect.get("units") else above


def types_of(dialect):
    """How pandas keeps names of digits as they are written."""
    return {"dtype": dict.fromkeys(dialect.get("texts") or (), str) or None}


def with_names(frame, dialect):
    """A table whose columns have names, also where the file has none."""
    return frame if dialect.get("header", True) else frame.rename(columns=str)


def plain_parts(frame):
    """A table with what the names of its parts say, "year=2020", as values like any other."""
    parts = frame.select_dtypes("category")
    return frame.astype({name: parts[name].cat.categories.dtype for name in parts})


def write_as(tables, path, source, kept=()):
    """Write tables, each with its dialect, so that what reads the file ``source`` reads them.

    ``kept`` is what else in it, of an archive or a workbook, is written as it is.
    """
    dialect = tables[0][1]
    if dialect.get("member"):
        members = collections.defaultdict(list)
        for table in tables:
            members[table[1]["member"]].append(table)
        files = {name: bytes_of(each, source) for name, each in members.items()}
        write_packed(path, source, files, kept)
    elif dialect["format"] in TYPED:
        write_typed(tables, path, source, kept)
    else:
        with opener_of(source)(path, "wb") as file:
            file.write(text_of(tables, source, kept))


def bytes_of(tables, source):
    """Tables as the bytes of a file in the archive ``source``."""
    if tables[0][1]["format"] not in TYPED:
        return text_of(tables, source)
    made = io.BytesIO()
    write_typed(tables, made, source)
    return made.getvalue()


def write_typed(tables, target, source, kept=()):
    """Write tables whose cells have types to a path or an open file."""
    frame, dialect = tables[0]
    if dialect["format"] == "excel":
        write_sheets(tables, target, source, kept)
    elif dialect["format"] == "stata":
        frame.to_stata(target, write_index=False, version=118)
    else:
        name, frame = f"to_{dialect['format']}", frame.reset_index(drop=True)
        try:
            getattr(frame, name)(target)
        except (TypeError, ValueError):  # Rows of two files whose types differ.
            texts = dict.fromkeys(frame.select_dtypes("object"), str)
            getattr(frame.astype(texts), name)(target)


def as_numbered(ids, entry):
    """Names of rows for the file ``entry``: one that has types has numbers where whoever reads
    them from a file of text gets numbers."""
    dialect = entry["dialect"] if entry else {"format": "csv"}
    if dialect["format"] == "csv" or ids.name in dialect.get("texts", ()):
        return ids
    numbers = pd.to_numeric(ids, errors="coerce")
    return ids if numbers.isna().any() else numbers


def write_sheets(tables, path, source, kept):
    """A workbook with the tables in their sheets, and those that are kept, in their order."""
    made = {table[1]["sheet"]: table for table in tables}
    member = tables[0][1].get("member")
    whole = io.BytesIO(content(source, member)) if member else source
    with pd.ExcelFile(whole) as book, pd.ExcelWriter(path, engine="openpyxl") as writer:
        for sheet in book.sheet_names:
            if sheet in made:
                frame, dialect = made[sheet]
                skip = dialect.get("skip") or 0
                first = functools.partial(pd.read_excel, book, sheet_name=sheet, skiprows=skip)
                frame = with_units_and_total(frame, dialect, first)
                frame.to_excel(writer, sheet_name=sheet, startrow=skip, index=False)
            elif sheet in kept:
                cells = book.parse(sheet, header=None)
                cells.to_excel(writer, sheet_name=sheet, header=False, index=False)


def text_of(tables, source, kept=()):
    """Tables as the bytes of a text file: several, and what is kept, under keys of an object."""
    frame, dialect = tables[0]
    encoding = dialect.get("encoding") or "utf-8"
    form = dialect["format"]
    if dialect.get("records"):
        text = under_keys(tables, source, kept)
    elif form in ("json", "jsonl"):
        orient = dialect.get("orient") or "records"
        frame = frame.reset_index(drop=True)
        text = frame.to_json(orient=orient, lines=form == "jsonl", date_format="iso")
    else:
        plain = {**dialect, "units": False, "below": 0}
        first = functools.partial(read_text_table, source, plain)
        frame = with_units_and_total(frame, dialect, first)
        header = dialect.get("header", True)
        # By itself pandas takes few rows at once of many columns, which takes four times as long.
        options = {"index": False, "header": header, "chunksize": 10_000}
        if dialect.get("escaped"):
            options.update(escapechar="\\", doublequote=False)
        text = frame.to_csv(sep=dialect.get("separator") or ",", **options)
        if dialect.get("skip"):
            text = above(source, dialect, encoding) + text
    return text.encode(encoding, "replace")


def under_keys(tables, source, kept):
    """An object with tables under their keys, and with the keys of the source that are kept."""
    dialect = tables[0][1]
    text = content(source, dialect.get("member")) if kept else b"{}"
    whole = json.loads(text.decode(dialect.get("encoding") or "utf-8"))
    whole = {key: value for key, value in whole.items() if key in kept}
    for frame, each in tables:
        rows = json.loads(frame.to_json(orient="records", date_format="iso"))
        at, (*above_it, key) = whole, each["records"]
        for name in above_it:
            at = at.setdefault(name, {})
        is_rows = each.get("nested", False)
        at[key] = rows if is_rows else {name: [row[name] for row in rows] for name in frame}
    return json.dumps(whole, ensure_ascii=False)


def above(path, dialect, encoding):
    """The lines above the column names."""
    with opened(path, dialect.get("member")) as file:
        lines = io.TextIOWrapper(file, encoding, "replace", newline="")
        return "".join(itertools.islice(lines, dialect["skip"]))


def with_units_and_total(frame, dialect, first):
    """A table with the rows of its file that are none of its own: units, as the ``first`` row
    of it has them, and one that a total stands for."""
    rows = [frame.astype(object)]
    if dialect.get("units"):
        rows.insert(0, first(nrows=1).reindex(columns=frame.columns))
    if dialect.get("below"):
        # What it tells of rows that are held out nobody gets.
        rows.append(pd.DataFrame([["Total"]], columns=frame.columns[:1]))
    return pd.concat(rows) if len(rows) > 1 else frame


def content(path, member=None):
    """The bytes of a file, or of one in an archive."""
    with opened(path, member) as file:
        return file.read()


def opened(path, member=None):
    """A file, or one in an archive, as a stream of what is packed in it."""
    return open_packed(path, member) if member else opener_of(path)(path, "rb")


def opener_of(path):
    """What opens a file that may be packed: as its name says, or else its first bytes."""
    for end, opener in OPENERS.items():
        if str(path).lower().endswith(end):
            return opener
    if not os.path.exists(path):
        return open
    with open(path, "rb") as file:
        start = file.read(6)
    return next((PACKED_SIGNS[sign] for sign in PACKED_SIGNS if start.startswith(sign)), open)
