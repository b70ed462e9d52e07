"""Prepares a fresh kernel for one candidate, and reads the score it leaves.

Everything here guards against accidents: a script that cleans up the wrong
folder, or floods the server with text. It is no prison for hostile code.
"""

import builtins
import contextlib
import errno
import faulthandler
import importlib
import io
import math
import os
import re
import shutil
import signal
import sys
import threading
import time
import warnings

from IPython import get_ipython

SCORE = "validation_metric"
#: Bytes that a file may have however little room there is: then the disk says so.
SMALL_FILE = 2**30
#: Threads and processes more than there are, many: who shares the user's number elsewhere
#: is not seen from within a container, and counts.
TASKS = 16384


def warm(modules, seconds=None):
    """Import what candidates will most likely import; return what there is.

    Where ``seconds`` are given, the process ends itself if no candidate comes by then.
    """
    if seconds is not None:
        _end_after(seconds)
    there = []
    for name in modules:
        try:
            importlib.import_module(name)
        except (Exception, SystemExit):  # A broken package is the candidate's to find out.
            continue
        there.append(name)
    return there


def prepare(run, candidate, data, memory, seconds, source=None, hidden=(), copies=False):
    """Make the working folder and enter it; from here on the candidate's rules hold.

    The data are linked there. Where that cannot be they are copied, which may take long: only
    where ``copies`` says so, else nothing more happens.

    Paths are relative to the kernel's folder. ``memory`` is in MiB or None,
    ``seconds`` is when the process ends itself should nobody else end it. Where
    ``data`` is prepared from a folder ``source``, the files ``hidden`` there hold
    the answers and are not to be read.
    """
    data = os.path.realpath(data)
    if source is not None:
        source = os.path.realpath(source)
    if not os.path.isdir(data):
        raise FileNotFoundError(f"there is no data folder {data}")
    run = os.path.realpath(run)
    work = os.path.join(run, "work", candidate)
    if os.path.lexists(work):
        # Left by a kernel that was cut off; a candidate starts from nothing.
        _remove(work)
    os.makedirs(work)
    if not _give_input(data, os.path.join(work, "input"), copies):
        return None
    os.chdir(work)

    shell = get_ipython()
    # Thousands of candidates have no place in the user's history.
    shell.history_manager.enabled = False
    # As in a script: the end of it, and not of the kernel without a reply.
    shell.user_ns["exit"] = shell.user_ns["quit"] = sys.exit
    builtins.exit = builtins.quit = sys.exit
    # What this process was started with is none of the script's: argparse reads it.
    sys.argv = ["script.py"]
    warnings.filterwarnings("ignore", message="To exit: use")

    lifeline = os.environ.pop("AIDE_LIFELINE", None)
    if lifeline is not None:
        watch = threading.Thread(target=_end_with_server, args=(int(lifeline),), daemon=True)
        watch.start()

    _adopt()
    sys.stdout.flush()
    sys.stderr.flush()
    shell.jupyterlab_aide = printed = LastScore()
    out = Funnel(sys.stdout, printed.read)
    err = Funnel(sys.stderr, None)

    def end_of_cell(*_):
        out.end()
        err.end()

    shell.events.register("post_execute", end_of_cell)
    source = data if source is None else source
    hidden = [os.path.realpath(os.path.join(source, name)) for name in hidden]
    shell.jupyterlab_aide_guard = guard = Guard([data, source], run, work, hidden)
    sys.addaudithook(guard.hook)
    _limit_resources(work, memory, seconds)
    _end_after(seconds)
    return work


def _end_after(seconds):
    # A thread in C that needs neither the GIL nor anyone at the other end of the
    # connection: the limit holds while a browser sleeps or a server is gone.
    faulthandler.dump_traceback_later(
        seconds,
        exit=True,
        file=open(os.devnull, "w"),  # noqa: SIM115
    )


