"""A hand-drawn graph from a file: CSV, Mermaid, or JSON as exported."""

from __future__ import annotations

from pathlib import Path

from dragoman.errors import DataError, SourceNotFound
from dragoman.scenario.exports import read_json
from dragoman.scenario.links_csv import read_csv
from dragoman.scenario.links_mermaid import read_mermaid
from dragoman.scenario.phrases import PhraseScale
from dragoman.types.scenario import ScenarioGraph

MERMAID = {".mmd", ".mermaid", ".md"}


def load_links(path: str | Path, scale: PhraseScale | None = None) -> ScenarioGraph:
    """The graph of a links file: .csv, .mmd/.mermaid (or .md with one mermaid block), .json.

    Raises SourceNotFound when there is no such file, DataError with the line and the next step when it cannot be read.
    """
    path = Path(path)
    if not path.is_file():
        raise SourceNotFound(f"There is no links file '{path}'.", "Give the path of a .csv, .mmd or .json file.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name} is not UTF-8 text.", "Save it as UTF-8.") from error
    kind = path.suffix.lower()
    if kind == ".json":
        return read_json(text, path.name)
    if kind in MERMAID:
        return read_mermaid(_block(text) if kind == ".md" else text, path.name, scale)
    if kind in {".csv", ".txt"}:
        return read_csv(text, path.name, scale)
    raise DataError(f"{path.name} is of no known kind.", "Name it .csv, .mmd or .json.")


def _block(text: str) -> str:
    """The first mermaid block of a Markdown text, blank lines before it so that line numbers stay true."""
    before, found, after = text.partition("```mermaid")
    if not found:
        return text
    return "\n" * before.count("\n") + after.partition("```")[0]
