"""`dragoman crisis`: many readings or articles to one folder that a person edits and keeps under git."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import Parameter

from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.types.crisis import Crisis


def crisis(
    *sources: str,
    output: Annotated[Path | None, Parameter(alias="-o")] = None,
    name: str | None = None,
    scale: str = "icd_203",
    json: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Merge readings and articles into a crisis folder, or rebuild one; edits.toml in it is kept and applied.

    Parameters
    ----------
    sources
        Readings (JSON or JSONL from dragoman read), articles, crisis folders; with no more than a crisis folder, it is rebuilt.
    output
        The folder to write, or to add to.
    name
        A name for the crisis; the folder's otherwise.
    scale
        The likelihood scale for articles that are read now.
    json
        Print the merged crisis as JSON; without --output no folder is written.
    """
    from dragoman.cli.models import collect_readings, load_any_crisis
    from dragoman.crisis import is_crisis_folder, write_crisis

    if not sources:
        raise UsageError("No source was given.", "Name readings, articles, or a crisis folder to rebuild.")
    rebuilt = len(sources) == 1 and output is None and is_crisis_folder(Path(sources[0]))
    folder = Path(sources[0]) if rebuilt else output
    if folder is None and not json:
        raise UsageError("No folder was named for the crisis.", "Add -o FOLDER, or --json to print it.")
    if folder is None:
        merged = load_any_crisis(sources, scale)
    else:
        merged = write_crisis(folder, [] if rebuilt else collect_readings(sources, scale=scale), name)
    if json:
        sys.stdout.buffer.write(msgspec.json.encode(merged) + b"\n")
        sys.stdout.flush()
    elif folder is not None:
        _tell(merged, folder)
    return 0


def _tell(merged: Crisis, folder: Path) -> None:
    from dragoman.cli.outcomes import Page, print_notices

    page = Page()
    page.line(f"{merged.name}: {folder}", "bold")
    for words, count in (
        ("articles", len(merged.sources)), ("threads", len({s.thread for s in merged.sources})), ("actors", len(merged.actors)),
        ("events", len(merged.events)), ("statements", len(merged.statements)), ("claims", len(merged.claims)),
        ("propositions", len(merged.propositions)), ("contradictions", len(merged.contradictions)),
    ):
        page.line(f"{count} {words}", indent=2)
    for contradiction in merged.contradictions[:8]:
        page.line(f"Contradiction ({contradiction.about}): {contradiction.words}", "red")
    print_notices(page, merged.notices)
    page.line(f"Next: dragoman run {folder} lists the propositions; change edits.toml by hand and rebuild: dragoman crisis {folder}", "dim")
