"""One document as it came in: raw text, what is known about it, and which part is what."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from dragoman.types.span import Span

SectionKind = Literal[
    "title", "standfirst", "heading", "caption", "credit", "byline", "dateline", "body", "newsletter", "biography", "boilerplate"
]
DateSource = Literal["given", "metadata", "inferred"]


class Section(msgspec.Struct, frozen=True):
    """A part of the article and its role. Only `body` (and `dateline`-free prose in it) can hold events.

    Titles, standfirsts and headings may support a record that the body states, but make none.
    """

    kind: SectionKind
    span: Span


class DocumentDate(msgspec.Struct, frozen=True):
    """The publication date and how it is known.

    `value` is ISO 8601, cut to what is known (`2020-10-05`, `2020-10`, `2020`). `source` tells whether the user
    gave it, the file's metadata did, or it was inferred from the text (`span` then quotes where).
    """

    value: str
    source: DateSource
    span: Span | None = None

    def day(self) -> datetime.date:
        """The date as a day; a missing month or day counts as the first. For arithmetic, not for display."""
        year, month, day = ([*self.value.split("-"), "1", "1"])[:3]
        return datetime.date(int(year), int(month), int(day))


class Article(msgspec.Struct, frozen=True):
    """One document. `text` is never normalised: all offsets of all records count its characters.

    `sections` are sorted, do not overlap, and leave out only white space and unrecognised separators.
    """

    id: str
    text: str
    title: str | None = None
    date: DocumentDate | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str | None = None
    sections: tuple[Section, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The span from `start` to `end` (characters, end exclusive), quoting the text."""
        return Span(start, end, self.text[start:end])

    def section_at(self, offset: int) -> SectionKind | None:
        """The kind of the section that holds the character at `offset`, or None between sections."""
        for section in self.sections:
            if section.span.start <= offset < section.span.end:
                return section.kind
        return None
