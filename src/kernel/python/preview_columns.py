"""What a column of a table holds, for the data preview.

Cells are texts as a csv has them (`parse`), or typed values that `plain` made.
Each different value is looked at once, which is what makes this quick without
any library.
"""

import bisect
import collections
import itertools
import math
import re

from number_forms import THOUSAND, marks_of, number_parts, plain_number
from preview_cells import Nested
from preview_dates import date_range, number_range
from preview_words import is_coded, shorten

TOP = 10  # most frequent values
BINS = 20  # bins of a histogram
VALUE = 80  # characters of a value

# What pandas.read_csv takes for missing.
MISSING = frozenset(
    [
        *["", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan"],
        *["1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a"],
        *["nan", "null"],
    ]
)

# Those of them that may be a word: the code of a continent, "None of these".
WORDS = ("NA", "N/A", "n/a", "None", "NULL", "null")
CLASSES = 50  # different values of a column in which such a word may be one
CODED = 20  # rows of a table in which codes of their own are told from classes
ROW_CODE = re.compile(r"\S*\d\S*")
SPELLED = 200  # different values of a column in which spellings are compared
FEW_WORDS = 10  # different ones among numbers, which say that there is none


def number(text):
    """The number that a text is, or None."""
    try:
        return None if "_" in text else float(text)
    except ValueError:
        return None


def is_missing(cell, parse):
    return cell is None or (parse and cell in MISSING)


def words_meant(columns):
    """Words that look missing and may be values: they stand among few other words, or two of
    them alone, where nothing else is missing, and in no column of numbers. What writes “nan” for
    what is missing has nothing but such words there."""
    meant, found = set(MISSING), set()
    for cells in columns:
        counts = collections.Counter(cells)
        there = {word for word in MISSING if word and word in counts}
        if not there:
            continue
        rest = {cell: counts[cell] for cell in counts if cell is not None and cell not in MISSING}
        gaps = sum(counts[cell] for cell in counts if cell is None or cell == "")
        numbers = [cell for cell in rest if number(cell) is not None]
        # “01” is a code, and so are the numbers beside it.
        codes = any(is_whole(cell) and cell.startswith("0") and len(cell) > 1 for cell in numbers)
        numeric = not codes and len(numbers) > 0.5 * len(rest)
        often = all(counts[word] >= 0.02 * len(cells) for word in there)
        few = len(rest) <= CLASSES and len(rest) + len(there) > 1
        if gaps or not few or not often or numeric:
            meant -= there
        else:
            found |= there if not rest else there.intersection(WORDS)
            meant -= set() if not rest else there.difference(WORDS)
    return sorted(found & meant)


def column(name, cells, dtype, parse, meant=()):
    """One column of a table, as `ColumnPreview` in the TypeScript has it."""
    counts = collections.Counter(cells)
    missing = counts.pop(None, 0)
    if parse:
        words = [{"value": word, "count": counts[word]} for word in meant if word in counts]
        missing += sum(counts.pop(token, 0) for token in MISSING)
    result = {
        "name": name,
        "kind": "empty",
        "dtype": dtype or "float64",
        "missing": round(missing / len(cells), 6) if cells else 0,
        "unique": len(counts),
        "min": None,
        "q25": None,
        "median": None,
        "q75": None,
        "max": None,
        "mean": None,
        "top": [],
        "histogram": [],
    }
    if parse and words:
        result["words"] = words
    if not counts:
        return result
    kind, inferred = kind_of(counts, parse, missing)
    days = dates_in(name, counts) if kind in ("number", "integer") else None
    kind = "date" if days else kind
    most = counts.most_common(TOP)
    result["kind"] = "constant" if len(counts) == 1 and most[0][1] > 1 else kind
    result["dtype"] = dtype or inferred
    if days:
        result.update(days)
    elif kind in ("number", "integer"):
        measure(result, counts, kind)
    elif kind == "date":
        result.update(date_range(list(counts)))
    if is_coded(counts):
        result["coded"] = True
    if parse and kind == "number" and not days:
        dotted = three_behind(counts)
        if dotted:
            result["dotted"] = shorten(dotted, VALUE)
    if kind in ("category", "text"):
        written = written_in(counts)
        if written:
            result["written"] = written
        elif most[0][1] == 1 and len(counts) >= CODED and all(map(ROW_CODE.fullmatch, counts)):
            result["codes"] = True
    if kind in ("category", "boolean", "text") and len(counts) <= SPELLED:
        alike = spellings(counts)
        if alike:
            result["spellings"] = alike
    # Among numbers that differ, the most frequent say nothing.
    if most[0][1] > 1 and (kind not in ("number", "date") or len(counts) <= 50):
        result["top"] = [
            {"value": shorten(str(value), VALUE), "count": count} for value, count in most
        ]
    return result


def dates_in(name, counts):
    """What is said of a column whose numbers are dates, else None."""
    numbers = [float(value) for value in list(counts)[:: len(counts) // 1500 or 1]]
    finite = len(numbers) > 1 and all(map(math.isfinite, numbers))
    return number_range(name, numbers) if finite else None


def written_in(counts):
    """How a column of texts writes its numbers, with one as it is read; None where most are
    none. ``odd`` is one of those that are none; ``unsure``, whether its marks leave doubt."""
    every = len(counts) // 1500 or 1
    counts = {value: counts[value] for value in list(counts)[::every]}
    marks = marks_of(counts)
    read = {value: plain_number(value, marks) for value in counts}
    numbers = [value for value in counts if read[value] is not None]
    present = sum(counts.values())
    odd = [value for value in counts if read[value] is None]
    # Among few other words, such as "unknown" and "n/k", or hardly any.
    least = 0.5 if len(odd) <= FEW_WORDS and len(numbers) > 2 * len(odd) else 0.8
    if present < 5 or sum(counts[value] for value in numbers) < least * present:
        return None
    shown = max(numbers, key=lambda value: (len(str(value)), str(value)))
    digits = [number_parts(value)[1] for value in numbers]
    marked = [each for each in digits if "," in each or "." in each]
    said = {"text": shorten(str(shown), VALUE), "number": rounded(read[shown], 15)}
    said["unsure"] = bool(marked) and all(map(THOUSAND.fullmatch, marked))
    if marks[2]:
        said["scaled"] = True
    if odd:
        said["odd"] = shorten(str(odd[0]), VALUE)
    return said


def three_behind(counts):
    """One of the values of a column that may have dots between thousands: each dot has three
    digits behind it, and what has none is below a thousand. None where they cannot."""
    whole = [value for value in counts if is_whole(value)]
    marked = [value.strip().lstrip("+-") for value in counts if not is_whole(value)]
    few = len(marked) < 5 or not whole or max(abs(int(value)) for value in whole) > 999
    return None if few or not all(map(THOUSAND.fullmatch, marked)) else marked[0]


def spellings(counts):
    """Words that differ in their case or in blanks around them alone: of each the commonest
    form, the others, and how many there are of all."""
    forms = collections.defaultdict(list)
    for value in sorted(value for value in counts if isinstance(value, str)):
        forms[value.strip().lower()].append(value)
    found = []
    for same in forms.values():
        if len(same) > 1:
            form = max(same, key=counts.get)
            others = [value for value in same if value != form]
            count = sum(counts[value] for value in same)
            found.append({"value": form, "others": others, "count": count})
    return found


def kind_of(counts, parse, missing):
    """(kind, dtype as pandas has it) of the different values of a column."""
    if parse and len(counts) <= 6:
        booleans = {value.lower() for value in counts} <= {"true", "false"}
    else:
        booleans = all(isinstance(value, bool) for value in counts)
    if booleans:
        return "boolean", "object" if missing else "bool"
    if any(isinstance(value, Nested) for value in counts):
        return "other", "object"
    if parse:
        numeric = all(number(value) is not None for value in counts)
        whole = numeric and all(is_whole(value) for value in counts)
    else:
        numeric = all(isinstance(value, (int, float)) for value in counts)
        whole = numeric and all(isinstance(value, int) for value in counts)
    if numeric:
        dtype = "int64" if whole and not missing else "float64"
        return "integer" if whole else "number", dtype
    texts = [str(value) for value in counts]
    if date_range(texts) is not None:
        return "date", text_dtype()
    present = sum(counts.values())
    length = sum(map(len, texts)) / len(texts)
    few = len(counts) <= max(50, 0.05 * present) and len(counts) <= 0.5 * present
    return "category" if few and length <= 60 else "text", text_dtype()


def is_whole(text):
    text = text.strip()
    return (text[1:] if text[:1] in "+-" else text).isdigit()


def text_dtype():
    """pandas reads text as `str` since version 3, as `object` before."""
    try:
        from importlib.metadata import version

        return "str" if int(version("pandas").split(".")[0]) >= 3 else "object"
    except (ImportError, ValueError):
        return "object"


def measure(result, counts, kind):
    """Range, quartiles, mean and histogram of a column of numbers."""
    weights, infinite = {}, 0
    for value, count in counts.items():
        try:
            value = float(value)
        except OverflowError:  # an integer beyond all floats
            value = math.inf
        if math.isfinite(value):
            weights[value] = weights.get(value, 0) + count
        else:
            infinite += count
    if infinite:
        result["infinite"] = round(infinite / sum(counts.values()), 6)
    if not weights:
        return
    values = sorted(weights)
    ends = list(itertools.accumulate(weights[value] for value in values))
    total = ends[-1]

    def quantile(share):
        at = (total - 1) * share
        low = values[bisect.bisect_right(ends, math.floor(at))]
        high = values[bisect.bisect_right(ends, math.ceil(at))]
        return rounded(low + (high - low) * (at - math.floor(at)))

    smallest, largest = values[0], values[-1]
    exact = kind == "integer" and max(-smallest, largest) < 2**53
    result["min"] = int(smallest) if exact else rounded(smallest)
    result["max"] = int(largest) if exact else rounded(largest)
    result["q25"], result["median"], result["q75"] = map(quantile, (0.25, 0.5, 0.75))
    result["mean"] = rounded(math.fsum(v * (weights[v] / total) for v in values))
    span = largest - smallest
    if 0 < span < math.inf:
        bins = [0] * BINS
        for value in values:
            at = int((value - smallest) / span * BINS)
            bins[min(BINS - 1, at)] += weights[value]
        result["histogram"] = bins


def rounded(value, digits=6):
    """Six digits are more than anyone reads; an overflow has no value."""
    return float(f"{value:.{digits}g}") if math.isfinite(value) else None
