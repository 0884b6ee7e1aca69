"""Attribution: source, cue and content spans of everything put to somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dragoman import find_attributions
from dragoman.types import Span


def predict(record: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "attributions": [
            {"source": spans(found.source), "cue": spans(found.cue), "content": spans(found.content)}
            for found in find_attributions(record["text"])
        ]
    }


def spans(values: Sequence[Span]) -> list[dict[str, int]]:
    return [{"start": value.start, "end": value.end} for value in values]
