"""What cells with types hold, as numbers and as columns of their own."""

import pandas as pd


def plain_cells(frame):
    """A table with durations and times of day as seconds, decimals as numbers, categories as
    what they stand for, and what objects hold as columns. What is read so is left as it is."""
    parts = [plain_column(frame[name]) for name in frame]
    return pd.concat(parts, axis=1) if parts else frame


def plain_column(column):
    if column.dtype == "category":
        return column.astype(column.cat.categories.dtype)
    if column.dtype.kind == "m":
        return column.dt.total_seconds()
    there = column.dropna() if column.dtype == object else column[:0]
    kinds = {type(value).__name__ for value in there}
    if kinds == {"Decimal"}:
        whole = (there % 1 == 0).all()
        return pd.to_numeric(column.map(int if whole else float, na_action="ignore"))
    if kinds and kinds <= {"time", "timedelta"}:
        seconds = there.map(lambda value: pd.Timedelta(str(value)).total_seconds())
        return seconds.reindex(column.index)
    if kinds == {"dict"}:
        inside = pd.json_normalize([value or {} for value in column.astype(object)])
        return plain_cells(inside.set_index(column.index).add_prefix(f"{column.name}."))
    return column
