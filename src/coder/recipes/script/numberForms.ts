/**
 * The Python that reads numbers as people write them. The same as in the scorer's
 * `number_forms.py`.
 */
export const numberForms = String.raw`CURRENCIES = "USD|EUR|GBP|CHF|JPY|CNY|INR|AUD|CAD|BRL|SEK|NOK|DKK|PLN|CZK|HUF|TRY|MXN|ZAR|US|R|Rs"
STRAY = re.compile(rf"[$€£¥₹₽₩฿%\s'’]|^(?:{CURRENCIES}|kr)\.?(?=[-+(−.,\s$\d])", re.I)
NUMBER = re.compile(
    r"([-+]?)((?:\d[\d.,]*|[.,]\d+)(?:e[-+]?\d+)?)(-?)"
    r"((?:[°‰]?[^\W\d_]{0,12}[²³]?(?:/[^\W\d_]{1,6}[²³]?)?)\.?)",
    re.I,
)
THOUSAND = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def number_parts(text):
    """(sign, digits with their marks, unit) of a number; None for what is none."""
    said = STRAY.sub("", STRAY.sub("", str(text)).replace("−", "-"))
    if said[:1] == "(" and said[-1:] == ")":
        said = "-" + said[1:-1]
    found = NUMBER.fullmatch(said)
    if found is None or (found[1] and found[3]):
        return None
    return found[1] or found[3], found[2], found[4].lower().rstrip(".s")


def marks_of(counts):
    """How the numbers of a column are written, as most that leave no doubt say: the sign
    before the decimals, and the unit. counts has how often each value is there."""
    marks, units = collections.Counter(), collections.Counter()
    for text, count in counts.items():
        parts = number_parts(text)
        if parts is None:
            continue
        comma = re.fullmatch(r"\d*,\d+", parts[1]) and not THOUSAND.fullmatch(parts[1])
        marks[","] += count * bool(comma or re.search(r"\..*[.,]", parts[1]))
        marks["."] += count * bool(re.search(r",.*[.,]", parts[1]))
        units[parts[2]] += count * bool(parts[2])
    unit = max(sorted(units), key=units.get, default="")
    return "," if marks[","] > marks["."] else ".", unit


def plain_number(value, marks):
    """The number that a value is, by the marks of its column; None for none."""
    if isinstance(value, (int, float)):
        return float(value)
    mark, unit = marks
    parts = number_parts(value)
    if parts is None or parts[2] not in ("", unit):
        return None
    digits = parts[1].translate(str.maketrans(",.", ".,")) if mark == "," else parts[1]
    digits = re.sub(r",(?=(\d{2,3},)*\d{3}(\.|$))", "", digits)
    try:
        return float(parts[0] + digits.replace(",", "."))
    except ValueError:
        return None`;
