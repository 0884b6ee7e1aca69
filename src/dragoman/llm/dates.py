"""A model's ISO date -> DateValue, no more precise than it was given."""

from __future__ import annotations

import calendar
import datetime
import re

from dragoman.types import DateValue, Precision, Span

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?")


def date_value(iso: str | None, span: Span | None) -> DateValue | None:
    """The date that `iso` gives: YYYY, YYYY-MM, YYYY-MM-DD, or two of them with a slash between; None for anything else.

    `span` quotes its wording in the article; without one the value counts as inferred.
    """
    if not iso:
        return None
    first, slash, second = iso.strip().partition("/")
    start = _bounds(first)
    end = _bounds(second) if slash else start
    if start is None and end is None:
        return None
    precision = max((found[2] for found in (start, end) if found is not None), key=("day", "month", "year").index)
    return DateValue(start[0] if start else None, end[1] if end else None, precision, span, inferred=span is None)


def _bounds(iso: str) -> tuple[str, str, Precision] | None:
    match = _ISO.fullmatch(iso.strip())
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    try:
        first = datetime.date(year, month, day)
    except ValueError:
        return None
    if match[3]:
        return first.isoformat(), first.isoformat(), "day"
    if match[2]:
        return first.isoformat(), first.replace(day=calendar.monthrange(year, month)[1]).isoformat(), "month"
    return first.isoformat(), first.replace(month=12, day=31).isoformat(), "year"
