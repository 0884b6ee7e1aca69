"""The cue lexicon: words that put an utterance or a belief to somebody, loaded from data/cues.toml and checked."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Literal, TypeVar

import msgspec

from dragoman.errors import DataError
from dragoman.types.statement import Act, Stance

Frame = Literal["clause", "quote", "to", "object_to", "np", "target", "tell"]
Scope = Literal["statement", "broad"]
Kind = Literal["speech", "attitude"]


class Cue(msgspec.Struct, frozen=True):
    """One use of a cue word. `words` is the verb's lemma with its particles and prepositions."""

    words: tuple[str, ...]
    act: Act
    kind: Kind
    stance: Stance | None
    scope: Scope
    frames: frozenset[Frame]
    prepositions: frozenset[str] = frozenset()


class VerbGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A group of verbs of data/cues.toml."""

    act: Act
    kind: Kind
    scope: Scope
    frames: tuple[Frame, ...]
    lemmas: tuple[str, ...]
    stance: Stance | None = None


class NounGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A group of nouns of data/cues.toml."""

    act: Act
    kind: Kind
    lemmas: tuple[str, ...]
    clause: bool = False
    to: bool = False
    prepositions: tuple[str, ...] = ()
    stance: Stance | None = None
    scope: Scope = "statement"


class AdjectiveGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A group of adjectives of data/cues.toml."""

    act: Act
    kind: Kind
    words: tuple[str, ...]
    stance: Stance | None = None


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Closed classes that the rules look up."""

    light_verbs: frozenset[str]
    documents: frozenset[str]
    attributors: tuple[str, ...]
    spokespeople: frozenset[str]
    people: frozenset[str]
    pronouns: frozenset[str]
    quantities: frozenset[str]
    not_sources: frozenset[str]
    negatable: frozenset[str]


class CueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/cues.toml as it stands."""

    verbs: tuple[VerbGroup, ...]
    nouns: tuple[NounGroup, ...]
    adjectives: tuple[AdjectiveGroup, ...]
    words: Words


class CueLexicon(msgspec.Struct, frozen=True):
    """Cues by their first word. Longer entries ("call for") come before shorter ones ("call")."""

    verbs: dict[str, tuple[Cue, ...]]
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    words: Words


Record = TypeVar("Record")


def load_data(name: str, record: type[Record]) -> Record:
    """Load a TOML file of this stage's data folder as `record`. Raises DataError when it does not check out."""
    text = resources.files("dragoman.statements").joinpath("data", name).read_text(encoding="utf-8")
    try:
        return msgspec.convert(tomllib.loads(text), record)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DataError(f"statements/data/{name} does not check out: {error}.", "Correct the entry it names.") from error


@cache
def cue_lexicon() -> CueLexicon:
    """The lexicon, loaded once a process."""
    file = load_data("cues.toml", CueFile)
    verbs: dict[str, list[Cue]] = {}
    for group in file.verbs:
        for lemma in group.lemmas:
            words = tuple(lemma.split())
            verbs.setdefault(words[0], []).append(Cue(words, group.act, group.kind, group.stance, group.scope, frozenset(group.frames)))
    nouns = {
        lemma: Cue((lemma,), group.act, group.kind, group.stance, group.scope, _noun_frames(group), frozenset(group.prepositions))
        for group in file.nouns
        for lemma in group.lemmas
    }
    adjectives = {
        word: Cue((word,), group.act, group.kind, group.stance, "statement", frozenset({"clause", "to"}))
        for group in file.adjectives
        for word in group.words
    }
    ordered = {first: tuple(sorted(cues, key=lambda cue: -len(cue.words))) for first, cues in verbs.items()}
    return CueLexicon(ordered, nouns, adjectives, file.words)


def _noun_frames(group: NounGroup) -> frozenset[Frame]:
    frames: set[Frame] = set()
    if group.clause:
        frames.add("clause")
    if group.to:
        frames.add("to")
    if group.prepositions:
        frames.add("np")
    return frozenset(frames)
