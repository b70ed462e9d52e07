"""What an operating system refuses, as sentences with the way out."""

import errno
import os
from contextlib import suppress

try:
    import resource
except ImportError:  # Windows
    resource = None

#: Open files that a server needs with the kernels of one run.
FILES = 256

_WAYS_OUT = {
    (errno.ENOSPC, errno.EDQUOT): "There is no room left for {it}. Make room, then try again.",
    (errno.EFBIG,): "{It} would be larger than this process may make a file."
    " Raise that limit (“ulimit -f”), then try again.",
    (errno.EMFILE, errno.ENFILE): "Too many files are open to open {it}."
    " Raise that limit (“ulimit -n 4096”), then start again.",
    (errno.ENOMEM, errno.EAGAIN): "There was no memory, or no room for one more process, for {it}."
    " Close something, or raise the limit (“ulimit -v”, “ulimit -u”), then try again.",
    (errno.EACCES, errno.EPERM, errno.EROFS): "{It} may not be used: {reason}."
    " Give yourself the right to it, or choose another place.",
    (errno.ENOENT, errno.ENOTDIR): "{It} is not there. Put it there, then try again.",
}


def sentence(error: BaseException | None) -> str | None:
    """Why the system refused, with what it refused and the way out.

    None where ``error`` and what it came of are something else.
    """
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, MemoryError):
            return _fill(errno.ENOMEM, None, "no memory")
        if isinstance(error, OSError) and error.errno is not None:
            return _fill(error.errno, error.filename, error.strerror or str(error))
        error = error.__cause__ or error.__context__
    return None


def too_few_files() -> str | None:
    """That this process may open too few files to run kernels, with the way out; else None."""
    if resource is None:
        return None
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most == resource.RLIM_INFINITY or most >= FILES:
        return None
    return (
        f"A process may open {most} files here, and a run needs {FILES}."
        " Raise that limit (“ulimit -n 4096”), then start again."
    )


def no_room(folder: str | os.PathLike[str]) -> str | None:
    """That nothing more can be written into a folder, with the way out; else None."""
    with suppress(OSError, AttributeError):
        status = os.statvfs(folder)
        if status.f_bavail * status.f_frsize < 2**16:
            return f"There is no room left in “{os.fspath(folder)}”. Make room, then try again."
    return None


def _fill(number: int, path: str | bytes | int | None, reason: str) -> str:
    it = f"“{os.fsdecode(path)}”" if isinstance(path, str | bytes) else "what was to be done"
    for numbers, text in _WAYS_OUT.items():
        if number in numbers:
            return text.format(it=it, It=it[0].upper() + it[1:], reason=reason)
    return f"The system refuses {it}: {reason}. Try again once that is mended."
