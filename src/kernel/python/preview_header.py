"""Where the names of a table's columns stand, and what they are, for the data preview."""

import collections

from preview_columns import MISSING, number
from preview_words import shorten

NAMES_SEEN = 200  # columns whose names are looked at for what is odd
NAME = 2000  # characters of a name, which scripts need as it is


def first_line(lines, width):
    """The place of the column names: the first line that is wide enough and no remark."""
    wide = [at for at, line in enumerate(lines) if len(line) >= width and any(map(str.strip, line))]
    said = [at for at in wide if not lines[at][0].startswith("# ")]
    return next(iter(said or wide), 0)


def looks_like_header(lines):
    """Whether the first line names columns: not where it has numbers above numbers, and text
    above numbers nowhere; nor where there are texts alone and each is met below in its column."""
    if rises_evenly(lines[0]) and not any(map(rises_evenly, lines[1:3])):
        return True
    names, numbers = 0, 0
    for at, cell in enumerate(lines[0]):
        below = [line[at] for line in lines[1:51] if at < len(line)]
        below = [value for value in below if value not in MISSING]
        if below and all(number(value) is not None for value in below):
            names += number(cell) is None
            numbers += number(cell) is not None
    return names > 0 or (numbers == 0 and not is_met_below(lines))


def rises_evenly(line):
    """Whether these are 0, 1, 2, …, or the years or wavelengths that columns are called by."""
    numbers = [number(cell) for cell in line]
    if len(numbers) < 3 or None in numbers:
        return False
    step = numbers[1] - numbers[0]
    return step > 0 and all(
        abs(b - a - step) < 1e-9 * max(1, abs(b)) for a, b in zip(numbers, numbers[1:])
    )


def is_met_below(lines):
    """Whether each cell of the first line stands in its column again, in lines unlike it."""
    first, others = lines[0], [line for line in lines[1:] if line != lines[0]]
    below = [{line[at] for line in others if at < len(line)} for at in range(len(first))]
    return all(cell and cell in cells for cell, cells in zip(first, below))


def header_names(lines, entry):
    """Column names as pandas makes them: none empty, none twice."""
    header = lines[0]
    longer = sum(len(line) == len(header) + 1 for line in lines[1:])
    if longer and longer >= 0.9 * (len(lines) - 1):
        header = ["(index)", *header]
        entry["notes"].append("the first column has no name")
    names = distinct_names(header)
    for said, name in list(zip(header, names))[:NAMES_SEEN]:
        if not said:
            entry["notes"].append(f"a column without a name is “{name}”")
        elif said != name and header.count(said) > 1:
            entry["notes"].append(f"one more column that is called “{said}” is “{name}”")
    return names


def distinct_names(header):
    taken, names = collections.Counter(), []
    for at, name in enumerate(header):
        # As they are, since scripts ask for them so; but nothing that steers a terminal.
        shown = "".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in name)
        name = shorten(shown, NAME) or f"Unnamed: {at}"
        names.append(f"{name}.{taken[name]}" if taken[name] else name)
        taken[name] += 1
    return names
