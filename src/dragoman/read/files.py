"""Files and folders -> articles."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import SourceEmpty, SourceError, SourceNotFound, SourceUnreadable
from dragoman.read.article import make_article
from dragoman.read.decoding import decode
from dragoman.read.document_date import file_name_date
from dragoman.read.html import declared_encoding, html_article
from dragoman.read.limits import HTML_BYTES, PDF_BYTES, TEXT_BYTES, check_bytes, check_text
from dragoman.read.pdf import pdf_article
from dragoman.read.rows import rows_of
from dragoman.types import Article, DocumentDate

TEXT = frozenset({".txt", ".text", ".md", ".markdown"})
HTML = frozenset({".html", ".htm", ".xhtml"})
TABLES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"})
READABLE = TEXT | HTML | TABLES | {".pdf"}


def articles_of_file(path: Path) -> Iterator[Article | SourceError]:
    """The article of a file, or those of a table's rows. An unknown ending is read as what its first bytes say, else as text.

    Raises SourceError where the file cannot be read at all.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise _file_error(path, error) from error
    try:
        if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode):
            with path.open("rb") as stream:
                yield from articles_of_stream(stream, str(path))
        elif not stat.S_ISREG(mode):
            raise SourceUnreadable(f"{path} is neither a file nor a folder.", "Give a file, a folder, a pattern or a web address.")
        elif path.stat().st_size == 0:
            raise SourceEmpty(f"{path} is empty.", "Give a file with text in it.")
        elif path.suffix.lower() in TABLES:
            yield from rows_of(path)
        else:
            yield _one_article(path)
    except OSError as error:
        raise _file_error(path, error) from error


def articles_of_stream(stream: BinaryIO, name: str) -> Iterator[Article | SourceError]:
    """The article of a stream such as standard input, known by its first bytes as HTML, PDF or text."""
    data = stream.read(PDF_BYTES + 1)
    if not data.strip():
        raise SourceEmpty(f"{name} is empty.", "Give it a text.")
    yield article_of_bytes(data, name=name, id=None)


def article_of_bytes(
    data: bytes,
    *,
    name: str,
    id: str | None,  # noqa: A002
    url: str | None = None,
    encoding: str | None = None,
    fallback_dates: tuple[DocumentDate, ...] = (),
    html: bool = False,
) -> Article:
    """The article in `data`, by its first bytes or as HTML where `html` says so. Raises SourceError."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data[:1024].lstrip().startswith(b"%PDF-"):
        check_bytes(len(data), PDF_BYTES, name)
        return pdf_article(data, name=name, id=id or "", url=url, fallback_dates=fallback_dates)
    if html or head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in head:
        check_bytes(len(data), HTML_BYTES, name)
        page = decode(data, name, encoding or declared_encoding(data))
        return html_article(page, name=name, id=id or "", url=url, fallback_dates=fallback_dates)
    check_bytes(len(data), TEXT_BYTES, name)
    return make_article(check_text(decode(data, name, encoding), name), id=id, url=url, fallback_dates=fallback_dates)


def readable_files(folder: Path) -> list[Path]:
    """The files below a folder whose ending says they can be read, in order of their paths; hidden ones and links to folders left out.

    Raises SourceEmpty where there are none, SourceUnreadable where the folder may not be listed.
    """
    found: list[Path] = []
    refused: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(parent, name) for name in names if not name.startswith(".") and Path(name).suffix.lower() in READABLE]
    if refused and not found:
        raise _file_error(folder, refused[0])
    if not found:
        raise SourceEmpty(f"{folder} holds nothing that can be read.", f"Readable are files that end in {', '.join(sorted(READABLE))}.")
    return sorted(found)


def _one_article(path: Path) -> Article:
    suffix, size, name = path.suffix.lower(), path.stat().st_size, str(path)
    told = file_name_date(path.stem)
    dates = (told,) if told is not None else ()
    with path.open("rb") as file:
        head = file.read(1024)
        if suffix == ".pdf" or head.lstrip().startswith(b"%PDF-"):
            check_bytes(size, PDF_BYTES, name)
            return pdf_article(path, name=name, id=path.stem, fallback_dates=dates)
        check_bytes(size, HTML_BYTES if suffix in HTML or b"<html" in head.lower() else TEXT_BYTES, name)
        data = head + file.read()
    return article_of_bytes(data, name=name, id=path.stem, fallback_dates=dates, html=suffix in HTML)


def _file_error(path: Path, error: OSError) -> SourceError:
    if isinstance(error, FileNotFoundError) or error.errno == errno.ENOTDIR:
        return SourceNotFound(f"{path} does not exist.", "Check the path.")
    if isinstance(error, PermissionError):
        return SourceUnreadable(f"{path} may not be read: permission denied.", "Change its permissions or run as a user who may read it.")
    return SourceUnreadable(f"{path} cannot be read: {(error.strerror or type(error).__name__).lower()}.", "Check the file and its disk.")
