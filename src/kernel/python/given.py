"""What of a data folder candidates get beside the tables that are made for them."""

import collections
import fnmatch
import os
import shutil
import stat

from answer_files import is_media, tables_in
from answer_text import Unreadable
from left_by_run import was_left_by_run

LOOKED = 100  # files of one folder and ending that are looked into; the others are taken alike
BYTES = 4 << 30  # read of all files together
NAMED = 3  # files named in one sentence
LEFT_OUT = ("aide-runs", "__pycache__", "__MACOSX")


class Look:
    """One look at a data folder: what of it is given, and what is not, and why."""

    def __init__(self, answers, own, allowed, run):
        """``own`` are prepared otherwise; ``allowed`` are given whatever they hold."""
        self._answers, self._own, self._allowed = answers, set(own), allowed
        self._run = os.path.realpath(run)
        self._room = BYTES
        self.given = []  # Files, and folders of which everything is given.
        self.holding, self.unread, self.sampled = [], {}, []

    def walk(self, folder, below="", seen=()):
        """Look at a folder; whether everything in it is given."""
        seen = (*seen, os.path.realpath(folder))
        start, whole, files = len(self.given), True, collections.defaultdict(list)
        for name in sorted(os.listdir(folder)):
            path, relative = os.path.join(folder, name), below + name
            try:
                status = os.stat(path)
            except OSError:
                whole = False  # A link that leads nowhere.
                continue
            real = os.path.realpath(path)
            is_run = self._run == real or self._run.startswith(real + os.sep)
            is_run = is_run or was_left_by_run(path)
            if name.startswith(".") or name in LEFT_OUT or is_run or relative in self._own:
                whole = False
            elif stat.S_ISREG(status.st_mode):
                files[os.path.splitext(name)[1].lower()].append((path, relative, status.st_size))
            elif not stat.S_ISDIR(status.st_mode) or any(
                each == real or each.startswith(real + os.sep) for each in seen
            ):
                whole = False
            else:
                whole &= self.walk(path, relative + "/", seen)
        for alike in files.values():
            whole &= self._files(alike)
        if whole and below:
            del self.given[start:]
            self.given.append(below.rstrip("/"))
        return whole

    def _files(self, files):
        """Look at the files of one folder that end alike; whether all of them are given."""
        step = max(1, len(files) // LOOKED)
        looked = files if is_media(files[0][1]) else files[::step]
        if len(looked) < len(files):
            self.sampled.append((files[0][1], len(looked), len(files)))
        found = {relative: self._file(path, relative, size) for path, relative, size in looked}
        bad = next((why for why in found.values() if why), "")
        whole = True
        for _, relative, _ in files:
            why = found.get(relative, bad)
            is_allowed = self._is_allowed(relative)
            if why is True:
                self.holding.append(relative)
            elif why and not is_allowed:
                self.unread[relative] = why
            if why and not is_allowed:
                whole = False
            else:
                self.given.append(relative)
        return whole

    def _file(self, path, relative, size):
        """True where it holds the answers, or why it cannot be known; empty where it does not."""
        if is_media(relative):
            return ""
        self._room -= min(size, 1 << 23)
        if self._room < 0:
            return "there are too many files to look into"
        try:
            tables = tables_in(path)
            return True if any(self._answers.are_in(*table) for table in tables) else ""
        except Unreadable as error:
            return str(error)

    @property
    def withheld(self):
        """Files that are not to be read."""
        return [name for name in self.holding if not self._is_allowed(name)] + list(self.unread)

    def notes(self, target):
        """What people are told of it, each a sentence."""
        found = []
        allowed = [name for name in self.holding if self._is_allowed(name)]
        kept = [name for name in self.holding if name not in set(allowed)]
        give = "give it with --give NAME, or under “Give as well” in the form"
        if kept:
            found.append(
                f"{listed(kept)} also {_verb(kept, 'has', 'have')} the column {target}, or its "
                f"values, so candidates do not get {_verb(kept, 'it', 'them')}. Where that is "
                f"wrong, {give}."
            )
        if allowed:
            found.append(
                f"{listed(allowed)} {_verb(allowed, 'has', 'have')} the column {target}, or its "
                "values, and candidates get it all the same, as was asked: scores may be too good."
            )
        reasons = collections.defaultdict(list)
        for name, why in self.unread.items():
            reasons[why].append(name)
        for why, names in reasons.items():
            found.append(
                f"Candidates do not get {listed(names)}, which could hold the answers and cannot "
                f"be looked into: {why}. Where there are none in it, {give}."
            )
        for name, looked, there in self.sampled:
            folder, ending = os.path.dirname(name) or ".", os.path.splitext(name)[1]
            found.append(
                f"Of {there:,} files {ending} in {folder}, {looked:,} were looked into for answers."
            )
        return found

    def _is_allowed(self, relative):
        """Whether a file is given whatever it holds."""
        return any(
            relative.startswith(name.rstrip("/") + "/") or fnmatch.fnmatchcase(relative, name)
            for name in self._allowed
        )


def listed(names):
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _verb(names, one, several):
    return one if len(names) == 1 else several


def link(given, data, folder):
    """Give them below ``folder``; what an earlier call gave that is not among them goes."""
    for name in os.listdir(folder):
        if name not in given and os.path.islink(os.path.join(folder, name)):
            os.remove(os.path.join(folder, name))
    for name in given:
        path = os.path.join(folder, *name.split("/"))
        # Whatever is made for candidates has its name first.
        if not os.path.lexists(path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            give(os.path.join(data, *name.split("/")), path)


def give(source, link):
    """Link a file or folder; copy it where that cannot be."""
    source = os.path.realpath(source)
    try:
        os.symlink(os.path.relpath(source, os.path.dirname(link)), link)
    except (OSError, ValueError, NotImplementedError):
        (shutil.copytree if os.path.isdir(source) else shutil.copy)(source, link)
