"""Text -> Article."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from dragoman.read.document_date import given_date, inferred_date, iso_date, printed_date
from dragoman.read.language import language_of
from dragoman.read.structure import find_structure, front_matter
from dragoman.types import Article, DocumentDate, SectionKind


def make_article(
    text: str,
    *,
    id: str | None = None,  # noqa: A002
    title: str | None = None,
    date: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    metadata_date: str | None = None,
    fallback_dates: tuple[DocumentDate, ...] = (),
    known: Mapping[int, SectionKind] | None = None,
) -> Article:
    """An article from its text and what is known about it; sections, date and language are worked out from the text.

    `date` is the publication date as the user knows it and always holds; `metadata_date` is what the source's own
    metadata say; `fallback_dates` (a file's name, a PDF's properties) count, in their order, only where the text prints
    no day of issue. `known` gives section kinds the source's markup told, by the offset in `text` (Unicode characters)
    where their block starts. The text is kept as it is. Raises UsageError when `date` is no date.
    """
    matter = front_matter(text)
    title = title or matter.get("title")
    structure = find_structure(text, title=title, known=known)
    metadata = iso_date(metadata_date or matter.get("date", ""))
    found: DocumentDate | None
    if date:
        found = given_date(date)
    elif metadata is not None:
        found = DocumentDate(metadata, "metadata")
    else:
        printed = printed_date(text, structure)
        found = printed if printed is not None and len(printed.value) == 10 else next(iter(fallback_dates), printed)
        found = found or inferred_date(text, structure)
    return Article(
        id=id or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12],
        text=text,
        title=structure.title,
        date=found,
        url=url or matter.get("url"),
        publisher=publisher or structure.publisher,
        author=author or matter.get("author") or structure.author,
        language=language_of(text),
        sections=structure.sections,
    )
