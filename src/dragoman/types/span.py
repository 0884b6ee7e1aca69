"""A stretch of an article's text: the evidence every record carries."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of an article's text, with the words it holds.

    `start` and `end` count Unicode characters of `Article.text`, end exclusive, so that
    `article.text[span.start:span.end] == span.text` always holds.
    """

    start: int
    end: int
    text: str

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end
