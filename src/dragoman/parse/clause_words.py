"""The words that decide which clause a date belongs to, loaded and checked once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from dragoman.errors import DataError


class ClauseWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of `data/event_dates.toml`."""

    speech: frozenset[str]
    same_time: frozenset[str]
    short_units: frozenset[str]
    breaks: frozenset[str]
    carrying: frozenset[str]
    planning: frozenset[str]
    inside: frozenset[str]


@cache
def clause_words() -> ClauseWords:
    """The checked lists. Raises DataError when the packaged file is broken."""
    source = files("dragoman.parse").joinpath("data/event_dates.toml").read_text(encoding="utf-8")
    try:
        return msgspec.convert(tomllib.loads(source), ClauseWords)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DataError(f"The clause words of the package cannot be read: {error}", "Reinstall the package.") from error
