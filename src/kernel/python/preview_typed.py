"""Tables whose cells have types, for the data preview: JSON, parquet, Excel."""

import itertools
import json
import re
import zipfile

from preview_columns import plain
from preview_tables import CELL, SAMPLE, distinct_names, kept, table
from preview_words import TEXT, plural, printable, shorten

SHEET_CELLS = 60_000  # Excel is slow to read
STRINGS = 32 << 20  # bytes of text in a workbook, all read to read any
GROUPS = 8  # row groups of a parquet file that are looked into


# JSON


def json_lines(source, entry, budget):
    """One JSON object a line."""
    every = budget.every(source.lines, 20)
    objects, seen, broken = [], 0, 0
    for text, _ in source.pieces:
        for line in text.splitlines():
            if not line.strip():
                continue
            seen += 1
            if seen % every and len(objects) >= SAMPLE:
                continue
            try:
                value = json.loads(line)
            except ValueError:
                broken += 1
                continue
            objects.append(value if isinstance(value, dict) else {"value": value})
    if broken:
        entry["notes"].append(f"{plural(broken, 'row')} that cannot be parsed left out")
    return object_table(budget, objects, source.rows(seen, 0)) if objects else None


def json_file(source, entry, budget):
    """A list of objects is a table, objects line by line and lists of one length
    too; the rest is told as text."""
    text = source.text.lstrip()
    first = text.split("\n", 1)[0].rstrip()
    if first.startswith("{") and first.endswith("}") and len(first) < len(text.rstrip()):
        return json_lines(source, entry, budget)
    if text.startswith("["):
        objects, used = leading_items(text)
        if objects and all(isinstance(item, dict) for item in objects):
            if not source.whole:
                rows = round(len(objects) * source.size / used), True
            elif used < len(text.rstrip()) - 1:
                entry["notes"].append(f"broken after {plural(len(objects), 'row')}")
                rows = len(objects), True
            else:
                rows = len(objects), False
            return object_table(budget, objects, rows)
    entry["kind"] = "json"
    entry["text"] = shorten(text, TEXT)
    if not source.whole:
        entry["notes"].append("only its beginning was read")
        return None
    try:
        value = json.loads(text)
    except ValueError:
        entry["notes"].append("not valid JSON")
        return None
    if isinstance(value, dict) and is_columns(value):
        rows = [dict(zip(value, row)) for row in zip(*value.values())]
        return object_table(budget, rows, (len(rows), False))
    entry["notes"].append(json_shape(value))
    entry["text"] = shorten(json.dumps(value, indent=1, ensure_ascii=False), TEXT)
    return None


def object_table(budget, objects, rows):
    """Objects as rows, their keys as columns in the order of appearance."""
    names = list(dict.fromkeys(itertools.chain.from_iterable(objects)))
    keys = [names[i] for i in kept(len(names))]
    every = budget.every(len(objects), len(names))
    read = [[plain(item.get(key)) for key in keys] for item in objects[::every]]
    return table(budget, distinct_names(names), rows, read)


def leading_items(text):
    """The items at the head of a JSON list that may be cut off, and the length of
    the text that they take."""
    decoder, items, at = json.JSONDecoder(), [], 1
    space = re.compile(r"[\s,]*")
    while True:
        at = space.match(text, at).end()
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return items, at
        items.append(item)


def is_columns(value):
    lists = [item for item in value.values() if isinstance(item, list)]
    return 0 < len(lists) == len(value) and len(set(map(len, lists))) == 1


def json_shape(value):
    if isinstance(value, dict):
        keys = ", ".join(map(printable, itertools.islice(value, 8)))
        return f"an object with {plural(len(value), 'key')}: {shorten(keys, CELL)}"
    if isinstance(value, list):
        return f"a list of {plural(len(value), 'item')}"
    return "a single value"


# Parquet and Excel


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
        keep = [names[i] for i in kept(len(names))]
        # The heads of row groups spread over the file.
        places = sorted({i * (groups - 1) // (GROUPS - 1) for i in range(GROUPS)})
        each = budget.rows(len(names)) // len(places)
        read = []
        for place in places if groups else []:
            batches = file.iter_batches(
                batch_size=min(each, 8192), row_groups=[place], columns=keep
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


def sheet_table(sheet, budget):
    """The table of one sheet: from its first row that is not empty."""
    rows = (row for row in sheet.iter_rows(values_only=True) if any(map(filled, row)))
    header = next(rows, None)
    if header is None:
        return None
    names = distinct_names(["" if cell is None else str(plain(cell)) for cell in header])
    keep = kept(len(names))
    limit = max(SAMPLE, SHEET_CELLS // len(names))
    read = [
        [plain(row[i]) if i < len(row) else None for i in keep]
        for row in itertools.islice(rows, limit)
    ]
    more = next(rows, None) is not None
    count = max(limit + 1, (sheet.max_row or 0) - 1) if more else len(read)
    return table(budget, names, (count, more), read)


def filled(cell):
    return cell is not None
