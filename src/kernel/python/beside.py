"""What else lies in an archive, a workbook or an object of JSON whose tables are prepared for
candidates."""

import io
import json
import os

from answer_files import is_media, tables_in_stream
from answer_text import ROWS, Unreadable, table_of_rows
from dialect import EXCEL_FILE, JSON_FILE, content
from given import listed
from packed import open_packed, packed_files

COPIED = 1 << 30  # bytes of other files in one archive that are written anew


def all_beside(data, inside, answers):
    """What candidates get beside the tables ``inside`` each file, and sentences on what not."""
    kept, notes = {}, []
    for file, own in inside.items():
        path = os.path.join(data, *file.split("/"))
        kept[file], withheld = beside(path, own, answers)
        if withheld:
            notes.append(
                f"Of {file}, candidates do not get {listed(withheld)}, which may hold answers."
            )
    return kept, notes


def beside(path, own, answers):
    """Of the other files or sheets in ``path``, the names of those that candidates get, and
    of those that they do not, since they hold answers or may.

    ``own`` are those that are prepared, ``answers`` what is known of each target.
    """
    if EXCEL_FILE.search(path):
        inside = _sheets(path, own)
    else:
        inside = _keys(path, own) if JSON_FILE.search(path) else _files(path, own)
    given, withheld = [], []
    for name, tables in inside:
        holds = tables is None or any(each.are_in(*table) for each in answers for table in tables)
        (withheld if holds else given).append(name)
    return given, withheld


def _files(path, own):
    """Each with its tables; None for what cannot be looked into."""
    sizes = {name: size for name, size in packed_files(path).items() if name not in own}
    many = sum(sizes.values()) > COPIED
    for name in sizes:
        try:
            if many or is_media(name):
                yield name, None if many else []
                continue
            with open_packed(path, name) as stream:
                yield name, list(tables_in_stream(stream, name))
        except Unreadable:
            yield name, None


def _keys(path, own):
    """The keys of an object that a file of JSON holds."""
    for key, value in json.loads(content(path)).items():
        if key not in own:
            is_single = not isinstance(value, (dict, list))
            stream = io.BytesIO(json.dumps({key: value}).encode())
            try:
                yield key, [] if is_single else list(tables_in_stream(stream, "object.json"))
            except Unreadable:
                yield key, None


def _sheets(path, own):
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            if sheet.title not in own:
                rows = [[*row] for row in sheet.iter_rows(max_row=ROWS, values_only=True)]
                yield sheet.title, list(table_of_rows(rows, None))
    finally:
        book.close()
