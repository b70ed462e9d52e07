"""What a candidate prints, as it passes: no faster than a server forwards it."""

import time

SCORE = "validation_metric"


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
