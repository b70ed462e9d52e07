"""Names, counts and reasons in the words of a data preview."""

import re

TEXT = 4000  # characters of a text that is shown
CODE = re.compile(r"[-+]?\d+(\.\d*)?")


def printable(text):
    """A name that can be shown and sent: no control and no half characters."""
    return "".join(c if c.isprintable() else "\ufffd" for c in str(text))


def shorten(text, length):
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= length else text[: length - 1] + "…"


def is_coded(values):
    """Whether all are digits, and some are written as no number is shown again: "007", "12.50"."""
    values = list(values)[:: len(values) // 1500 or 1]
    if not all(isinstance(each, str) and CODE.fullmatch(each) for each in values):
        return False
    return any(re.match(r"\+|-?0\d", each) or re.search(r"\.$|\..+0$", each) for each in values)


def plural(count, word):
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def size_text(size):
    if size < 1000:
        return f"{size} B"
    for unit in ("kB", "MB", "GB"):
        size /= 1000
        if size < 1000 or unit == "GB":
            return f"{size:,.1f} {unit}"


def reason(error):
    """Why something failed, in a few words."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    first = str(error).split("\n", 1)[0]
    return shorten(printable(first) or type(error).__name__, 160)
