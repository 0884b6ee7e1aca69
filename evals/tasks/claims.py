"""Forecast claims: each sentence read as an article of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dragoman

BANDS = {
    "almost certainly": "almost_certain",
    "very likely": "very_likely",
    "likely": "likely",
    "roughly even": "even",
    "unlikely": "unlikely",
    "very unlikely": "very_unlikely",
    "remote": "remote",
    "possible": "possible",
}


def predict(record: Mapping[str, Any]) -> dict[str, Any]:
    reading = dragoman.read_text(record["text"])
    return {
        "claims": [
            {
                "cause": claim.cause.text,
                "effect": claim.effect.text,
                "polarity": claim.sign,
                "hedge": claim.likelihood.phrase if claim.likelihood else None,
                "band": BANDS[claim.likelihood.band] if claim.likelihood else "stated",
                "condition": claim.condition.text if claim.condition else None,
            }
            for claim in reading.claims
            if claim.cause is not None and not claim.self_binding
        ]
    }
