"""The text of a file for the data preview: all of it, or its head and places
spread over the rest."""

import codecs
import io

MIB = 1 << 20
WHOLE = 8 * MIB  # a file up to this size is read whole
HEAD = 2 * MIB  # of a larger one this much from its beginning,
PLACES = 32  # and from so many places in the rest
CHUNK = 64 << 10  # this much each
COUNTED = 64 * MIB  # up to this size the lines of a larger one are counted

MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
UNIT = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
CONTROL = bytes(c for c in range(32) if c not in b"\t\n\f\r\x1b")


class Source:
    """The text of a file as far as it is read.

    `encoding` is None for what is no text. `text` is the head, `pieces` are
    (whole lines of text, their bytes), the head's first.
    """

    def __init__(self, stream, size, seekable):
        """`size` is None where nobody knows; a stream that is not `seekable`, as
        one out of an archive, has a longer head and no further pieces."""
        self.stream, self.seekable = stream, seekable
        far = seekable and size > WHOLE
        head = stream.read((HEAD if far else WHOLE) + 1)
        self.whole = not far and len(head) <= WHOLE
        self.size = len(head) if self.whole or size is None else size
        self.notes, self.text, self.pieces = [], "", []
        self.encoding, mark = encoding_of(head, self.whole)
        if self.encoding is not None:
            self.decode(head[mark:], mark)

    def decode(self, head, mark):
        if self.encoding != "utf-8":
            self.notes.append(f"read as {self.encoding}")
        self.text = self.as_text(head)
        if self.whole:
            self.pieces = [(self.text, len(head))]
            return
        cut = self.text.rfind("\n") + 1
        self.keep(self.text[:cut] if cut else self.text)
        if not cut:
            size = len(head) // MIB
            self.notes.append(f"its first line is longer than {size} MB")
        elif self.seekable:
            self.spread(len(head) + mark, mark)
        if self.encoding == "utf-8" and any("\ufffd" in text for text, _ in self.pieces):
            self.notes.append("some bytes are not UTF-8")

    def spread(self, start, mark):
        """Whole lines from places all over the rest of the file."""
        for number in range(PLACES):
            at = start + (self.size - start) * number // PLACES
            self.stream.seek(at - (at - mark) % UNIT.get(self.encoding, 1))
            text = self.as_text(self.stream.read(CHUNK))
            # Both ends are cut somewhere in a line.
            first, last = text.find("\n") + 1, text.rfind("\n") + 1
            if last > first:
                self.keep(text[first:last])

    def as_text(self, data):
        return data.decode(self.encoding, "replace").replace("\0", "")

    def keep(self, text):
        self.pieces.append((text, len(text.encode(self.encoding, "replace"))))

    @property
    def lines(self):
        """About how many lines there are in the pieces."""
        return sum(text.count("\n") for text, _ in self.pieces) + 1

    def rows(self, seen, above):
        """(rows of the file, whether that is an estimate), from the rows seen in
        the pieces and the lines above the first."""
        if self.whole:
            return seen, False
        head = self.pieces[0][0]
        line_is_row = '"' not in head and "\n\n" not in head and "\r\n\r" not in head
        single_bytes = self.encoding in ("utf-8", "cp1252", "latin-1")
        if self.seekable and self.size <= COUNTED and line_is_row and single_bytes:
            self.stream.seek(0)
            lines, last = 0, b"\n"
            for block in iter(lambda: self.stream.read(MIB), b""):
                lines += block.count(b"\n")
                last = block
            return lines + (not last.endswith(b"\n")) - above, False
        read = sum(size for _, size in self.pieces)
        return max(seen, round(seen * self.size / read)), True


class Limited(io.RawIOBase):
    """A stream that ends early, so that listing a huge archive does, too."""

    def __init__(self, stream, limit):
        super().__init__()
        self.stream, self.limit, self.spent, self.beyond = stream, limit, False, False

    def seekable(self):
        return True

    def tell(self):
        return self.stream.tell()

    def seek(self, offset, whence=io.SEEK_SET):
        # Seeking in a compressed stream unpacks all that lies between.
        self.beyond = whence == io.SEEK_SET and offset > self.limit
        self.spent = self.spent or self.beyond
        return offset if self.beyond else self.stream.seek(offset, whence)

    def read(self, size=-1):
        if self.beyond or self.stream.tell() >= self.limit:
            self.spent = True
            return b""
        return self.stream.read(size)


def encoding_of(head, whole):
    """(encoding, length of its mark); (None, 0) for what is no text."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    start = head[:4096]
    if b"\0" in start:
        # Latin letters in UTF-16 have a zero as every other byte.
        for encoding, zeros, letters in (
            ("utf-16-le", start[1::2], start[0::2]),
            ("utf-16-be", start[0::2], start[1::2]),
        ):
            if zeros.count(0) > 0.7 * len(zeros) and letters.count(0) == 0:
                return encoding, 0
        return None, 0
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, whole)
    except UnicodeDecodeError:
        odd = len(start) - len(start.translate(None, CONTROL))
        return (None, 0) if odd > 0.01 * len(start) else (western(head), 0)
    return "utf-8", 0


def western(head):
    """Windows' own signs, "€" among them, stand where Latin-1 has signs for machines."""
    try:
        windows = head.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "latin-1" if windows == head.decode("latin-1") else "cp1252"
