"""Events of an article."""

from __future__ import annotations

from dragoman.types import Cast, Event
from dragoman.types.parse import Parse


def find_events(parse: Parse, cast: Cast) -> tuple[Event, ...]:
    """Every event the article's prose tells of, one record a happening, in text order."""
    return ()
