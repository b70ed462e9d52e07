"""The text of a file for the data preview: all of it, or its head and places
spread over the rest."""

import io

from preview_encoding import encoding_of

MIB = 1 << 20
WHOLE = 8 * MIB  # a file up to this size is read whole
HEAD = 2 * MIB  # of a larger one this much from its beginning,
PLACES = 32  # and from so many places in the rest
CHUNK = 64 << 10  # this much each
COUNTED = 64 * MIB  # up to this size the lines of a larger one are counted

MARKED = {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}
MARKED.update({"utf-32-le": "utf-32", "utf-32-be": "utf-32"})
UNIT = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}


class Source:
    """The text of a file as far as it is read.

    `encoding` is None for what is no text. `text` is the head, `pieces` are
    (whole lines of text, their bytes), the head's first.
    """

    #: Pieces that begin with what stands above the rows.
    heads = frozenset([0])
    #: What it is packed by, where its name does not tell.
    packed = None

    def __init__(self, stream, size, seekable):
        """`size` is None where nobody knows; a stream that is not `seekable`, as
        one out of an archive, has a longer head and no further pieces."""
        self.stream, self.seekable = stream, seekable
        far = seekable and size > WHOLE
        head = stream.read((HEAD if far else WHOLE) + 1)
        self.whole = not far and len(head) <= WHOLE
        self.size = len(head) if self.whole or size is None else size
        self.start, self.notes, self.text, self.pieces = head[:8], [], "", []
        self.encoding, mark = encoding_of(head, self.whole)
        # As a reader is told that a mark of the order of bytes comes first.
        self.read_as = (MARKED.get(self.encoding) if mark else None) or self.encoding
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
