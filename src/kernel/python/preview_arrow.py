"""Tables of Arrow, which feather files are as well, for the data preview."""

from preview_parquet import arrow, heads


def feather(source, entry, budget):
    """A table in one file, by its path or opened."""
    reader = arrow("pyarrow.dataset", entry, "feather")
    if reader is None:
        return None
    import pyarrow.ipc

    is_path = isinstance(source, str)
    with pyarrow.memory_map(source) if is_path else pyarrow.PythonFile(source) as file:
        batches = pyarrow.ipc.open_file(file)
        count = batches.num_record_batches
        if is_path:
            rows = reader.dataset(source, format="feather").count_rows()
        else:
            rows = sum(batches.get_batch(at).num_rows for at in range(count))

        def head(batch, most, columns):
            yield batches.get_batch(batch).slice(0, most)

        return heads(batches.schema, count, rows, head, entry, budget)
