"""Tables of Stata, for the data preview."""

from preview_cells import plain
from preview_tables import table
from preview_words import printable

AT_ONCE = 10_000  # rows read at once


def stata(source, entry, budget):
    """The table at a path or in an open file, of which every so many rows are measured."""
    # Labels are what the numbers below them mean.
    entry["dialect"] = {"format": "stata", "plain": True}
    try:
        import pandas
    except ImportError:
        entry["notes"].append("pandas, which reads files of Stata, cannot be imported here")
        return None
    kept, every, seen = [], 1, 0
    with pandas.read_stata(source, chunksize=AT_ONCE) as parts:
        for part in parts:
            kept.append(part.iloc[-seen % every :: every].astype(object))
            seen += len(part)
            names, types = list(part), part.dtypes
            if sum(map(len, kept)) > 2 * budget.rows(len(names)):
                kept, every = [pandas.concat(kept).iloc[::2]], 2 * every
    if not seen:
        return None
    keep = budget.kept(names)
    cells = pandas.concat(kept).iloc[:, list(keep)]
    cells = cells.where(cells.notna(), None)
    read = [list(map(plain, row)) for row in cells.itertuples(index=False)]
    dtypes = [None if kind == "category" else kind.name for kind in types]
    return table(budget, list(map(printable, names)), (seen, False), read, dtypes)
