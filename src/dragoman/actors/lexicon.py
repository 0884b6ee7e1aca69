"""The cast's lexicons, checked and loaded once: actor nouns, titles, parts of names, cues."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, TypeVar, get_args

import msgspec

from dragoman.errors import DataError
from dragoman.types import ActorKind

NounForm = Literal["person", "body", "plural", "state", "generic"]
Gender = Literal["male", "female"]


class ActorNoun(msgspec.Struct, frozen=True):
    """A group of common nouns that name one sort of actor ("police", "riot police", "gendarmerie")."""

    group: str
    form: NounForm
    kind: ActorKind
    sectors: tuple[str, ...]
    nouns: tuple[str, ...]
    merge: bool = False
    acts_for_state: bool = False
    office: bool = False


class Title(msgspec.Struct, frozen=True):
    """A word before a personal name: the sectors and the gender it tells, if any."""

    group: str
    sectors: tuple[str, ...] = ()
    gender: Gender | None = None


class NameWord(msgspec.Struct, frozen=True):
    """What the last word of an organisation's name tells of it."""

    kind: ActorKind
    sectors: tuple[str, ...]
    words: tuple[str, ...]


class Nouns(msgspec.Struct, frozen=True):
    """All actor nouns by lower-case phrase; a phrase may stand for its singular and its plural in two groups."""

    singular: dict[str, ActorNoun]
    plural: dict[str, ActorNoun]
    longest: int


class Names(msgspec.Struct, frozen=True):
    """First names, particles and the words that end the names of bodies."""

    female: frozenset[str]
    male: frozenset[str]
    particles: frozenset[str]
    bodies: dict[str, NameWord]
    wide: frozenset[str]
    """Words of bodies whose names go on with of or for."""
    owners: frozenset[str]
    """Words, in lower case, after which a name goes on across a possessive ("People's Front")."""


class Cues(msgspec.Struct, frozen=True):
    """Verbs, prepositions and nouns that decide between place and actor, or teach who somebody is."""

    locative: frozenset[str]
    motion: frozenset[str]
    addressed: frozenset[str]
    place_verbs: frozenset[str]
    leads: frozenset[str]
    foreign_tie: frozenset[str]
    agent_verbs: frozenset[str]
    quantity: frozenset[str]
    adjective_sectors: dict[str, str]
    acting_places: dict[str, str]
    acts: frozenset[str]
    vague: frozenset[str]
    others: frozenset[str]
    bodies: frozenset[str]
    weak: frozenset[str]
    collective: frozenset[str]
    placed: frozenset[str]
    forces: frozenset[str]
    belongings: frozenset[str]
    heads: frozenset[str]
    speech: frozenset[str]


def _data(name: str) -> dict[str, object]:
    text = (files("dragoman.actors") / "data" / name).read_text(encoding="utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"The lexicon {name} is not valid TOML: {error}.", "Reinstall dragoman, or undo the change to the file.") from error


_T = TypeVar("_T")


def _convert(value: object, kind: type[_T], name: str) -> _T:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise DataError(
            f"The lexicon {name} does not check out: {error}.", "Reinstall dragoman, or undo the change to the file."
        ) from error


@cache
def nouns() -> Nouns:
    """The actor nouns of cast_nouns.toml."""
    groups = _convert(_data("cast_nouns.toml")["group"], tuple[ActorNoun, ...], "cast_nouns.toml")
    singular: dict[str, ActorNoun] = {}
    plural: dict[str, ActorNoun] = {}
    for group in groups:
        for noun in group.nouns:
            if group.form != "plural":
                singular.setdefault(noun, group)
            if group.form != "state":
                plural.setdefault(noun, group)
    longest = max(noun.count(" ") + noun.count("-") * 2 + 1 for group in groups for noun in group.nouns)
    return Nouns(singular, plural, longest)


@cache
def titles() -> dict[str, Title]:
    """The title words of cast_titles.toml, as written (with capital)."""
    found: dict[str, Title] = {}
    for group, entry in _data("cast_titles.toml").items():
        table = _convert(entry, dict[str, tuple[str, ...]], "cast_titles.toml")
        sectors = table.get("sectors", ())
        for key, gender in (("words", None), ("neutral", None), ("male", "male"), ("female", "female")):
            for word in table.get(key, ()):
                found.setdefault(word, Title(group, sectors, gender if gender in get_args(Gender) else None))  # type: ignore[arg-type]
    return found


@cache
def names() -> Names:
    """The first names and name words of cast_names.toml."""
    data = _data("cast_names.toml")
    bodies = _convert(data["organisation"], tuple[NameWord, ...], "cast_names.toml")
    return Names(
        female=frozenset(str(data["female"]).replace("_", " ").split()),
        male=frozenset(str(data["male"]).replace("_", " ").split()),
        particles=frozenset(_convert(data["particles"], tuple[str, ...], "cast_names.toml")),
        wide=frozenset(_convert(data["wide"], tuple[str, ...], "cast_names.toml")),
        owners=frozenset(_convert(data["owners"], tuple[str, ...], "cast_names.toml")),
        bodies={word: entry for entry in reversed(bodies) for word in entry.words},
    )


@cache
def cues() -> Cues:
    """The cues of cast_cues.toml."""
    return _convert(_data("cast_cues.toml"), Cues, "cast_cues.toml")
