"""Run the terminal's engine in a pseudo-terminal of so many rows and columns.

What comes first on the standard input is for the engine's; the rest is typed in the terminal.
"""

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
access = sys.stdin.buffer.readline()
reading, writing = os.pipe()
process, terminal = pty.fork()
if process == 0:
    # The window's size is known only once the parent has set it.
    os.read(0, 1)
    os.dup2(reading, 0)
    os.close(reading)
    os.close(writing)
    os.chdir(os.environ["AIDE_TEST_FOLDER"])
    os.execv(os.environ["AIDE_TEST_NODE"], ["node", os.path.abspath(engine), *args])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(columns), 0, 0))
os.write(terminal, b"\n" + sys.stdin.buffer.read())
os.write(writing, access)
try:
    while data := os.read(terminal, 65536):
        sys.stdout.buffer.write(data)
except OSError:
    # Linux says so when the other end is closed.
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
