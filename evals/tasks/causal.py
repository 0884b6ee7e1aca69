"""Causal sentence or not, with cause, effect and signal spans."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman import find_causal
from dragoman.types import Span


def place(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def predict(record: Mapping[str, Any]) -> dict[str, Any]:
    found = find_causal(record["text"])
    return {
        "causal": int(bool(found)),
        "relations": [{"cause": [place(r.cause)], "effect": [place(r.effect)], "signals": [place(s) for s in r.signals]} for r in found],
    }
