"""Whom or what rows belong to, as the values of tables show it."""

import itertools

from preview_columns import is_missing

LEAST = 10  # different values of a column that owners are named by
REPEATS = 30  # rows beyond the first of their value, from which on no chance keeps a column alike
TRIED = 12  # columns of a table that are tried,
TOLD = 5  # and columns told of each
MOSTLY = 0.8  # of one value: such a column is alike everywhere
NAMING = ("integer", "category", "text")
VALUES, IN_ORDER = "values", "in order"  # kept until tables are compared
KEYS = 4  # columns that may name rows together


def add_owned(columns, cells, parse):
    """Say of columns whose values repeat which others never change within one of them."""
    rows = len(cells[0]) if cells else 0
    varying = [at for at, each in enumerate(columns) if varies(each, rows)]
    tried = 0
    for at, each in enumerate(columns):
        if each["kind"] not in (*NAMING, "date"):
            continue
        each[IN_ORDER] = cells[at]
        each[VALUES] = {hash(str(cell)) for cell in cells[at] if not is_missing(cell, parse)}
        unique = each["unique"]
        if each["kind"] == "date":
            continue
        if not LEAST <= unique <= rows - max(REPEATS, rows / 2) or tried == TRIED:
            continue
        tried += 1
        there = [i for i, cell in enumerate(cells[at]) if not is_missing(cell, parse)]
        names = []
        for other in varying:
            # The same under another name tells nothing.
            alias = columns[other]["unique"] == unique and columns[other]["kind"] != "number"
            if other != at and not alias and never_changes(cells[at], cells[other], there):
                names.append(columns[other]["name"])
        if names:
            each["within"] = names[:TOLD]


def varies(column, rows):
    most = column["top"][0]["count"] if column["top"] else 1
    return column["kind"] not in ("empty", "constant", "other") and most < MOSTLY * rows


def never_changes(owners, values, rows):
    first = {}
    return all(first.setdefault(owners[i], values[i]) == values[i] for i in rows)


def compare(files):
    """Say of the columns of each table how many of their values the table beside it holds."""
    holding = [each for each in files if each["table"]]
    tables = [each["table"] for each in holding]
    kept = [{c["name"]: c.pop(VALUES, None) for c in each["columns"]} for each in tables]
    cells = [{c["name"]: c.pop(IN_ORDER, None) for c in each["columns"]} for each in tables]
    for at, table in enumerate(tables):
        own = kept[at]
        # What is learned from comes first.
        beside = (
            each
            for i, each in enumerate(kept)
            if i != at and len(own.keys() & each.keys()) >= max(1, len(own) / 2)
        )
        other = next(beside, {})
        for column in table["columns"]:
            values, theirs = own[column["name"]], other.get(column["name"])
            if values and theirs and column["kind"] in NAMING:
                column["shared"] = round(len(values & theirs) / len(values), 3)
    for at, table in enumerate(tables):
        first = table["columns"][0] if len(table["columns"]) > 1 else {"name": ""}
        values = kept[at].get(first["name"])
        if values:
            first["found"] = [
                {"path": found_at["path"], "column": name, "shared": share}
                for found_at, columns in zip(holding, kept)
                if columns is not kept[at]
                for name, share in found_in(values, first["name"], columns)
            ]
            for found_at, theirs in zip(holding, cells):
                others = named_together(cells[at], theirs) if theirs is not cells[at] else []
                if others:
                    first["found"] = [
                        {**each, "with": others} if each["path"] == found_at["path"] else each
                        for each in first["found"]
                    ]


def found_in(values, name, columns):
    """Which column of another table holds the values, and what share of them: the one of the
    same name, or else the one that holds most. Nothing where none can be compared."""
    tried = [name] if columns.get(name) else [each for each in columns if columns[each]][:TRIED]
    shares = [(len(values & columns[each]) / len(values), each) for each in tried]
    return [(each, round(share, 6)) for share, each in sorted(shares)[-1:]]


def named_together(own, theirs):
    """The columns behind the first that name a row together with it, a different one each, in a
    table and in another that has all of these rows; none where there are no such, or the first
    names them by itself."""
    leading = list(itertools.takewhile(lambda name: own[name] and theirs.get(name), own))[:KEYS]
    if len(leading) < 2 or len(set(own[leading[0]])) == len(own[leading[0]]):
        return []
    rows, known = (
        list(zip(*(map(str, table[name]) for name in leading))) for table in (own, theirs)
    )
    there = set(known)
    is_each_named = len(set(rows)) == len(rows) and len(there) == len(known)
    return leading[1:] if is_each_named and there.issuperset(rows) else []
