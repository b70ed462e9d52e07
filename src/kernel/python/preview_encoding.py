"""Which encoding a text is in, as far as its bytes tell."""

import codecs
import re

MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
CONTROL = bytes(c for c in range(32) if c not in b"\t\n\f\r\x1b")
KANA = re.compile("[\u3041-\u30fa]")
LETTERS = re.compile("[\u0410-\u044f\u0401\u0451]")


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
        if odd > 0.01 * len(start):
            return None, 0
        return eastern(head) or western(head), 0
    return "utf-8", 0


def eastern(head):
    """An encoding of Japanese, Chinese or Russian, whose words have many signs in a row."""
    lines = head[: 1 << 18].splitlines()[:-1] or [head]
    text = b"\n".join(lines)
    runs = re.findall(rb"[\x80-\xff]+", text)
    high = sum(map(len, runs))
    japanese = decoded(text, "cp932")
    if len(KANA.findall(japanese)) > 0.2 * high / 2:
        return "cp932"
    # Letters with an accent stand alone; signs of two bytes come in pairs.
    if high < 2 * len(runs):
        return None
    if all(len(run) % 2 == 0 for run in runs) and decoded(text, "gb18030"):
        return "gb18030"
    if len(LETTERS.findall(decoded(text, "cp1251"))) > 0.9 * high:
        return "cp1251"
    return None


def decoded(text, encoding):
    try:
        return text.decode(encoding)
    except UnicodeDecodeError:
        return ""


def western(head):
    """Windows' own signs, "€" among them, stand where Latin-1 has signs for machines."""
    try:
        windows = head.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "latin-1" if windows == head.decode("latin-1") else "cp1252"
