"""Stances of actors towards actors that follow from the records of a reading."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.llm.records import Records
from dragoman.statements.stances import stances
from dragoman.types import Alignment, DateValue, Span, Stance

_Found = tuple[str, str, Stance, Span, str, DateValue | None]


def alignments_of(records: Records) -> tuple[Alignment, ...]:
    """Events that happened count by their type, statements by their stance, ties by their class, told changes by their direction.

    The same rules as those of the local reader (statements/alignment.py), over records instead of syntax.
    """
    found = sorted((*_from_events(records), *_from_words(records)), key=lambda item: item[3])
    return tuple(Alignment(f"al{number}", *item[:3], *item[3:]) for number, item in enumerate(found, 1))


def _from_events(records: Records) -> Iterator[_Found]:
    lists = stances().events
    for event in records.events:
        stance: Stance | None = "positive" if event.type in lists.positive else "negative" if event.type in lists.negative else None
        if stance is None or event.status not in ("actual", "historical"):
            continue
        for actor in event.actors:
            for target in event.recipients:
                yield actor, target, stance, event.evidence, f"event:{event.id}", event.date


def _from_words(records: Records) -> Iterator[_Found]:
    for statement in records.statements:
        if statement.speaker is not None and statement.stance is not None:
            for target in statement.targets:
                if target != statement.speaker:
                    yield statement.speaker, target, statement.stance, statement.evidence, f"statement:{statement.id}", statement.date
    signs: dict[str, Stance] = {"cooperative": "positive", "conflictual": "negative", "closer": "positive", "further": "negative"}
    for relation in records.relations:
        if relation.relation_class in signs and not relation.former:
            basis = f"relation:{relation.id}"
            yield relation.source, relation.target, signs[relation.relation_class], relation.evidence, basis, relation.date
            if relation.type in ("allied_with", "rival_of", "hostile_to"):
                yield relation.target, relation.source, signs[relation.relation_class], relation.evidence, basis, relation.date
    for change in records.alignment_changes:
        if change.direction in signs:
            for target in change.targets:
                yield change.actor, target, signs[change.direction], change.evidence, "words", change.date
