"""A contents manager whose disk fails when a word in a file of another process says so.

``readonly``: nothing can be written. ``full``: the operating system takes half of what is written.
``fatal``: the server is killed when half of a file is written.
"""

import errno
import os
import resource
import signal
from contextlib import contextmanager
from pathlib import Path

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado import web

WORD = Path(os.environ["AIDE_FAULTS_DISK"])
UNLIMITED = resource.RLIM_INFINITY


class RefusingManager(AsyncLargeFileManager):
    """Files on a disk that is full, read-only, or lost in mid-write, when it is told so."""

    async def save(self, model, path=""):
        """Save as usual, or fail in the words of a disk."""
        if word() == "readonly":
            raise web.HTTPError(403, f"Permission denied: {path}")
        try:
            return await super().save(model, path)
        except web.HTTPError as error:
            # The limit that stands for a full disk goes by another name.
            if f"Errno {errno.EFBIG}" not in (error.log_message or ""):
                raise
            full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            raise web.HTTPError(
                500, f"Unexpected error while saving file: {path} {full}"
            ) from error

    @contextmanager
    def atomic_writing(self, os_path, *args, **kwargs):
        """Let Jupyter do it, and fail in its midst."""
        said = word()
        try:
            with super().atomic_writing(os_path, *args, **kwargs) as file:
                if said == "fatal":
                    yield Fatal(file)
                else:
                    if said == "full":
                        half = Path(os_path).stat().st_size // 2 + 100
                        resource.setrlimit(resource.RLIMIT_FSIZE, (half, UNLIMITED))
                    yield file
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (UNLIMITED, UNLIMITED))


class Fatal:
    """A file whose writer does not live to see it written."""

    def __init__(self, file):
        self._file = file

    def write(self, content):
        """Write half of it, and be killed."""
        self._file.write(content[: len(content) // 2])
        self._file.flush()
        os.kill(os.getpid(), signal.SIGKILL)


def word():
    """What the disk is said to be."""
    return WORD.read_text().strip() if WORD.exists() else ""
