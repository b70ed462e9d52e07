"""Rows that came later, in whatever form a table is written."""

import codecs
import os
import re

import pandas as pd

# What tables are, by the ends of their names; all others are text.
KINDS = {".xlsx": "excel", ".xlsm": "excel", ".xls": "excel", ".parquet": "parquet"}
KINDS.update({".pq": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json"})
PACKED = (".gz", ".bz2", ".xz", ".zip", ".zst")


def later_rows(path, text, own=None, usual=",", decimal="."):
    """The table of a file. Text is read by text(path, …) with the sign between its columns and
    its encoding as they are found; what stands in own is read by that. Where that sign is not
    the usual one of the data, numbers may be written with another mark than theirs, too."""
    ending = os.path.splitext(path)[1].lower()
    kind = KINDS.get(ending, "text")
    if kind in (own or {}):
        return own[kind](path)
    if kind == "excel":
        return pd.read_excel(path)
    if kind == "parquet":
        return pd.read_parquet(path)
    if kind != "text":
        return pd.read_json(path, lines=kind == "jsonl")
    if ending in PACKED:
        return text(path, sep=usual, decimal=decimal)
    with open(path, "rb") as file:
        start = file.read(1 << 20)
    encoding = "utf-16" if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    try:
        said = codecs.getincrementaldecoder(encoding)().decode(start)
    except UnicodeDecodeError:
        encoding = "cp1252"
        said = start.decode(encoding, "replace")
    heading = said.split("\n", 1)[0]
    sep = max(usual + ",;\t|", key=heading.count)
    how = {"sep": r"\s+" if sep == " " else sep, "encoding": encoding}
    between = re.escape(sep)
    if sep == usual:
        how["decimal"] = decimal
    elif sep != "," and re.search(rf"{between}-?\d+,\d+\s*({between}|$)", said, re.M):
        how["decimal"] = ","
    return text(path, **how)
