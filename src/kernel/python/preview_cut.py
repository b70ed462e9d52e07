"""Where one cell of a line ends and the next begins, for the data preview."""

import collections
import csv
import io
import itertools

from preview_columns import number

WORD_LIKE = (".data", ".dat", ".txt")  # may be separated by spaces
#: How quoted texts may be written otherwise, each with a sign of that.
QUOTED = [({}, ""), ({"skipinitialspace": True}, ' "'), ({"escapechar": "\\"}, '\\"')]


def records(text, how):
    """The records of a text without blank ones, ``how`` as ``csv.reader`` takes it; one that is
    broken is empty."""
    yield from (line for _, line in placed(text, how))


def placed(text, how):
    """The records, each with the number of lines above it."""
    if how["delimiter"] == " ":
        lines = enumerate(text.splitlines())
        yield from ((place, line.split()) for place, line in lines if line.strip())
        return
    reader = csv.reader(io.StringIO(text, newline=""), **how)
    while True:
        place = reader.line_num
        try:
            line = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield place, []
            continue
        if line:
            yield place, line


def sniff(text, suffix, sure):
    """(how cells are cut, usual number of fields), or (None, 0) for what is no table.

    The separator is the one that cuts most lines into the same number of
    fields, more than one.
    """
    start = text[: 1 << 16] if "\n" in text[: 1 << 16] else text
    best, best_score = (None, 0), 0.0
    for (quoted, sign), delimiter in itertools.product(QUOTED, "\t,;|^~ "):
        if delimiter == " " and (suffix not in WORD_LIKE or not mostly_numbers(start)):
            continue
        if sign not in start:
            continue
        how = {"delimiter": delimiter, **quoted}
        widths = [len(line) for line in itertools.islice(records(start, how), 100)]
        if start is not text and len(widths) > 1:
            widths.pop()  # the one that is cut off
        if not widths:
            continue
        common = collections.Counter(widths)
        width, count = max(common.items(), key=lambda item: (item[1], item[0]))
        share = count / len(widths)
        if width < 2 or share < (0.5 if sure else 0.95) or (not sure and count < 3):
            continue
        by_name = delimiter == "\t" and suffix in (".tsv", ".tab")
        score = share + min(width, 50) / 1000 + by_name
        if score > best_score:
            best, best_score = (how, width), score
    if best[0] is None and sure:
        best = loosely(start, start is text)
    if best[0] is None and sure and text.strip():
        return {"delimiter": "\t" if suffix in (".tsv", ".tab") else ","}, 1
    return best


def mostly_numbers(text):
    words = text.split()[:2000]
    return sum(number(word) is not None for word in words) > 0.7 * len(words)


def loosely(text, whole):
    """A sign that stands in other texts, too: where it cuts each line into as many fields, with
    numbers below a name."""
    for delimiter in " :":
        how = {"delimiter": delimiter}
        lines = list(itertools.islice(records(text, how), 100))
        lines = lines if whole or len(lines) < 2 else lines[:-1]
        width = len(lines[0]) if lines else 0
        if width < 2 or len(lines) < 4 or any(len(line) != width for line in lines):
            continue
        for name, *below in zip(*lines):
            if number(name) is None and all(number(cell) is not None for cell in below):
                return how, width
    return None, 0
