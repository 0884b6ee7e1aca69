"""Periods of the calendar: a TIMEX3 value with the days that bound it."""

from __future__ import annotations

import calendar
import datetime

import msgspec

from dragoman.types.dates import Precision


class Period(msgspec.Struct, frozen=True):
    """A stretch of the calendar: its TIMEX3 value, first and last day (None where unknown, as before our era)."""

    value: str
    start: datetime.date | None
    end: datetime.date | None
    precision: Precision


def day_period(day: datetime.date, daytime: str | None = None) -> Period:
    """One day, or a part of it ("NI" for its night)."""
    return Period(day.isoformat() + (f"T{daytime}" if daytime else ""), day, day, "time" if daytime else "day")


def date_of(year: int, month: int, day: int) -> datetime.date | None:
    """The day, or None when the calendar has no such day."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return datetime.date(year, month, day)


def week_period(day: datetime.date) -> Period:
    """The ISO week that holds the day."""
    monday = day - datetime.timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Period(f"{year:04d}-W{week:02d}", monday, monday + datetime.timedelta(days=6), "week")


def month_period(year: int, month: int, part: str | None = None) -> Period:
    """A month or a part of it: early (to the 10th), middle (11th to 20th), late, start and end (seven days)."""
    last = calendar.monthrange(year, month)[1]
    days = {"early": (1, 10), "middle": (11, 20), "late": (21, last), "start": (1, 7), "end": (last - 6, last)}
    days |= {"half1": (1, 15), "half2": (16, last)}
    first_day, last_day = days.get(part or "", (1, last))
    return Period(f"{year:04d}-{month:02d}", datetime.date(year, month, first_day), datetime.date(year, month, last_day), "month")


def year_period(year: int, part: str | None = None) -> Period:
    """A year or a part of it: early (to April), middle (May to August), late (from September), start, end (two months)."""
    months = {"early": (1, 4), "middle": (5, 8), "late": (9, 12), "start": (1, 2), "end": (11, 12)} | {"half1": (1, 6), "half2": (7, 12)}
    first, last = months.get(part or "", (1, 12))
    value = f"{year:04d}" + {"half1": "-H1", "half2": "-H2"}.get(part or "", "")
    return Period(value, datetime.date(year, first, 1), datetime.date(year, last, calendar.monthrange(year, last)[1]), "year")


def season_period(year: int, code: str, first: int, last: int) -> Period:
    """A season of a year (northern hemisphere); a winter runs into the next year."""
    end_year = year + (last < first)
    end = datetime.date(end_year, last, calendar.monthrange(end_year, last)[1])
    return Period(f"{year:04d}-{code}", datetime.date(year, first, 1), end, "season")


def quarter_period(year: int, quarter: int) -> Period:
    """A quarter of a year, 1 to 4."""
    first = 3 * quarter - 2
    end = datetime.date(year, first + 2, calendar.monthrange(year, first + 2)[1])
    return Period(f"{year:04d}-Q{quarter}", datetime.date(year, first, 1), end, "quarter")


def decade_period(year: int, part: str | None = None) -> Period:
    """The decade that starts with `year` (1980), or its early (0-3), middle (4-6) or late (7-9) years."""
    first, last = {"early": (0, 3), "middle": (4, 6), "late": (7, 9)}.get(part or "", (0, 9))
    return Period(f"{year // 10:03d}", datetime.date(year + first, 1, 1), datetime.date(year + last, 12, 31), "decade")


def century_period(number: int, part: str | None = None) -> Period:
    """The century of that ordinal number (18 for the 1700s), or its early, middle or late third."""
    base = 100 * (number - 1)
    first, last = {"early": (0, 33), "middle": (34, 66), "late": (67, 99)}.get(part or "", (0, 99))
    return Period(f"{number - 1:02d}", datetime.date(max(1, base + first), 1, 1), datetime.date(base + last, 12, 31), "century")


def ancient_period(year: int, month: int | None = None, season: str | None = None) -> Period:
    """A year before our era, as TIMEX3 writes it; Python's calendar has no days for it."""
    suffix = f"-{month:02d}" if month else f"-{season}" if season else ""
    return Period(f"BC{year:04d}{suffix}", None, None, "year")


def shifted_month(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months on, cut to the month's length."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    year = min(max(year, 1), 9999)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
