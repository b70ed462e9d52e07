"""Runs a function out of some source text and hands its result over as JSON.

What a person has in their folder is not ours to run: nothing is imported from there
meanwhile, whatever its name. What they do to how values are shown is theirs, too: the
result travels with the reply, past all formatters.
"""

import errno
import json
import os
import sys

from IPython import get_ipython

#: Where the kernel was started, which a start-up file of IPython's may have left.
FOLDER = "AIDE_FOLDER"
SOURCE = "jupyterlab-aide"
#: What a write fails with names no file.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def answer(source, name, arguments, theirs):
    """``theirs`` says that the function runs what the person wrote, with imports of their own."""
    folder = os.environ.pop(FOLDER, None)
    if folder is not None:
        os.chdir(folder)
    # A namespace of its own: the user's stays as it is.
    namespace = {"__name__": "jupyterlab_aide." + name}
    paths = sys.path[:]
    if not theirs:
        here = os.path.realpath(os.getcwd())
        sys.path[:] = [path for path in paths if os.path.realpath(path) != here]
    try:
        exec(compile(source, "<jupyterlab-aide>", "exec"), namespace)
        result = namespace[name](**json.loads(arguments))
    except SystemExit as error:
        raise RuntimeError("something that was imported ended the program") from error
    except OSError as error:
        if error.filename is None and error.errno in FULL:
            # What ours writes goes there.
            error.filename = os.path.realpath(json.loads(arguments).get("run") or os.curdir)
        raise
    finally:
        sys.path[:] = paths
    text = json.dumps(result, allow_nan=False)
    get_ipython().payload_manager.write_payload({"source": SOURCE, "text": text}, single=False)
