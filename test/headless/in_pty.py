"""Run the terminal's engine in a pseudo-terminal of so many rows and columns."""

import fcntl
import os
import pty
import struct
import sys
import termios

rows, columns, *args = sys.argv[1:]
engine = os.path.join(
    os.path.dirname(__file__), "..", "..", "jupyterlab_aide", "engine", "aide.mjs"
)
process, terminal = pty.fork()
if process == 0:
    # The window's size is known only once the parent has set it.
    sys.stdin.read(1)
    os.chdir(os.environ["AIDE_TEST_FOLDER"])
    os.execv(os.environ["AIDE_TEST_NODE"], ["node", os.path.abspath(engine), *args])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(columns), 0, 0))
os.write(terminal, b"\n")
try:
    while data := os.read(terminal, 65536):
        sys.stdout.buffer.write(data)
except OSError:
    # Linux says so when the other end is closed.
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
