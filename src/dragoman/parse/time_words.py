"""The words of time expressions, loaded and checked once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from dragoman.errors import DataError


class TimeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of `data/times.toml`: calendar names and units with their numbers and TIMEX3 codes."""

    months: dict[str, int]
    month_short: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, tuple[str, int, int]]
    daytimes: dict[str, str]
    units: dict[str, tuple[str, bool, int]]
    plurals: dict[str, str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    parts: dict[str, str]
    references: dict[str, str]
    sets: dict[str, str]
    feasts: dict[str, tuple[int, int]]
    future: dict[str, list[str]]
    open: dict[str, str]
    year_context: dict[str, frozenset[str]]

    def month(self, name: str) -> int:
        """The number of a month, from its full or shortened name with or without a stop."""
        name = name.rstrip(".").capitalize()
        return self.months.get(name) or self.month_short[name]

    def unit(self, word: str) -> str:
        """The singular of a unit of time ("weeks" -> "week")."""
        word = word.lower()
        return self.plurals.get(word) or (word if word in self.units else word.removesuffix("s"))

    def number(self, words: str) -> int | None:
        """The number that words or digits say; None for "several", "a few" and the like."""
        text = words.lower().replace(",", "").replace("-", " ").strip()
        if text.isdigit():
            return int(text)
        known = [self.numbers[word] for word in text.split() if word in self.numbers]
        if "few" in text or "couple" in text or not known:
            return 2 if "couple" in text else None
        return sum(known)


@cache
def time_words() -> TimeWords:
    """The checked word tables. Raises DataError when the packaged file is broken."""
    source = files("dragoman.parse").joinpath("data/times.toml").read_text(encoding="utf-8")
    try:
        return msgspec.convert(tomllib.loads(source), TimeWords)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DataError(f"The time words of the package cannot be read: {error}", "Reinstall the package.") from error
