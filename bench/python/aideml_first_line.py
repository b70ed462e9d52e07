"""Seconds to the first line of a candidate in aideml's interpreter, and CPU seconds of its process.

The candidate, which prints the time and the CPU time, is read from standard input; the argument is
how many times it is to run. Each result is a line.
"""

import sys
import tempfile
import time

import aide.run  # noqa: F401  The interpreter is forked from a process that has imported this.
from aide.interpreter import Interpreter

if __name__ == "__main__":
    candidate = sys.stdin.read()
    with tempfile.TemporaryDirectory() as folder:
        interpreter = Interpreter(folder)
        try:
            for _ in range(int(sys.argv[1])):
                begun = time.time()
                result = interpreter.run(candidate)
                output = "".join(result.term_out)
                if result.exc_type is not None:
                    sys.exit(output)
                at, cpu = output.split()[:2]
                print(float(at) - begun, cpu)
        finally:
            interpreter.cleanup_session()
