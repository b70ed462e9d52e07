"""Numbers, dates and labels as people write them: "1.234,50", "$1,200", "31.12.2024"."""

import pandas as pd
from date_forms import plain_date


def decimal_mark(column):
    """The sign before the decimals: a comma where most values that leave no doubt say so."""
    text = column.astype(str).str.replace(r"[$€£¥%\s'’]", "", regex=True)
    comma = text.str.fullmatch(r"[-+]?\d*,\d+") & ~text.str.fullmatch(r"[-+]?[1-9]\d{0,2},\d{3}")
    comma |= text.str.contains(r"\..*[.,]")
    return "," if comma.sum() > text.str.contains(r",.*[.,]").sum() else "."


def as_numbers(column, mark):
    """Numbers from text such as "$1,200", "1.234,50" or "0,5"; what is none is missing."""
    if pd.api.types.is_numeric_dtype(column):
        return column
    text = column.astype(str).str.replace(r"[$€£¥%\s'’]", "", regex=True)
    if mark == ",":
        text = text.str.translate(str.maketrans(",.", ".,"))  # as in English
    text = text.str.replace(r",(?=(\d{2,3},)*\d{3}(\.|$))", "", regex=True)
    return pd.to_numeric(text.str.replace(",", ".", regex=False), errors="coerce").astype(float)


def day_first(column):
    """Whether the day stands before the month, as some value of the column shows."""
    start = column.astype(str).str.extract(r"^\s*(\d{1,2})([./-])\d")
    return bool((start[1] == ".").any() or (start[0].astype(float) > 12).any())


def as_dates(column):
    """Dates in whatever formats and zones; what is none is missing."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return pd.to_datetime(column, utc=True)
    said = column.dropna().astype(str)
    said = said.map({text: plain_date(text) for text in said.unique()}).reindex(column.index)
    # Before version 2, pandas looks at each value by itself anyway.
    mixed = {"format": "mixed"} if int(pd.__version__.split(".")[0]) >= 2 else {}
    dates = pd.to_datetime(said, errors="coerce", utc=True, **mixed)
    if day_first(said):
        other = pd.to_datetime(said, errors="coerce", dayfirst=True, utc=True, **mixed)
        dates = dates.where(said.astype(str).str.match(r"\s*\d{4}"), other)
    return dates


def as_labels(column, spellings):
    """Labels in one form each; ``spellings`` has the forms of those that are written in
    several ways, which differ in case or in blanks around them."""
    forms = {form.strip().lower(): form for form in spellings}
    return column.map(lambda said: forms.get(str(said).strip().lower(), said))
