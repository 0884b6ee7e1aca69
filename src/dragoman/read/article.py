"""Text -> Article."""

from __future__ import annotations

import hashlib

from dragoman.types import Article, DocumentDate


def make_article(
    text: str, *, id: str | None = None, title: str | None = None, date: str | None = None, url: str | None = None, publisher: str | None = None  # noqa: A002
) -> Article:
    """An article from its text and what is known about it; sections, date and language are worked out from the text."""
    given = DocumentDate(date, "given") if date else None
    return Article(id or hashlib.sha256(text.encode()).hexdigest()[:12], text, title, given, url, publisher)
