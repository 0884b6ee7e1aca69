"""A long article -> overlapping parts that a model can answer in one go, cut between paragraphs where there are any."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import msgspec

from dragoman.types import Article, Span

DEFAULT_PART = 9_000
"""Characters of a part, about 1,500 words: the answer to so much dense text stays well under common answer limits."""

OVERLAP = 600
"""Characters that neighbouring parts share, so that what stands at a seam is read whole once."""

SMALLEST_PART = 800
"""Characters: a part that is answered with a cut-off answer is halved down to this."""

CONTEXT = 400
"""Characters shown on each side of a passage that is asked about by itself: about two sentences."""

_OMITTED = "\n\n[...]\n\n"
_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"[.!?][\"'”’)]*\s")


class Excerpt(msgspec.Struct, frozen=True):
    """What one question is about: stretches of the article (start and end in characters of its text), or passages in them only."""

    ranges: tuple[tuple[int, int], ...]
    focus: tuple[Span, ...] = ()

    def text(self, article: Article) -> str:
        """The text to be shown to the model; what is left out between stretches is marked."""
        return _OMITTED.join(article.text[start:end] for start, end in self.ranges)

    @property
    def size(self) -> int:
        """Characters of all stretches."""
        return sum(end - start for start, end in self.ranges)

    def halves(self, article: Article) -> tuple[Excerpt, ...]:
        """Smaller excerpts that together ask the same."""
        if len(self.focus) > 1:
            middle = len(self.focus) // 2
            return around_passages(article, self.focus[:middle], self.size) + around_passages(article, self.focus[middle:], self.size)
        ((start, end),) = self.ranges[:1]
        size = max(SMALLEST_PART, (end - start) * 2 // 3)
        return tuple(Excerpt((part,), self.focus) for part in split_range(article.text, start, end, size))


def split_article(article: Article, size: int = DEFAULT_PART) -> tuple[Excerpt, ...]:
    """The parts of an article; one when it is no longer than `size`."""
    return tuple(Excerpt((part,)) for part in split_range(article.text, 0, len(article.text), size))


def around_passages(article: Article, passages: Sequence[Span], size: int = DEFAULT_PART) -> tuple[Excerpt, ...]:
    """Excerpts that hold the passages with about CONTEXT characters around each, each excerpt at most `size` long (or one passage)."""
    excerpts: list[Excerpt] = []
    for passage in sorted(passages):
        start = _seam(article.text, max(0, passage.start - CONTEXT), passage.start) if passage.start > CONTEXT else 0
        end = min(len(article.text), passage.end + CONTEXT)
        end = _seam(article.text, passage.end, end) if end < len(article.text) else end
        last = excerpts[-1] if excerpts else None
        if last is not None and start <= last.ranges[-1][1]:
            ranges = (*last.ranges[:-1], (last.ranges[-1][0], max(end, last.ranges[-1][1])))
        else:
            ranges = (*(last.ranges if last is not None else ()), (start, end))
        grown = Excerpt(ranges, (*(last.focus if last is not None else ()), passage))
        if last is not None and grown.size <= size:
            excerpts[-1] = grown
        else:
            excerpts.append(Excerpt(((start, end),), (passage,)))
    return tuple(excerpts)


def split_range(text: str, start: int, end: int, size: int) -> tuple[tuple[int, int], ...]:
    """The parts of text[start:end], each at most `size` characters, overlapping by about OVERLAP (a tenth of small parts)."""
    overlap = min(OVERLAP, size // 10)
    count = max(1, math.ceil((end - start - overlap) / (size - overlap)))
    length = math.ceil((end - start + (count - 1) * overlap) / count)
    parts: list[tuple[int, int]] = []
    at = start
    while True:
        stop = end if end - at <= size else _seam(text, at + length // 2, at + length)
        parts.append((at, stop))
        if stop >= end:
            return tuple(parts)
        at = max(_seam(text, stop - 2 * overlap, stop - overlap), at + 1)


def _seam(text: str, low: int, high: int) -> int:
    """The last end of a paragraph between two offsets, else of a sentence, else of a word, else `high`."""
    for pattern in (_PARAGRAPH, _SENTENCE):
        ends = [match.end() for match in pattern.finditer(text, low, high)]
        if ends:
            return ends[-1]
    space = text.rfind(" ", low, high)
    return space + 1 if space > low else high
