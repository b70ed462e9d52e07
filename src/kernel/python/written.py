"""Numbers, dates and labels as people write them: "1.234,50", "$1,200", "31.12.2024"."""

import pandas as pd
from date_forms import plain_date
from number_forms import marks_of, plain_number


def number_marks(column):
    """How the numbers of a column are written: the sign before the decimals, and the unit."""
    return marks_of(column.astype(str).value_counts())


def as_numbers(column, marks):
    """Numbers from text such as "$1,200", "1.234,50" or "12 kg"; what is none is missing."""
    if pd.api.types.is_numeric_dtype(column):
        return column
    read = {value: plain_number(value, marks) for value in column.dropna().unique()}
    return column.astype(object).map(read).astype(float)


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
    return column.map(lambda said: forms.get(str(said).strip().lower(), said)) if forms else column
