"""What the process of a candidate may use, and when it ends by itself."""

import contextlib
import faulthandler
import math
import os
import re
import shutil
import signal
import sys
import time

#: Bytes that a file may have however little room there is: then the disk says so.
SMALL_FILE = 2**30
#: Threads and processes more than there are, many: who shares the user's number elsewhere
#: is not seen from within a container, and counts.
TASKS = 16384


def end_after(seconds):
    # A thread in C that needs neither the GIL nor anyone at the other end of the
    # connection: the limit holds while a browser sleeps or a server is gone.
    faulthandler.dump_traceback_later(
        seconds,
        exit=True,
        file=open(os.devnull, "w"),  # noqa: SIM115
    )


def end_with_server(lifeline):
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


def adopt():
    """Have what a candidate detaches stay below this process, where it is found and ended."""
    if sys.platform == "linux":
        import ctypes

        PR_SET_CHILD_SUBREAPER = 36
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def limit_resources(work, memory, seconds):
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
    lower(resource, "RLIMIT_CPU", used + seconds * (os.cpu_count() or 1))
    lower(resource, "RLIMIT_FSIZE", max(SMALL_FILE, shutil.disk_usage(work).free // 2))
    lower(resource, "RLIMIT_CORE", 0)
    try:
        # They are counted for the person, not for the process.
        lower(resource, "RLIMIT_NPROC", tasks_of_user() + TASKS)
        if memory is not None:
            # RLIMIT_DATA counts what a process can write to: heap and private anonymous
            # memory. RLIMIT_AS would also count what is only reserved or mapped, such as
            # libraries, memory-mapped files, and the tens of GiB that CUDA reserves.
            with open("/proc/self/status") as status:
                held = int(re.search(r"VmData:\s+(\d+) kB", status.read()).group(1)) * 1024
            lower(resource, "RLIMIT_DATA", held + memory * 1024 * 1024)
    except OSError:
        return  # macOS does not tell what there is, and has no limit of memory that holds.


def lower(resource, name, limit):
    kind = getattr(resource, name, None)
    if kind is None:
        return
    soft, hard = resource.getrlimit(kind)
    known = [each for each in (soft, hard) if each != resource.RLIM_INFINITY]
    limit = min([math.ceil(limit), *known])
    resource.setrlimit(kind, (limit, limit))


def tasks_of_user():
    """How many threads this user has, as far as they can be seen."""
    tasks = 0
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.stat(f"/proc/{name}").st_uid == os.getuid():
                tasks += len(os.listdir(f"/proc/{name}/task"))
        except OSError:
            continue  # It has ended.
    return tasks
