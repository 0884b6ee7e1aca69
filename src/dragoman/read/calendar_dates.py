"""Calendar dates written out in a text, for finding out when a document was issued."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import msgspec

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
MONTH = (
    r"(?P<{0}>(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))\b(?:\.(?=[ ,]))?"
)
DAY = r"(?P<{0}>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?P<{0}>(?:1[89]|20)\d\d)"
WRITTEN = re.compile(
    rf"\b{DAY.format('d1')}(?: of)?[ -]{MONTH.format('m1')}(?:,?[ -]{YEAR.format('y1')}\b)?"
    rf"|\b{MONTH.format('m2')} {DAY.format('d2')}\b(?!:\d)(?:\s?,?\s*\(?{YEAR.format('y2')}\b)?"
    rf"|\b{MONTH.format('m3')},? {YEAR.format('y3')}\b"
    rf"|\b{YEAR.format('y4')}[-/.](?P<n4>0[1-9]|1[0-2])[-/.](?P<d4>3[01]|[12]\d|0[1-9])(?!\d)",
    re.IGNORECASE,
)
BARE_MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")


class CalendarDate(msgspec.Struct, frozen=True):
    """A date as written: what of year, month and day is there, and where (characters, end exclusive)."""

    year: int | None
    month: int
    day: int | None
    start: int
    end: int

    def iso(self) -> str | None:
        """ISO 8601, cut to what is known; None without a year or for a day that is on no calendar."""
        if self.year is None:
            return None
        return iso_day(self.year, self.month, self.day)


def iso_day(year: int, month: int, day: int | None) -> str | None:
    """ISO 8601 of a year, month and perhaps day; None for a day that is on no calendar."""
    try:
        value = datetime.date(year, month, day or 1)
    except ValueError:
        return None
    return value.isoformat() if day else f"{year:04d}-{month:02d}"


def month_number(word: str) -> int:
    """1 to 12 for an English month name or its abbreviation."""
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def written_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[CalendarDate]:
    """The dates with at least a month and a day or a year, in order; offsets are those of `text`."""
    for match in WRITTEN.finditer(text, start, len(text) if end is None else end):
        group = match.groupdict()
        month = group["m1"] or group["m2"] or group["m3"]
        year = group["y1"] or group["y2"] or group["y3"] or group["y4"]
        day = group["d1"] or group["d2"] or group["d4"]
        if month and month[0].islower():
            continue
        number = month_number(month) if month else int(group["n4"])
        if iso_day(int(year or 2000), number, int(day) if day else None) is not None:
            yield CalendarDate(int(year) if year else None, number, int(day) if day else None, match.start(), match.end())
