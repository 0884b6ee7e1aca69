"""Time expressions and their calendar values."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.types import Article, TimeExpression


def find_times(article: Article, doc: Doc) -> tuple[TimeExpression, ...]:
    """Every time expression of the article, in text order, resolved against its publication date."""
    return ()
