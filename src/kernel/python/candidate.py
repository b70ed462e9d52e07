"""Prepares a fresh kernel for one candidate, and reads the score it leaves.

Everything here guards against accidents: a script that cleans up the wrong
folder, or floods the server with text. It is no prison for hostile code.
"""

import builtins
import contextlib
import importlib
import io
import os
import shutil
import sys
import threading
import warnings

from guard import Guard
from IPython import get_ipython
from limits import adopt, end_after, end_with_server, limit_resources
from streams import SCORE, Funnel, LastScore


def warm(modules, seconds=None):
    """Import what candidates will most likely import; return what there is.

    Where ``seconds`` are given, the process ends itself if no candidate comes by then.
    """
    if seconds is not None:
        end_after(seconds)
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
        remove(work)
    os.makedirs(work)
    if not give_input(data, os.path.join(work, "input"), copies):
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
        watch = threading.Thread(target=end_with_server, args=(int(lifeline),), daemon=True)
        watch.start()

    adopt()
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
    limit_resources(work, memory, seconds)
    end_after(seconds)
    return work


def score():
    """The score as the candidate left it: repr of the variable, and printed text.

    ``read`` is whether Python opened any of the data; what libraries of C open is not seen.
    """
    shell = get_ipython()
    flush_files(shell.user_ns)
    variable = None
    if SCORE in shell.user_ns:
        value = shell.user_ns[SCORE]
        try:
            variable = repr(value)[:500]
        except BaseException as error:  # An interrupt of a slow one, too.
            variable = f"<{type(value).__name__} without a repr: {type(error).__name__}>"
    read = shell.jupyterlab_aide_guard.read
    return {"variable": variable, "printed": shell.jupyterlab_aide.text, "read": read}


def flush_files(names):
    """Have what a script wrote to files in the files, as at its end: the kernel is killed next."""
    for value in list(names.values()):
        if isinstance(value, io.IOBase):
            with contextlib.suppress(Exception):  # Closed, or for reading only.
                value.flush()


def remove(path):
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    else:
        os.remove(path)


def give_input(data, link, copies):
    try:
        # A relative one survives when all of it is moved or mounted elsewhere.
        os.symlink(os.path.relpath(data, os.path.dirname(link)), link, target_is_directory=True)
    except (OSError, ValueError, NotImplementedError):
        # No right to make links, another drive, a file system without them.
        if not copies:
            return False
        shutil.copytree(data, link)
    return True
