"""`dragoman read`: articles in; a summary, JSON or a report out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from dragoman.cli import show_error
from dragoman.cli.readers import ModelOptions, Pages, ReaderName, open_reader
from dragoman.errors import DragomanError, UsageError
from dragoman.types import Article, Reading


def read(
    *sources: str,
    json: bool = False,
    output: Annotated[Path | None, Parameter(alias="-o")] = None,
    report: Path | None = None,
    date: str | None = None,
    actors: Path | None = None,
    scale: str = "icd_203",
    quiet: Annotated[bool, Parameter(alias="-q")] = False,
    reader: ReaderName = "local",
    model: str | None = None,
    base_url: str | None = None,
    cache: Path | None = None,
    at_once: int = 4,
    budget: float | None = None,
    price: Annotated[tuple[float, float] | None, Parameter(negative="")] = None,
    share: float = 0.3,
) -> int:
    """Read articles and show what they say, each record with its words.

    Parameters
    ----------
    sources
        Files (text, Markdown, HTML, PDF; rows of JSONL, CSV or Parquet), folders, globs, URLs, or - for standard input.
    json
        Print one JSON object per article instead of the summary.
    output
        Write the JSON objects to this file instead of printing them.
    report
        Write a self-contained HTML report: to this file for one article, into this folder for several.
    date
        Publication date of the articles (2020-10-05, 2020-10 or 2020), where you know it better than they do.
    actors
        Your own actors file (TOML or CSV) beside the built-in gazetteer.
    scale
        Likelihood scale that hedges take their numbers from (icd_203, uk_phia, kent_1964, ipcc, nato, efsa, capphrase).
    quiet
        No summary and no progress; errors are still told.
    reader
        Who reads: the local reader (offline, free), a large language model, or both (hybrid).
    model
        Name of the language model, as its server calls it. The key comes from the environment (DRAGOMAN_API_KEY).
    base_url
        Address of an OpenAI-compatible server, such as http://localhost:8000/v1.
    cache
        Folder that keeps the model's answers: a second run asks nothing again.
    at_once
        How many questions may be under way at the server at once.
    budget
        Stop asking when this much is spent, in the currency of --price.
    price
        Price of a million tokens read and of a million written.
    share
        Largest share of sentences that the hybrid reader asks the model about.
    """
    if not sources:
        raise UsageError("No source was given.", "Name a file, a folder, a URL, or - for standard input; see dragoman read --help.")
    options = ModelOptions(reader, model, base_url, cache, at_once, budget, price, share)
    pages = open_reader(options, actors=actors, scale=scale)
    results = _results(sources, pages, date=date, quiet=quiet or json or output is not None)
    readings = [result for result in results if isinstance(result, Reading)]
    problems = [result for result in results if isinstance(result, DragomanError)]
    if json or output is not None:
        _write_json(readings, output)
    if report is not None:
        _write_reports(readings, report, several=len(results) > 1)
    if not (json or output is not None or quiet):
        _print_summaries(readings, report)
    if problems and len(results) > 1:
        print(f"dragoman: {len(readings)} of {len(results)} articles read; {len(problems)} could not be.", file=sys.stderr)
    return problems[0].exit_code if problems else 0


def _results(sources: tuple[str, ...], pages: Pages, *, date: str | None, quiet: bool) -> list[Reading | DragomanError]:
    from rich.console import Console
    from rich.markup import escape

    from dragoman.read import open_sources

    problems: list[DragomanError] = []
    console = Console(stderr=True, quiet=quiet)
    with console.status("Loading the reader …") as status:

        def articles() -> Iterator[Article]:
            for found in open_sources(sources, date=date):
                if isinstance(found, Article):
                    status.update(f"Reading {escape(found.title or found.id)} …")
                    yield found
                else:
                    show_error(found)
                    problems.append(found)

        results: list[Reading | DragomanError] = []
        for _, result in pages(articles()):
            if isinstance(result, DragomanError):
                show_error(result)
            results.append(result)
    return [*results, *problems]


def _write_json(readings: list[Reading], output: Path | None) -> None:
    import msgspec

    lines = b"".join(msgspec.json.encode(reading) + b"\n" for reading in readings)
    if output is None:
        sys.stdout.buffer.write(lines)
        sys.stdout.flush()
    else:
        _write(output, lines)


def _write_reports(readings: list[Reading], report: Path, *, several: bool) -> None:
    from dragoman.show import render_report

    if not several and readings:
        _write(report, render_report(readings[0]).encode())
        return
    for reading in readings:
        _write(report / f"{_file_stem(reading.article.id)}.html", render_report(reading).encode())


def _file_stem(article_id: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else "_" for c in article_id)[:120].strip(".") or "article"


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{path} could not be written: {error.strerror}.", "Choose another file or folder.") from error


def _print_summaries(readings: list[Reading], report: Path | None) -> None:
    from rich.console import Console

    from dragoman.cli.summary import summary

    console = Console()
    for reading in readings:
        console.print(summary(reading))
    if report is not None and readings:
        console.print(f"Report: {report}", highlight=False, markup=False)