def score():
    """The score as the candidate left it: repr of the variable, and printed text.

    ``read`` is whether Python opened any of the data; what libraries of C open is not seen.
    """
    shell = get_ipython()
    _flush_files(shell.user_ns)
    variable = None
    if SCORE in shell.user_ns:
        value = shell.user_ns[SCORE]
        try:
            variable = repr(value)[:500]
        except BaseException as error:  # An interrupt of a slow one, too.
            variable = f"<{type(value).__name__} without a repr: {type(error).__name__}>"
    read = shell.jupyterlab_aide_guard.read
    return {"variable": variable, "printed": shell.jupyterlab_aide.text, "read": read}


def _flush_files(names):
    """Have what a script wrote to files in the files, as at its end: the kernel is killed next."""
    for value in list(names.values()):
        if isinstance(value, io.IOBase):
            with contextlib.suppress(Exception):  # Closed, or for reading only.
                value.flush()


def _remove(path):
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    else:
        os.remove(path)


def _give_input(data, link, copies):
    try:
        # A relative one survives when all of it is moved or mounted elsewhere.
        os.symlink(os.path.relpath(data, os.path.dirname(link)), link, target_is_directory=True)
    except (OSError, ValueError, NotImplementedError):
        # No right to make links, another drive, a file system without them.
        if not copies:
            return False
        shutil.copytree(data, link)
    return True


def _end_with_server(lifeline):
    """End with all that the candidate started once the server is gone.

    A kernel that was started by itself notices that, too, but ends alone.
    """
    os.set_inheritable(lifeline, False)
    os.read(lifeline, 1)
    with contextlib.suppress(Exception):  # What has ended meanwhile, or cannot be found.
        import psutil

        for process in psutil.Process().children(recursive=True):
            process.kill()
    os.killpg(0, signal.SIGKILL)


