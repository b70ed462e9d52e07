"""Dates as people write them, for the data preview."""

import datetime
import re

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
        (r"\d{1,2}-[A-Za-z]{3}-\d{4}$", "%d-%b-%Y"),
        (r"[A-Za-z]{3,9} \d{1,2}, \d{4}$", "%b %d, %Y; %B %d, %Y"),
    ]
]


def date_range(texts):
    """(first, last) as text where all values are dates, else None."""
    if len(texts) > 3000:
        texts = texts[:: len(texts) // 1500]
    if all(map(ISO_TIME.match, texts)):
        return min(texts), max(texts)
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
    days = []
    for text in texts:
        days.append(moment(text))
        if days[-1] is None:
            return None
    return first_and_last(days)


def moment(text):
    """The date that a text is, whatever its zone, or None."""
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
    return min(days).strftime(show), max(days).strftime(show)
