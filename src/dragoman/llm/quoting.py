"""Anchoring with accounts: what each record's quotes were found by, what was not found, and why it matters."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import msgspec

from dragoman.llm.anchor import Anchor, Anchorer, How
from dragoman.llm.decode import Fault, FaultKind
from dragoman.llm.hostile import addressed_to_machines
from dragoman.llm.sentences import Sentences
from dragoman.types import Article, Span

_ORDER: tuple[How, ...] = ("exact", "normalised", "close")


class Origin(msgspec.Struct, frozen=True):
    """Where a record comes from: reader, model and prompt version, and the loosest way in which one of its quotes was anchored."""

    reader: Literal["llm", "local"]
    model: str | None = None
    prompt_version: str | None = None
    anchored: How | None = None
    similarity: float | None = None


class Quoting:
    """The quotes of one answer: anchors them, and keeps count of how, and of what could not be used."""

    def __init__(self, article: Article, ranges: tuple[tuple[int, int], ...] = ()) -> None:
        self.article = article
        self.anchorer = Anchorer(article, ranges)
        self.sentences = Sentences(article)
        self.counts: Counter[str] = Counter()
        self.faults: list[Fault] = []
        self._hostile = addressed_to_machines(article)
        self._last: Span | None = None
        self.begin("", 0, None)

    def begin(self, layer: str, index: int, item: msgspec.Struct | None) -> None:
        """Start on an item: faults from here on are its faults."""
        if layer != getattr(self, "_layer", ""):
            self._last = None
        self._layer, self._index, self._item = layer, index, item
        self._loosest: Anchor | None = None

    def need(self, field: str, quote: str, *, near: Span | None = None, within: Span | None = None) -> Span | None:
        """The span of a quote without which the item cannot stand; None, and a fatal fault, when it has none."""
        return self._find(field, quote, near, within, fatal=True)

    def want(self, field: str, quote: str | None, *, near: Span | None = None, within: Span | None = None) -> Span | None:
        """The span of a quote that the item can do without."""
        return self._find(field, quote, near, within, fatal=False) if quote else None

    def fault(self, kind: FaultKind, field: str, value: str, *, fatal: bool = True) -> None:
        """Note that something in the item cannot be used."""
        item = msgspec.json.encode(self._item).decode() if self._item is not None else ""
        self.faults.append(Fault(self._layer, self._index, kind, field, value, fatal, item))

    def origin(self, model: str, prompt_version: str) -> Origin:
        """The origin of the item just built."""
        loosest = self._loosest
        return Origin("llm", model, prompt_version, loosest.how if loosest else None, loosest.similarity if loosest else None)

    def is_quoted(self, span: Span) -> bool:
        """Whether most of a span stands between quotation marks on its line."""
        text = self.article.text
        line = text.rfind("\n", 0, span.start) + 1
        inside, marked = False, 0
        for offset in range(line, span.end):
            character = text[offset]
            if character in '“"„«':
                inside = not inside if character == '"' else True
            elif character in "”»":
                inside = False
            elif inside and offset >= span.start:
                marked += 1
        return 2 * marked > span.end - span.start

    def _find(self, field: str, quote: str, near: Span | None, within: Span | None, *, fatal: bool) -> Span | None:
        anchor = self.anchorer.find(quote, near=near or self._last, within=within)
        if anchor is None:
            outside = self.anchorer.find(quote, body=False) is not None
            self.counts["dropped"] += 1
            self.fault("outside the body" if outside else "not in the text", field, quote, fatal=fatal)
            return None
        if any(passage.overlaps(anchor.span) for passage in self._hostile):
            self.counts["instruction"] += 1
            self.fault("instruction", field, quote, fatal=fatal)
            return None
        self.counts[anchor.how] += 1
        if self._loosest is None or _looseness(anchor) > _looseness(self._loosest):
            self._loosest = anchor
        if fatal:
            self._last = anchor.span
        return anchor.span


def _looseness(anchor: Anchor) -> tuple[int, float]:
    return _ORDER.index(anchor.how), -anchor.similarity
