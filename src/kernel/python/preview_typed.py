"""Tables in workbooks of Excel, for the data preview."""

import itertools
import zipfile
from datetime import time, timedelta

from preview_cells import plain
from preview_header import distinct_names
from preview_rows import has_units, names_again, total_in, total_left_out
from preview_tables import SAMPLE, table
from preview_words import plural

SHEET_CELLS = 60_000  # Excel is slow to read
STRINGS = 32 << 20  # bytes of text in a workbook, all read to read any
TITLES = 60  # rows of a sheet in which its column names are looked for


def workbook(source, entry):
    """The sheets of a workbook at a path or in an open file; None where they cannot be had."""
    try:
        import openpyxl
    except ImportError:
        entry["notes"].append("openpyxl, which reads Excel, cannot be imported here")
        return None
    with zipfile.ZipFile(source) as packed:
        strings = [i for i in packed.infolist() if i.filename.endswith("Strings.xml")]
    if sum(info.file_size for info in strings) > STRINGS:
        entry["notes"].append("too large to be looked into without reading all of it")
        return None
    return openpyxl.load_workbook(source, read_only=True, data_only=True)


def sheet_table(sheet, entry, budget):
    """The table of one sheet: below its titles, from the first row that names most columns."""
    rows = sheet.iter_rows(values_only=True)
    head = list(itertools.islice(rows, TITLES))
    header = header_row(head)
    if header is None:
        return None
    if any(any(map(filled, row)) for row in head[:header]):
        entry["notes"].append(f"{plural(header, 'line')} above the table")
    names = ["" if cell is None else str(plain(cell)) for cell in head[header]]
    names = distinct_names(names)
    keep = budget.kept(names)
    limit = max(SAMPLE, SHEET_CELLS // len(names))
    units = has_units(head[header + 1 : header + 50])
    if units:
        entry["notes"].append("the row below the column names has units and is left out")
    start = header + 1 + units
    below = (row for row in itertools.chain(head[start:], rows) if any(map(filled, row)))
    cells = [
        [row[i] if i < len(row) else None for i in keep] for row in itertools.islice(below, limit)
    ]
    times = any(isinstance(cell, (time, timedelta)) for row in cells for cell in row)
    entry["dialect"] = {
        "format": "excel",
        "sheet": sheet.title,
        "skip": header,
        "plain": times,
        "units": units,
    }
    more = next(below, None) is not None
    again = sum(row == [head[header][i] for i in keep] for row in cells)
    entry["notes"] += names_again(again)
    total = None if more or not cells else total_in(cells[-1], cells[:-1])
    if total:
        total_left_out(total, entry)
        cells.pop()
    read = [list(map(plain, row)) for row in cells]
    count = max(limit + 1, (sheet.max_row or 0) - start) if more else len(read)
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
