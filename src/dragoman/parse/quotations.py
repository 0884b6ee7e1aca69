"""Where somebody's words stand between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.types import Article
from dragoman.types.parse import Quotation

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")
_DOUBLE_OPEN, _DOUBLE_CLOSE = "“«„", "”»“"
_END_OF_UTTERANCE = re.compile(r"[.,!?…]$")
_SCARE_WORDS = 3
_TYPED = re.compile(r"''([^\n]{1,2000}?)''(?!')")


def find_quotations(article: Article) -> tuple[Quotation, ...]:
    """Every quotation in the article's text, in text order, the outer before the inner.

    A quotation that runs over paragraphs, each opened with a mark and only the last closed, is one quotation a
    paragraph. Apostrophes and unpaired marks are none.
    """
    found: list[tuple[int, int, int, int]] = []
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(article.text)]
    for index, (start, end) in enumerate(paragraphs):
        following = article.text[slice(*paragraphs[index + 1])].lstrip()[:1] if index + 1 < len(paragraphs) else ""
        found.extend(_double(article.text, start, end, following))
        found.extend(_single(article.text, start, end))
        found.extend(_typed(article.text, start, end))
    return tuple(_quotation(article, *spans) for spans in sorted(found, key=lambda spans: (spans[0], -spans[1])))


def _typed(text: str, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Quotations between two apostrophes on each side, as some wire archives type double marks."""
    for match in _TYPED.finditer(text, start, end):
        yield (*match.span(), *match.span(1))


def _quotation(article: Article, start: int, end: int, content_start: int, content_end: int) -> Quotation:
    content = article.span(content_start, content_end)
    scare = len(content.text.split()) <= _SCARE_WORDS and not _END_OF_UTTERANCE.search(content.text)
    return Quotation(article.span(start, end), content, scare)


def _double(text: str, start: int, end: int, following: str) -> Iterator[tuple[int, int, int, int]]:
    """Quotations in double marks within one paragraph; one left open counts when the next paragraph opens another."""
    opened: int | None = None
    for position in range(start, end):
        mark = text[position]
        if mark == '"':
            closes = opened is not None and not _opens(text, position, start)
        elif mark in _DOUBLE_CLOSE and opened is not None:
            closes = mark != "“" or text[opened] == "„"
        elif mark not in _DOUBLE_OPEN:
            continue
        else:
            closes = False
        if closes and opened is not None:
            if position > opened + 1:
                yield opened, position + 1, opened + 1, position
            opened = None
        elif opened is None:
            opened = position
    if opened is not None and following and following in "\"“«":
        stop = start + len(text[start:end].rstrip())
        if stop > opened + 1:
            yield opened, stop, opened + 1, stop


def _opens(text: str, position: int, start: int) -> bool:
    """Whether a straight mark stands where only an opening one can."""
    before = text[position - 1] if position > start else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    return (before.isspace() or before in "([—–-/") and not after.isspace()


def _single(text: str, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Quotations in single marks within one paragraph."""
    position = start
    while position < end:
        mark = text[position]
        curly = mark == "‘"
        if not (curly or mark == "'") or (not curly and not _opens_single(text, position, start)):
            position += 1
            continue
        close = _close_single(text, position, end, "’" if curly else "'")
        if close is None:
            position += 1
            continue
        if close > position + 1:
            yield position, close + 1, position + 1, close
        position = close + 1


def _opens_single(text: str, position: int, start: int) -> bool:
    after = text[position + 1 : position + 2]
    return _opens(text, position, start) and after.isalpha()


def _close_single(text: str, opened: int, end: int, mark: str) -> int | None:
    """The closing mark: after punctuation first, else the first that is no plural's apostrophe, else the last."""
    candidates = [
        position
        for position in range(opened + 2, end)
        if text[position] == mark and not text[position - 1].isspace() and not text[position + 1 : position + 2].isalnum()
    ]
    if not candidates:
        return None
    sure = [position for position in candidates if text[position - 1] in ".,!?…"]
    plain = [position for position in candidates if text[position - 1] not in "sz"]
    first_plain = plain[0] if plain else candidates[-1]
    return min(sure[0], first_plain) if sure else first_plain
