"""From the parts of a matched expression to its TIMEX3 value, one resolver a shape."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from dragoman.parse.calendar_values import (
    Period,
    ancient_period,
    century_period,
    date_of,
    day_period,
    decade_period,
    month_period,
    quarter_period,
    season_period,
    shifted_month,
    week_period,
    year_period,
)
from dragoman.parse.time_anchors import Anchors
from dragoman.parse.time_words import time_words

Groups = Mapping[str, str | None]
Kind = Literal["DATE", "TIME", "DURATION", "SET"]
_BACK = frozenset({"last", "past", "previous", "preceding", "earlier"})
_SHORT = ("second", "minute", "hour", "day", "night", "week", "fortnight")
_ON = frozenset({"next", "coming", "following"})


_WITHIN_WEEKS = frozenset({"day", "week", "weekend", "morning", "afternoon", "evening", "night"})


class Resolved(msgspec.Struct, frozen=True):
    """Type and value of an expression, and its place on the calendar where it has one."""

    kind: Kind
    value: str
    period: Period | None = None


def _of(period: Period | None) -> Resolved | None:
    if period is None:
        return None
    return Resolved("TIME" if period.precision == "time" else "DATE", period.value, period)


def _which(groups: Groups) -> str | None:
    which = groups.get("which")
    return " ".join(which.lower().split()).removeprefix("the ") if which else None


def _part(groups: Groups) -> str | None:
    part = groups.get("part")
    if not part:
        return None
    part = " ".join(part.lower().split())
    return time_words().parts.get(part, part)


def _text(groups: Groups, name: str) -> str:
    return groups.get(name) or ""


def _date(groups: Groups, anchors: Anchors) -> Resolved | None:
    month = _text(groups, "month")
    number = int(month) if month.isdigit() else time_words().month(month)
    day = int(_text(groups, "day"))
    year = int(_text(groups, "year")) if groups.get("year") else anchors.month_year(number, day)
    found = date_of(year, number, day) if year is not None else None
    if found is None:
        return Resolved("DATE", f"XXXX-{number:02d}-{day:02d}") if year is None and day <= 31 else None
    daytime = groups.get("daytime")
    return _of(day_period(found, time_words().daytimes[daytime.lower()] if daytime else None))


def _range_start(groups: Groups, anchors: Anchors) -> Resolved | None:
    """The first day of "3-5 March 2020": month and year stand after it."""
    return None if not groups.get("month") else _date(groups, anchors)


def _range_end(groups: Groups, anchors: Anchors) -> Resolved | None:
    """The last day of "March 3-5, 2020": the month stands before it."""
    told = anchors.told
    if told is None or told.start is None:
        return None
    found = date_of(int(_text(groups, "year")), told.start.month, int(_text(groups, "day")))
    return _of(day_period(found)) if found else None


def _ancient(groups: Groups, anchors: Anchors) -> Resolved | None:  # noqa: ARG001 - one signature for all resolvers
    season = groups.get("season")
    code = time_words().seasons[season.lower()][0] if season else None
    month = time_words().month(_text(groups, "month")) if groups.get("month") else None
    return _of(ancient_period(int(_text(groups, "year")), month, code))


def _month(groups: Groups, anchors: Anchors) -> Resolved | None:
    number = time_words().month(_text(groups, "month"))
    if anchors.ancient and not groups.get("year") and anchors.ancient_year:
        return _of(ancient_period(anchors.ancient_year, number))
    year = int(_text(groups, "year")) if groups.get("year") else anchors.month_year(number)
    return _of(month_period(year, number, _part(groups))) if year else Resolved("DATE", f"XXXX-{number:02d}")


def _which_year(which: str | None, anchors: Anchors) -> int | None:
    now, told = anchors.now, anchors.day
    if anchors.history and told is not None:
        now = told
    if which in {"this", None}:
        return now.year if now else None
    if which == "last":
        return now.year - 1 if now else None
    if which == "next":
        return now.year + 1 if now else None
    if told is None:
        return None
    return told.year - (which in _BACK) + (which in _ON)


def _month_of(groups: Groups, anchors: Anchors) -> Resolved | None:
    year = _which_year(_which(groups), anchors)
    return _of(month_period(year, time_words().month(_text(groups, "month")), _part(groups))) if year else None


def _which_month(groups: Groups, anchors: Anchors) -> Resolved | None:
    number, which = time_words().month(_text(groups, "month")), _which(groups)
    base = anchors.day if which in {"that", "same", "following", "previous", "preceding"} or anchors.history else anchors.now
    if base is None:
        return Resolved("DATE", f"XXXX-{number:02d}")
    year = base.year
    if which in _BACK:
        year -= number >= base.month
    elif which in _ON:
        year += number <= base.month
    return _of(month_period(year, number))


def _season(groups: Groups, anchors: Anchors) -> Resolved | None:
    code, first, last = time_words().seasons[_text(groups, "season").lower()]
    if groups.get("year"):
        return _of(season_period(int(_text(groups, "year")), code, first, last))
    which, base = _which(groups), anchors.day
    if anchors.ancient and anchors.ancient_year:
        return _of(ancient_period(anchors.ancient_year, season=code))
    if base is None:
        return Resolved("DATE", f"XXXX-{code}")
    year = base.year
    if which in _BACK:
        year -= season_period(year, code, first, last).start > base if first <= last else 1  # type: ignore[operator]
        year -= which != "past" and first <= base.month <= last
    elif which in _ON:
        year += first <= base.month
    elif which is None and not anchors.history and first > base.month and not anchors.future():
        year -= 1
    return _of(season_period(year, code, first, last))


def _quarter(groups: Groups, anchors: Anchors) -> Resolved | None:
    if groups.get("quarter"):
        number = int(_text(groups, "quarter"))
    else:
        number = 4 if groups.get("final") else time_words().ordinals[_text(groups, "ordinal").lower()]
    year = int(_text(groups, "year")) if groups.get("year") else _which_year(_which(groups), anchors)
    return _of(quarter_period(year, number)) if year and number <= 4 else None


def _which_half(groups: Groups, anchors: Anchors) -> Resolved | None:
    """ "the end of last year", "early this year", "this year", "that year"."""
    which = _which(groups)
    base = anchors.day
    year = _which_year(which, anchors) if which else base.year if base else None
    if not which and not groups.get("part"):
        return None
    return _of(year_period(year, _part(groups))) if year else Resolved("DATE", "XXXX")


def _decade(groups: Groups, anchors: Anchors) -> Resolved | None:
    if groups.get("decade"):
        return _of(decade_period(int(_text(groups, "decade")), _part(groups)))
    digit = int(_text(groups, "short")) // 10 if groups.get("short") else time_words().decades[_text(groups, "name")]
    base = anchors.day
    century = 1900 if base is None or base.year >= 1900 else base.year // 100 * 100
    return _of(decade_period(century + 10 * digit, _part(groups)))


def _century(groups: Groups, anchors: Anchors) -> Resolved | None:  # noqa: ARG001 - one signature for all resolvers
    number = int(_text(groups, "nth")) if groups.get("nth") else time_words().ordinals[_text(groups, "ordinal").lower()]
    return _of(century_period(number, _part(groups))) if 1 <= number <= 99 else None


def _weekday(groups: Groups, anchors: Anchors) -> Resolved | None:
    number = time_words().weekdays[_text(groups, "weekday")]
    found = anchors.weekday(number, _which(groups))
    daytime = groups.get("daytime")
    code = time_words().daytimes[daytime.lower()] if daytime else None
    if found is None:
        return Resolved("TIME" if code else "DATE", f"XXXX-WXX-{number + 1}" + (f"T{code}" if code else ""))
    return _of(day_period(found, code))


def _feast(groups: Groups, anchors: Anchors) -> Resolved | None:
    name = _text(groups, "feast").replace("’", "'")
    month, day = time_words().feasts[" ".join(name.split())]
    year = int(_text(groups, "year")) if groups.get("year") else anchors.month_year(month, day)
    found = date_of(year, month, day) if year else None
    return _of(day_period(found, "NI" if groups.get("night") else None)) if found else None


def _today(groups: Groups, anchors: Anchors) -> Resolved | None:
    word = " ".join(_text(groups, "today").lower().split())
    shift = {"yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}.get(word, 0)
    daytime = "NI" if word == "tonight" else time_words().daytimes[_text(groups, "daytime").lower()] if groups.get("daytime") else None
    if anchors.published is None or (anchors.history and word == "today"):
        return Resolved("DATE", "PRESENT_REF" if word == "today" else "XXXX-XX-XX")
    return _of(day_period(anchors.published + datetime.timedelta(days=shift), daytime))


def _clock(groups: Groups, anchors: Anchors) -> Resolved | None:
    hour, minute = int(_text(groups, "hour")), int(groups.get("minute") or 0)
    half = _text(groups, "half").lower().replace(".", "")
    hour = hour % 12 + 12 * (half == "pm") if half else hour
    if hour > 24:
        return None
    told = anchors.told
    day = told.start if told and told.precision in {"day", "time"} else None
    zone = "Z" if groups.get("zone") else ""
    value = f"T{hour:02d}:{minute:02d}{zone}"
    period = Period(day.isoformat() + value, day, day, "time") if day else None
    return Resolved("TIME", period.value if period else "XXXX-XX-XX" + value, period)


def _shifted(base: datetime.date, unit: str, count: int, *, part_of_week: bool = False) -> Period | None:
    try:
        if unit in {"day", "night"}:
            return day_period(base + datetime.timedelta(days=count))
        if unit in {"week", "fortnight"}:
            day = base + datetime.timedelta(days=count * (14 if unit == "fortnight" else 7))
            return week_period(day) if part_of_week else day_period(day)
        if unit == "month":
            day = shifted_month(base, count)
            return month_period(day.year, day.month)
        years = {"year": 1, "decade": 10, "century": 100}.get(unit)
        return year_period(base.year + count * years) if years else None
    except (OverflowError, ValueError):
        return None


def _offset(groups: Groups, anchors: Anchors) -> Resolved | None:
    """ "two weeks later", "five years ago": so far from the narrative's day, or from publication for "ago"."""
    way = _text(groups, "way").lower()
    back = way in {"earlier", "ago", "previously", "before"}
    words = groups.get("number")
    count = time_words().number(words) if words else None
    short = (groups.get("unit") or "").lower().startswith(_SHORT)
    base = anchors.now if way == "ago" and not anchors.history else anchors.told_day if short else anchors.day
    if count is None or base is None:
        if way == "ago" or base is None:
            return Resolved("DATE", "PAST_REF" if back else "FUTURE_REF")
        end = base if back else None
        start = None if back else base
        span = datetime.timedelta(days=30)
        return Resolved("DATE", "PAST_REF" if back else "FUTURE_REF", Period("", start or base - span, end or base + span, "vague"))
    unit = time_words().unit(_text(groups, "unit"))
    if time_words().units[unit][1]:
        return Resolved("TIME", f"{base.isoformat()}TXX", Period(base.isoformat(), base, base, "time"))
    return _of(_shifted(base, unit, -count if back else count))


