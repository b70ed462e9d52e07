"""Reads as much of a file, whatever its format, as shows the columns that it holds.

Nothing is unpickled, extracted or imported from where the data are. A table here is
as in ``answer_text``.
"""

import bz2
import gzip
import io
import itertools
import lzma
import os
import re
import tarfile
import zipfile

import numpy as np
from answer_text import ROWS, Unreadable, rows_of, table_of_rows, tables_of_text
from preview_source import Source

MEMBERS = 1000  # files of one archive that are looked into
UNPACKED = 64 << 20  # bytes of a member that must be had at once
#: What holds no column: pictures, sound, films, fonts, documents to be read by people.
MEDIA = re.compile(
    r"\.(png|jpe?g|jpe|jfif|gif|bmp|webp|tiff?|svg|ico|hei[cf]|avif|dcm|nii|wav|mp3|flac|og[ga]|opus|"
    r"m4a|aac|aiff?|wma|midi?|mp4|m4v|avi|mov|mkv|webm|mpe?g|wmv|ttf|otf|woff2?|pdf)$",
    re.I,
)
#: Whatever they begin with, these are for programs that run what is in them.
PICKLES = (".pkl", ".pickle", ".p", ".joblib", ".pt", ".pth", ".ckpt", ".dill", ".skops")
PICKLE = re.compile(rb"\x80[\x02-\x05]|\([ldi](p\d+)?\n|c[\w.]+\n[\w.]+\n")
SPEC = ("[Content_Types].xml", "mimetype")  # a document of several parts
UNPACK = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ\0": lzma.open}


def is_media(name):
    """Whether a file of this name holds no column, so that it need not be opened."""
    return MEDIA.search(name) is not None


def tables_in(path):
    """The tables of a file. Raises ``Unreadable`` where there may be more."""
    yield from _readable(_tables_at(path))


def tables_in_stream(stream, name):
    """The same of a file in an archive, which is unpacked as it is read."""
    yield from _readable(_tables(_Plain(stream), name, None, 1))


def _tables_at(path):
    with open(path, "rb") as stream:
        yield from _tables(stream, os.path.basename(path), os.path.getsize(path), 0)


def _readable(tables):
    try:
        yield from tables
    except Unreadable:
        raise
    except ImportError as error:
        raise Unreadable(f"{error.name} is not installed, which reads it") from error
    except MemoryError:
        raise
    except Exception as error:  # Libraries raise their own of what is broken.
        said = str(error).strip().split("\n")[0][:100] or type(error).__name__
        raise Unreadable(f"it cannot be read: {said}") from error


def _tables(stream, name, size, depth):
    """``size`` is None for what is unpacked as it is read."""
    if is_media(name):
        return
    if name.lower().endswith(PICKLES):
        raise Unreadable("opening it runs what is in it")
    stream = stream if size is not None else io.BufferedReader(stream)
    head = stream.read(512) if size is not None else stream.peek(512)[:512]
    if size is not None:
        stream.seek(0)
    if not head:
        return
    if head[:4] == b"PAR1":
        yield from _parquet(_whole(stream, size))
    elif head[:6] == b"ARROW1" or head[:4] == b"FEA1":
        yield from _feather(_whole(stream, size))
    elif head.startswith(b"<stata_dta>") or name.lower().endswith(".dta"):
        yield from _stata(_whole(stream, size))
    elif head[:6] == b"\x93NUMPY":
        yield from _array(np.load(_whole(stream, size), allow_pickle=False))
    elif head[:4] in (b"PK\3\4", b"PK\5\6"):
        yield from _zip(_whole(stream, size), depth)
    elif head[257:262] == b"ustar":
        yield from _tar(stream, depth)
    elif any(head.startswith(mark) for mark in UNPACK):
        _deeper(depth)
        unpack = next(UNPACK[mark] for mark in UNPACK if head.startswith(mark))
        with unpack(stream) as inner:
            yield from _tables(_Plain(inner), os.path.splitext(name)[0], None, depth + 1)
    elif PICKLE.match(head):
        raise Unreadable("opening it runs what is in it")
    else:
        source = Source(stream, size, size is not None)
        if source.encoding is None:
            raise Unreadable("its format is not read here")
        yield from tables_of_text(source)


class _Plain(io.RawIOBase):
    """What is unpacked as it is read, as ``io.BufferedReader`` takes it."""

    def __init__(self, stream):
        super().__init__()
        self._stream = stream

    def readable(self):
        return True

    def readinto(self, buffer):
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _whole(stream, size):
    """A stream in which one can go back and forth."""
    if size is not None:
        return stream
    data = stream.read(UNPACKED + 1)
    if len(data) > UNPACKED:
        raise Unreadable("it is too large within an archive")
    return io.BytesIO(data)


def _deeper(depth):
    if depth >= 3:
        raise Unreadable("it is an archive within archives")


def _zip(stream, depth):
    with zipfile.ZipFile(stream) as packed:
        infos = [info for info in packed.infolist() if not info.is_dir()]
        names = {info.filename for info in infos}
        if "xl/workbook.xml" in names:
            yield from _workbook(stream)
            return
        if names & set(SPEC):
            raise Unreadable("its format is not read here")
        _deeper(depth)
        infos = [info for info in infos if not is_media(info.filename)]
        if len(infos) > MEMBERS:
            raise Unreadable(f"it has more than {MEMBERS:,} files")
        for info in infos:
            with packed.open(info) as inner:
                yield from _tables(_Plain(inner), info.filename, None, depth + 1)


def _tar(stream, depth):
    _deeper(depth)
    looked = 0
    with tarfile.open(fileobj=stream, mode="r|") as packed:
        for info in packed:
            if not info.isfile() or is_media(info.name):
                continue
            looked += 1
            if looked > MEMBERS:
                raise Unreadable(f"it has more than {MEMBERS:,} files")
            yield from _tables(_Plain(packed.extractfile(info)), info.name, None, depth + 1)


def _parquet(stream):
    from pyarrow import parquet

    file = parquet.ParquetFile(stream)
    count = rows_of(len(file.schema_arrow.names))
    for batch in file.iter_batches(batch_size=count):
        yield _of_arrow(batch)
        return
    yield list(map(str, file.schema_arrow.names)), [], 0


def _feather(stream):
    from pyarrow import feather

    table = feather.read_table(stream)
    yield _of_arrow(table.slice(0, rows_of(table.num_columns)))


def _stata(stream):
    import pandas as pd

    # What the numbers below labels are tells as much.
    with pd.read_stata(stream, chunksize=ROWS, convert_categoricals=False) as parts:
        table = next(iter(parts))
    yield list(table), [table[name].tolist() for name in table], len(table)


def _of_arrow(table):
    names = list(map(str, table.schema.names))
    return names, [column.to_pylist() for column in table.columns], table.num_rows


def _array(array):
    if array.dtype.names:
        names = list(array.dtype.names)
        yield names, [array[name].reshape(-1)[:ROWS].tolist() for name in names], ROWS
        return
    array = array.reshape(len(array), -1) if array.ndim > 1 else array.reshape(-1, 1)
    columns = array[: rows_of(array.shape[1])].T.tolist()
    yield list(map(str, range(len(columns)))), columns, ROWS


def _workbook(stream):
    import openpyxl

    book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            rows = itertools.islice(sheet.iter_rows(values_only=True), ROWS)
            yield from table_of_rows([[*row] for row in rows], None)
    finally:
        book.close()
