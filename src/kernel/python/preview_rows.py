"""Rows of a table that are none of its own, for the data preview: names again, units, totals."""

import re

from preview_columns import MISSING, number
from preview_words import plural, shorten

FEWEST = 2  # columns of numbers, where units stand above them
TOTAL = re.compile(
    r"(grand |sub)?totals?|total g[eé]n[eé]ral|total general|totale|totaal|sums?|gesamt|"
    r"gesamtsumme|summe|insgesamt|suma|soma|somma|somme|σ|∑|razem|ogółem|toplam|итого|всего|合计|总计|合計|總計|합계|총계"
)


def has_units(rows):
    """Whether the first row has units: no number and some text above numbers alone, and no
    word that is met below it."""
    if len(rows) <= FEWEST:
        return False
    first, *others = rows
    among = 0
    for at, cell in enumerate(first):
        said = "" if cell is None else str(cell).strip()
        below = [row[at] for row in others if at < len(row)]
        below = [str(each) for each in below if each is not None and each not in MISSING]
        if said and (number(said) is not None or said in below):
            return False
        if below and all(number(each) is not None for each in below):
            among += said not in MISSING
    return among >= FEWEST


def names_again(count):
    """A note on rows that are the column names once more, where there are any."""
    if not count:
        return []
    verb, them = ("repeats", "it") if count == 1 else ("repeat", "them")
    return [f"{plural(count, 'row')} {verb} the column names; take {them} out of the file"]


def total_in(last, before):
    """What calls the ``last`` row a total of those ``before`` it; None where it is none."""
    for at, cell in enumerate(last):
        text = str(cell).strip()
        is_total = TOTAL.fullmatch(text.rstrip(": ").casefold())
        if is_total and not any(at < len(line) and line[at] == cell for line in before):
            return shorten(text, 20)
    return None


def total_left_out(said, entry):
    """Have the last row left out of a table, since it is a total."""
    entry["dialect"]["below"] = 1
    entry["notes"].append(f"the last row is a total (“{said}”) and left out")
