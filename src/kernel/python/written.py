"""Numbers, dates and labels as people write them: "1.234,50", "$1,200", "31.12.2024"."""

import numpy as np
import pandas as pd
from date_forms import plain_date
from number_forms import marks_of, plain_number

BEYOND = 1e30  # nothing is learned from answers beyond it, nor measured on them
AT_ONCE = 1_000_000  # cells that are looked at together
PLAIN = r"[-+]?[0-9]+(\.[0-9]+)?"  # a number as Python writes it


def number_marks(column):
    """How the numbers of a column are written: the sign before the decimals, and the unit."""
    return marks_of(column.astype(str).value_counts())


def as_numbers(column, marks=None):
    """Numbers from text such as "$1,200", "1.234,50" or "12 kg"; what is none is missing.

    Without ``marks``, the column's own values tell how its numbers are written.
    """
    if pd.api.types.is_numeric_dtype(column):
        return column
    # Most are written as Python reads them, which is seen at once.
    plain = marks is None or marks[0] == "."
    if plain and column.dropna().astype(str).str.fullmatch(PLAIN).all():
        return pd.to_numeric(column.astype(object)).astype(float)
    marks = marks or number_marks(column)
    read = {value: plain_number(value, marks) for value in column.dropna().unique()}
    return column.astype(object).map(read).astype(float)


def numbers_of(frame):
    """The columns of a table, of which some are text, as ``as_numbers`` reads them; those whose
    every cell is written plainly are read many at once, which is what takes wide tables long."""
    texts = [name for name in frame if pd.api.types.is_string_dtype(frame[name].dtype)]
    each, found = max(1, AT_ONCE // max(1, len(frame))), {}
    for first in range(0, len(texts), each):
        names = texts[first : first + each]
        cells = frame[names].to_numpy(dtype=object)
        plain = pd.Series(cells.ravel(), dtype=object).str.fullmatch(PLAIN).eq(True)
        plain = plain.to_numpy().reshape(cells.shape).all(axis=0)
        numbers = cells[:, plain].astype(float)
        found.update(zip(np.array(names, dtype=object)[plain], numbers.T))
    columns = {name: found.get(name) for name in frame}
    return pd.DataFrame(
        {name: as_numbers(frame[name]) if of is None else of for name, of in columns.items()},
        index=frame.index,
    )


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


def known(column, values=(), numeric=False):
    """Which answers there are; ``values`` are words that look missing and are none the less.

    With ``numeric``, what is no number, such as "<1.0", or beyond all others is no answer.
    """
    missing = column.isna()
    if column.dtype == object or pd.api.types.is_string_dtype(column):
        said = column.astype(str).str.strip().str.lower()
        missing |= said.isin(["", "na", "nan", "n/a", "null", "none"]) & ~column.isin(values)
        # What is infinite teaches nothing, and nothing can be measured on it.
        missing |= said.str.fullmatch(r"[-+]?inf(inity)?")
    else:
        missing |= column.isin([np.inf, -np.inf])
    if numeric:
        numbers = as_numbers(column).astype(float)
        missing |= ~(numbers.abs() <= BEYOND)
    return ~missing.to_numpy(dtype=bool)
