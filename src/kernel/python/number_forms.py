"""Numbers as people write them: "1.234,50 €", "12 kg", "1200-", "(3)", "1.2k", "3,4 Mio"."""

import collections
import re

CURRENCIES = "USD|EUR|GBP|CHF|JPY|CNY|INR|AUD|CAD|BRL|SEK|NOK|DKK|PLN|CZK|HUF|TRY|MXN|ZAR|US|R|Rs"
STRAY = re.compile(rf"[$€£¥₹₽₩฿%\s'’]|^(?:{CURRENCIES}|kr)\.?(?=[-+(−.,\s$\d])", re.I)
NUMBER = re.compile(
    r"([-+]?)((?:\d[\d.,]*|[.,]\d+)(?:e[-+]?\d+)?)(-?)"
    r"((?:[°‰]?[^\W\d_]{0,12}[²³]?(?:/[^\W\d_]{1,6}[²³]?)?)\.?)",
    re.I,
)
# Signs and words for so many of them, as they are written and in small letters.
TIMES = {"k": 1e3, "K": 1e3, "tsd": 1e3, "тыс": 1e3, "thousand": 1e3, "万": 1e4, "萬": 1e4}
TIMES.update({"M": 1e6, "mio": 1e6, "mln": 1e6, "mn": 1e6, "млн": 1e6, "million": 1e6})
TIMES.update({"millione": 1e6, "millionen": 1e6})
TIMES.update({"lakh": 1e5, "crore": 1e7, "億": 1e8, "亿": 1e8})
TIMES.update({"B": 1e9, "bn": 1e9, "mrd": 1e9, "mld": 1e9, "млрд": 1e9, "billion": 1e9})
TIMES.update({"milliard": 1e9, "milliarde": 1e9})
# Units by themselves; beside a "k" they are so many of them as well.
BESIDE = {"m": 1e6, "b": 1e9}
THOUSAND = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def number_parts(text):
    """(sign, digits with their marks, unit) of a number; None for what is none."""
    said = STRAY.sub("", STRAY.sub("", str(text)).replace("−", "-"))
    if said[:1] == "(" and said[-1:] == ")":
        said = "-" + said[1:-1]
    found = NUMBER.fullmatch(said)
    if found is None or (found[1] and found[3]):
        return None
    said = found[4].rstrip(".")
    unit = said if said in TIMES else said.lower().rstrip("s")
    return found[1] or found[3], found[2], unit


def marks_of(counts):
    """How the numbers of a column are written, as most that leave no doubt say: the sign
    before the decimals, the unit, and whether some are so many thousands or millions. counts
    has how often each value is there."""
    marks, units = collections.Counter(), collections.Counter()
    for text, count in counts.items():
        parts = number_parts(text)
        if parts is None:
            continue
        comma = re.fullmatch(r"\d*,\d+", parts[1]) and not THOUSAND.fullmatch(parts[1])
        marks[","] += count * bool(comma or re.search(r"\..*[.,]", parts[1]))
        marks["."] += count * bool(re.search(r",.*[.,]", parts[1]))
        units[parts[2]] += count * bool(parts[2])
    scaled = any(unit in TIMES for unit in units)
    own = [unit for unit in sorted(units) if unit not in TIMES and not (scaled and unit in BESIDE)]
    unit = max(own, key=units.get, default="")
    return "," if marks[","] > marks["."] else ".", unit, scaled


def plain_number(value, marks):
    """The number that a value is, by the marks of its column; None for none."""
    if isinstance(value, (int, float)):
        return float(value)
    mark, unit, scaled = marks
    parts = number_parts(value)
    if parts is None:
        return None
    times = 1 if parts[2] in ("", unit) else TIMES.get(parts[2])
    times = times or (BESIDE.get(parts[2]) if scaled else None)
    if times is None:
        return None
    digits = parts[1].translate(str.maketrans(",.", ".,")) if mark == "," else parts[1]
    digits = re.sub(r",(?=(\d{2,3},)*\d{3}(\.|$))", "", digits)
    try:
        number = float(parts[0] + digits.replace(",", "."))
    except ValueError:
        return None
    # To as many digits as are said: 1.1 million is a whole number.
    return number if times == 1 else float(f"{number * times:.12g}")
