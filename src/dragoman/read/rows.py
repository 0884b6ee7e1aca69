"""Rows of JSONL, CSV and Parquet files -> articles, one by one."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from dragoman.errors import SourceError, SourceTooLarge, SourceUnreadable
from dragoman.read.article import make_article
from dragoman.read.decoding import decode
from dragoman.read.limits import ROW_BYTES, TEXT_BYTES, check_text
from dragoman.types import Article

COLUMNS = ("id", "text", "title", "date", "url", "publisher", "author")
COLUMN_STEP = "Name the column that holds the articles `text`; id, title, date, url, publisher and author may stand beside it."
LINE_STEP = "Mend that line; the others are read."


def rows_of(path: Path) -> Iterator[Article | SourceError]:
    """Every row of a table as an article, with an error in the place of each row that holds none.

    Raises SourceUnreadable where the file as a whole cannot be read as the table its ending says.
    """
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        found = _parquet(path)
    elif suffix in {".csv", ".tsv"}:
        found = _csv(path, "\t" if suffix == ".tsv" else ",")
    else:
        found = _jsonl(path)
    for place, row in found:
        try:
            yield row if isinstance(row, SourceError) else _article(row, f"{path}, {place}", f"{path.stem}-{place.split()[-1]}")
        except SourceError as error:
            yield error


def _article(row: Mapping[str, object], name: str, number: str) -> Article:
    cells = {column.strip().lower(): _cell(value) for column, value in row.items() if isinstance(column, str)}
    if "text" not in cells:
        raise SourceUnreadable(f"{name} has no `text`.", COLUMN_STEP)
    return make_article(
        check_text(cells["text"] or "", name),
        id=cells.get("id") or number,
        title=cells.get("title"),
        metadata_date=cells.get("date"),
        url=cells.get("url"),
        publisher=cells.get("publisher"),
        author=cells.get("author"),
    )


def _cell(value: object) -> str | None:
    if value is None or value == "":
        return None
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _lines(path: Path) -> Iterator[tuple[int, bytes | SourceTooLarge]]:
    """The lines of a file with their numbers, never more than one in memory; an overlong one as its error."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(ROW_BYTES):
            number += 1
            if len(line) < ROW_BYTES or line.endswith(b"\n"):
                yield number, line
                continue
            while (rest := file.readline(ROW_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield number, SourceTooLarge(f"{path}, line {number} is longer than {TEXT_BYTES / 1e6:.0f} MB.", "Split it into articles.")


def _jsonl(path: Path) -> Iterator[tuple[str, Mapping[str, object] | SourceError]]:
    for number, line in _lines(path):
        place = f"line {number}"
        if isinstance(line, SourceTooLarge):
            yield place, line
            continue
        bare = line.lstrip(b"\xef\xbb\xbf").strip()
        if not bare:
            continue
        try:
            yield place, msgspec.json.decode(bare, type=dict[str, object])
        except (msgspec.DecodeError, UnicodeDecodeError):
            yield place, SourceUnreadable(f"{path}, line {number} is not a JSON object.", LINE_STEP)


def _csv(path: Path, separator: str) -> Iterator[tuple[str, Mapping[str, object] | SourceError]]:
    with path.open("rb") as file:
        head = file.read(100_000)
    utf8 = b"\x00" not in head and not _broken(head)
    source = path.open(encoding="utf-8-sig", newline="") if utf8 else io.StringIO(decode(path.read_bytes(), str(path)), newline="")
    before = csv.field_size_limit(ROW_BYTES)
    try:
        with source:
            first = source.readline()
            if separator == "," and first.count(";") > first.count(","):
                separator = ";"
            source.seek(0)
            table = csv.DictReader(source, delimiter=separator)
            if not any(name is not None and name.strip().lower() == "text" for name in table.fieldnames or ()):
                raise SourceUnreadable(f"{path} has no column `text`.", COLUMN_STEP)
            for number, row in enumerate(table, 1):
                yield f"row {number}", row
    except (csv.Error, UnicodeDecodeError) as error:
        raise SourceUnreadable(f"{path} breaks off as a CSV file: {error}.", "Save it as CSV in UTF-8 and read it again.") from error
    finally:
        csv.field_size_limit(before)


def _broken(head: bytes) -> bool:
    """Say whether the start of a file is not UTF-8 (a character cut off at its very end does not count)."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start < len(head) - 4
    return False


def _parquet(path: Path) -> Iterator[tuple[str, Mapping[str, object] | SourceError]]:
    import pyarrow
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as table:
            wanted = [name for name in table.schema_arrow.names if name.strip().lower() in COLUMNS]
            if "text" not in {name.strip().lower() for name in wanted}:
                raise SourceUnreadable(f"{path} has no column `text`.", COLUMN_STEP)
            number = 0
            for batch in table.iter_batches(batch_size=64, columns=wanted):
                for row in batch.to_pylist():
                    number += 1
                    yield f"row {number}", row
    except (pyarrow.ArrowException, OSError) as error:
        raise SourceUnreadable(f"{path} is not a Parquet file that can be opened.", "Write it again and read the new one.") from error
