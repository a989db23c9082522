"""Dates of publication as they are written, made ISO 8601; never guessed."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_tz

_REDUCED = re.compile(r"(?:1[5-9]|2[01])\d\d(?:-(?:0[1-9]|1[0-2]))?")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]+\d{1,2}:.*)?", re.S)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})\.?(?:,? +\d{1,2}:.*)?", re.S)
_WEEKDAY = r"(?:[^\W\d_]+\.?,? +)?"
_TIME = r"(?:,? +(?:at +)?\d{1,2}[:.].*)?"
_DAY_MONTH = re.compile(rf"{_WEEKDAY}(\d{{1,2}})\.? +([^\W\d_]+)\.?,? +(\d{{4}}){_TIME}", re.S)
_MONTH_DAY = re.compile(rf"{_WEEKDAY}([^\W\d_]+)\.? +(\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}}){_TIME}", re.S)


def iso_date(value: object) -> str | None:
    """The day (or the month or year, where no more is known) of a date, as ISO 8601.

    Times and time zones are cut off, not converted: the day is the one the outlet printed. A date that could be
    read in two ways (``03/04/2023``) is None, and so is one that cannot be read.

    >>> iso_date("Tue, 14 Feb 2023 23:30:00 -0500"), iso_date("2023-02"), iso_date("February 14, 2023")
    ('2023-02-14', '2023-02', '2023-02-14')
    >>> iso_date("25/12/2023"), iso_date("03/04/2023")
    ('2023-12-25', None)
    """
    if value != value:  # NaN, NaT
        return None
    if isinstance(value, datetime):  # also what pandas and YAML make of a time
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    if _REDUCED.fullmatch(text):
        return text
    try:
        return _from_text(text)
    except ValueError:  # a day that no month has
        return None


def _from_text(text: str) -> str | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(match[1], match[3], match[4])
    if match := _YEAR_LAST.fullmatch(text):
        return _day_or_month_first(int(match[1]), int(match[3]), match[4])
    if match := _DAY_MONTH.fullmatch(text):
        return _named_month(match[1], match[2], match[3])
    if match := _MONTH_DAY.fullmatch(text):
        return _named_month(match[2], match[1], match[3])
    if len(text) == 8 or "W" in text:  # 20230214, 2023-W07-2
        return date.fromisoformat(text).isoformat()
    return _mail_date(text) if ":" in text else None


def _day(year: str, month: str, day: str) -> str:
    return date(int(year), int(month), int(day)).isoformat()


def _day_or_month_first(first: int, second: int, year: str) -> str | None:
    if first != second and first <= 12 and second <= 12:
        return None
    day, month = (first, second) if second <= 12 else (second, first)
    return date(int(year), month, day).isoformat()


def _named_month(day: str, month: str, year: str) -> str | None:
    return _mail_date(f"{day} {month[:3]} {year} 00:00")


def _mail_date(text: str) -> str | None:
    parts = parsedate_tz(text)
    return date(*parts[:3]).isoformat() if parts else None
