"""Antecedent and consequent of a counterfactual."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman import counterfactual_spans


def predict(record: Mapping[str, Any]) -> dict[str, Any]:
    found = counterfactual_spans(record["text"])
    if found is None:
        return {"antecedent": None, "consequent": None}
    parts = {"antecedent": found.antecedent, "consequent": found.consequent}
    return {name: None if part is None else {"start": part.start, "end": part.end} for name, part in parts.items()}
