"""What can be run: a links file, a crisis folder, readings, or articles read on the spot."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dragoman.cli import show_error
from dragoman.errors import DragomanError, UsageError

if TYPE_CHECKING:
    from dragoman.scenario.phrases import PhraseScale
    from dragoman.types import Reading
    from dragoman.types.crisis import Crisis
    from dragoman.types.scenario import ScenarioGraph


class Model(msgspec.Struct, frozen=True):
    """A graph, the wordings of its propositions, and the crisis it comes from (None for a drawn graph)."""

    graph: ScenarioGraph
    wordings: dict[str, tuple[str, ...]]
    crisis: Crisis | None = None


def load_model(sources: Sequence[str], scale: PhraseScale | None = None) -> Model:
    """The model of one links file, or of a crisis folder, readings and articles together."""
    from dragoman.scenario.from_crisis import graph_from_crisis
    from dragoman.scenario.load import load_links

    if not sources:
        raise UsageError("No source was given.", "Name a links file, a crisis folder, readings or articles.")
    if len(sources) == 1 and _is_graph(Path(sources[0])):
        return Model(load_links(sources[0], scale), {})
    crisis = load_any_crisis(sources)
    wordings = {p.id: p.phrases for p in crisis.propositions}
    return Model(graph_from_crisis(crisis, scale=scale), wordings, crisis)


def load_any_crisis(sources: Sequence[str], scale: str = "icd_203") -> Crisis:
    """A crisis folder with its edits, or one made of readings and articles."""
    from dragoman.crisis import is_crisis_folder, load_crisis, merge_readings

    if len(sources) == 1 and is_crisis_folder(Path(sources[0])):
        return load_crisis(Path(sources[0]))
    return merge_readings(collect_readings(sources, scale=scale), name=Path(sources[0]).stem)


def collect_readings(sources: Sequence[str], scale: str = "icd_203") -> list[Reading]:
    """Readings from files of readings and crisis folders; what else is named is read as articles.

    What cannot be read is told and left out; when nothing is left, the first error is raised.
    """
    from dragoman.crisis import is_crisis_folder, load_readings

    found: list[Reading] = []
    articles: list[str] = []
    for source in sources:
        path = Path(source)
        if is_crisis_folder(path) or (path.suffix in (".json", ".jsonl") and _is_readings(path)):
            found += load_readings(path)
        else:
            articles.append(source)
    if articles:
        found += _read(articles, scale, bool(found))
    return found


def _read(sources: Sequence[str], scale: str, have_some: bool) -> list[Reading]:
    from dragoman.pipeline import read_article
    from dragoman.read import open_sources
    from dragoman.types import Article

    found: list[Reading] = []
    first: DragomanError | None = None
    for source in open_sources(sources):
        try:
            if not isinstance(source, Article):
                raise source
            found.append(read_article(source, scale=scale))
        except DragomanError as error:
            first = first or error
            if have_some or len(sources) > 1 or found:
                show_error(error)
    if first is not None and not found and not have_some:
        raise first
    return found


def _is_readings(path: Path) -> bool:
    """Whether a JSON file holds readings: its first object has an article and a reader."""
    if not path.is_file():
        return False
    head = path.read_bytes()[:400]
    return b'"article"' in head and b'"text"' in head


def _is_graph(path: Path) -> bool:
    """Whether a file is a drawn graph: Mermaid, an exported graph, or a table with a cause and an effect."""
    if path.suffix in (".csv", ".mmd", ".mermaid") or (path.suffix == ".json" and not _is_readings(path)):
        return True
    if path.suffix == ".md" and path.is_file():
        return "```mermaid" in path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".txt" and path.is_file():
        with path.open(encoding="utf-8", errors="replace") as lines:
            rows = csv.reader(line for line in lines if not line.startswith("#"))
            return {"cause", "effect"} <= {cell.strip().lower() for cell in next(rows, [])}
    return False
