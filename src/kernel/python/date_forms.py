"""Dates that readers of dates do not know: quarters, weeks, months, other languages, numbers."""

import datetime
import re

# Of each month its names, of which the beginning serves as well.
NAMES = """january januar janvier enero gennaio janeiro январь января
february februar février fevrier febrero febbraio fevereiro февраль февраля
march märz mrz maerz mars marzo março март марта
april avril abril aprile апрель апреля
may mai mayo maggio maio май мая
june juni juin junio giugno junho июнь июня
july juli juillet julio luglio julho июль июля
august août aout agosto август августа
september septembre septiembre settembre setembro сентябрь сентября
october oktober octobre octubre ottobre outubro октябрь октября
november novembre noviembre novembro ноябрь ноября
december dezember décembre decembre diciembre dicembre dezembro декабрь декабря"""
ZONES = dict(UTC=0, GMT=0, WET=0, BST=1, CET=1, WEST=1, CEST=2, EET=2, EEST=3, MSK=3, IST=5.5)
ZONES.update(JST=9, AEST=10, AST=-4, EST=-5, EDT=-4, CST=-6, CDT=-5, MST=-7, MDT=-6, PST=-8, PDT=-7)
QUARTER = r"(?:q|t|quartal|quarter|trimestre|trim\.?|quarto|квартал)"
WEEK = r"(?:w|kw|cw|wk|week|woche|semaine|semana|settimana)\.?"
# What they look like, what each group is, how the rest follows.
FORMS = [
    (re.compile(looks, re.I), groups.split())
    for looks, groups in [
        (r"(\d{4})[-/. ]?[qt]([1-4])", "year quarter"),
        (r"[qt]([1-4])[-/.' ]*(\d{4})", "quarter year"),
        (rf"([1-4])(?:\.|st|nd|rd|th|er|e|º|°)? ?{QUARTER}[-/,. ]*(\d{{4}})", "quarter year"),
        (rf"(\d{{4}})[-/,. ]*([1-4])\. ?{QUARTER}", "year quarter"),
        (r"(\d{4})年第?([1-4一二三四])(?:季度|四半期)", "year quarter"),
        (rf"(\d{{4}})[-/,. ]*{WEEK} ?(\d{{1,2}})(?:-?([1-7]))?", "year week weekday"),
        (rf"{WEEK} ?(\d{{1,2}})[-/,. ]*(\d{{4}})", "week year"),
        (r"(\d{4})年第?(\d{1,2})[周週]", "year week"),
        (r"(\d{4})[-/.](\d{1,2})", "year month"),
        (r"(\d{1,2})[-/.](\d{4})", "month year"),
        (r"(\d{4})[年년] ?(\d{1,2})[月월](?: ?(\d{1,2})[日일])?", "year month day"),
        (r"([^\W\d_]{3,})\.?[-/, ]*(?:de )?'?(\d{4}|\d\d)", "month year"),
        (r"(\d{4})[-/, ]*([^\W\d_]{3,})\.?", "year month"),
        (
            r"(\d{1,2})[.º]?[- ]*(?:de )?([^\W\d_]{3,})\.?[-, ]*(?:de )?(\d{4})",
            "day month year",
        ),
        (r"(\d{1,2})\. (\d{1,2})\. (\d{4})", "day month year"),
        (r"(\d{4})(\d\d)(\d\d)(?:\.0)?", "year month day"),
        (r"((?:19|20)\d\d)(0[1-9]|1[0-2])(?:\.0)?", "year month"),
        (r"((?:19|20)\d\d)(?:\.0)?", "year"),
        (r"([2-7]\d{4}(?:\.\d+)?)", "serial"),
        (r"(\d{9,10}(?:\.\d+)?)", "seconds"),
        (r"(\d{12,13})(?:\.0)?", "milliseconds"),
    ]
]


def plain_date(text):
    """A date as ISO writes it, where it is a quarter, a week, a month or a number (as in
    20230101, of Excel, since 1970), in a zone by name or in another language; else as it is.
    """
    said = re.sub(r"\[[\w/]+\]$", "", str(text).strip())
    zoned = re.fullmatch(r"(.*\d:\d\d\S*) ([A-Z]{3,4})", said)
    if zoned and zoned[2] in ZONES:
        minutes = round(60 * ZONES[zoned[2]])
        sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
        return f"{zoned[1]}{sign}{hours:02}:{rest:02}"
    for looks, groups in FORMS:
        found = looks.fullmatch(said)
        if found:
            try:
                return moment_of(dict(zip(groups, found.groups()))).isoformat(" ")[:19]
            except (ValueError, OverflowError):
                continue
    return said


def moment_of(parts):
    """The beginning of what the parts of a date name."""
    if "serial" in parts:
        return datetime.datetime(1899, 12, 30) + datetime.timedelta(float(parts["serial"]))
    if "seconds" in parts or "milliseconds" in parts:
        since = float(parts.get("seconds") or 0) + float(parts.get("milliseconds") or 0) / 1000
        return datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=since)
    year = int(parts["year"])
    year += (2000 if year < 70 else 1900) if year < 100 else 0
    if "week" in parts:
        day = datetime.date.fromisocalendar(
            year, int(parts["week"]), int(parts.get("weekday") or 1)
        )
        return datetime.datetime.combine(day, datetime.time())
    if "quarter" in parts:
        quarter = "一二三四".find(parts["quarter"]) + 1 or int(parts["quarter"])
        return datetime.datetime(year, 3 * quarter - 2, 1)
    month = parts.get("month") or "1"
    number = int(month) if month.isdigit() else month_of(month.lower())
    return datetime.datetime(year, number, int(parts.get("day") or 1))


def month_of(word):
    """The number of the month whose name begins so; 0 for none."""
    months = enumerate(NAMES.split("\n"), 1)
    return next((i for i, names in months if f" {word}" in f" {names}"), 0)
