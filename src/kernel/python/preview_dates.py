"""Dates as people write them, for the data preview."""

import datetime
import re

from date_forms import plain_date
from preview_words import shorten

ODD = 0.1  # of the different values of a column of dates may be none
ODD_TEXT = 40  # characters of one that is shown
MANY = 10  # so many days as numbers are no chance
ISO_TIME = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|UTC|[+-]\d{2}:?\d{2})?$"
)
# How dates are written: (what they look like, how they may be read).
DATES = [
    (re.compile(looks), forms.split("; "))
    for looks, forms in [
        (r"\d{4}-\d{1,2}-\d{1,2}$", "%Y-%m-%d"),
        (r"\d{4}-\d{1,2}$", "%Y-%m"),
        (r"\d{4}/\d{1,2}/\d{1,2}$", "%Y/%m/%d"),
        (r"\d{1,2}\.\d{1,2}\.\d{4}$", "%d.%m.%Y"),
        (r"\d{1,2}/\d{1,2}/\d{4}$", "%m/%d/%Y; %d/%m/%Y"),
        (r"\d{1,2}/\d{1,2}/\d{2}$", "%m/%d/%y; %d/%m/%y"),
        (r"\d{1,2}/\d{1,2}/\d{4} \d+:\d+$", "%m/%d/%Y %H:%M; %d/%m/%Y %H:%M"),
        (
            r"\d{1,2}/\d{1,2}/\d{4} \d+:\d+:\d+$",
            "%m/%d/%Y %H:%M:%S; %d/%m/%Y %H:%M:%S",
        ),
        (
            r"\d{1,2}/\d{1,2}/\d{4} \d+:\d+(:\d+)? [APap][Mm]$",
            "%m/%d/%Y %I:%M %p; %d/%m/%Y %I:%M %p; %m/%d/%Y %I:%M:%S %p; %d/%m/%Y %I:%M:%S %p",
        ),
        (r"\d{1,2}-\d{1,2}-\d{4}$", "%m-%d-%Y; %d-%m-%Y"),
        (r"\d{1,2}\.\d{1,2}\.\d{2}$", "%d.%m.%y"),
        (r"\d{1,2}\.\d{1,2}\.\d{4} \d+:\d+$", "%d.%m.%Y %H:%M"),
        (r"\d{1,2}\.\d{1,2}\.\d{4} \d+:\d+:\d+$", "%d.%m.%Y %H:%M:%S"),
        (r"\d{4}/\d{1,2}/\d{1,2} \d+:\d+$", "%Y/%m/%d %H:%M"),
        (r"\d{4}/\d{1,2}/\d{1,2} \d+:\d+:\d+$", "%Y/%m/%d %H:%M:%S"),
        (r"\d{1,2}[- ][A-Za-z]{3}[- ]\d{4}$", "%d-%b-%Y; %d %b %Y"),
        (r"\d{1,2}-[A-Za-z]{3}-\d{2}$", "%d-%b-%y"),
        (r"[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d{4} \d+:\d+:\d+ GMT$", "%a, %d %b %Y %H:%M:%S GMT"),
        (r"[A-Za-z]{3,9} \d{1,2}, \d{4}$", "%b %d, %Y; %B %d, %Y"),
    ]
]


# Columns of numbers that are dates, by their names: of any kind, and of months and moments.
DAYS = re.compile(
    r"date|day|datum|tag|fecha|jour|^data$|^d[ts]$|yyyymm|period|[日时時]|дата",
    re.I,
)
CALENDARS = re.compile(
    r"(?:^|[^a-z])(?:date|datum|fecha|month|monat|mes|mois|mese|period|d[ts]|yyyymm)(?![a-z])"
    r"|(?:Date|Month)$|^data$|日期|日付|年月|дата",
    re.I,
)
MOMENTS = re.compile(
    r"(?:^|[^a-z])(?:date|time|timestamp|ts|epoch|at|created|updated)(?![a-z])|time$|stamp", re.I
)


def date_range(texts):
    """What a preview says of a column of which all or most values are dates, else None:
    ``min`` and ``max``; ``odd``, a value that is none; ``unusual``, where readers of dates do
    not know how some are written."""
    if len(texts) > 3000:
        texts = texts[:: len(texts) // 1500]
    if all(map(ISO_TIME.match, texts)):
        return {"min": min(texts), "max": max(texts)}
    for looks, forms in DATES:
        if not all(map(looks.match, texts)):
            continue
        for form in forms:
            try:
                days = [datetime.datetime.strptime(text, form) for text in texts]
            except ValueError:
                continue
            return first_and_last(days)
    # Written in several ways: each value by itself.
    days, odd = [], []
    for text in texts:
        day = moment(text)
        if day is not None:
            days.append(day)
            continue
        odd.append(text)
        if len(odd) > ODD * len(texts):
            return None
    said = first_and_last(days)
    if odd:
        said["odd"] = shorten(odd[0], ODD_TEXT)
    if any(plain_date(text) != text.strip() for text in texts):
        said["unusual"] = True
    return said


def number_range(name, numbers):
    """The same of a column of numbers that are dates, by its name and all of them, else None.

    Days as 20230101, months as 202301, days of Excel, seconds or milliseconds since 1970.
    """
    low, high = min(numbers), max(numbers)
    whole = all(number == int(number) for number in numbers[:100])
    if 19000101 <= low <= high < 21010000 and whole:
        fits = len(numbers) >= MANY or DAYS.search(name)
    elif 190001 <= low <= high <= 210012 and whole or 20000 <= low <= high < 80000:
        fits = CALENDARS.search(name)
    else:
        seconds = 10**8 <= low <= high < 41 * 10**8
        milliseconds = 10**11 <= low <= high < 41 * 10**11
        fits = (seconds or milliseconds) and MOMENTS.search(name)
    if not fits:
        return None
    # Valid days alone: 20231345 is none.
    days = [moment(f"{number:.10g}" if not whole else str(int(number))) for number in numbers]
    return None if None in days else {**first_and_last(days), "unusual": True}


def moment(text):
    """The date that a text is, whatever its zone, or None."""
    text = plain_date(text)
    if ISO_TIME.match(text):
        text = text[:16].replace("T", " ")
    for looks, forms in [*DATES, (ISO_TIME, ["%Y-%m-%d %H:%M"])]:
        for form in forms if looks.match(text) else []:
            try:
                return datetime.datetime.strptime(text, form)
            except ValueError:
                continue
    return None


def first_and_last(days):
    timed = any((day.hour, day.minute) != (0, 0) for day in days)
    show = "%Y-%m-%d %H:%M" if timed else "%Y-%m-%d"
    return {"min": min(days).strftime(show), "max": max(days).strftime(show)}
