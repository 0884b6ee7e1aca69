"""Source and target phrases of a sentence's main event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman import find_roles

NAMES = {"source": "S", "target": "T", "reciprocal": "R"}


def predict(record: Mapping[str, Any]) -> dict[str, Any]:
    return {"spans": [{"start": r.span.start, "end": r.span.end, "role": NAMES[r.role]} for r in find_roles(record["text"])]}
