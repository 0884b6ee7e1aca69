"""Who stands how towards whom, read from what they did, what they said, the ties that hold and explicit words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.statements.changes import find_alignment_changes
from dragoman.statements.stances import stances
from dragoman.types import Alignment, Cast, DateValue, Event, Relation, Span, Stance, Statement
from dragoman.types.parse import Parse

__all__ = ["find_alignments"]

_Found = tuple[str, str, Stance, Span, str, DateValue | None]


def find_alignments(
    parse: Parse, cast: Cast, events: Sequence[Event], statements: Sequence[Statement], relations: Sequence[Relation]
) -> tuple[Alignment, ...]:
    """Stances of actors towards actors, each with the record it follows from, in text order.

    Events that happened count by their type, statements by their stance towards their targets, ties by their class (both
    ways), told changes by their direction. Leaves out what is only threatened, planned, denied or hypothetical.
    """
    found = [*_from_events(events), *_from_statements(statements), *_from_relations(relations), *_from_words(parse, cast)]
    found.sort(key=lambda item: item[3])
    return tuple(Alignment(f"al{number}", *item[:3], *item[3:]) for number, item in enumerate(found, 1))


def _from_events(events: Sequence[Event]) -> Iterator[_Found]:
    lists = stances().events
    for event in events:
        if event.status not in ("actual", "historical"):
            continue
        stance: Stance | None = "positive" if event.type in lists.positive else "negative" if event.type in lists.negative else None
        if stance is None:
            continue
        for actor in event.actors:
            for target in event.recipients:
                if actor != target:
                    yield actor, target, stance, event.evidence, f"event:{event.id}", event.date


def _from_statements(statements: Sequence[Statement]) -> Iterator[_Found]:
    for statement in statements:
        if statement.speaker is None or statement.stance is None:
            continue
        for target in statement.targets:
            if target != statement.speaker:
                yield statement.speaker, target, statement.stance, statement.evidence, f"statement:{statement.id}", statement.date


def _from_relations(relations: Sequence[Relation]) -> Iterator[_Found]:
    signs: dict[str, Stance] = {"cooperative": "positive", "conflictual": "negative"}
    for relation in relations:
        if relation.relation_class in signs and not relation.former:
            stance = signs[relation.relation_class]
            yield relation.source, relation.target, stance, relation.evidence, f"relation:{relation.id}", relation.date
            if relation.type in ("allied_with", "rival_of", "hostile_to"):
                yield relation.target, relation.source, stance, relation.evidence, f"relation:{relation.id}", relation.date


def _from_words(parse: Parse, cast: Cast) -> Iterator[_Found]:
    signs: dict[str, Stance] = {"closer": "positive", "further": "negative"}
    for change in find_alignment_changes(parse, cast):
        for target in change.targets:
            if change.direction in signs:
                yield change.actor, target, signs[change.direction], change.evidence, "words", change.date
