"""Rows of a table that are none of its own, for the data preview: names once more, totals."""

import re

from preview_words import plural, shorten

TOTAL = re.compile(
    r"(grand |sub)?totals?|total g[eé]n[eé]ral|total general|totale|totaal|sums?|gesamt|"
    r"gesamtsumme|summe|insgesamt|suma|soma|somma|somme|σ|∑|razem|ogółem|toplam|итого|всего|合计|总计|合計|總計|합계|총계"
)


def rows_of_none(again, last, before):
    """Notes on how many rows are the column names ``again``, and on the ``last`` row, where it
    is a total of those ``before`` it."""
    notes = []
    if again:
        verb, them = ("repeats", "it") if again == 1 else ("repeat", "them")
        notes.append(f"{plural(again, 'row')} {verb} the column names; take {them} out of the file")
    for at, cell in enumerate(last):
        text = str(cell).strip()
        is_total = TOTAL.fullmatch(text.rstrip(": ").casefold())
        if is_total and not any(at < len(line) and line[at] == cell for line in before):
            said = shorten(text, 20)
            notes.append(
                f"the last row looks like a total (“{said}”) and is read like any other; "
                "take it out of the file"
            )
            break
    return notes
