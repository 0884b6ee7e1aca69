"""The hard sentences: each read as an article of one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dragoman
from tasks.articles import article_prediction


def predict(record: Mapping[str, Any]) -> dict[str, Any]:
    reading = dragoman.read_text(record["text"], date=record.get("doc_date"))
    whole = article_prediction(reading)
    return {layer: whole[layer] for layer in ("events", "statements", "actors", "places")}