def _adopt():
    """Have what a candidate detaches stay below this process, where it is found and ended."""
    if sys.platform == "linux":
        import ctypes

        PR_SET_CHILD_SUBREAPER = 36
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _limit_resources(work, memory, seconds):
    """Set what this process, and each that it starts, may use at most.

    ``memory`` is in MiB beyond what the process holds now, or None. The rest keeps an
    accident from taking the machine along: a loop that nobody can end, a file that
    fills the disk, processes that start processes.
    """
    try:
        import resource
    except ImportError:
        return  # Windows has none of these.
    used = time.process_time()
    _lower(resource, "RLIMIT_CPU", used + seconds * (os.cpu_count() or 1))
    _lower(resource, "RLIMIT_FSIZE", max(SMALL_FILE, shutil.disk_usage(work).free // 2))
    _lower(resource, "RLIMIT_CORE", 0)
    try:
        # They are counted for the person, not for the process.
        _lower(resource, "RLIMIT_NPROC", _tasks_of_user() + TASKS)
        if memory is not None:
            # RLIMIT_DATA counts what a process can write to: heap and private anonymous
            # memory. RLIMIT_AS would also count what is only reserved or mapped, such as
            # libraries, memory-mapped files, and the tens of GiB that CUDA reserves.
            with open("/proc/self/status") as status:
                held = int(re.search(r"VmData:\s+(\d+) kB", status.read()).group(1)) * 1024
            _lower(resource, "RLIMIT_DATA", held + memory * 1024 * 1024)
    except OSError:
        return  # macOS does not tell what there is, and has no limit of memory that holds.


def _lower(resource, name, limit):
    kind = getattr(resource, name, None)
    if kind is None:
        return
    soft, hard = resource.getrlimit(kind)
    known = [each for each in (soft, hard) if each != resource.RLIM_INFINITY]
    limit = min([math.ceil(limit), *known])
    resource.setrlimit(kind, (limit, limit))


def _tasks_of_user():
    """How many threads this user has, as far as they can be seen."""
    tasks = 0
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.stat(f"/proc/{name}").st_uid == os.getuid():
                tasks += len(os.listdir(f"/proc/{name}/task"))
        except OSError:
            continue  # It has ended.
    return tasks


class LastScore:
    """Remembers what followed the last printed ``validation_metric:``."""

    def __init__(self):
        self.text = None
        self._line = ""

    def read(self, text):
        lines = (self._line + text).split("\n")
        # Long enough for a score, short for a line without an end.
        self._line = lines.pop()[-1000:]
        for line in lines if self._line == "" else lines + [self._line]:
            _, found, value = line.rpartition(SCORE + ":")
            if found:
                self.text = value.strip()[:200]


class Funnel:
    """Lets a stream's text through as fast as a server forwards it.

    Jupyter's servers drop whatever exceeds 1 MB/s, the end of the text included.
    Here it is the middle that is left out, and said to be.
    """

    BURST = 500000  # characters at once
    RATE = 100000  # characters a second
    TAIL = 10000  # last characters kept of what was left out

    def __init__(self, stream, read):
        self._write = stream.write
        self._read = read
        self._allowance = self.BURST
        self._time = time.monotonic()
        self._tail = ""
        self._omitted = 0
        stream.write = self.write

    def write(self, text):
        if not isinstance(text, str):
            return self._write(text)  # Raises what it always raises.
        if self._read is not None:
            self._read(text)
        now = time.monotonic()
        self._allowance = min(self.BURST, self._allowance + (now - self._time) * self.RATE)
        self._time = now
        if len(text) + len(self._tail) <= self._allowance:
            self.end()
            self._allowance -= len(text)
            return self._write(text)
        tail = self._tail + text
        self._tail = tail[-self.TAIL :] if len(tail) > 2 * self.TAIL else tail
        self._omitted += len(tail) - len(self._tail)
        return len(text)

    def end(self):
        """Write what was held back."""
        if self._tail:
            if self._omitted:
                self._write(f"\n[... {self._omitted} characters left out ...]\n")
            self._allowance -= len(self._tail)
            self._write(self._tail)
            self._tail = ""
            self._omitted = 0


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
        self._inputs = [data[0], *([os.path.join(run, "input", "0")] if _is_smoke(data[0]) else [])]
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
            _within(each, data) and not _within(each, self._work)
            for each in (_entry(path), os.path.realpath(path))
            for data in self._data
        )

    def _files(self, *indices):
        return lambda arguments: [
            self._check(arguments[index], os.path.realpath) for index in indices
        ]

    def _entries(self, *indices):
        return lambda arguments: [self._check(arguments[index], _entry) for index in indices]

    def _check_read(self, path):
        path = os.path.realpath(os.fsdecode(path))
        if path in self._hidden or self._is_other_input(path):
            raise PermissionError(
                errno.EACCES, "this file holds the answers; candidates read ./input only", path
            )

    def _is_other_input(self, path):
        if not _within(path, self._runs) or any(_within(path, each) for each in self._inputs):
            return False
        return path[len(self._runs) + 1 :].split(os.sep)[1:2] == ["input"]

    def _check(self, path, resolve):
        if isinstance(path, int):
            return  # Open already, so it was checked when it was opened.
        path = resolve(os.fsdecode(path))
        if _within(path, self._input) or (
            any(_within(path, data) for data in self._data) and not _within(path, self._run)
        ):
            raise PermissionError(errno.EACCES, "./input is read-only for candidates", path)
        if _within(path, self._run) and not _within(path, self._work):
            raise PermissionError(
                errno.EACCES, "candidates write to their own working folder only", path
            )


WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _is_smoke(data):
    """Whether these are a sample, whose small files are links to those of the whole."""
    return os.path.basename(data) == "smoke"


def _entry(path):
    """The path of a folder's entry itself, and not of what it links to."""
    folder, name = os.path.split(path.rstrip("/" + os.sep))
    if name in ("", os.curdir, os.pardir):
        return os.path.realpath(path)
    return os.path.join(os.path.realpath(folder), name)


def _within(path, folder):
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
