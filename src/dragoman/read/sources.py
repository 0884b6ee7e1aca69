"""Sources -> articles, one by one; what cannot be read comes back as its error, and the batch goes on."""

from __future__ import annotations

import glob
import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from dragoman.errors import DragomanError, LanguageSkipped, SourceError, SourceForbidden, SourceNotFound, SourceUnreadable
from dragoman.read.document_date import file_name_date, given_date
from dragoman.read.files import article_of_bytes, articles_of_file, articles_of_stream, readable_files
from dragoman.read.url import Page, fetch
from dragoman.types import Article

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
PAGES = frozenset({"text/html", "application/xhtml+xml"})
PLAIN = frozenset({"text/plain", "text/markdown", "application/pdf", "application/octet-stream"})

Fetch = Callable[[str], Page]
Found = Iterator[Article | SourceError]


def open_sources(sources: Iterable[str | Path], *, date: str | None = None) -> Iterator[Article | DragomanError]:
    """Every article of the sources, in order, with an error in the place of each that could not be read.

    A source is a file, a folder, a pattern with `*`, a http or https address, or "-" for standard input. Article ids are
    file stems, row ids, the last part of an address, or a hash of the text; a second one of the same name gets "-2" and so
    on. Articles that are surely not in English come back as LanguageSkipped, and within one folder, pattern or table a
    text that was there before as a SourceError that names the first. `date` (ISO 8601) is the publication date of all of
    them where the user knows it. Raises UsageError when `date` is no date, and nothing else.
    """
    told = given_date(date) if date else None
    found = articles_of(sources, fetch)
    return found if told is None else (msgspec.structs.replace(a, date=told) if isinstance(a, Article) else a for a in found)


def articles_of(sources: Iterable[str | Path], fetch_page: Fetch) -> Iterator[Article | DragomanError]:
    """Like `open_sources`, with the fetching of pages handed in."""
    taken: set[str] = set()
    for source in sources:
        seen: dict[bytes, str] = {}
        for found in _articles(source, fetch_page):
            if isinstance(found, DragomanError):
                yield found
                continue
            key = hashlib.sha256(found.text.encode("utf-8", "surrogatepass")).digest()
            if key in seen:
                yield SourceError(f"{found.id} in {source} holds the same text as {seen[key]}; it is read once.", "Remove one of the two.")
                continue
            seen[key] = found.id
            if found.language not in {"en", None}:
                yield LanguageSkipped(
                    f"{found.id} in {source} is not in English (its language looks like '{found.language}').",
                    "Give an English text or a translation.",
                )
                continue
            yield _unique(found, taken)


def _unique(article: Article, taken: set[str]) -> Article:
    wanted = article.id or hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return article if name == article.id else msgspec.structs.replace(article, id=name)


def _articles(source: str | Path, fetch_page: Fetch) -> Found:
    try:
        scheme = SCHEME.match(source) if isinstance(source, str) else None
        if source == "-":
            yield from articles_of_stream(sys.stdin.buffer, "Standard input")
        elif scheme is not None and isinstance(source, str):
            yield _page(source, scheme.group(1).lower(), fetch_page)
        else:
            yield from _paths(Path(source).expanduser())
    except SourceError as error:
        yield error
    except (ValueError, RuntimeError) as error:
        # A path with a zero character, or "~somebody" who is not there.
        yield SourceNotFound(f"{str(source)!r} is not a usable path: {error}.", "Check the path.")


def _page(url: str, scheme: str, fetch_page: Fetch) -> Article:
    if scheme not in {"http", "https"}:
        raise SourceForbidden(f"{url} is not an http or https address.", "Give a web page, or a file by its path.")
    page = fetch_page(url)
    if page.media_type not in PAGES | PLAIN:
        raise SourceUnreadable(f"{url} is of type {page.media_type}, which holds no article.", "Give the article's own page.")
    parts = urlsplit(page.url)
    name = re.sub(r"\.\w{2,5}$", "", unquote(parts.path.rstrip("/").rpartition("/")[2])) or parts.hostname or url
    told = file_name_date(re.sub(r"/", "-", parts.path))
    dates = (told,) if told is not None else ()
    return article_of_bytes(
        page.data, name=url, id=name, url=page.url, encoding=page.encoding, fallback_dates=dates, html=page.media_type in PAGES
    )


def _paths(path: Path) -> Found:
    if not path.exists() and glob.has_magic(str(path)):
        names = sorted(name for name in glob.glob(str(path), recursive=True) if Path(name).is_file())
        if not names:
            raise SourceNotFound(f"No file fits the pattern {path}.", "Check the pattern; in a shell, put it in quotes.")
        yield from _each(map(Path, names))
    elif path.is_dir():
        yield from _each(readable_files(path))
    else:
        yield from articles_of_file(path)


def _each(paths: Iterable[Path]) -> Found:
    for path in paths:
        try:
            yield from articles_of_file(path)
        except SourceError as error:
            yield error
