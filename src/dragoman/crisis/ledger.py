"""Who said what, who stands with whom, and why things are so: records of all readings with actors as the crisis has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from dragoman.crisis.actors import Places
from dragoman.crisis.sources import holder_of
from dragoman.types import Alignment, AlignmentChange, Reading, Reason, Statement
from dragoman.types.crisis import CrisisExplanation, CrisisReason, CrisisRelation, CrisisStatement, Evidence, LedgerEntry


def statements_of(reading: Reading, places: Places) -> list[CrisisStatement]:
    """The statements of one reading."""
    return [_statement(reading.article.id, statement, places) for statement in reading.statements]


def _statement(article: str, statement: Statement, places: Places) -> CrisisStatement:
    speaker = places.get((article, statement.speaker), statement.speaker) if statement.speaker else None
    return CrisisStatement(
        f"{article}:{statement.id}", speaker, statement.act, statement.stance,
        tuple(places.get((article, t), t) for t in statement.targets), statement.date,
        " … ".join(" ".join(part.text.split()) for part in statement.content), (Evidence(article, statement.id, statement.evidence),),
    )


def merge_relations(readings: Sequence[Reading], places: Places) -> tuple[CrisisRelation, ...]:
    """Ties with the same ends, type and time (held, holds), each once with every article that states it."""
    found: dict[tuple[str, str, str, bool], CrisisRelation] = {}
    for reading in readings:
        article = reading.article.id
        for tie in reading.relations:
            source, target = places.get((article, tie.source), tie.source), places.get((article, tie.target), tie.target)
            evidence = (Evidence(article, tie.id, tie.evidence),)
            key = (source, tie.type, target, tie.former)
            if key in found:
                found[key] = msgspec.structs.replace(found[key], evidence=found[key].evidence + evidence)
            elif source != target:
                found[key] = CrisisRelation(source, tie.type, target, tie.relation_class, tie.former, evidence)
    return tuple(found[key] for key in sorted(found))


def ledger_of(reading: Reading, places: Places) -> list[LedgerEntry]:
    """The alignment ledger of one reading: stances and turns, in text order."""
    article = reading.article.id
    entries = [(a.evidence.start, _stance(article, a, places)) for a in reading.alignments]
    for change in reading.alignment_changes:
        entries += [(change.evidence.start, entry) for entry in _turns(article, change, places)]
    return [entry for _, entry in sorted(entries, key=lambda pair: pair[0])]


def _stance(article: str, alignment: Alignment, places: Places) -> LedgerEntry:
    actor, target = places.get((article, alignment.actor), alignment.actor), places.get((article, alignment.target), alignment.target)
    evidence = (Evidence(article, alignment.id, alignment.evidence),)
    return LedgerEntry(actor, target, alignment.stance, None, alignment.date, alignment.basis, (), evidence)


def _turns(article: str, change: AlignmentChange, places: Places) -> list[LedgerEntry]:
    actor = places.get((article, change.actor), change.actor)
    reasons = tuple(" ".join(reason.span.text.split()) for reason in change.reasons)
    evidence = (Evidence(article, change.id, change.evidence),)
    return [
        LedgerEntry(actor, places.get((article, target), target), None, change.direction, change.date, "turn", reasons, evidence)
        for target in change.targets
    ]


def explanations_of(reading: Reading, places: Places, names: Mapping[str, str]) -> list[CrisisExplanation]:
    """The explanations of one reading, with whose reading each alternative is."""
    article = reading.article.id
    found = []
    for explanation in reading.explanations:
        reasons = tuple(_reason(reading, explanation.id, reason, places, names) for reason in explanation.alternatives)
        found.append(CrisisExplanation(
            f"{article}:{explanation.id}", " ".join(explanation.explained.text.split()), explanation.competing, reasons,
            (Evidence(article, explanation.id, explanation.evidence),),
        ))
    return found


def _reason(reading: Reading, record: str, reason: Reason, places: Places, names: Mapping[str, str]) -> CrisisReason:
    article = reading.article.id
    who = places.get((article, reason.holder), reason.holder) if reason.holder else None
    words = " ".join(reason.span.text.split())
    return CrisisReason(words, reason.likelihood, holder_of(reading, who, dict(names)), (Evidence(article, record, reason.span),))
