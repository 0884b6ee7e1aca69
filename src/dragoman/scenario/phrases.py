"""Likelihood phrases to intervals and back, over any scale table; numbers and ranges as people type them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

import msgspec

from dragoman.errors import DataError
from dragoman.types.scenario import Assumption, Chance


class PhraseBand(msgspec.Struct, frozen=True):
    """One band of a scale, in percent; its first phrase names it."""

    low: float
    high: float
    phrases: tuple[str, ...]


class PhraseScale(msgspec.Struct, frozen=True):
    """A likelihood scale: bands from low to high, and the words that say possible or state without a likelihood."""

    name: str
    bands: tuple[PhraseBand, ...]
    possible: tuple[str, ...] = ("possible",)
    stated: tuple[str, ...] = ("stated",)

    def place_of(self, percent: float, *, upper: bool = False) -> int:
        """The place of the band for a probability; one on the edge of two is the higher band's, or as an `upper` end the lower's.

        Below and above the scale's ends, and in its gaps, it is the nearest band's above (the last one's past the end).
        """
        for place, band in enumerate(self.bands):
            if percent < band.high or (upper and percent == band.high):
                return place
        return len(self.bands) - 1

    def words(self, mean: float, low: float, high: float) -> str:
        """Phrase and number together: "very likely (80-95%)", "unlikely to likely (30-70%, mean 52%)"."""
        shown = percent_text(low), percent_text(high)
        first = self.place_of(_shown(low))
        last = max(first, self.place_of(_shown(high), upper=True))
        if shown[0] == shown[1]:
            return f"{self.bands[first].phrases[0]} ({shown[0]}%)"
        if first == last:
            return f"{self.bands[first].phrases[0]} ({shown[0]}-{shown[1]}%)"
        return f"{self.bands[first].phrases[0]} to {self.bands[last].phrases[0]} ({shown[0]}-{shown[1]}%, mean {percent_text(mean)}%)"


@cache
def default_scale() -> PhraseScale:
    """ICD 203, from this folder's data."""
    data = resources.files("dragoman.scenario").joinpath("data/icd_203.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(data), PhraseScale)


@cache
def scale_named(name: str) -> PhraseScale:
    """One of the scales that hedges are read with ("uk_phia", "ipcc", ...). Raises UsageError for an unknown name."""
    known = default_scale()
    if name == known.name:
        return known
    from dragoman.claims.likelihood import load_scale  # here, since it loads the whole reader and links files need none

    scale = load_scale(name)
    bands = sorted((PhraseBand(band.low, band.high, band.terms) for band in scale.band), key=lambda band: (band.low + band.high, band.low))
    return PhraseScale(name, tuple(bands), known.possible, known.stated)


def _shown(percent: float) -> float:
    """The number as `percent_text` shows it, so that phrase and number cannot disagree."""
    return float(round(percent)) if 1 <= percent <= 99 else percent


def percent_text(percent: float) -> str:
    """A percentage as short as its size allows: whole numbers from 1 to 99, a decimal beyond; 0 and 100 only when exact."""
    if percent in {0.0, 100.0} or 1 <= percent <= 99:
        return f"{percent:.0f}"
    if 0 < percent < 0.05:
        return "<0.1"
    if 99.95 <= percent < 100:
        return ">99.9"
    return f"{percent:.1f}".removesuffix(".0")


_NUMBER = r"(\d+(?:\.\d+)?|\.\d+)"
_RANGE = re.compile(rf"^{_NUMBER}\s*(%?)(?:\s*(?:-|–|—|\.\.|to)\s*{_NUMBER}\s*(%?))?$")
_OWN = re.compile(r"^(\S.*?) \((@\w+|[\d.]\S*)\)$")


def read_chance(text: str, scale: PhraseScale | None = None) -> Chance:
    """A likelihood as typed: a phrase of the scale, "could", "@name" for an assumption, "80", "80-95%" or "0.8-0.95".

    Numbers are percent; a number up to 1 with a decimal point is a fraction. Words that are in no scale come with their
    number: "a fair bet (55-70%)", "who knows (@possible)". An empty text is the assumption "stated". Raises DataError,
    without place, when it is none of these.
    """
    scale = scale or default_scale()
    words = " ".join(text.lower().split())
    if words.startswith("@"):
        return Chance(assumption=words[1:])
    if not words or words in scale.stated:
        return Chance(phrase=words or None, assumption="stated")
    if words in scale.possible:
        return Chance(phrase=words, assumption="possible")
    for band in scale.bands:
        if words in band.phrases:
            return Chance(band.low, band.high, words, scale.name)
    match = _RANGE.match(words)
    own = _OWN.match(" ".join(text.split()))
    if not match and own:
        inner = read_chance(own.group(2), scale)
        return Chance(inner.low, inner.high, own.group(1), None, inner.assumption)
    if not match:
        raise DataError(f"'{text}' is no likelihood.", f"Write a number (80), a range (80-95), or a phrase of {scale.name} (very likely).")
    low, high = _percents(match, text)
    if low > high or high > 100:
        raise DataError(f"'{text}' is no range of percent.", "Write the smaller number first, both between 0 and 100.")
    return Chance(low, high)


def _percents(match: re.Match[str], text: str) -> tuple[float, float]:
    first, mark, second, mark2 = match.group(1), match.group(2), match.group(3), match.group(4)
    numbers = [float(first), float(second or first)]
    if not (mark or mark2) and max(numbers) <= 1 and any(numbers):
        if not any("." in part for part in (first, second or "")):
            raise DataError(f"'{text}' may mean percent or a fraction.", "Write 1% for one in a hundred, 100 for certain.")
        numbers = [round(100 * number, 10) for number in numbers]
    return numbers[0], numbers[1]


def read_assumption(text: str, origin: str = "option", scale: PhraseScale | None = None) -> Assumption:
    """An assumption as typed: "possible=5-55", "base=likely". Raises DataError when it names no number."""
    name, found, value = (part.strip() for part in text.partition("="))
    chance = read_chance(value, scale) if found and value else None
    if not name or chance is None or chance.low is None or chance.high is None:
        raise DataError(f"'{text}' states no assumption.", "Write name=number, name=low-high or name=phrase, such as possible=5-55.")
    return Assumption(name.lower(), chance.low, chance.high, value, origin)
