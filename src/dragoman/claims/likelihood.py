"""Hedges as data: words of likelihood -> band, reader's percent, and the interval of a named scale."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import get_args

import msgspec

from dragoman.errors import DataError, UsageError
from dragoman.parse.time_words import time_words
from dragoman.types import Likelihood, Span
from dragoman.types.claim import Band

_DATA = files("dragoman.claims") / "data"
_BANDS: tuple[Band, ...] = get_args(Band)
_FLOORS: tuple[tuple[float, Band], ...] = (
    (95, "almost certainly"),
    (80, "very likely"),
    (55, "likely"),
    (45, "roughly even"),
    (20, "unlikely"),
    (5, "very unlikely"),
    (0, "remote"),
)
_COMPLEMENT: dict[Band, Band] = {
    "almost certainly": "remote",
    "very likely": "very unlikely",
    "likely": "unlikely",
    "roughly even": "roughly even",
    "unlikely": "likely",
    "very unlikely": "very likely",
    "remote": "almost certainly",
    "possible": "possible",
}
_CENTRES: dict[Band, float] = {
    "almost certainly": 97,
    "very likely": 87,
    "likely": 68,
    "roughly even": 50,
    "unlikely": 30,
    "very unlikely": 12,
    "remote": 3,
}
_COUNTS = {**{word: number for word, number in time_words().numbers.items() if word not in {"a", "an"}}, "hundred": 100}
_COUNT = r"(?:\d+|" + "|".join(_COUNTS) + ")"
_PERCENT = re.compile(
    r"\b(?:an?\s+|about\s+|roughly\s+|around\s+|nearly\s+)*(\d{1,3}(?:\.\d+)?)(?:\s*(?:-|–|to)\s*(\d{1,3}(?:\.\d+)?))?[\s-]?(?:%|per\s?cent)"
    r"(?:\s+(?:chance|probability|likelihood|odds|risk))?|\b(?:an?\s+)?one[- ](?:chance[- ])?in[- ]"
    rf"(?:an?[- ])?({_COUNT})(?:\s+(?:chance|odds))?\b"
    rf"|\b({_COUNT})[ -]to[ -]({_COUNT})\s+(?:odds|chance|on|against)\b|\b({_COUNT}) times out of ({_COUNT})\b",
    re.I,
)


class Hedge(msgspec.Struct, frozen=True):
    """A hedge found in a text: offsets, words, band, and the percent a reader takes from the words."""

    start: int
    end: int
    phrase: str
    band: Band
    percent: float


class ScaleBand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Terms of a scale that share one interval, in percent; `median` where the scale is a survey."""

    terms: tuple[str, ...]
    low: float
    high: float
    median: float | None = None


