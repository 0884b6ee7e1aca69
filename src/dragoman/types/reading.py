"""Everything read from one article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from dragoman.types.actor import Actor, Place
from dragoman.types.article import Article
from dragoman.types.claim import Analogy, Claim, Explanation, Proposition
from dragoman.types.event import Event
from dragoman.types.span import Span
from dragoman.types.statement import Alignment, AlignmentChange, Relation, Statement


class ReaderInfo(msgspec.Struct, frozen=True):
    """Who made a reading: reader, package version, and the models or prompts it used."""

    name: Literal["local", "llm", "hybrid"]
    version: str
    models: tuple[str, ...] = ()
    codebook: str = "PLOVER"
    scale: str = "icd_203"


class Reading(msgspec.Struct, frozen=True):
    """One article and every record read from it. `notices` are plain sentences on what was skipped and why."""

    article: Article
    reader: ReaderInfo
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    alignment_changes: tuple[AlignmentChange, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    claims: tuple[Claim, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    analogies: tuple[Analogy, ...] = ()
    notices: tuple[str, ...] = ()

    def actor(self, actor_id: str) -> Actor:
        """The actor with this id. Raises KeyError when the reading has none."""
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise KeyError(actor_id)

    def spans(self) -> Iterator[Span]:
        """Every span of every record, wherever it hides: for checks that each quotes the text."""
        return spans_of(self)


def spans_of(record: object) -> Iterator[Span]:
    """Every `Span` inside a record, its tuples and its nested records."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from spans_of(item)
    elif isinstance(record, msgspec.Struct):
        for field in record.__struct_fields__:
            yield from spans_of(getattr(record, field))
