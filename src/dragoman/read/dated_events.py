"""Named events whose month a text gives without a year: they tell the text's year."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import islice

import msgspec

from dragoman.errors import DataError
from dragoman.read.calendar_dates import BARE_MONTH, month_number
from dragoman.types import Span

REACH = 110
MOST_MONTHS = 50
SENTENCE_END = re.compile(r"[.!?;][\"”’)]*\s")
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


class DatedEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event: how texts name it (a regular expression) and its month, YYYY-MM."""

    name: str
    date: str


class DatedEvents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data file."""

    events: tuple[DatedEvent, ...]


@cache
def dated_events() -> tuple[re.Pattern[str], tuple[tuple[int, int], ...]]:
    """One pattern for all events (group N is event N) and their years and months. Raises DataError where the file does not check out."""
    raw = tomllib.loads(files("dragoman.read").joinpath("data/dated_events.toml").read_text(encoding="utf-8"))
    try:
        events = msgspec.convert(raw, DatedEvents).events
        pattern = re.compile("|".join(f"({re.sub(r'[(](?![?])', '(?:', event.name)})" for event in events), re.IGNORECASE)
        months = tuple((int(event.date[:4]), int(event.date[5:7])) for event in events)
    except (msgspec.ValidationError, re.error, ValueError) as error:
        raise DataError(f"dated_events.toml does not check out: {error}.", "Mend the file.") from error
    return pattern, months


def event_year(text: str, prose: Iterable[Span]) -> tuple[int, int, Span] | None:
    """Year and month of the latest named event that the text names with its month but no year, and the span that names it.

    A writer leaves the year out within about twelve months of an event, so the text is of that year or the next.
    Nothing is told where the events named point to different years.
    """
    pattern, months = dated_events()
    found: list[tuple[int, int, Span]] = []
    for span in prose:
        # Looking around the months only: the pattern is large, and most prose names no month.
        for named in islice(BARE_MONTH.finditer(text, span.start, span.end), MOST_MONTHS):
            start, end = _clause(text, span, named)
            number = month_number(named.group())
            if YEAR.search(text, start, end):
                continue
            for match in pattern.finditer(text, start, end):
                year, month = months[(match.lastindex or 1) - 1]
                if month == number:
                    found.append((year, month, Span(match.start(), match.end(), match.group())))
    if not found or max(found)[:2] > (min(found)[0] + 1, min(found)[1]):
        return None
    return max(found)


def _clause(text: str, span: Span, named: re.Match[str]) -> tuple[int, int]:
    """The words around a month's name, within its sentence."""
    start = max(span.start, named.start() - REACH)
    for stop in SENTENCE_END.finditer(text, start, named.start()):
        start = stop.end()
    stop_after = SENTENCE_END.search(text, named.end(), min(span.end, named.end() + REACH))
    return start, stop_after.start() if stop_after is not None else min(span.end, named.end() + REACH)