class Scale(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A published scale of likelihood words, with its source."""

    name: str
    source: str
    band: tuple[ScaleBand, ...]
    note: str | None = None

    def interval(self, phrase: str, percent: float, band: Band) -> tuple[float, float] | None:
        """The interval for a phrase: that of its own term, else of the term in the same place of the scale.

        "May", "might" and "could" have one only where the scale names them (surveys do, standards do not).
        """
        words = " ".join(phrase.lower().split())
        for entry in self.band:
            if any(words in (term, f"a {term}") or term == f"{words} happen" for term in entry.terms):
                return entry.low, entry.high
        if band == "possible":
            return None
        percent = percent if band_of(percent) == band else _CENTRES[band]
        holding = [
            entry for entry in self.band if entry.low <= percent <= entry.high and not any(term.endswith("happen") for term in entry.terms)
        ]
        nearest = min(holding or self.band, key=lambda entry: (abs((entry.low + entry.high) / 2 - percent), entry.high - entry.low))
        return nearest.low, nearest.high


class _Lexicon(msgspec.Struct, frozen=True):
    phrases: dict[str, tuple[Band, float]]
    intensifiers: dict[str, float]
    pattern: re.Pattern[str]


@cache
def scale_names() -> tuple[str, ...]:
    """The names of the scales that can be asked for, in alphabetical order."""
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in (_DATA / "scales").iterdir() if entry.name.endswith(".toml")))


@cache
def load_scale(name: str) -> Scale:
    """A scale by its name ("icd_203", "uk_phia", ...). Raises UsageError for an unknown name, DataError for a broken file."""
    if name not in scale_names():
        raise UsageError(f"There is no likelihood scale named {name!r}.", f"Choose one of: {', '.join(scale_names())}.")
    try:
        return msgspec.convert(tomllib.loads((_DATA / "scales" / f"{name}.toml").read_text("utf-8")), Scale)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DataError(f"The likelihood scale {name!r} cannot be read: {error}.", "Restore the file or correct it.") from error


@cache
def _lexicon() -> _Lexicon:
    try:
        raw = tomllib.loads((_DATA / "hedges.toml").read_text("utf-8"))
        bands = msgspec.convert(raw["bands"], dict[Band, list[tuple[str, float]]])
        intensifiers = msgspec.convert(raw["intensifiers"], dict[str, float])
        before = msgspec.convert(raw["negation"]["before"], list[str])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, KeyError) as error:
        raise DataError(f"claims/data/hedges.toml does not check out: {error}.", "Restore the file or correct it.") from error
    phrases = {phrase: (band, float(percent)) for band, entries in bands.items() for phrase, percent in entries}
    alternatives = "|".join(_loosely(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    negations = "|".join(_loosely(word) for word in sorted(before, key=len, reverse=True))
    strength = "|".join(map(re.escape, intensifiers))
    pattern = re.compile(
        rf"(?:(?<![\w’'-])|(?=n['’]t\s))(?:(?P<negation>n['’]t|{negations})\s+(?:(?:so|too|all that|even|as)\s+)?)?"
        rf"(?:(?P<strength>{strength})\s+)?"
        rf"(?P<base>{alternatives})(?:\s+(?P<after>not))?(?![\w-])",
        re.I,
    )
    return _Lexicon(phrases, intensifiers, pattern)


@cache
def weak_hedges() -> frozenset[str]:
    """Hedges that alone make no forecast without a cause ("perhaps", "certainly")."""
    return frozenset(msgspec.convert(tomllib.loads((_DATA / "hedges.toml").read_text("utf-8"))["weak"], dict[str, list[str]])["phrases"])


def _loosely(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’]")


def band_of(percent: float) -> Band:
    """The ICD 203 band that a percentage falls into."""
    return next(band for floor, band in _FLOORS if percent >= floor)


def find_hedges(text: str, *, trailing_not: bool = True) -> tuple[Hedge, ...]:
    """Every word or number of likelihood in `text`, longest phrase first, without overlaps, in text order.

    "May" with a capital is read as the month; negated and intensified phrases are composed. `trailing_not` says whether a
    "not" behind the phrase belongs to it ("almost certainly not"); a reader of clauses leaves it to the verb.
    """
    found = [_numeric(match) for match in _PERCENT.finditer(text)]
    hedges = [hedge for hedge in found if hedge is not None]
    for match in _lexicon().pattern.finditer(text):
        if match["base"] == "May" or any(h.start < match.end() and match.start() < h.end for h in hedges):
            continue
        hedges.append(_compose(match, trailing_not=trailing_not))
    return tuple(sorted(hedges, key=lambda hedge: hedge.start))


def _numeric(match: re.Match[str]) -> Hedge | None:
    percent = _number_of(match)
    if percent is None or not 0 <= percent <= 100:
        return None
    return Hedge(match.start(), match.end(), match[0], band_of(percent), percent)


def _number_of(match: re.Match[str]) -> float | None:
    low, high, one_in, left, right, times, out_of = match.groups()
    if low:
        is_chance = re.search(r"chance|probab|likelihood|odds|risk", match[0], re.I) or match.string.strip(" ()") == match[0].strip()
        return ((float(low) + float(high or low)) / 2) if is_chance else None
    if one_in:
        return 100 / max(1.0, _count(one_in))
    if left:
        share = 100 * _count(left) / max(1.0, _count(left) + _count(right))
        return 100 - share if match[0].lower().endswith("against") else share
    return 100 * _count(times) / max(1.0, _count(out_of))


def _count(word: str) -> float:
    return float(word) if word.isdigit() else float(_COUNTS[word.lower()])


def _compose(match: re.Match[str], *, trailing_not: bool) -> Hedge:
    lexicon = _lexicon()
    after = bool(match["after"]) and trailing_not
    end = match.end() if after else match.end("base")
    whole = _plain(match.string[match.start() : end])
    if whole in lexicon.phrases:
        return Hedge(match.start(), end, match.string[match.start() : end], *lexicon.phrases[whole])
    band, percent = lexicon.phrases[_plain(match["base"])]
    together = _plain(f"{match['strength']} {match['base']}")
    if together in lexicon.phrases:
        band, percent = lexicon.phrases[together]
    elif match["strength"]:
        band, percent = _strengthen(band, percent, lexicon.intensifiers[match["strength"].lower()])
    if band == "possible" and after:
        end = match.end("base")
    elif match["negation"] or after:
        band, percent = _negate(band, percent, strong=bool(match["strength"]) and bool(match["negation"]))
    return Hedge(match.start(), end, match.string[match.start() : end], band, percent)


def _strengthen(band: Band, percent: float, share: float) -> tuple[Band, float]:
    if band == "possible":
        return band, percent
    end = 100.0 if percent > 50 else 0.0
    moved = percent + (end - percent) * share if share >= 0 else percent + (50 - percent) * -share
    return band_of(moved), round(moved, 1)


def _negate(band: Band, percent: float, *, strong: bool) -> tuple[Band, float]:
    """Turn a phrase round; "not very likely" is weaker than "very unlikely", "not unlikely" no more than possible."""
    if band in ("unlikely", "very unlikely", "remote"):
        return "possible", 50.0
    if band in ("almost certainly", "possible"):
        return (band, percent) if band == "possible" else _reversed_certainty(percent)
    return ("unlikely", 25.0) if strong else (_COMPLEMENT[band], 100 - percent)


def _reversed_certainty(percent: float) -> tuple[Band, float]:
    return ("remote", 100 - percent) if percent < 98 else ("possible", 45.0)


def _plain(phrase: str) -> str:
    return " ".join(phrase.lower().replace("’", "'").split())


def likelihood_of(text: str, scale: str = "icd_203") -> Likelihood | None:
    """The likelihood that `text` expresses, or None where it has no word or number of likelihood.

    The longest phrase counts, the strongest where there are several; negations and intensifiers are composed ("not very likely",
    "almost certainly not"). The span's offsets count characters of `text`. `low` and `high` are those of `scale` (see
    `scale_names`); they stay None for may, might and could unless the scale names them. Raises UsageError for an unknown scale.
    """
    chosen = load_scale(scale)
    hedges = find_hedges(text)
    if not hedges:
        return None
    hedge = max(hedges, key=lambda h: (h.band != "possible", h.end - h.start))
    return as_likelihood(hedge, Span(hedge.start, hedge.end, text[hedge.start : hedge.end]), scale, chosen)


def as_likelihood(hedge: Hedge, span: Span, scale: str, chosen: Scale | None = None) -> Likelihood:
    """The record of a hedge: phrase, band, and the interval `scale` gives it."""
    interval = (chosen or load_scale(scale)).interval(hedge.phrase, hedge.percent, hedge.band)
    low, high = interval if interval else (None, None)
    return Likelihood(hedge.phrase, span, hedge.band, scale if interval else None, low, high)


def percent_of(phrase: str) -> float | None:
    """The percentage a typical reader takes from a phrase of likelihood; None where it holds none.

    A point estimate from survey medians (CAPphrase) and, for phrases not surveyed, our own judgement; it ignores that
    readers differ widely (often by 20 points and more). For the interval of a standard use `likelihood_of`.
    """
    hedges = find_hedges(phrase)
    return max(hedges, key=lambda hedge: hedge.end - hedge.start).percent if hedges else None


@cache
def _number_words() -> dict[str, float]:
    raw = tomllib.loads((_DATA / "number_words.toml").read_text("utf-8"))
    return {str(phrase): float(number) for phrase, number in raw["numbers"].items()}


def number_of(phrase: str) -> float | None:
    """The number a typical reader takes from a vague word of number ("several", "hundreds of"); None for other words."""
    words = _plain(phrase)
    table = _number_words()
    return table.get(words, table.get(words.removeprefix("a ")))


def complement(band: Band) -> Band:
    """The band of the opposite: what is very likely to happen is very unlikely not to."""
    return _COMPLEMENT[band]