def _offset_event(groups: Groups, anchors: Anchors) -> Resolved | None:
    """ "a week before the vote of 3 May", "ten days after it": so far from a dated happening, or from the day last told."""
    count, unit = time_words().number(_text(groups, "number")), time_words().unit(_text(groups, "unit"))
    base = anchors.told_day
    month, day = groups.get("month") or groups.get("month_first"), groups.get("day") or groups.get("day_last")
    if month and day:
        event = _date({"month": month, "day": day, "year": groups.get("year")}, anchors)
        base = event.period.start if event and event.period else None
    if base is None or count is None or time_words().units[unit][1]:
        return None
    return _of(_shifted(base, unit, -count if _text(groups, "way").lower() == "before" else count))


def _vague_ago(groups: Groups, anchors: Anchors) -> Resolved | None:
    """ "later that month": inside the period the narrative stands in."""
    base = anchors.day
    return _of(_shifted(base, _text(groups, "unit"), 0, part_of_week=True)) if base else None


def _in_unit(groups: Groups, anchors: Anchors) -> Resolved | None:
    count = time_words().number(_text(groups, "number"))
    unit = time_words().unit(_text(groups, "unit"))
    base = anchors.day
    return _of(_shifted(base, unit, count)) if base and count else _length(groups, anchors)


