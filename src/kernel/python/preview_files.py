"""What is in one file of a data folder, by its name and by what it holds."""

import contextlib
import io
import os

from preview_archives import is_tar, leads_out, tar_members, zip_members
from preview_arrow import feather
from preview_entries import (
    ARROW,
    CLOSED,
    DELIMITED,
    EXCEL,
    IMAGES,
    JSON,
    LINES,
    PARQUET,
    SKIPPED,
    STATA,
    TYPED,
    misnamed,
    new_entry,
    place,
    set_table,
)
from preview_json import json_file, json_lines
from preview_parquet import parquet, parquet_folder
from preview_parts import source_of, unpacked_name
from preview_pictures import picture
from preview_source import Source
from preview_stata import stata
from preview_tables import delimited
from preview_typed import sheet_table, workbook
from preview_words import TEXT, plural, printable, reason, shorten, size_text

INSIDE = 8  # tables shown of one archive or workbook
IN_ARCHIVE = 64 << 20  # bytes of a file of typed cells in an archive, all unpacked to read any

READERS = {
    **dict.fromkeys(PARQUET, parquet),
    **dict.fromkeys(ARROW, feather),
    **dict.fromkeys(STATA, stata),
}


class Files:
    """Reads files one by one, within what is left of a budget."""

    def __init__(self, budget):
        self.budget = budget

    def file(self, path, name, size, thumbnail):
        """A file, and the tables inside where it is an archive or a workbook."""
        entry = new_entry(name, size)
        inside = []
        suffix = os.path.splitext(name)[1].lower()
        try:
            if os.path.isdir(path):
                set_table(entry, parquet_folder(path, entry, self.budget))
            elif size == 0:
                entry["kind"] = "empty"
            elif suffix in CLOSED:
                closed(entry, suffix)
            elif suffix in IMAGES:
                entry["kind"] = "image"
                picture(path, entry, thumbnail)
            elif suffix in TYPED:
                self.typed(path, suffix, entry, inside)
            elif suffix == ".zip":
                self.members(zip_members(path, entry), entry, inside)
            elif is_tar(name):
                self.members(tar_members(path, entry), entry, inside)
            else:
                with contextlib.ExitStack() as stack:
                    source = source_of(stack, path, size)
                    self.content(source, unpacked_name(name), entry, inside)
        # Whatever is in a file, the others are shown; libraries raise their own.
        except Exception as error:
            entry["kind"] = "other"
            entry["notes"].append(f"cannot be read: {reason(error)}")
        return [entry, *inside]

    def content(self, source, name, entry, inside):
        """A file of text, by its name or by what it holds; several tables go ``inside``."""
        suffix = os.path.splitext(name)[1].lower()
        if source.encoding is None or not source.text:
            entry["kind"] = "empty" if source.encoding else "binary"
            why = misnamed(source.start)
            entry["notes"] += [why] if why else []
            return
        entry["notes"] += source.notes
        table = None
        if suffix in LINES:
            table = json_lines(source, entry, self.budget)
        elif suffix in JSON:
            table = json_file(source, entry, self.budget, inside)
        elif suffix in DELIMITED or suffix in (".txt", ".dat", ""):
            sure = suffix in DELIMITED
            table = delimited(source, suffix, sure, entry, self.budget)
        if table is None and entry["kind"] == "other":
            entry["kind"] = "text"
            entry["text"] = shorten(source.text, TEXT)
        for each in (entry, *inside) if source.packed else ():
            if each["dialect"]:
                each["dialect"]["packed"] = source.packed
                each["notes"].append(f"packed by {source.packed}, though its name does not say so")
        set_table(entry, table)

    def typed(self, source, suffix, entry, inside):
        """A file of cells with types, by its path or opened."""
        if suffix in EXCEL:
            self.sheets(source, entry, inside)
        else:
            set_table(entry, READERS[suffix](source, entry, self.budget))

    def sheets(self, source, entry, inside):
        """One sheet makes a table, several are like files in an archive."""
        book = workbook(source, entry)
        if book is None:
            return
        try:
            sheets = book.worksheets
            if len(sheets) == 1:
                set_table(entry, sheet_table(sheets[0], entry, self.budget))
                return
            entry["kind"] = "archive"
            entry["notes"].append(plural(len(sheets), "sheet"))
            entry["text"] = "\n".join(printable(sheet.title) for sheet in sheets)
            for sheet in sheets[:INSIDE]:
                inner = new_entry(f"{entry['path']}/{sheet.title}", 0)
                inside.append(inner)
                set_table(inner, sheet_table(sheet, inner, self.budget))
                place(inner, entry["path"])
        finally:
            book.close()

    def members(self, members, entry, inside):
        """The tables inside an archive, some of them and their heads."""
        entry["kind"] = "archive"
        outside = 0
        for name, size, open_member in members:
            if leads_out(name):
                outside += 1
                continue
            suffix = os.path.splitext(name)[1].lower()
            hidden = any(part in SKIPPED or part[:1] == "." for part in name.split("/"))
            readable = suffix in DELIMITED | LINES | JSON | TYPED | set(CLOSED) | {""}
            if hidden or not readable or len(inside) >= INSIDE:
                continue
            inner = new_entry(f"{entry['path']}/{name}", size)
            below = []
            try:
                with open_member() as stream:
                    self.member(stream, name, inner, below)
                for each in (inner, *below):
                    place(each, entry["path"], name)
            except Exception as error:
                inner["notes"].append(f"cannot be read: {reason(error)}")
            # pandas packs a table under no ending; what else has none is of no use.
            inside += [inner, *below] if suffix or inner["table"] else []
        if outside:
            entry["notes"].append(
                plural(outside, "member") + " with a name that leads out of the archive"
            )

    def member(self, stream, name, entry, inside):
        """A file in an archive, whose size is that of its entry."""
        suffix = os.path.splitext(name)[1].lower()
        if suffix in CLOSED:
            closed(entry, suffix)
        elif suffix not in TYPED:
            self.content(Source(stream, entry["size"], False), name, entry, inside)
        elif entry["size"] > IN_ARCHIVE:
            most = size_text(IN_ARCHIVE)
            entry["notes"].append(
                f"not read, since it has more than {most} in an archive; unpacked it would be"
            )
        else:
            self.typed(io.BytesIO(stream.read()), suffix, entry, inside)


def closed(entry, suffix):
    """A file that is not looked into, and why."""
    entry["kind"] = "binary"
    entry["notes"].append(CLOSED[suffix])
