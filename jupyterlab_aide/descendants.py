"""Ends all that a kernel started, however it was detached."""

import uuid
from collections.abc import Callable
from contextlib import suppress

import psutil

#: The variable by which what a kernel starts is known again: programs inherit it.
MARK = "AIDE_KERNEL"
#: Looks at what is left; what starts others meanwhile is stopped first.
ROUNDS = 20


def mark() -> str:
    """A new mark for a kernel."""
    return uuid.uuid4().hex


def end_descendants(pid: int | None, of: str) -> None:
    """End the processes below a kernel's, and those that bear its mark.

    A kernel adopts what a candidate detaches, as long as it lives; what it leaves when it dies
    bears the mark, unless it is a mere fork of a kernel that was one itself. The kernel's own
    process, ``pid``, is stopped, for the caller to end.
    """
    kernel = _process(pid)
    if kernel is not None:
        _tell(kernel.suspend)
    for _ in range(ROUNDS):
        found = {each for each in (*_below(kernel), *_marked(of)) if each.pid != pid}
        if not found:
            return
        for process in found:
            _tell(process.suspend)
        for process in found:
            _tell(process.kill)
        # Those of another parent are gone when that one has heard of it.
        psutil.wait_procs([each for each in found if _is_alive(each)], timeout=0.1)


def _process(pid: int | None) -> psutil.Process | None:
    try:
        return None if pid is None else psutil.Process(pid)
    except psutil.Error:
        return None


def _below(kernel: psutil.Process | None) -> list[psutil.Process]:
    try:
        found = [] if kernel is None else kernel.children(recursive=True)
    except psutil.Error:
        return []
    return [each for each in found if _is_alive(each)]


def _marked(of: str) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == of and _is_alive(process):
                found.append(process)
        except (psutil.Error, OSError):
            continue  # Somebody else's, or it has ended.
    return found


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _tell(action: Callable[[], None]) -> None:
    with suppress(psutil.Error):  # It has ended.
        action()
