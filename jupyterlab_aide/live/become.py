"""Become another program, which Linux ends together with the process that started this one.

A script of its own: ``become.py <pid of that process> <program> <argument>...``. It is what
``preexec_fn`` would do, without running Python between the fork and the exec of a process that
has threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1

if __name__ == "__main__":
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    # It may have ended before this was asked for.
    if os.getppid() == int(sys.argv[1]):
        os.execv(sys.argv[2], sys.argv[2:])
