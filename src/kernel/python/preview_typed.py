"""Tables whose cells have types, for the data preview: JSON, parquet, Excel."""

import itertools
import json
import os
import re
import zipfile

from preview_columns import plain
from preview_tables import CELL, SAMPLE, distinct_names, table
from preview_words import TEXT, plural, printable, shorten

SHEET_CELLS = 60_000  # Excel is slow to read
STRINGS = 32 << 20  # bytes of text in a workbook, all read to read any
TITLES = 60  # rows of a sheet in which its column names are looked for
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
    entry["dialect"] = {"format": "jsonl", "encoding": source.read_as}
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
            return records_table(budget, objects, rows, entry, source)
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
    under = records_under(value)
    if under:
        keys, objects = under
        entry["kind"], entry["text"] = "other", None
        entry["notes"].append("rows under “" + "/".join(map(printable, keys)) + "”")
        return records_table(budget, objects, (len(objects), False), entry, source, keys)
    if isinstance(value, dict) and is_columns(value):
        rows = [dict(zip(value, row)) for row in zip(*value.values())]
        entry["dialect"] = {"format": "json", "encoding": source.read_as}
        return object_table(budget, rows, (len(rows), False))
    entry["notes"].append(json_shape(value))
    entry["text"] = shorten(json.dumps(value, indent=1, ensure_ascii=False), TEXT)
    return None


def records_under(value, above=()):
    """(keys, objects) of the longest list of objects in an object; None where there is none."""
    found = []
    for key, item in value.items() if isinstance(value, dict) else ():
        if isinstance(item, list) and item and all(isinstance(each, dict) for each in item):
            found.append(([*above, key], item))
        elif isinstance(item, dict) and len(above) < 3:
            below = records_under(item, [*above, key])
            found += [below] if below else []
    return max(found, key=lambda each: len(each[1]), default=None)


def records_table(budget, objects, rows, entry, source, keys=()):
    """Objects as rows, with what is nested in them as columns of its own."""
    nested = any(isinstance(value, dict) for item in objects for value in item.values())
    entry["dialect"] = {
        "format": "json",
        "encoding": source.read_as,
        "records": list(keys),
        "nested": nested or bool(keys),
    }
    if nested:
        entry["notes"].append("nested objects as columns, with a dot between")
        objects = [flat(item) for item in objects]
    return object_table(budget, objects, rows)


def flat(item, above=""):
    """An object without objects in it, as pandas.json_normalize makes it."""
    found = {}
    for key, value in item.items():
        if isinstance(value, dict) and value:
            found.update(flat(value, f"{above}{key}."))
        else:
            found[f"{above}{key}"] = value
    return found


def object_table(budget, objects, rows):
    """Objects as rows, their keys as columns in the order of appearance."""
    names = list(dict.fromkeys(itertools.chain.from_iterable(objects)))
    keys = [names[i] for i in budget.kept(names)]
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
        keep = [names[i] for i in budget.kept(names)]
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
    """A table in parts; what the names of their folders say, "year=2020", are columns of it."""
    try:
        import pyarrow.dataset
    except ImportError:
        entry["notes"].append("pyarrow, which reads parquet, cannot be imported here")
        return None
    whole = pyarrow.dataset.dataset(path, format="parquet", partitioning="hive")
    parts = list(whole.get_fragments())
    entry["notes"].append(plural(len(parts), "part"))
    names = whole.schema.names
    keep = [names[i] for i in budget.kept(names)]
    places = sorted({i * (len(parts) - 1) // (GROUPS - 1) for i in range(GROUPS)})
    each = budget.rows(len(names)) // len(places)
    read = []
    for place in places:
        head = parts[place].scanner(whole.schema, columns=keep).head(each)
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
