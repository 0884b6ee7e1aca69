"""Time expressions of a text, with the date of the document where the record has one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dragoman
from dragoman.types import Article, DocumentDate


def predict(record: Mapping[str, Any]) -> dict[str, Any]:
    date = record.get("dct")
    article = Article(id=str(record["id"]), text=record["text"], date=DocumentDate(date, "given") if date else None)
    times = dragoman.parse_article(article).times
    return {"timexes": [{"start": t.span.start, "end": t.span.end, "type": t.kind, "value": t.value} for t in times]}
