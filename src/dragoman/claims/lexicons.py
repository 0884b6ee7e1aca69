"""The word lists that the claim readers share, loaded and checked once a process."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from dragoman.errors import DataError
from dragoman.types.claim import Sign

_SIGNS: tuple[Sign, ...] = ("increases", "decreases", "prevents", "no_effect")


class CausalForm(msgspec.Struct, frozen=True):
    """One causal verb: words that must follow it at once, words that must follow its object, what it does, how surely."""

    lemma: str
    next_words: tuple[str, ...]
    after_object: tuple[str, ...]
    sign: Sign
    strong: bool


class Connectives(msgspec.Struct, frozen=True):
    """Markers and verbs that tie clauses, each list as in data/connectives.toml."""

    subordinators: dict[str, list[str]]
    prepositions: dict[str, list[str]]
    adverbs: dict[str, list[str]]
    reversed: dict[str, list[str]]
    conditionals: dict[str, list[str]]
    speech: dict[str, list[str]]
    happenings: dict[str, list[str]]


class Nouns(msgspec.Struct, frozen=True):
    """Nouns of happenings, the suffixes that make them, and the nouns that name those who act."""

    suffixes: tuple[str, ...]
    happenings: frozenset[str]
    people: frozenset[str]


def read_table(name: str) -> dict[str, object]:
    """A TOML file of claims/data as it stands. Raises DataError when it cannot be parsed."""
    try:
        return tomllib.loads((files("dragoman.claims") / "data" / name).read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"claims/data/{name} cannot be read: {error}.", "Reinstall the package or correct the file.") from error


def _data_error(name: str, error: Exception) -> DataError:
    return DataError(f"claims/data/{name} does not check out: {error}.", "Correct the file.")


@cache
def connectives() -> Connectives:
    """The connectives of data/connectives.toml."""
    try:
        return msgspec.convert(read_table("connectives.toml"), Connectives)
    except msgspec.ValidationError as error:
        raise _data_error("connectives.toml", error) from error


@cache
def markers(group: str, name: str) -> tuple[str, ...]:
    """One list of connectives.toml, longest first: `markers("conditionals", "prevents")`."""
    table: dict[str, list[str]] = getattr(connectives(), group)
    return tuple(sorted(table[name], key=len, reverse=True))


@cache
def marker_set(group: str, name: str) -> frozenset[str]:
    """One list of connectives.toml as a set."""
    return frozenset(markers(group, name))


@cache
def nouns() -> Nouns:
    """The nouns of data/nouns.toml."""
    try:
        return msgspec.convert(read_table("nouns.toml"), Nouns)
    except msgspec.ValidationError as error:
        raise _data_error("nouns.toml", error) from error


@cache
def _verb_table() -> dict[str, dict[str, list[str]]]:
    try:
        return msgspec.convert(read_table("causal_verbs.toml"), dict[str, dict[str, list[str]]])
    except msgspec.ValidationError as error:
        raise _data_error("causal_verbs.toml", error) from error


@cache
def causal_forms() -> dict[str, tuple[CausalForm, ...]]:
    """Causal verb forms by lemma, the longest first, strong before weak."""
    forms: dict[str, list[CausalForm]] = {}
    for sign in _SIGNS:
        for strength in ("strong", "weak"):
            for written in _verb_table()[sign][strength]:
                head, _, tail = written.partition("~")
                lemma, *rest = head.split()
                forms.setdefault(lemma, []).append(CausalForm(lemma, tuple(rest), tuple(tail.split()), sign, strength == "strong"))
    return {
        lemma: tuple(sorted(found, key=lambda f: (-len(f.next_words) - len(f.after_object), not f.strong)))
        for lemma, found in forms.items()
    }


@cache
def causal_nouns() -> dict[str, tuple[Sign, bool]]:
    """ "noun preposition" -> sign, and whether the subject is the effect ("a result of")."""
    table = _verb_table()["nouns"]
    return {written.rstrip("!"): (sign, written.endswith("!")) for sign in _SIGNS if sign in table for written in table[sign]}


@cache
def outcome_adjectives() -> dict[str, Sign]:
    """Adjective -> what "makes Y <adjective>" does to Y."""
    table = _verb_table()["adjectives"]
    return {word: sign for sign in _SIGNS if sign in table for word in table[sign]}
