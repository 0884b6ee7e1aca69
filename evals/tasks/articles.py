"""A Reading in the prediction schema of the article scorer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.types import Event, Reading, Reason, Span, Statement


def span(value: Span | None) -> dict[str, int] | None:
    return None if value is None else {"start": value.start, "end": value.end}


def article_prediction(reading: Reading) -> dict[str, Any]:
    name = {actor.id: actor.name for actor in reading.actors}
    place = {found.id: found.name for found in reading.places}
    polarity = {"increases": "positive", "decreases": "positive", "prevents": "positive", "no_effect": "negative"}
    return {
        "actors": [{"name": a.name, "aliases": list(a.aliases), "iso3": a.country, "sector": list(a.sectors)} for a in reading.actors],
        "places": [{"name": p.name, "iso3": p.country} for p in reading.places],
        "relations": [
            {"source": name[r.source], "type": r.type, "target": name[r.target], "class": r.relation_class} for r in reading.relations
        ],
        "events": [event_prediction(event, name, place) for event in reading.events],
        "statements": [statement_prediction(statement, name) for statement in reading.statements],
        "alignment_changes": [
            {"actor": name[c.actor], "target": [name[t] for t in c.targets], "direction": c.direction, "evidence": span(c.evidence)}
            for c in reading.alignment_changes
        ],
        "explanations": [
            {"explained": span(x.explained), "alternatives": [span(s) for s in reason_spans(x.alternatives)]} for x in reading.explanations
        ],
        "claims": [
            {
                "id": c.id,
                "cause": span(c.cause),
                "effect": span(c.effect),
                "band": c.likelihood.band if c.likelihood else None,
                "polarity": polarity[c.sign],
                "chain_from": list(c.chain_from),
            }
            for c in reading.claims
            if not c.self_binding
        ],
        "analogies": [{"evidence": span(a.evidence)} for a in reading.analogies],
    }


def reason_spans(reasons: Iterable[Reason]) -> list[Span]:
    return [found for reason in reasons for found in (reason.span, *reason_spans(reason.reasons))]


def event_prediction(event: Event, name: dict[str, str], place: dict[str, str]) -> dict[str, Any]:
    return {
        "type": event.type,
        "mode": list(event.modes),
        "actors": [name[a] for a in event.actors],
        "recipients": [name[a] for a in event.recipients],
        "evidence": span(event.evidence),
        "trigger": span(event.trigger),
        "status": event.status,
        "date": event.date.iso() if event.date else None,
        "place": place.get(event.place or ""),
    }


def statement_prediction(statement: Statement, name: dict[str, str]) -> dict[str, Any]:
    content = statement.content
    return {
        "speaker": name.get(statement.speaker or ""),
        "cue": span(statement.cue),
        "content": {"start": content[0].start, "end": content[-1].end},
        "target": [name[t] for t in statement.targets],
        "act": statement.act,
    }
