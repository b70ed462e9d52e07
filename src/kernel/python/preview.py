"""What is in a data folder, told without reading much of it.

The text of this file and its `preview_*` fellows is sent to a kernel and
`preview` is called there, so they keep to the standard library of Python 3.8;
pyarrow, openpyxl and Pillow serve where they can be imported, and a note says so
where they cannot. Large files are read at their head and at places spread over
them, so that time and memory depend on the limits and not on the data. Nothing
is written, extracted or unpickled. The same folder gives the same preview.
"""

import collections
import contextlib
import os
import stat
import warnings

from left_by_run import was_left_by_run
from preview_entries import SKIPPED, folder_line, kind_by_name
from preview_files import Files
from preview_owners import compare
from preview_parquet import parquet_parts
from preview_parts import parts_in
from preview_pictures import sizes
from preview_tables import Budget
from preview_words import printable, reason

ENTRIES = 50_000  # files and folders looked at
FOLDERS = 100  # folders listed
FILES = 60  # files listed,
PER_FOLDER = {"table": 20, "archive": 10, "image": 3}  # of one folder and kind,
PER_FOLDER_OTHERS = 5  # or of one ending
NOTES = 30  # notes on the whole
MEASURED = 50  # pictures of one folder whose size is read


def preview(folder, goal="", room=None):
    """The preview of a data folder, or of a single file, as values for JSON.

    Columns that the goal names are measured however many there are. ``room`` is how many
    bytes one table may take in memory; by default a part of what there is.
    Where there is nothing to see, `files` is empty and the first note says why.
    """
    root = os.path.expanduser(folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        look = Look(goal, room)
        if os.path.isfile(root):
            name = os.path.basename(root)
            look.files = look.reader.file(root, name, os.path.getsize(root), True)
        elif os.path.isdir(root):
            look.walk(root)
            if not look.files:
                look.notes.insert(0, f"There are no files in the folder {folder}.")
        else:
            look.notes.append(f"There is no folder {folder}.")
    compare(look.files)
    more = len(look.notes) - NOTES
    return {
        "root": printable(folder),
        "folders": look.folders,
        "files": look.files,
        "filesOmitted": look.omitted,
        "notes": look.notes[:NOTES] + [f"{more:,} more notes"] * (more > 0),
    }


class Look:
    """One look at a data folder."""

    def __init__(self, goal="", room=None):
        self.budget = Budget(goal, room)
        self.reader = Files(self.budget)
        self.folders, self.files, self.notes = [], [], []
        self.omitted = 0

    def walk(self, root):
        """Folder by folder, the nearest first."""
        waiting = collections.deque([(root, "")])
        seen = {os.path.realpath(root)}
        entries = folders = 0
        while waiting and entries < ENTRIES:
            path, relative = waiting.popleft()
            files = []
            for name in self.names(path, relative)[: ENTRIES - entries]:
                entries += 1
                full = os.path.join(path, name)
                below = f"{relative}/{name}" if relative else name
                try:
                    status = os.stat(full)
                except OSError as error:  # a link that leads nowhere, or to itself
                    self.note(below, f"cannot be read: {reason(error)}")
                    continue
                if was_left_by_run(full):
                    continue
                if stat.S_ISREG(status.st_mode):
                    files.append((full, below, status.st_size))
                elif stat.S_ISDIR(status.st_mode) and parquet_parts(full):
                    size = sum(map(os.path.getsize, parquet_parts(full)))
                    files.append((full, below, size))
                elif not stat.S_ISDIR(status.st_mode):
                    self.note(below, "is not a plain file and left alone")
                elif os.path.realpath(full) in seen:
                    self.note(below, "leads to a folder that is listed already")
                else:
                    seen.add(os.path.realpath(full))
                    waiting.append((full, below))
            folders += 1
            if folders <= FOLDERS:
                self.folders.append(folder_line(relative, files))
            self.read(files)
        if entries >= ENTRIES:
            self.notes.append(f"Only the first {ENTRIES:,} files were looked at.")
        if folders > FOLDERS:
            self.notes.append(f"{folders - FOLDERS:,} more folders are not listed.")

    def names(self, path, relative):
        try:
            names = sorted(os.listdir(path), key=by_use)
        except OSError as error:
            self.note(relative or path, f"cannot be read: {reason(error)}")
            return []
        return [n for n in names if not n.startswith(".") and n not in SKIPPED]

    def note(self, name, what):
        self.notes.append(f"{printable(name)} {what}.")

    def read(self, files):
        """The files of one folder, some of each kind."""
        kinds = collections.Counter()
        pictures = [full for full, name, _ in files if kind_by_name(name) == "image"]
        whole = {}
        for parts in parts_in(files, self.note):
            # One table takes the place of the first of its parts.
            with contextlib.suppress(Exception):  # Then each is shown as it is, and why.
                entry = parts.entry(self.budget, lambda *args: self.reader.content(*args, []))
                if entry is not None:
                    whole.update(dict.fromkeys(name for _, name, _ in parts.files))
                    whole[parts.files[0][1]] = entry
        for full, name, size in files:
            if name in whole:
                self.files += [whole[name]] if whole[name] else []
                continue
            kind = kind_by_name(name)
            kinds[kind] += 1
            room = PER_FOLDER.get(kind, PER_FOLDER_OTHERS)
            if kinds[kind] > room or len(self.files) >= FILES:
                self.omitted += 1
                continue
            first_picture = kind == "image" and kinds[kind] == 1
            listed = self.reader.file(full, name, size, first_picture)
            if first_picture and len(pictures) > 1:
                listed[0]["notes"].append(
                    f"one of {len(pictures):,} pictures, {sizes(pictures[:MEASURED])}"
                )
            self.files += listed


def by_use(name):
    """What is learned from comes first, then names in order."""
    return "train" not in name.lower(), name
