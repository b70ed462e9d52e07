"""Reads the tables of a text, by rows or columns, whatever separates them.

A table here is ``(names, columns, ordered)``: so many of its first rows stand one after another.
"""

import csv
import io
import itertools
import json
import re
from collections import Counter

ROWS = 3000  # rows of a table that are looked at,
CELLS = 400_000  # fewer where it is wide


class Unreadable(Exception):
    """Why a file cannot be looked into, in words that end a sentence."""


def rows_of(width):
    """How many rows of a table so wide are looked at."""
    return max(100, min(ROWS, CELLS // max(1, width)))


def tables_of_text(source):
    """The tables of a text, as far as ``source`` has read it."""
    text = source.text
    start = text.lstrip()[:1]
    if start in ("{", "["):
        yield from _json(text, source.whole)
    if start == "<":
        yield from _marked_up(text)
    lines = text.splitlines()[: 2 * ROWS]
    delimiter, width = _delimiter(lines[:300])
    rows = _records(text, delimiter)
    ordered = len(rows)
    for piece, _ in source.pieces[1:]:
        rows += _records(piece, delimiter)[1:100]
    yield from table_of_rows(rows, ordered)
    if width > 1:
        # As in “label 1:0.5 7:2”: lines of different lengths that begin, or end, with the answer.
        words = [line.replace(",", " ").split() for line in lines[: ROWS + 1]]
        words = [[line[0], line[-1]] for line in words if line]
        yield from table_of_rows(words, len(words))


def _delimiter(lines):
    """What cuts most of the lines into the same number of fields, and that number."""
    best, width, most = None, 1, 0.0
    for delimiter in (",", "\t", ";", "|", " "):
        widths = Counter(len(row) for row in _split(lines, delimiter) if row)
        if not widths:
            continue
        common, count = max(widths.items(), key=lambda item: (item[1], item[0]))
        share = count / sum(widths.values()) + min(common, 50) / 1000
        if common > 1 and share > most:
            best, width, most = delimiter, common, share
    return best, width


def _split(lines, delimiter):
    if delimiter in (None, " "):
        return (line.split() if delimiter else [line.strip()] for line in lines)
    return csv.reader(lines, delimiter=delimiter)


def _records(text, delimiter):
    rows = []
    reader = _split(io.StringIO(text, newline=""), delimiter)
    while len(rows) <= ROWS:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error:
            continue
        if row and row != [""]:
            rows.append(row)
    return rows


def table_of_rows(rows, ordered):
    """The table of those rows that are as long as most; the first of them may hold names."""
    if not rows:
        return
    width = Counter(map(len, rows)).most_common(1)[0][0]
    ordered = len(rows) if ordered is None else ordered
    first = sum(len(row) == width for row in rows[:ordered])
    rows = [[_bare(cell) for cell in row] for row in rows if len(row) == width]
    rows = rows[: rows_of(width) + 1]
    yield rows[0], [list(column) for column in zip(*rows)], min(first, len(rows))


def _bare(cell):
    """A cell without what other languages put around a value."""
    return cell.strip(" \t\"'();[]") if isinstance(cell, str) else cell


def _json(text, whole):
    if whole:
        try:
            yield from _walk(json.loads(text), 0)
            return
        except ValueError:
            pass  # Perhaps a value in each line.
    decoder, at, values = json.JSONDecoder(), 0, []
    text = text.lstrip()
    at = 1 if text.startswith("[") and not whole else 0
    while len(values) < ROWS:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        try:
            value, at = decoder.raw_decode(text, at)
        except ValueError:
            break
        values.append(value)
    if len(values) < 2 and not whole:
        raise Unreadable("it is one value that is too large to be read at once")
    yield from _walk(values, 0)


def _walk(value, depth):
    """The tables in a value, by rows or by columns, at whatever depth."""
    if depth > 6:
        return
    if isinstance(value, dict):
        inner = list(value.values())
        keys = list(value)
        if inner and not any(isinstance(each, (dict, list)) for each in inner):
            yield ["", ""], [keys[:ROWS], inner[:ROWS]], ROWS
        elif inner and all(isinstance(each, dict) for each in inner):
            yield from _walk([dict(each, **{"": key}) for key, each in value.items()], depth + 1)
            for name, each in value.items():
                yield ["", name], [list(each)[:ROWS], list(each.values())[:ROWS]], ROWS
        else:
            lists = [(name, each[:ROWS]) for name, each in value.items() if _is_column(each)]
            yield [name for name, _ in lists], [each for _, each in lists], ROWS
            for each in inner:
                if isinstance(each, (dict, list)) and not _is_column(each):
                    yield from _walk(each, depth + 1)
    elif isinstance(value, list) and value:
        value = value[:ROWS]
        if all(isinstance(each, dict) for each in value):
            names = list(dict.fromkeys(itertools.chain.from_iterable(value[:100])))
            yield names, [[each.get(name) for each in value] for name in names], ROWS
            for name in names:
                inner = [each[name] for each in value if isinstance(each.get(name), (dict, list))]
                yield from _walk(inner, depth + 1)
        elif _is_column(value):
            yield [""], [value], ROWS
        elif all(isinstance(each, list) for each in value):
            yield from table_of_rows(value, None)
        else:
            for each in value[:100]:
                yield from _walk(each, depth + 1)


def _is_column(value):
    return isinstance(value, list) and not any(isinstance(each, (dict, list)) for each in value)


def _marked_up(text):
    """Of HTML the rows of tables, of XML a column for each kind of element and attribute."""
    rows = [
        re.findall(r"<t[dh][^>]*>\s*(.*?)\s*</t[dh]>", row, re.I | re.S)
        for row in re.split(r"<tr\b", text, flags=re.I)[1 : ROWS + 1]
    ]
    yield from table_of_rows([row for row in rows if row], None)
    for pattern in (r"<([\w:.-]+)[^<>]*>([^<>]+)</", r"\b([\w:.-]+)=\"([^\"]*)\""):
        columns = {}
        for name, value in re.findall(pattern, text):
            columns.setdefault(name, []).append(value.strip())
        for name, column in columns.items():
            yield [name], [column[:ROWS]], ROWS
