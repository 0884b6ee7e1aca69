"""The event formats by name: which file names they go by, who writes and reads them, and what they carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from dragoman.archive.codes import filing_day
from dragoman.archive.flat import read_csv, read_parquet, write_csv, write_parquet
from dragoman.archive.gdelt import read_gdelt, write_gdelt
from dragoman.archive.icews import read_icews, write_icews
from dragoman.archive.plover import read_plover, write_plover
from dragoman.archive.polecat import read_polecat, write_polecat
from dragoman.archive.rows import STATUSES, EventRow
from dragoman.errors import DataError, UsageError
from dragoman.types import Status

FACTS: tuple[Status, ...] = ("actual", "historical")


class Format(msgspec.Struct, frozen=True):
    """One format. `marks_status`: it can tell a fact from what is threatened, planned or denied.

    `carries` are the fields of `EventRow` that come back as they were when a file is written and read again; the rest comes
    back empty, or as docs/formats.md says.
    """

    name: str
    suffixes: tuple[str, ...]
    marks_status: bool
    needs_cameo: bool
    needs_day: bool
    write: Callable[[Iterable[EventRow], BinaryIO], None]
    read: Callable[[BinaryIO], Iterator[EventRow]]
    carries: tuple[str, ...]

    def fits(self, row: EventRow) -> bool:
        """Whether the format can hold the row at all: those of CAMEO need its code, and GDELT a day too."""
        return not self.needs_cameo or (row.cameo is not None and (not self.needs_day or bool(filing_day(row))))

    @property
    def statuses(self) -> tuple[Status, ...]:
        """What is written unless the user says otherwise: everything, or facts only where the format cannot mark the status."""
        return STATUSES if self.marks_status else FACTS


_ALL = EventRow.__struct_fields__
_PLOVER = tuple(
    name for name in _ALL if name not in ("cameo", "precision", "date", "end_date", "mentions", "asserted_by", "disputed", "confidence")
)
_POLECAT = ("id", "type", "modes", "contexts", "quad", "score", "publisher", "published", "language", "version")

FORMATS = {
    found.name: found
    for found in (
        Format("parquet", (".parquet",), True, False, False, write_parquet, read_parquet, _ALL),
        Format("csv", (".csv",), True, False, False, write_csv, read_csv, _ALL),
        Format("plover", (".jsonl", ".ndjson"), True, False, False, write_plover, read_plover, _PLOVER),
        Format("polecat", (".tsv", ".txt"), False, False, False, write_polecat, read_polecat, _POLECAT),
        Format("icews", (".tab",), False, True, False, write_icews, read_icews, ("id", "type", "cameo", "quad", "article", "publisher")),
        Format("gdelt", (".export.csv",), False, True, True, write_gdelt, read_gdelt, ("type", "cameo", "quad", "mentions", "url")),
    )
}


def format_named(name: str) -> Format:
    """The format of this name. Raises UsageError for an unknown one."""
    found = FORMATS.get(name.lower())
    if found is None:
        raise UsageError(f"'{name}' is no event format.", f"Name one of {', '.join(FORMATS)}.")
    return found


def format_of(path: Path) -> Format:
    """The format that a file's name stands for. Raises UsageError for an ending that stands for none."""
    name = path.name.lower()
    endings = sorted(((suffix, found) for found in FORMATS.values() for suffix in found.suffixes), key=lambda pair: -len(pair[0]))
    for suffix, found in endings:
        if name.endswith(suffix):
            return found
    raise UsageError(f"{path.name} does not tell its format.", f"Name it with --format: {', '.join(FORMATS)}.")


def write_events(rows: Iterable[EventRow], path: Path, form: Format) -> None:
    """Write rows to a file while they come in. A file of that name is replaced only once all are written.

    Raises UsageError when the file cannot be written; whatever `rows` raises leaves nothing behind.
    """
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                form.write(rows, file)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{path} could not be written: {error.strerror}.", "Choose another file or folder.") from error


def read_events(path: Path, form: Format | None = None) -> Iterator[EventRow]:
    """The rows of an event file, one by one; `form` None: as its name says.

    Raises UsageError when the file cannot be opened, DataError, which names it, when it is not of the format.
    """
    chosen = form or format_of(path)
    try:
        with path.open("rb") as file:
            yield from chosen.read(file)
    except DataError as error:
        raise DataError(f"{path.name}, read as {chosen.name}: {error.problem}", error.next_step) from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "Give the path of an event file.") from error
