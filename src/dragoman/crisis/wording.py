"""Phrases compared by what they say: content stems, actors and polarity, without a parser.

In: words of a phrase and the actors in it. Out: a Gist, and whether two mean the same. It ignores word order but for
who is acted on, and knows synonyms only of the acts in claims/data/same_meaning.toml: a doubt keeps phrases apart.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

import msgspec


class _Wording(msgspec.Struct, frozen=True):
    stop: frozenset[str]
    light: frozenset[str]
    denial: frozenset[str]
    towards: frozenset[str]
    clause: tuple[str, ...]
    acts_of_forces: frozenset[str]
    forces: frozenset[str]


class Named(msgspec.Struct, frozen=True):
    """An actor named in a phrase, by characters of the phrase; `state` is the country it acts for where it is its forces."""

    start: int
    end: int
    actor: str
    state: str | None = None


class Gist(msgspec.Struct, frozen=True):
    """What a phrase says: content stems, actors not acted on, actors acted on, whether it denies, and who leads (after "by", or first)."""

    words: frozenset[str]
    actors: frozenset[str]
    targets: frozenset[str]
    negated: bool
    plain: str
    lead: str | None = None


@cache
def _wording() -> _Wording:
    text = resources.files("dragoman.crisis").joinpath("data/wording.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Wording)


@cache
def _same_acts() -> tuple[dict[str, str], frozenset[str]]:
    text = resources.files("dragoman").joinpath("claims/data/same_meaning.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    groups = msgspec.convert(table["groups"], dict[str, list[str]])
    return {word: group for group, words in groups.items() for word in words}, frozenset(table["empty"]["words"])


@cache
def _light_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _wording().light)


@cache
def stem(word: str) -> str:
    """A crude common form of a word, its inflections and its nominalisation: a listed group, else the word without endings."""
    groups = _same_acts()[0]
    low = word.casefold()
    for form in (low, *(low.removesuffix(ending) for ending in ("s", "es", "ed", "d", "ing"))):
        if form in groups:
            return groups[form]
    if len(low) > 4:
        low = re.sub(r"(?<=[a-z]{3})(?:ies|y)$", "i", re.sub(r"(?<!s)s$", "", low))
        low = re.sub(r"(?<=[a-z]{4})(?:ations?|ions?|ments?|ances?|ings?|ed|e)$", "", low)
    return low


def content_stems(text: str) -> tuple[str, ...]:
    """The stems of the words that tell something, in order; capitals keep "US" from being a pronoun."""
    stop, empty = _wording().stop | _wording().light, _same_acts()[1] | _light_stems()
    found = []
    for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text):
        bare = re.sub(r"['’]s$", "", word)
        if (bare.casefold() in stop and bare != "US") or bare.casefold() in empty:
            continue
        stemmed = stem(bare)
        if stemmed not in empty:
            found.append(stemmed)
    return tuple(found)


def gist_of(text: str, named: Sequence[Named] = (), negated: bool | None = None) -> Gist:
    """What a phrase says. `named` are the actors in it; `negated` overrides what its words show."""
    wording = _wording()
    cut = min((place for clause in wording.clause if (place := text.find(f" {clause} ", 8)) > 0), default=len(text))
    kept = sorted((one for one in named if one.end <= cut), key=lambda one: (one.start, -one.end))
    outer: list[Named] = []
    for one in kept:
        if not outer or one.start >= outer[-1].end:
            outer.append(one)
    rest, place = [], 0
    for one in outer:
        rest.append(text[place : one.start])
        place = one.end
    rest.append(text[place:cut])
    words = frozenset(content_stems(" ".join(rest)))
    by_forces = bool(words & wording.acts_of_forces)
    if by_forces:
        words = words - wording.forces
    agents: set[str] = set()
    targets: set[str] = set()
    lead: str | None = None
    for one in outer:
        before = re.findall(r"\w+", text[: one.start].casefold())
        before = before[:-1] if before and before[-1] in ("the", "a", "an") else before
        who = one.state if by_forces and one.state else one.actor
        towards = bool(before) and before[-1] in wording.towards
        (targets if towards else agents).add(who)
        if (before and before[-1] == "by") or (lead is None and not towards):
            lead = who
    tokens = re.findall(r"n['’]t|[\w]+", text[:cut].casefold().replace("n’t", " n't"))
    denied = negated if negated is not None else bool(set(tokens) & wording.denial)
    plain = " ".join(re.findall(r"\w+", re.sub(r"^(?:the|a|an|this|that|these|such)\s", "", text.casefold())))
    return Gist(words, frozenset(agents), frozenset(targets - agents), denied, plain, lead)


def same_meaning(first: Gist, other: Gist) -> str | None:
    """Why two phrases mean the same, or None where there is a doubt.

    They must agree in polarity and be the same words; or have all content stems the same, with at least two stems or
    actors between them, the same actor first, and the actors of one all among the other's in the same part.
    """
    if first.negated != other.negated:
        return None
    if first.plain == other.plain and " " in first.plain:
        return "same words"
    if not first.words or first.words != other.words or (first.lead and other.lead and first.lead != other.lead):
        return None
    agents, targets = first.actors & other.actors, first.targets & other.targets
    nested = all(
        small <= large or large <= small for small, large in ((first.actors, other.actors), (first.targets, other.targets))
    )
    if not nested or len(first.words) + len(agents | targets) < 2:
        return None
    if (first.actors or other.actors) and not agents and len(first.words) < 2:
        return None
    if len(first.words) == 1 and (first.actors and other.actors) and not agents:
        return None
    shared = ", ".join(sorted(first.words))
    return f"same content ({shared})" + (f" and actors ({', '.join(sorted(agents | targets))})" if agents | targets else "")


@cache
def _absences() -> tuple[str, ...]:
    text = resources.files("dragoman").joinpath("scenario/data/absence.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["markers"])


def by_absence(marker: str | None) -> bool:
    """Whether a marker says that the cause is something's not being so ("unless the town is warned")."""
    return marker is not None and " ".join(marker.casefold().split()).startswith(_absences())


def fits_name(query: str, phrase: str) -> bool:
    """Whether every content stem of a typed name is in a phrase."""
    asked = set(content_stems(query))
    return bool(asked) and asked <= set(content_stems(phrase))
