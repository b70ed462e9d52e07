"""A file's part of the data preview, and what kind of file it is by its name."""

import collections
import os

from preview_archives import UNPACKERS, is_tar
from preview_words import printable

DELIMITED = {".csv", ".tsv", ".tab", ".psv", ".data"}
LINES = {".jsonl", ".ndjson"}
JSON = {".json", ".geojson"}
PARQUET = {".parquet", ".pq"}
EXCEL = {".xlsx", ".xlsm"}
ARROW = {".feather", ".ftr", ".arrow", ".ipc"}
STATA = {".dta"}
#: Files of cells with types, which need a library each.
TYPED = PARQUET | EXCEL | ARROW | STATA
IMAGES = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"}

SKIPPED = {"__pycache__", "__MACOSX", "aide-runs"}

CLOSED = dict.fromkeys(
    (".pkl", ".pickle", ".joblib"), "not opened, since opening it runs what is in it"
)
for ending, what in {
    ".xls": "the old Excel format",
    ".xlsb": "Excel’s binary format",
    ".ods": "a sheet of LibreOffice",
    ".7z": "a 7z archive",
    ".rar": "a rar archive",
    ".zst": "packed by zstd",
    ".sqlite": "a database",
    ".sqlite3": "a database",
    ".db": "a database",
    ".duckdb": "a database",
    ".h5": "HDF5",
    ".hdf5": "HDF5",
    ".sav": "a table of SPSS",
    ".zsav": "a table of SPSS",
    ".por": "a table of SPSS",
    ".sas7bdat": "a table of SAS",
    ".xpt": "a table of SAS",
    ".rds": "a table of R",
    ".rda": "tables of R",
    ".rdata": "tables of R",
    ".npy": "an array of NumPy",
    ".npz": "arrays of NumPy",
    ".mat": "arrays of MATLAB",
    ".arff": "a table of Weka",
    ".orc": "ORC",
    ".avro": "Avro",
}.items():
    other = "unpacked, or as .zip," if ending in (".7z", ".rar", ".zst") else "as .csv or .parquet"
    CLOSED[ending] = f"not read, since it is {what}; {other} it would be"


#: What a file is by its first bytes, and how it would be called to be read.
CALLED = {
    b"\x1f\x8b": ("packed by gzip", "with .gz behind its name"),
    b"BZh": ("packed by bzip2", "with .bz2 behind its name"),
    b"\xfd7zXZ": ("packed by xz", "with .xz behind its name"),
    b"\x28\xb5\x2f\xfd": ("packed by zstd", "unpacked, or as .zip,"),
    b"PK\3\4": ("a workbook or an archive by another name", "called .xlsx or .zip"),
    b"PAR1": ("parquet by another name", "called .parquet"),
    b"\xd0\xcf\x11\xe0": ("the old Excel format", "as .csv or .parquet"),
}


def misnamed(head):
    """Why a file of this beginning is not read under the name that it has; None for others."""
    for sign, (what, way) in CALLED.items():
        if head.startswith(sign):
            return f"not read, since it is {what}; {way} it would be"
    return None


def new_entry(path, size):
    """A file's part of the preview, as `FilePreview` in the TypeScript has it."""
    return {
        "path": printable(path),
        "size": size,
        "kind": "other",
        "table": None,
        "text": None,
        "thumbnail": None,
        "notes": [],
        "dialect": None,
    }


def set_table(entry, table):
    if table is not None:
        entry["kind"], entry["table"] = "table", table


def place(entry, file, member=None):
    """Keep in which file a table lies, and as which member of an archive."""
    if entry["dialect"]:
        entry["dialect"]["file"] = file
        if member:
            entry["dialect"]["member"] = member


def folder_line(relative, files):
    endings = collections.Counter(
        os.path.splitext(name)[1].lower().lstrip(".") for _, name, _ in files
    )
    ordered = sorted(endings.items(), key=lambda item: (-item[1], item[0]))
    return {
        "path": printable(relative),
        "files": len(files),
        "bytes": sum(size for _, _, size in files),
        "extensions": [{"ext": printable(e), "count": c} for e, c in ordered[:12]],
    }


def kind_by_name(name):
    """Roughly what a file is, to decide how many like it are listed."""
    stem, suffix = os.path.splitext(name.lower())
    if suffix == ".zip" or is_tar(name):
        return "archive"
    if suffix in UNPACKERS:
        suffix = os.path.splitext(stem)[1]
    if suffix in DELIMITED | LINES | TYPED:
        return "table"
    return "image" if suffix in IMAGES else suffix
