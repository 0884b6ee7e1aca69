"""The sentences of a text by rules of typography: the evidence around a record, without a parser.

A parser takes longer than everything else the model reader does on this machine; for quoting around a record the
rules are good enough.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from dragoman.parse.sentence_starts import sentence_words
from dragoman.types import Article, Span

_BREAK = re.compile(
    r"(?<=[.!?…\"'”’)\]])(?P<gap>[ \t\u00a0\u2009]+|[ \t]*\n[ \t]*)(?=[\"'“‘(\[•–—-]*\s?[A-Z0-9])|(?P<line>\s*\n\s*\n\s*|\n(?=\s*[•*▪-]\s))"
)
_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_LAST_WORD = re.compile(r"([\w.]+)\.[\"'”’)\]]*$")


class Sentences:
    """The sentences of one article."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._starts = [0]
        abbreviations = sentence_words().before_names
        for match in _BREAK.finditer(article.text):
            before = article.text[max(0, match.start() - 20) : match.start()]
            if match["line"] is not None or (_END.search(before) and not _shortened(before, abbreviations)):
                self._starts.append(match.end())

    def around(self, first: Span, last: Span | None = None) -> Span:
        """From the start of the sentence that holds `first` to the end of the one that holds `last`."""
        last = last or first
        start = self._starts[bisect_right(self._starts, first.start) - 1]
        after = bisect_right(self._starts, max(last.end - 1, last.start))
        return self._trimmed(start, self._starts[after] if after < len(self._starts) else len(self._article.text))

    def all(self) -> list[Span]:
        """Every sentence, in text order."""
        ends = [*self._starts[1:], len(self._article.text)]
        spans = [self._trimmed(start, end) for start, end in zip(self._starts, ends, strict=True)]
        return [span for span in spans if span.text]

    def _trimmed(self, start: int, end: int) -> Span:
        text = self._article.text[start:end]
        return self._article.span(start + len(text) - len(text.lstrip()), start + len(text.rstrip()))


def _shortened(before: str, abbreviations: frozenset[str]) -> bool:
    found = _LAST_WORD.search(before)
    if found is None:
        return False
    letters = found[1].rpartition(".")[2]
    return found[1] in abbreviations or (len(letters) == 1 and letters.isupper())
