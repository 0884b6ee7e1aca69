"""`dragoman events`: articles, or event files, in; events in one of the field's formats out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from dragoman.cli import show_error
from dragoman.errors import DragomanError, UsageError
from dragoman.types import Article

if TYPE_CHECKING:
    from dragoman.archive import EventRow, Format


def events(
    *sources: str,
    output: Annotated[Path | None, Parameter(alias="-o")] = None,
    format: Annotated[str | None, Parameter(alias="-f")] = None,  # noqa: A002
    status: str | None = None,
    codebook: Path | None = None,
    source_format: str | None = None,
    date: str | None = None,
    actors: Path | None = None,
    quiet: Annotated[bool, Parameter(alias="-q")] = False,
) -> int:
    """Code the events of articles and write them in one of the field's formats.

    Parameters
    ----------
    sources
        Files, folders, globs, URLs, or - for standard input, as for dragoman read; with --source-format, event files.
    output
        The file to write; without it, the events go to standard output as CSV, or as --format says.
    format
        parquet, csv, plover, polecat, icews or gdelt; else the file's name tells: .parquet, .csv, .jsonl, .tsv, .tab, .export.CSV.
    status
        The statuses to write, with commas (actual, historical, future, hypothetical, threatened, negated), or all.
    codebook
        Your own codebook (TOML) in PLOVER's place.
    source_format
        The sources are event files in this format, to be converted; as --format.
    date
        Publication date of the articles (2020-10-05, 2020-10 or 2020), where you know it better than they do.
    actors
        Your own actors file (TOML or CSV) beside the built-in gazetteer.
    quiet
        No progress and no count at the end; errors are still told.
    """
    from dragoman.archive import format_named, format_of, statuses_named, with_status

    if not sources:
        raise UsageError("No source was given.", "Name a file, a folder, a URL, or - for standard input; see dragoman events --help.")
    form = format_named(format) if format else format_of(output) if output else format_named("csv")
    wanted = statuses_named(status) if status else form.statuses
    tally = _Tally()
    rows = (
        _converted(sources, format_named(source_format))
        if source_format
        else _coded(sources, tally, date=date, actors=actors, codebook=codebook, quiet=quiet)
    )
    _write(_counted(with_status(_fitting(rows, form, tally), wanted), tally), output, form)
    if tally.problems and tally.sources > 1:
        print(f"dragoman: {len(tally.problems)} of {tally.sources} articles could not be read.", file=sys.stderr)
    if not quiet:
        where = f" to {output}" if output else ""
        print(f"dragoman: {tally.events} events written{where} as {form.name}.", file=sys.stderr)
    if tally.unfit:
        print(f"dragoman: {tally.unfit} events have no CAMEO code or no day and cannot stand in {form.name}.", file=sys.stderr)
    return tally.problems[0].exit_code if tally.problems else 0


class _Tally:
    """What happened while events streamed past."""

    def __init__(self) -> None:
        self.sources = 0
        self.events = 0
        self.unfit = 0
        self.problems: list[DragomanError] = []


def _coded(
    sources: tuple[str, ...], tally: _Tally, *, date: str | None, actors: Path | None, codebook: Path | None, quiet: bool
) -> Iterator[EventRow]:
    from rich.console import Console
    from rich.markup import escape

    from dragoman.archive import event_rows
    from dragoman.pipeline import check_settings, event_coder
    from dragoman.read import open_sources

    check_settings(actors=actors)
    with Console(stderr=True, quiet=quiet).status("Loading the reader …") as shown:
        code = event_coder(actors=actors, codebook=codebook)
        for found in open_sources(sources, date=date):
            tally.sources += 1
            try:
                if not isinstance(found, Article):
                    raise found
                shown.update(f"Coding {escape(found.title or found.id)} …")
                reading = code(found)
            except DragomanError as error:
                show_error(error)
                tally.problems.append(error)
                continue
            yield from event_rows(reading)


def _converted(sources: tuple[str, ...], form: Format) -> Iterator[EventRow]:
    from dragoman.archive import read_events

    for source in sources:
        yield from read_events(Path(source), form)


def _fitting(rows: Iterator[EventRow], form: Format, tally: _Tally) -> Iterator[EventRow]:
    for row in rows:
        if form.fits(row):
            yield row
        else:
            tally.unfit += 1


def _counted(rows: Iterator[EventRow], tally: _Tally) -> Iterator[EventRow]:
    for row in rows:
        tally.events += 1
        yield row


def _write(rows: Iterator[EventRow], output: Path | None, form: Format) -> None:
    from dragoman.archive import write_events

    if output is not None:
        write_events(rows, output, form)
        return
    if form.name == "parquet":
        raise UsageError("Parquet cannot be printed.", "Name a file with --output.")
    form.write(rows, sys.stdout.buffer)
    sys.stdout.flush()
