"""Reading -> event rows -> the field's formats, and back."""

from __future__ import annotations

from dragoman.archive.formats import FORMATS, Format, format_named, format_of, read_events, write_events
from dragoman.archive.rows import EventRow, Party, Site, event_rows, statuses_named, with_status

__all__ = [
    "FORMATS",
    "EventRow",
    "Format",
    "Party",
    "Site",
    "event_rows",
    "format_named",
    "format_of",
    "read_events",
    "statuses_named",
    "with_status",
    "write_events",
]
