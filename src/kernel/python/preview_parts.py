"""Files of one folder that are one table, for the data preview: called alike but for a number,
with the same columns."""

import contextlib
import fnmatch
import glob
import json
import os
import re

from preview_archives import UNPACKERS, packing, unpacked_size
from preview_entries import LINES, PARQUET, TYPED, kind_by_name, new_entry, set_table
from preview_parquet import parquet_folder
from preview_source import Source
from preview_words import plural

LOOKED_AT = 12  # parts whose text is looked into, spread over all of them,
SMALL_PARTS = 8 << 20  # or all, where they have so many bytes at most
MANY_PARTS = 200  # and are no more than these
#: “data_v2.csv” is another version of a table, “data (1).csv” a copy of it.
VERSIONS = re.compile(r"(^|[^a-z])v(er(sion)?)?[ _.-]?#|\(#\)", re.I)
DIGITS = "0123456789"


class Parts:
    """Files that are parts of one table: ``files`` are (path, name from the data, bytes)."""

    def __init__(self, files):
        self.files = files
        folder, first = os.path.split(files[0][1])
        names = [os.path.basename(name) for _, name, _ in files]
        before = os.path.commonprefix(names).rstrip(DIGITS)
        after = os.path.commonprefix([name[len(before) :][::-1] for name in names])[::-1]
        after = after.lstrip(DIGITS)
        self.name = os.path.join(folder, f"{before}*{after}").replace(os.sep, "/")
        above = f"{glob.escape(folder)}/" if folder else ""
        self.pattern = f"{above}{glob.escape(before)}[0-9]*{glob.escape(after)}"

    def entry(self, budget, content):
        """Its part of the preview; None where the parts turn out to be no one table."""
        entry = new_entry(self.name, sum(size for _, _, size in self.files))
        entry["notes"].append(plural(len(self.files), "part"))
        if ending_of(self.files[0][1]) in PARQUET:
            set_table(entry, parquet_folder([path for path, _, _ in self.files], entry, budget))
        else:
            many = entry["size"] > SMALL_PARTS or len(self.files) > MANY_PARTS
            step = -(-len(self.files) // LOOKED_AT) if many else 1
            with contextlib.ExitStack() as stack:
                sources = [source_of(stack, path, size) for path, _, size in self.files[::step]]
                joined = Joined(sources, len(self.files) / len(sources))
                if joined.encoding is None:
                    return None
                content(joined, unpacked_name(self.files[0][1]), entry)
        if entry["dialect"]:
            entry["dialect"]["parts"] = self.pattern
        return entry if entry["table"] else None


class Joined(Source):
    """The texts of several files one after another, each with a heading of its own."""

    def __init__(self, sources, times):
        first = sources[0]
        self.sources, self.times = sources, times
        self.notes, self.text, self.seekable = first.notes, first.text, False
        self.start, self.packed = first.start, first.packed
        # Text of plain letters alone is the same in most encodings.
        telling = [s for s in sources if s.encoding != "utf-8" or not s.text.isascii()] or sources
        same = len({source.read_as for source in telling}) == 1
        self.encoding = telling[0].encoding if same else None
        self.read_as = telling[0].read_as
        self.whole = times == 1 and all(source.whole for source in sources)
        self.pieces, self.heads = [], set()
        for source in sources:
            self.heads.add(len(self.pieces))
            self.pieces += source.pieces

    def rows(self, seen, above):
        if self.whole:
            return seen, False
        each = [source.rows(source.lines - 1 - above, above) for source in self.sources]
        count = sum(rows for rows, _ in each)
        return round(count * self.times), self.times > 1 or any(guess for _, guess in each)


def parts_in(files, note):
    """The tables in parts among the files of one folder; ``note`` is told what is none."""
    alike = {}
    for each in files:
        if kind_by_name(each[1]) == "table" and ending_of(each[1]) not in TYPED - PARQUET:
            alike.setdefault(skeleton(os.path.basename(each[1])), []).append(each)
    names = [os.path.basename(name) for _, name, _ in files]
    for like, group in alike.items():
        if len(group) < 2 or "#" not in like or VERSIONS.search(like):
            continue
        found = Parts(sorted(group, key=lambda each: each[1]))
        pattern = found.pattern.rpartition("/")[2]
        if len(fnmatch.filter(names, pattern)) != len(group):
            continue
        first, *others = found.files
        other = next((each for each in others if heading(*each) != heading(*first)), None)
        if other is None:
            yield found
        else:
            one = os.path.basename(first[1])
            note(other[1], f"has not the columns of {one}, so they are no parts of one table")


def skeleton(name):
    """A name without its numbers; of what many write at once, without the name of each part."""
    if re.match(r"part-\d", name):
        return "part-#" + "".join(re.findall(r"\.[a-z]\w*", name.lower())[-2:])
    return re.sub(r"\d+", "#", name)


def heading(path, name, size):
    """What tells the columns of a part."""
    ending = ending_of(name)
    try:
        if ending in PARQUET:
            import pyarrow.parquet

            return pyarrow.parquet.read_schema(path).names
        with opened_part(path) as stream:
            line = next((line for line in stream if line.strip()), b"").strip()
        return sorted(json.loads(line)) if ending in LINES else line
    except Exception:  # Whatever cannot be read is no part; libraries raise their own.
        return None


def source_of(stack, path, size):
    """The text of a file, unpacked where it is packed, which the stack closes."""
    ending, packed = packing(path)
    stream = stack.enter_context(opened_part(path))
    source = Source(stream, unpacked_size(path, ending) if ending else size, ending is None)
    source.packed = packed
    return source


def opened_part(path):
    return UNPACKERS.get(packing(path)[0], open)(path, "rb")


def unpacked_name(name):
    stem, ending = os.path.splitext(name)
    return stem if ending.lower() in UNPACKERS else name


def ending_of(name):
    return os.path.splitext(unpacked_name(name))[1].lower()
