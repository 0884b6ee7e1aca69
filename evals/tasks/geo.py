"""Place names of a text with their coordinates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman import find_toponyms


def predict(record: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "toponyms": [
            {"start": t.span.start, "end": t.span.end, "lat": t.latitude, "lon": t.longitude, "geonames_id": t.geonames_id}
            for t in find_toponyms(record["text"], demonyms=True)
        ]
    }
