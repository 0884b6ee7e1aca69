"""PDF -> Article: the text of its pages, put back into paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from dragoman.errors import SourceEmpty, SourceUnreadable
from dragoman.read.article import make_article
from dragoman.read.document_date import iso_date
from dragoman.read.limits import TEXT_CHARACTERS, check_text
from dragoman.types import Article, DocumentDate

PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: (?:of|/) \d{1,4})?$", re.IGNORECASE)
PDF_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
NEXT_STEP = "Open it in a viewer; if it is whole, save its text to a file and read that."


def pdf_article(
    source: Path | bytes,
    *,
    name: str,
    id: str,  # noqa: A002
    url: str | None = None,
    fallback_dates: tuple[DocumentDate, ...] = (),
) -> Article:
    """The article of a PDF. Its text is the extracted one, lines joined to paragraphs; offsets count that text.

    Lines that recur at the top or bottom of pages and page numbers are left out. The properties' title and author are taken;
    their date (usually when the file was made) counts last. Raises SourceUnreadable for a broken or locked file and
    SourceEmpty for one without text, such as a scan.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source)
    except (pypdfium2.PdfiumError, OSError, ValueError) as error:
        raise SourceUnreadable(f"{name} is not a PDF that can be opened: it is broken or locked with a password.", NEXT_STEP) from error
    try:
        pages = _pages(document, name)
        properties = document.get_metadata_dict(skip_empty=True)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise SourceUnreadable(f"{name} is a damaged PDF: its pages cannot be read.", NEXT_STEP) from error
    finally:
        document.close()
    if not any(line for page in pages for line in page):
        raise SourceEmpty(f"{name} holds no text; it is probably a scan.", "Recognise its text with an OCR program and read the result.")
    text = check_text("\n\n".join(paragraphs(pages)), name)
    title = properties.get("Title", "").strip()
    return make_article(
        text,
        id=id,
        title=title if title and title.casefold() in text[:1000].casefold() else None,
        author=properties.get("Author"),
        url=url,
        fallback_dates=(*fallback_dates, *_made(properties)),
    )


def _made(properties: dict[str, str]) -> tuple[DocumentDate, ...]:
    match = PDF_DATE.match(properties.get("CreationDate", ""))
    value = iso_date("-".join(part for part in match.groups() if part)) if match is not None else None
    return (DocumentDate(value, "metadata"),) if value else ()


def _pages(document: object, name: str) -> list[list[str]]:
    pages: list[list[str]] = []
    size = 0
    for page in document:  # type: ignore[attr-defined]
        text_page = page.get_textpage()
        text = text_page.get_text_bounded()
        text_page.close()
        page.close()
        size += len(text)
        if size > 2 * TEXT_CHARACTERS:
            check_text(text.ljust(size), name)
        pages.append([" ".join(line.split()) for line in re.split(r"\r\n|\r|\n", _whole_words(text))])
    return pages


def _whole_words(text: str) -> str:
    """The text with words put together that PDFium marks as broken at a line's end; a hyphen stays between two words of the text."""
    # The broken pieces are words of the text only where they also stand without the break mark beside them.
    words = set(re.findall(r"(?<![\w\x02\ufffe])\w+(?![\w\x02\ufffe])", text.lower()))

    def joined(match: re.Match[str]) -> str:
        left, right = match.group(1), match.group(2)
        both = left.lower() in words and right.lower() in words and (left + right).lower() not in words
        return f"{left}-{right}" if both else left + right

    return re.sub(r"(\w+)[\x02\ufffe][\r\n]*(\w+)", joined, text).replace("\x02", "-").replace("\ufffe", "-")


def paragraphs(pages: list[list[str]]) -> list[str]:
    """The lines of pages as paragraphs, without running heads and page numbers; words broken at a line's end are joined."""
    edges = Counter(line for page in pages for line in {*page[:2], *page[-2:]} if line)
    running = {line for line, count in edges.items() if count >= 3 and count * 2 > len(pages)}
    lines = [
        line
        for page in pages
        for number, line in enumerate(page)
        if not ((number < 2 or number >= len(page) - 2) and (line in running or PAGE_NUMBER.match(line)))
    ]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    joined: list[str] = []
    open_line = False
    for line in lines:
        if not line:
            # A blank line inside a sentence is a page's end, not a paragraph's.
            open_line = open_line and bool(joined) and not joined[-1].endswith((".", "!", "?", ":", "”", '"'))
            continue
        bullet = bool(re.match(r"[•▪●‣–—-] ?\S", line))
        if open_line and not bullet:
            joined[-1] = joined[-1][:-1] + line if re.search(r"[a-z]-$", joined[-1]) and line[0].islower() else f"{joined[-1]} {line}"
        else:
            joined.append(line)
        full = len(line) >= width * 0.75
        open_line = full or (len(line) >= width * 0.5 and line[-1] not in '.!?:”"' and not line.isupper())
    return joined
