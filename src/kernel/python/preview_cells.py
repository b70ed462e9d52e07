"""Cells with types, as the data preview has them."""

import datetime
import json
import math


class Nested(str):
    """A list or an object in a cell, as text."""

    __slots__ = ()


def plain(value):
    """A typed value as a number, a boolean, a text or None for missing."""
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    if isinstance(value, datetime.time):
        whole = 3600 * value.hour + 60 * value.minute + value.second
        return whole + value.microsecond / 1e6
    if type(value).__name__ == "Decimal":
        is_whole = value.is_finite() and value % 1 == 0
        return int(value) if is_whole else plain(float(value))
    if isinstance(value, (dict, list)):
        return Nested(json.dumps(value, default=str, ensure_ascii=False))
    return Nested(value)