def _which_unit(groups: Groups, anchors: Anchors) -> Resolved | None:
    which, unit = _which(groups), _text(groups, "unit").lower()
    narrative = which in {"that", "following", "previous", "same", "preceding", "before", "after", "earlier"} or anchors.history
    if which == "next" and anchors.token is not None and any(child.lower_ == "the" for child in anchors.token.children):
        narrative = True
    base = anchors.now if not narrative else anchors.told_day if unit in _WITHIN_WEEKS else anchors.day
    if unit in {"decade", "century"} and which in {"past", "last"}:
        return Resolved("DURATION", f"P1{time_words().units[unit][0]}")
    if base is None:
        return None if which == "same" else Resolved("DATE", "XXXX-XX-XX" if unit in {"day", "week", "month"} else "XXXX")
    shift = -1 if which in _BACK or which == "before" else 1 if which in _ON or which == "after" else 0
    daytime = time_words().daytimes.get(unit)
    if daytime:
        shift = -1 if which == "last" else shift
        return _of(day_period(base + datetime.timedelta(days=shift), daytime))
    if unit == "weekend":
        saturday = base + datetime.timedelta(days=5 - base.weekday() + 7 * min(shift, 1))
        return _of(Period(week_period(saturday).value + "-WE", saturday, saturday + datetime.timedelta(days=1), "day"))
    if unit in {"decade", "century"}:
        return _of(decade_period((base.year // 10 + shift) * 10) if unit == "decade" else century_period(base.year // 100 + 1 + shift))
    return _of(_shifted(base, unit, shift, part_of_week=True))


def _end_of_unit(groups: Groups, anchors: Anchors) -> Resolved | None:
    """ "the end of the month": a part is needed, or else the words refer to anything."""
    base, unit = anchors.day, _text(groups, "unit")
    if not groups.get("part") or base is None:
        return None
    if unit == "month":
        return _of(month_period(base.year, base.month, _part(groups)))
    if unit == "year":
        return _of(year_period(base.year, _part(groups)))
    return _of(week_period(base) if unit == "week" else decade_period(base.year // 10 * 10, _part(groups)))


def _length(groups: Groups, anchors: Anchors) -> Resolved | None:  # noqa: ARG001 - one signature for all resolvers
    unit = time_words().unit(_text(groups, "unit"))
    letter, clock, _ = time_words().units[unit]
    words = groups.get("number")
    count = time_words().number(words) if words else None
    number = str(count) if count is not None else "X"
    if groups.get("half") and count is not None:
        number = f"{count}.5"
    if unit == "fortnight" and count is not None:
        number = str(2 * count)
    return Resolved("DURATION", f"P{'T' if clock else ''}{number}{letter}")


def _last_units(groups: Groups, anchors: Anchors) -> Resolved | None:
    """ "the past three months": a length that touches the present."""
    length = _length(groups, anchors)
    which, base = _which(groups), anchors.now
    count = time_words().number(_text(groups, "number"))
    days = time_words().units[time_words().unit(_text(groups, "unit"))][2]
    if length is None or base is None or anchors.history or which not in {"last", "past", "next", "coming"} or count is None or not days:
        return length
    reach = datetime.timedelta(days=min(count * days, 365_000))
    start, end = (base - reach, base) if which in {"last", "past"} else (base, base + reach)
    return Resolved("DURATION", length.value, Period(length.value, start, end, "vague"))


def _long_word(groups: Groups, anchors: Anchors) -> Resolved | None:
    unit = time_words().unit(_text(groups, "unit").replace("centurie", "centuries"))
    return _length({"unit": unit, "number": "one"}, anchors)


def _year(groups: Groups, anchors: Anchors) -> Resolved | None:
    year = int(_text(groups, "year"))
    if anchors.ancient and year < 1000:
        return _of(ancient_period(year))
    return _of(year_period(year, _part(groups)))


def _short_year(groups: Groups, anchors: Anchors) -> Resolved | None:
    """'82, or the end of 1939-40: in the century of the narrative, or the one before where that would lie ahead."""
    short, base = int(_text(groups, "short")), anchors.day
    century = base.year // 100 * 100 if base else 1900
    if base is not None and anchors.published is not None and century + short > anchors.published.year + 5:
        century -= 100
    return _of(year_period(century + short))


def _ordinal_day(groups: Groups, anchors: Anchors) -> Resolved | None:
    told = anchors.told
    if told is None or told.start is None or told.precision not in {"day", "month", "time"}:
        return None
    found = date_of(told.start.year, told.start.month, int(_text(groups, "day")))
    return _of(day_period(found)) if found else None


def _set(groups: Groups, anchors: Anchors) -> Resolved | None:  # noqa: ARG001 - one signature for all resolvers
    if groups.get("set"):
        return Resolved("SET", time_words().sets[_text(groups, "set").lower()])
    unit = _text(groups, "unit").lower()
    values = {"week": "P1W", "month": "P1M", "year": "P1Y", "hour": "PT1H", "night": "XXXX-XX-XXTNI"}
    return Resolved("SET", values.get(unit, "P1D"))


def _reference(groups: Groups, anchors: Anchors) -> Resolved | None:  # noqa: ARG001 - one signature for all resolvers
    return Resolved("DATE", time_words().references[" ".join(_text(groups, "reference").lower().split())])


def _daytime(groups: Groups, anchors: Anchors) -> Resolved | None:
    code = time_words().daytimes[_text(groups, "daytime").lower()]
    told = anchors.told
    if told is not None and told.start is not None and told.precision in {"day", "time"} and anchors.day == told.start:
        return _of(day_period(told.start, code))
    return Resolved("TIME", f"XXXX-XX-XXT{code}")


RESOLVERS: dict[str, Callable[[Groups, Anchors], Resolved | None]] = {
    "iso": _date, "point": _date, "ancient": _ancient, "date": _date, "range_start": _range_start, "range_end": _range_end,
    "month": _month, "month_of": _month_of, "which_month": _which_month, "season": _season, "season_of": _season,
    "bare_season": _season, "quarter": _quarter, "which_half": _which_half, "decade": _decade, "century": _century,
    "weekday": _weekday, "weekday_part": _weekday, "feast": _feast, "today": _today, "clock": _clock, "offset": _offset,
    "vague_ago": _vague_ago, "in_unit": _in_unit, "which_unit": _which_unit, "end_of_unit": _end_of_unit,
    "last_units": _last_units, "following_units": _length, "year_span": _year, "year_end": _short_year, "year": _year,
    "short_year": _short_year, "ordinal_day": _ordinal_day, "set": _set, "set_word": _set, "length_word": _length,
    "long_word": _long_word,
    "offset_event": _offset_event, "length": _length, "same_time": _which_unit, "reference": _reference, "daytime": _daytime,
}
