"""The day an article was issued: given, told by metadata or the file's name, printed on it, or inferred from what it tells.

The order in which the signs are believed: the user; the source's metadata (a page's meta tags, a table's column);
a day printed in the head or on the foot of the text; the file's name; a PDF's own properties (they often tell when the
file was made); a month printed in the head; the last entry of a chronology; a named
event whose month the text gives without a year ("since the coup in February"), which fixes the year.
"""

from __future__ import annotations

import re

from dragoman.errors import UsageError
from dragoman.read.calendar_dates import CalendarDate, iso_day, written_dates
from dragoman.read.dated_events import event_year
from dragoman.read.structure import Structure
from dragoman.types import Article, DocumentDate, Section, Span

ISO = re.compile(r"\s*((?:1[5-9]|20)\d\d)(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?\s*$")
FILE_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_. ]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
FILE_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_](0[1-9]|1[0-2])(?![-_]?\d)")
SET_OFF = re.compile(r"[,(|:\[·•–—-]\s*(?:compiled|updated|published|written|dated|as of|on)?\s*$", re.IGNORECASE)
PRINTED_AS_ISSUE = re.compile(r"(?:publish|issue|posted|updated|date|dated|as of|appeared|©|copyright)\w*[^.]{0,25}$", re.IGNORECASE)
AHEAD = re.compile(
    r"\b(?:will|would|by|until|till|due|before|scheduled|planned|plans|expected"
    r"|upcoming|set for|slated|next|beyond|later than|deadline|meets?|expires?)\b"
    r"[^.]{0,60}$",
    re.IGNORECASE,
)
# A text that names an event of the year's end without its year may well be of the year after.
LATEST_YEAR_MONTH = 4
ENTRY = re.compile(r"\s*(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?")


def iso_date(value: str) -> str | None:
    """ISO 8601 (`2020`, `2020-10`, `2020-10-05`) from a date in ISO 8601 or written out in English; None if it is neither."""
    match = ISO.match(value)
    if match is not None:
        year, month, day = match.groups()
        if month is None:
            return year
        return iso_day(int(year), int(month), int(day) if day else None) if 1 <= int(month) <= 12 else None
    compact = re.fullmatch(r"\s*(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?\s*", value)
    if compact is not None and 1 <= int(compact.group(2)) <= 12:
        return iso_day(int(compact.group(1)), int(compact.group(2)), int(compact.group(3)))
    return next((date.iso() for date in written_dates(value) if date.year), None)


def given_date(value: str) -> DocumentDate:
    """The date the user gave. Raises UsageError where it is no date."""
    iso = iso_date(value)
    if iso is None:
        raise UsageError(f"The publication date {value!r} is not a date.", "Give it as YYYY-MM-DD, YYYY-MM or YYYY.")
    return DocumentDate(iso, "given")


def file_name_date(name: str) -> DocumentDate | None:
    """The date a file's name tells ("2021-11-19_minsk.txt"), as metadata; None if it tells none."""
    match = FILE_DATE.search(name)
    if match is not None:
        iso = iso_day(int(match.group(1)), int(match.group(3)), int(match.group(4)))
        return DocumentDate(iso, "metadata") if iso else None
    match = FILE_MONTH.search(name)
    if match is not None:
        return DocumentDate(f"{match.group(1)}-{match.group(2)}", "metadata")
    written = next((date.iso() for date in written_dates(re.sub(r"[-_]+", " ", name)) if date.year and date.day), None)
    return DocumentDate(written, "metadata") if written else None


def printed_date(text: str, structure: Structure) -> DocumentDate | None:
    """The date of issue printed on the article: dateline, byline, "Date of issue:", a title that ends with it."""
    best: DocumentDate | None = None
    for date, span in _printed(text, structure):
        iso = date.iso()
        if iso is not None and (best is None or len(iso) > len(best.value)):
            best = DocumentDate(iso, "inferred", span)
    return best


def printed_month_day(article: Article, structure: Structure) -> tuple[int, int, Span] | None:
    """Month and day of issue where they are printed without a year ("LONDON, November 6 -"), and their span."""
    for date, span in _printed(article.text, structure):
        if date.year is None and date.day is not None:
            return date.month, date.day, span
    return None


def _printed(text: str, structure: Structure) -> list[tuple[CalendarDate, Span]]:
    found = []
    for span in structure.dated:
        kind = next((section.kind for section in structure.sections if section.span == span), "body")
        early = span.start < max(600, len(text) // 5)
        for date in written_dates(text, span.start, span.end):
            before, after = text[span.start : date.start], text[date.end : span.end]
            if kind in {"title", "heading"} and (after.strip(" .)]") or (before.strip() and not SET_OFF.search(before))):
                continue
            if kind == "boilerplate" and not early and not PRINTED_AS_ISSUE.search(before):
                continue
            found.append((date, Span(date.start, date.end, text[date.start : date.end])))
    return found


def inferred_date(text: str, structure: Structure) -> DocumentDate | None:
    """What the article's own prose tells about its day: never earlier than what it tells as past.

    The value is the latest such day, so the article may be some days younger. A full date in running prose tells nothing:
    writers leave out the year of what is recent and give that of what is long past.
    """
    body = [section for section in structure.sections if section.kind == "body"]
    chronology = _last_entry(text, body)
    if chronology is not None:
        return chronology
    return _by_event(text, structure, body)


def _last_entry(text: str, body: list[Section]) -> DocumentDate | None:
    """The last entry of a chronology: three or more blocks that open with a day, the first of them (or one later) with its year."""
    year: int | None = None
    previous: tuple[int, int] = (0, 0)
    latest: DocumentDate | None = None
    entries = 0
    for section in body:
        opening = ENTRY.match(text, section.span.start)
        start = opening.end() if opening else section.span.start
        date = next(written_dates(text, start, min(section.span.end, start + 40)), None)
        if date is None or date.start > start + 3:
            continue
        entries += 1
        if date.year is not None:
            year = date.year
        elif year is not None and (date.month, date.day or 0) < previous and previous[0] - date.month >= 6:
            year += 1
        previous = (date.month, date.day or 0)
        iso = iso_day(year, date.month, date.day) if year is not None else None
        if iso is not None and (latest is None or iso > latest.value):
            latest = DocumentDate(iso, "inferred", Span(date.start, date.end, text[date.start : date.end]))
    return latest if entries >= 3 else None


def _by_event(text: str, structure: Structure, body: list[Section]) -> DocumentDate | None:
    """The year from a named event, the day from the latest day told as past within the twelve months after it."""
    anchor = event_year(text, [section.span for section in body])
    if anchor is None:
        return None
    year, month, span = anchor
    printed = [(date, where) for date, where in _printed(text, structure) if date.year is None and date.day]
    told = printed or [(date, Span(date.start, date.end, text[date.start : date.end])) for date in _past_days(text, body)]
    best: DocumentDate | None = None
    for date, where in told:
        iso = iso_day(year if date.month >= month else year + 1, date.month, date.day)
        if iso is not None and (best is None or iso > best.value):
            best = DocumentDate(iso, "inferred", where)
    if best is None and month <= LATEST_YEAR_MONTH:
        return DocumentDate(f"{year:04d}", "inferred", span)
    return best


def _past_days(text: str, body: list[Section]) -> list[CalendarDate]:
    return [
        date
        for section in body
        for date in written_dates(text, section.span.start, section.span.end)
        if date.year is None and date.day and not AHEAD.search(text[max(section.span.start, date.start - 80) : date.start])
    ]
