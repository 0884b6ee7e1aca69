"""A long article -> overlapping parts that a model can answer in one go, cut between paragraphs where there are any."""

from __future__ import annotations

import math
import re

from dragoman.types import Article

DEFAULT_PART = 9_000
"""Characters of a part, about 1,500 words: the answer to so much dense text stays well under common answer limits."""

OVERLAP = 600
"""Characters that neighbouring parts share, so that what stands at a seam is read whole once."""

SMALLEST_PART = 800
"""Characters: a part that is answered with a cut-off answer is halved down to this."""

_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"[.!?][\"'”’)]*\s")


def split_article(article: Article, size: int = DEFAULT_PART) -> tuple[tuple[int, int], ...]:
    """The parts of an article as (start, end) in characters of its text; one part when it is no longer than `size`."""
    return split_range(article.text, 0, len(article.text), size)


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
