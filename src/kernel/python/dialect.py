"""Reads and writes tables as the preview found them to be written."""

import bz2
import gzip
import io
import json
import lzma
import zipfile

import pandas as pd

OPENERS = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}


def read_as(path, dialect, text=True):
    """A table as it is written; with ``text``, of a text file every cell as it stands there."""
    form = dialect["format"]
    if form == "parquet":
        return pd.read_parquet(path)
    if form == "excel":
        return pd.read_excel(path, sheet_name=dialect["sheet"], skiprows=dialect.get("skip") or 0)
    data = content(path, dialect.get("member"))
    encoding = dialect.get("encoding") or "utf-8"
    if form == "jsonl":
        return pd.read_json(io.BytesIO(data), lines=True, encoding=encoding)
    if form == "json":
        if not dialect.get("nested"):
            return pd.read_json(io.BytesIO(data), encoding=encoding)
        value = json.loads(data.decode(encoding))
        for key in dialect.get("records") or ():
            value = value[key]
        return pd.json_normalize(value)
    options = {"dtype": str, "keep_default_na": False} if text else {}
    return pd.read_csv(
        io.BytesIO(data),
        encoding=encoding,
        sep=r"\s+" if dialect.get("separator") == " " else dialect.get("separator") or ",",
        skiprows=dialect.get("skip") or 0,
        comment="#" if dialect.get("comment") else None,
        on_bad_lines="skip" if dialect.get("lenient") else "error",
        **options,
    )


def write_as(frame, path, dialect, source):
    """Write a table so that what reads the file ``source`` reads it."""
    form = dialect["format"]
    if form == "parquet":
        try:
            frame.to_parquet(path, index=False)
        except (TypeError, ValueError):  # Rows of two files whose types differ.
            frame.astype(dict.fromkeys(frame.select_dtypes("object"), str)).to_parquet(path)
        return
    if form == "excel":
        skip = dialect.get("skip") or 0
        sheet = dialect["sheet"]
        frame.to_excel(path, sheet_name=sheet, startrow=skip, index=False, engine="openpyxl")
        return
    encoding = dialect.get("encoding") or "utf-8"
    if form in ("json", "jsonl"):
        text = frame.to_json(orient="records", lines=form == "jsonl", date_format="iso")
        for key in reversed(dialect.get("records") or ()):
            text = f"{{{json.dumps(key)}: {text}}}"
    else:
        text = frame.to_csv(sep=dialect.get("separator") or ",", index=False)
        if dialect.get("skip"):
            above = content(source, dialect.get("member")).decode(encoding, "replace")
            text = "".join(above.splitlines(True)[: dialect["skip"]]) + text
    data = text.encode(encoding, "replace")
    if dialect.get("member"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(dialect["member"], data)
        return
    with opener_of(path)(path, "wb") as file:
        file.write(data)


def content(path, member=None):
    """The bytes of a file, or of one in an archive."""
    if member:
        with zipfile.ZipFile(path) as packed:
            return packed.read(member)
    with opener_of(path)(path, "rb") as file:
        return file.read()


def opener_of(path):
    return next((fn for end, fn in OPENERS.items() if str(path).lower().endswith(end)), open)
