"""Tables for the data preview, and those of separated values.

Every reader takes a `Budget` and an `entry`, the file's part of the preview, to
whose notes it adds what is odd. It returns the table, or None where the file
turns out to hold none.
"""

import collections
import itertools

from preview_columns import column, is_missing, words_meant
from preview_cut import placed, records, sniff
from preview_header import first_line, header_names, looks_like_header, rises_evenly
from preview_owners import add_owned
from preview_room import room_for_one, rows_with_room
from preview_rows import has_units, names_again, total_in, total_left_out
from preview_words import plural, shorten

COLUMNS = 200  # columns listed of one table,
NAMED = 40  # and so many more that the goal names
LAST_COLUMNS = 20  # so many of them from the end, where targets tend to be
CELLS = 600_000  # cells measured of one table,
ALL_CELLS = 3_000_000  # of all tables together
LEAST_CELLS = 20_000  # and of each that comes after
SAMPLE = 5  # rows shown
CELL = 200  # characters of a cell


class Budget:
    """How many cells may still be measured."""

    def __init__(self, goal="", room=None):
        """``room`` is how many bytes one table may take in memory; by default a part of it."""
        self.left = ALL_CELLS
        self.room = room_for_one() if room is None else room
        self._goal = goal.casefold()

    def kept(self, names):
        """Which columns of a table are measured: the first, the last, and what the goal names."""
        first, last = COLUMNS - LAST_COLUMNS, len(names) - LAST_COLUMNS
        if len(names) <= COLUMNS:
            return range(len(names))
        between = (at for at in range(first, last) if self._is_named(names[at]))
        return [*range(first), *itertools.islice(between, NAMED), *range(last, len(names))]

    def _is_named(self, name):
        name = name.strip().casefold()
        at = self._goal.find(name) if len(name) > 1 else -1
        while at >= 0:
            around = self._goal[max(0, at - 1) : at] + self._goal[at + len(name) :][:1]
            if not any(sign.isalnum() or sign == "_" for sign in around):
                return True
            at = self._goal.find(name, at + 1)
        return False

    def rows(self, columns):
        cells = max(LEAST_CELLS, min(CELLS, self.left))
        return max(SAMPLE, cells // max(1, min(columns, COLUMNS)))

    def every(self, rows, columns):
        """Measure every how-many-th row."""
        return -(-rows // self.rows(columns)) or 1

    def spend(self, cells):
        self.left -= cells


def table(budget, names, rows, read, dtypes=None, parse=False, meant=()):
    """A table with `rows` as (count, estimated) and the cells that were `read` of
    its kept columns; `meant` are words that look missing and may be values."""
    keep = budget.kept(names)
    budget.spend(len(read) * len(keep))
    cells = list(zip(*read)) if read else [()] * len(keep)
    columns = [
        column(names[i], each, dtypes and dtypes[i], parse, meant) for i, each in zip(keep, cells)
    ]
    add_owned(columns, cells, parse)
    fits = rows_with_room(read, len(keep) / max(1, len(names)), budget.room)
    return {
        "rows": rows[0],
        "rowsEstimated": rows[1],
        "rowsRead": len(read),
        **({"fits": fits} if fits < rows[0] else {}),
        "columns": columns,
        "columnsOmitted": len(names) - len(keep),
        **({"names": list(names)} if len(keep) < len(names) else {}),
        "sample": [
            [None if is_missing(cell, parse) else shorten(str(cell), CELL) for cell in row]
            for row in read[:SAMPLE]
        ],
    }


def delimited(source, suffix, sure, entry, budget):
    """A table of separated values; `sure` where the file's name says so."""
    head = source.pieces[0][0]
    how, width = sniff(head, suffix, sure)
    if how is None:
        return None
    delimiter = how["delimiter"]
    places, lines = [], []
    for place, line in itertools.islice(placed(head, how), 200):
        places.append(place)
        lines.append(line)
    start = first_line(lines[:20], width)
    if not lines or not lines[start]:
        return None
    if delimiter not in ",\t":
        entry["notes"].append(
            "separated by " + ("spaces" if delimiter == " " else f"“{delimiter}”")
        )
    skip = places[start] if start else 0
    if start:
        entry["notes"].append(f"{plural(skip, 'line')} above the table")
    comment = has_comments(head, skip)
    if comment:
        entry["notes"].append("lines that begin with # are left out")
    named = looks_like_header(lines[start:])
    names = header_names(lines[start:], entry) if named else list(map(str, range(width)))
    if not named:
        entry["notes"].append("no line of column names")
    elif rises_evenly(lines[start]):
        entry["notes"].append("the first line is taken for column names, though it holds numbers")
    units = named and has_units(lines[start + 1 : start + 50])
    if units:
        entry["notes"].append("the line below the column names has units and is left out")
    above_rows = start + named + units
    keep = budget.kept(names)
    every = budget.every(source.lines, len(names))
    picked, seen, again, last = [], 0, 0, []
    odd = collections.Counter()
    for place, (text, _) in enumerate(source.pieces):
        above = above_rows if place in source.heads else 0
        for line in itertools.islice(records(text, how), above, None):
            if comment and line and line[0].startswith("#"):
                continue
            seen += 1
            again += named and line == lines[start]
            last = line
            if len(line) != len(names):
                # Beyond the head it may be the cut through a quoted text.
                odd[trouble(line, names)] += place == 0
                if len(line) > len(names) or not line:
                    continue
                line += [None] * (len(names) - len(line))
            if seen % every == 0 or len(picked) < SAMPLE:
                picked.append([line[i] for i in keep])
    for what, count in odd.items():
        if count:
            where = "" if source.whole else " at the beginning"
            entry["notes"].append(f"{plural(count, 'row')}{where} {what}")
    entry["notes"] += names_again(again)
    entry["dialect"] = {
        "format": "csv",
        "encoding": source.read_as,
        "separator": delimiter,
        "spaced": "skipinitialspace" in how,
        "escaped": "escapechar" in how,
        "skip": skip,
        "comment": comment,
        "header": named,
        "lenient": any("left out" in what for what, count in odd.items() if count),
        "units": units,
    }
    one = source.whole and len(source.heads) == 1
    total = total_in(last, picked[:-1]) if one else None
    if total:
        total_left_out(total, entry)
        seen -= 1
        picked = picked[:-1] if picked[-1] == [last[i] for i in keep] else picked
    rows = source.rows(seen, above_rows)
    meant = words_meant(zip(*picked))
    return table(budget, names, rows, picked, parse=True, meant=meant)


def has_comments(text, skip):
    """Whether lines below the column names begin with "#", which stands nowhere else."""
    lines = text.splitlines()[skip:]
    begin = [line.startswith("#") for line in lines]
    return any(begin[1:]) and not any("#" in line for line, b in zip(lines, begin) if not b)


def trouble(line, names):
    if not line:
        return "that cannot be parsed left out"
    if len(line) > len(names):
        return "with too many fields left out"
    return "with too few fields"
