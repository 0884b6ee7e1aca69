"""The words that tie actors together, loaded from data/ties.toml and checked."""

from __future__ import annotations

from functools import cache

import msgspec

from dragoman.statements.lexicon import load_data
from dragoman.types.statement import RelationClass


class TieGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one kind of tie."""

    type: str
    relation_class: RelationClass = msgspec.field(name="class")
    lemmas: tuple[str, ...] = ()


class TieFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/ties.toml as it stands."""

    nouns: tuple[TieGroup, ...]
    verbs: tuple[TieGroup, ...]
    compounds: dict[str, TieGroup]


class Ties(msgspec.Struct, frozen=True):
    """Ties by noun lemma, by (verb lemma, preposition or "") and by the second half of a compound."""

    nouns: dict[str, TieGroup]
    verbs: dict[tuple[str, str], TieGroup]
    compounds: dict[str, TieGroup]


@cache
def ties() -> Ties:
    """The lexicon, loaded once a process."""
    file = load_data("ties.toml", TieFile)
    nouns = {lemma: group for group in reversed(file.nouns) for lemma in group.lemmas}
    verbs = {}
    for group in file.verbs:
        for lemma in group.lemmas:
            verb, _, preposition = lemma.partition(" ")
            verbs[verb, preposition] = group
    return Ties(nouns, verbs, file.compounds)
