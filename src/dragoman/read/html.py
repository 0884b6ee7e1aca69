"""HTML -> Article: the article inside the page and what its meta tags tell, found by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol, cast

from dragoman.errors import SourceUnreadable
from dragoman.read.article import make_article
from dragoman.read.limits import check_text
from dragoman.types import Article, DocumentDate, SectionKind

CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
LEAST_WORDS = 15
PAGE_STEP = "Give the article's own page, or its text in a file."
TEXT_STEP = "Save the article's text to a file and read that."
HOLDERS = frozenset({"list", "div", "body", "table", "quote"})
BLOCKS = frozenset({"p", "quote", "ab", "code", "fw", "item", "row", "head", "list"})


class Element(Protocol):
    """What is used of an lxml element."""

    tag: object

    def __iter__(self) -> Iterator[Element]: ...
    def itertext(self) -> Iterator[str]:
        """All words inside it."""


def declared_encoding(data: bytes) -> str | None:
    """The character encoding a page's own meta tag declares."""
    match = CHARSET.search(data[:4096])
    return match.group(1).decode("ascii") if match is not None else None


def html_article(
    html: str,
    *,
    name: str,
    id: str,  # noqa: A002
    url: str | None = None,
    fallback_dates: tuple[DocumentDate, ...] = (),
) -> Article:
    """The article of a page. Its text is the extracted one: title, then a line a block; offsets count that text.

    `name` is what errors call the page. Raises SourceUnreadable when no article is found on it.
    """
    import trafilatura
    from lxml.etree import LxmlError
    from trafilatura.settings import Document

    try:
        page = trafilatura.bare_extraction(
            html,
            url=url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except (LxmlError, ValueError, TypeError, AttributeError, AssertionError) as error:
        raise SourceUnreadable(f"{name} is not a page that can be taken apart.", TEXT_STEP) from error
    if not isinstance(page, Document):
        raise SourceUnreadable(f"{name} holds no article.", PAGE_STEP)
    blocks = [] if page.body is None else list(_blocks(cast(Element, page.body)))
    if sum(len(text.split()) for _, text in blocks) < LEAST_WORDS:
        raise SourceUnreadable(f"{name} holds no article.", PAGE_STEP)
    title = " ".join(page.title.split()) if page.title else None
    if title is not None and not any(text == title for _, text in blocks[:3]):
        blocks.insert(0, ("title", title))
    text, known = _laid_out(blocks, title)
    return make_article(
        check_text(text, name),
        id=id,
        title=title,
        url=url or page.url,
        publisher=page.sitename or None,
        author=page.author or None,
        metadata_date=page.date or None,
        fallback_dates=fallback_dates,
        known=known,
    )


def _blocks(element: Element) -> Iterator[tuple[str, str]]:
    """(tag, words) of every block, in reading order; list items with a bullet, table rows as lines."""
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in HOLDERS and any(inner.tag in BLOCKS for inner in child):
            yield from _blocks(child)
            continue
        words = " ".join((" " if tag == "row" else "").join(child.itertext()).split())
        if words:
            yield tag, words


def _laid_out(blocks: list[tuple[str, str]], title: str | None) -> tuple[str, dict[int, SectionKind]]:
    lines: list[str] = []
    known: dict[int, SectionKind] = {}
    offset = 0
    for tag, words in blocks:
        line = f"• {words}" if tag == "item" else words
        if words == title and "title" not in known.values():
            known[offset] = "title"
        elif tag == "head":
            known[offset] = "heading"
        lines.append(line)
        offset += len(line) + 2
    return "\n\n".join(lines), known
