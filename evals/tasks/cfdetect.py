"""Counterfactual sentence or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman import is_counterfactual


def predict(record: Mapping[str, Any]) -> dict[str, Any]:
    return {"counterfactual": int(is_counterfactual(record["text"]))}
