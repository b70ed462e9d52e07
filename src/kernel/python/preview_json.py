"""Tables of JSON, for the data preview."""

import itertools
import json
import re

from preview_cells import plain
from preview_entries import new_entry, place, set_table
from preview_header import distinct_names
from preview_tables import CELL, SAMPLE, table
from preview_words import TEXT, plural, printable, shorten

KEYS_OF_TABLES = 8  # tables under keys of one object
SPLIT = {"columns", "index", "data"}  # the keys of a table that pandas wrote so


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
    entry["dialect"] = {"format": "jsonl", "encoding": source.read_as, "asWritten": True}
    return object_table(budget, objects, source.rows(seen, 0)) if objects else None


def json_file(source, entry, budget, inside):
    """A list of objects is a table, objects line by line and lists of one length
    too; several under keys of an object are put ``inside``, the rest is told as text."""
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
    under = list(itertools.islice(records_under(value), KEYS_OF_TABLES + 1))
    if 1 < len(under) <= KEYS_OF_TABLES:
        entry["kind"] = "archive"
        entry["notes"].append(plural(len(under), "table"))
        entry["text"] = "\n".join("/".join(map(printable, keys)) for keys, _ in under)
        for keys, rows in under:
            inner = new_entry("/".join([entry["path"], *keys]), 0)
            inside.append(inner)
            set_table(inner, table_under(budget, rows, inner, source, keys))
            place(inner, entry["path"])
        return None
    if under:
        keys, rows = max(under, key=lambda each: len(each[1]))
        entry["kind"], entry["text"] = "other", None
        entry["notes"].append("rows under “" + "/".join(map(printable, keys)) + "”")
        return table_under(budget, rows, entry, source, keys)
    if isinstance(value, dict) and is_columns(value) and value.keys() != SPLIT:
        return table_under(budget, value, entry, source, ())
    orient = orient_of(value)
    if orient:
        rows = objects_of(value, orient)
        entry["kind"], entry["text"] = "other", None
        written = {"format": "json", "encoding": source.read_as, "asWritten": True}
        entry["dialect"] = {**written, "orient": orient}
        return object_table(budget, rows, (len(rows), False))
    entry["notes"].append(json_shape(value))
    entry["text"] = shorten(json.dumps(value, indent=1, ensure_ascii=False), TEXT)
    return None


def orient_of(value):
    """How pandas wrote a table: its columns, each an object of its rows by their numbers, or
    names and rows apart; None for what it did not."""
    if not isinstance(value, dict):
        return None
    if value.keys() == SPLIT:
        width = len(value["columns"])
        return "split" if all(len(row) == width for row in value["data"]) else None
    columns = list(value.values())
    if len(columns) < 2 or not all(isinstance(each, dict) for each in columns):
        return None
    rows = list(columns[0])
    is_table = rows and all(list(each) == rows for each in columns) and all(map(str.isdigit, rows))
    return "columns" if is_table else None


def objects_of(value, orient):
    if orient == "split":
        return [dict(zip(value["columns"], row)) for row in value["data"]]
    rows = zip(*(each.values() for each in value.values()))
    return [dict(zip(value, row)) for row in rows]


def records_under(value, above=()):
    """(keys, rows) of the tables in an object: lists of objects, or lists of one length."""
    for key, item in value.items() if isinstance(value, dict) else ():
        keys = [*above, key]
        if isinstance(item, list) and item and all(isinstance(each, dict) for each in item):
            yield keys, item
        elif isinstance(item, dict) and len(above) < 3:
            below = list(records_under(item, keys))
            yield from below
            if not below and len(item) > 1 and is_columns(item):
                yield keys, item


def table_under(budget, rows, entry, source, keys):
    """A table under keys of an object: objects as its rows, or its columns by their names."""
    if isinstance(rows, list):
        return records_table(budget, rows, (len(rows), False), entry, source, keys)
    objects = [dict(zip(rows, row)) for row in zip(*rows.values())]
    written = {"format": "json", "encoding": source.read_as, "asWritten": True}
    entry["dialect"] = {**written, "records": list(keys)}
    return object_table(budget, objects, (len(objects), False))


def records_table(budget, objects, rows, entry, source, keys=()):
    """Objects as rows, with what is nested in them as columns of its own."""
    nested = any(isinstance(value, dict) for item in objects for value in item.values())
    entry["dialect"] = {
        "format": "json",
        "encoding": source.read_as,
        "records": list(keys),
        "nested": nested or bool(keys),
        "asWritten": True,
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
