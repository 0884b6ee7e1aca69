"""The words of alignment and its changes, loaded from data/alignment.toml and checked."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from dragoman.statements.lexicon import load_data

Direction = Literal["closer", "further", "neutral"]


class Turn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One verb phrase of turning; see data/alignment.toml."""

    direction: Direction
    verb: str
    prepositions: tuple[str, ...]
    words: tuple[str, ...] = ("",)
    groups_only: bool = False
    figurative: bool = False
    alone: bool = False


class EventStances(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Event types by the stance they show."""

    positive: frozenset[str]
    negative: frozenset[str]


class Causes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs whose object is turned, and the prepositions that say which way."""

    verbs: frozenset[str]
    closer: frozenset[str]
    further: frozenset[str]


class Shifts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs that change a policy or a relation."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    prepositions: frozenset[str]
    closer: frozenset[str]
    further: frozenset[str]


class Contrast(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of then and now, and words of friendship and enmity."""

    before: frozenset[str]
    after: frozenset[str]
    positive: frozenset[str]
    negative: frozenset[str]


class Stances(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/alignment.toml as it stands."""

    events: EventStances
    turns: tuple[Turn, ...]
    causes: Causes
    shifts: Shifts
    contrast: Contrast


@cache
def stances() -> Stances:
    """The lexicon, loaded once a process."""
    return load_data("alignment.toml", Stances)


@cache
def turns_of(verb: str) -> tuple[Turn, ...]:
    """The turns told with a verb, those that need more words first."""
    return tuple(sorted((turn for turn in stances().turns if turn.verb == verb), key=lambda turn: "" in turn.words))
