"""Tables whose cells have types, for the data preview: parquet, Excel."""

import itertools
import os
import zipfile

from preview_columns import plain
from preview_tables import SAMPLE, distinct_names, table
from preview_words import plural, printable

SHEET_CELLS = 60_000  # Excel is slow to read
STRINGS = 32 << 20  # bytes of text in a workbook, all read to read any
TITLES = 60  # rows of a sheet in which its column names are looked for
GROUPS = 8  # row groups of a parquet file that are looked into


def parquet(path, entry, budget):
    try:
        import pyarrow.parquet
    except ImportError:
        entry["notes"].append("pyarrow, which reads parquet, cannot be imported here")
        return None
    with pyarrow.parquet.ParquetFile(path, memory_map=True) as file:
        groups, rows = file.metadata.num_row_groups, file.metadata.num_rows
        entry["notes"].append(plural(groups, "row group"))
        names = file.schema_arrow.names
        keep = [names[i] for i in budget.kept(names)]
        # The heads of row groups spread over the file.
        places = sorted({i * (groups - 1) // (GROUPS - 1) for i in range(GROUPS)})
        each = budget.rows(len(names)) // len(places)
        read = []
        for group in places if groups else []:
            batches = file.iter_batches(
                batch_size=min(each, 8192), row_groups=[group], columns=keep
            )
            rest = each
            for batch in batches:
                cells = [map(plain, c.to_pylist()) for c in batch.slice(0, rest).columns]
                read += map(list, zip(*cells))
                rest -= batch.num_rows
                if rest <= 0:
                    break
        dtypes = [pandas_dtype(field.type) for field in file.schema_arrow]
    return table(budget, list(map(printable, names)), (rows, False), read, dtypes)


def parquet_parts(folder):
    """The files of a folder that is one table; none where it is no such folder."""
    named, parts = folder.lower().endswith((".parquet", ".pq")), []
    for below, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[:1] not in "._")
        for name in sorted(name for name in names if name[:1] not in "._"):
            is_part = name.lower().endswith((".parquet", ".pq"))
            told = named or name.startswith("part-") or "=" in below[len(folder) :]
            if not is_part or not told:
                return []
            parts.append(os.path.join(below, name))
    return parts


def parquet_folder(path, entry, budget):
    """A table in parts, in a folder or by their paths; what the names of their folders say,
    "year=2020", are columns of it."""
    try:
        import pyarrow.dataset
    except ImportError:
        entry["notes"].append("pyarrow, which reads parquet, cannot be imported here")
        return None
    whole = pyarrow.dataset.dataset(
        path, format="parquet", partitioning="hive" if isinstance(path, str) else None
    )
    parts = list(whole.get_fragments())
    if isinstance(path, str):
        entry["notes"].append(plural(len(parts), "part"))
    names = whole.schema.names
    keep = [names[i] for i in budget.kept(names)]
    places = sorted({i * (len(parts) - 1) // (GROUPS - 1) for i in range(GROUPS)})
    each = budget.rows(len(names)) // len(places)
    read = []
    for part in places:
        head = parts[part].scanner(whole.schema, columns=keep).head(each)
        read += map(list, zip(*(map(plain, cells.to_pylist()) for cells in head.columns)))
    dtypes = [pandas_dtype(field.type) for field in whole.schema]
    rows = whole.count_rows(), False
    return table(budget, list(map(printable, names)), rows, read, dtypes)


def pandas_dtype(kind):
    try:
        return kind.to_pandas_dtype().__name__
    except (NotImplementedError, AttributeError):
        return str(kind)


def workbook(path, entry):
    """The sheets of a workbook, opened; None where they cannot be."""
    try:
        import openpyxl
    except ImportError:
        entry["notes"].append("openpyxl, which reads Excel, cannot be imported here")
        return None
    with zipfile.ZipFile(path) as packed:
        strings = [i for i in packed.infolist() if i.filename.endswith("Strings.xml")]
    if sum(info.file_size for info in strings) > STRINGS:
        entry["notes"].append("too large to be looked into without reading all of it")
        return None
    return openpyxl.load_workbook(path, read_only=True, data_only=True)


def sheet_table(sheet, entry, budget):
    """The table of one sheet: below its titles, from the first row that names most columns."""
    rows = sheet.iter_rows(values_only=True)
    head = list(itertools.islice(rows, TITLES))
    header = header_row(head)
    if header is None:
        return None
    if any(any(map(filled, row)) for row in head[:header]):
        entry["notes"].append(f"{plural(header, 'line')} above the table")
    entry["dialect"] = {"format": "excel", "sheet": sheet.title, "skip": header}
    names = ["" if cell is None else str(plain(cell)) for cell in head[header]]
    names = distinct_names(names)
    keep = budget.kept(names)
    limit = max(SAMPLE, SHEET_CELLS // len(names))
    below = (row for row in itertools.chain(head[header + 1 :], rows) if any(map(filled, row)))
    read = [
        [plain(row[i]) if i < len(row) else None for i in keep]
        for row in itertools.islice(below, limit)
    ]
    more = next(below, None) is not None
    count = max(limit + 1, (sheet.max_row or 0) - header - 1) if more else len(read)
    return table(budget, names, (count, more), read)


def header_row(head):
    """The place of the row with the column names: the first that is nearly as wide as most."""
    widths = [sum(map(filled, row)) for row in head]
    there = sorted(width for width in widths if width)
    if not there:
        return None
    usual = there[len(there) // 2]
    return next(at for at, width in enumerate(widths) if width and width >= 0.6 * usual)


def filled(cell):
    return cell is not None
