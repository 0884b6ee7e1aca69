"""Words of likelihood and of number -> the value a reader takes from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman import number_of, percent_of


def predict(record: Mapping[str, Any]) -> dict[str, Any]:
    phrase = str(record["phrase"])
    number = number_of(phrase)
    return {"value": percent_of(phrase) if number is None else number}
