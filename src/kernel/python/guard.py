"""Which files a candidate may open and change."""

import errno
import os

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Guard:
    """Keeps a candidate from writing to the data and to other candidates' files."""

    def __init__(self, data, run, work, hidden):
        self._work = work
        self._input = os.path.join(work, "input")
        self._data = data
        self._run = run
        self._hidden = set(hidden)
        self.read = False
        # What other runs, and other divisions of this one, train on has answers of ours.
        self._runs = os.path.dirname(run)
        self._inputs = [data[0], *([os.path.join(run, "input", "0")] if is_sample(data[0]) else [])]
        # Which arguments of an audit event are paths that it changes. The rest of
        # the events, among them every import and every call of exec, is none of ours.
        self._changes = {
            "os.remove": self._entries(0),
            "os.rmdir": self._entries(0),
            "os.mkdir": self._entries(0),
            "os.rename": self._entries(0, 1),
            "os.link": self._entries(0, 1) if hidden else self._entries(1),
            "os.symlink": self._entries(1),
            "os.truncate": self._files(0),
            "os.chmod": self._files(0),
            "os.chown": self._files(0),
            "os.utime": self._files(0),
            "os.setxattr": self._files(0),
            "shutil.rmtree": self._entries(0),
            "shutil.move": self._entries(0, 1),
        }

    def hook(self, event, arguments):
        if event == "open":
            path, _, flags = arguments
            if not self.read:
                self.read = self._is_data(path)
            if self._hidden and not isinstance(path, int):
                self._check_read(path)
            if flags and flags & WRITES:
                self._check(path, os.path.realpath)
        elif event in self._changes:
            self._changes[event](arguments)

    def _is_data(self, path):
        # Imports open most files, before there is anything to score.
        if isinstance(path, int) or str(path).endswith((".py", ".pyc", ".so")):
            return False
        path = os.fsdecode(path)
        # The files there may be links to somewhere else, and others may be links to there.
        return any(
            is_within(each, data) and not is_within(each, self._work)
            for each in (entry_of(path), os.path.realpath(path))
            for data in self._data
        )

    def _files(self, *indices):
        return lambda arguments: [
            self._check(arguments[index], os.path.realpath) for index in indices
        ]

    def _entries(self, *indices):
        return lambda arguments: [self._check(arguments[index], entry_of) for index in indices]

    def _check_read(self, path):
        path = os.path.realpath(os.fsdecode(path))
        if path in self._hidden or self._is_other_input(path):
            raise PermissionError(
                errno.EACCES, "this file holds the answers; candidates read ./input only", path
            )

    def _is_other_input(self, path):
        if not is_within(path, self._runs) or any(is_within(path, each) for each in self._inputs):
            return False
        return path[len(self._runs) + 1 :].split(os.sep)[1:2] in (["input"], ["sample"])

    def _check(self, path, resolve):
        if isinstance(path, int):
            return  # Open already, so it was checked when it was opened.
        path = resolve(os.fsdecode(path))
        if is_within(path, self._input) or (
            any(is_within(path, data) for data in self._data) and not is_within(path, self._run)
        ):
            raise PermissionError(errno.EACCES, "./input is read-only for candidates", path)
        if is_within(path, self._run) and not is_within(path, self._work):
            raise PermissionError(
                errno.EACCES, "candidates write to their own working folder only", path
            )


def is_sample(data):
    """Whether these are a sample, whose small files are links to those of the whole."""
    return os.path.basename(data) == "smoke"


def entry_of(path):
    """The path of a folder's entry itself, and not of what it links to."""
    folder, name = os.path.split(path.rstrip("/" + os.sep))
    if name in ("", os.curdir, os.pardir):
        return os.path.realpath(path)
    return os.path.join(os.path.realpath(folder), name)


def is_within(path, folder):
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
