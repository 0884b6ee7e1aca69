"""Events end to end from raw text: root, source and target phrases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman import code_triples
from dragoman.types import Span


def spans(found: tuple[Span, ...]) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in found]


def predict(record: Mapping[str, Any]) -> dict[str, Any]:
    events = []
    for triple in code_triples(record["text"]):
        event: dict[str, Any] = {
            "root": triple.type,
            "source_text": "; ".join(s.text for s in triple.sources),
            "target_text": "; ".join(s.text for s in triple.targets),
        }
        if triple.sources:
            event["source"] = spans(triple.sources)
        if triple.targets:
            event["target"] = spans(triple.targets)
        events.append(event)
    return {"events": events}
