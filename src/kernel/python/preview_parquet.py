"""Tables of parquet, for the data preview: a file, or a folder of parts."""

import importlib
import os

from preview_cells import plain
from preview_tables import table
from preview_words import plural, printable

GROUPS = 8  # row groups, batches or parts that are looked into


class Leaves:
    """The columns of a schema; what objects hold are columns of their own."""

    def __init__(self, schema):
        self.found = []  # (the names that lead there, type)
        for field in schema:
            self.add((field.name,), field.type)
        self.names = [".".join(path) for path, _ in self.found]
        #: Whether some are read as something else than they are: as numbers, out of objects, or
        #: as the words that categories stand for.
        self.plain = any(len(path) > 1 or becomes(kind) for path, kind in self.found)

    def add(self, path, kind):
        import pyarrow.types

        if pyarrow.types.is_struct(kind):
            for field in map(kind.field, range(kind.num_fields)):
                self.add((*path, field.name), field.type)
        else:
            self.found.append((path, kind))

    @property
    def dtypes(self):
        return [None if becomes(kind) else pandas_dtype(kind) for _, kind in self.found]

    def tops(self, keep):
        """The columns of the file in which those lie that are kept."""
        return list(dict.fromkeys(self.found[at][0][0] for at in keep))

    def rows(self, batch, keep):
        """The rows of a part of the table that has these columns."""
        cells = dict(zip(batch.schema.names, (each.to_pylist() for each in batch.columns)))
        paths = [self.found[at][0] for at in keep]
        columns = ([inside(each, below) for each in cells[top]] for top, *below in paths)
        return list(map(list, zip(*columns)))


def inside(value, names):
    for name in names:
        value = None if value is None else value.get(name)
    return plain(value)


def becomes(kind):
    """Whether cells of this type are read as another: as numbers, or as words."""
    import pyarrow.types as types

    is_number = types.is_duration(kind) or types.is_time(kind) or types.is_decimal(kind)
    return is_number or types.is_dictionary(kind)


def pandas_dtype(kind):
    try:
        return kind.to_pandas_dtype().__name__
    except (NotImplementedError, AttributeError):
        return str(kind)


def parquet(source, entry, budget):
    """A table in one file, by its path or opened."""
    reader = arrow("pyarrow.parquet", entry)
    if reader is None:
        return None
    with reader.ParquetFile(source, memory_map=isinstance(source, str)) as file:
        groups, rows = file.metadata.num_row_groups, file.metadata.num_rows
        entry["notes"].append(plural(groups, "row group"))

        def head(group, most, columns):
            for batch in file.iter_batches(min(most, 8192), [group], columns):
                yield batch.slice(0, most)
                most -= batch.num_rows
                if most <= 0:
                    return

        return heads(file.schema_arrow, groups, rows, head, entry, budget)


def parquet_parts(folder):
    """The files of a folder that is one table; none where it is no such folder."""
    named, parts = folder.lower().endswith((".parquet", ".pq")), []
    for below, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[:1] not in "._")
        for name in sorted(name for name in names if name[:1] not in "._"):
            is_part = name.lower().endswith((".parquet", ".pq"))
            told = named or name.startswith("part-") or "=" in below[len(folder) :]
            if not is_part or not told:
                return []
            parts.append(os.path.join(below, name))
    return parts


def parquet_folder(path, entry, budget):
    """A table in parts, in a folder or by their paths; what the names of their folders say,
    "year=2020", are columns of it."""
    reader = arrow("pyarrow.dataset", entry)
    if reader is None:
        return None
    is_folder = isinstance(path, str)
    whole = reader.dataset(path, format="parquet", partitioning="hive" if is_folder else None)
    parts = list(whole.get_fragments())
    if is_folder:
        entry["notes"].append(plural(len(parts), "part"))

    def head(part, most, columns):
        yield parts[part].scanner(whole.schema, columns=columns).head(most)

    return heads(whole.schema, len(parts), whole.count_rows(), head, entry, budget)


def arrow(module, entry, form="parquet"):
    """A module that reads a table of this form; `None` where it is not installed, which the entry
    then says."""
    entry["dialect"] = {"format": form}
    try:
        return importlib.import_module(module)
    except ImportError:
        entry["notes"].append(f"pyarrow, which reads {form}, cannot be imported here")
        return None


def heads(schema, count, rows, head, entry, budget):
    """The table, of the heads of row groups or parts that are spread over it."""
    leaves = Leaves(schema)
    entry["dialect"]["plain"] = leaves.plain
    keep = budget.kept(leaves.names)
    places = sorted({i * (count - 1) // (GROUPS - 1) for i in range(GROUPS)}) if count else []
    read = []
    for place in places:
        most = budget.rows(len(leaves.names)) // len(places)
        for rows_there in head(place, most, leaves.tops(keep)):
            read += leaves.rows(rows_there, keep)
    return table(budget, list(map(printable, leaves.names)), (rows, False), read, leaves.dtypes)
