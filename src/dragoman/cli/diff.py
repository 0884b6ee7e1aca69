"""`dragoman diff`: what differs between two versions of a crisis, or two sets of readings, in plain words."""

from __future__ import annotations

import sys
from typing import Annotated

import msgspec
from cyclopts import Parameter

_MARKS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}


def diff(before: str, after: str, *, json: Annotated[bool, Parameter(negative=())] = False) -> int:
    """Show what was added, removed and changed between two crises, record by record.

    Parameters
    ----------
    before
        A crisis folder, a file of readings, or an article.
    after
        The other one.
    json
        Print the changes as JSON.
    """
    from dragoman.cli.models import load_any_crisis
    from dragoman.cli.outcomes import Page
    from dragoman.crisis.changes import changes

    found = changes(load_any_crisis([before]), load_any_crisis([after]))
    if json:
        sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
        sys.stdout.flush()
        return 0
    page = Page()
    layer = ""
    for change in found:
        if change.layer != layer:
            layer = change.layer
            page.line(layer, "bold cyan")
        mark, style = _MARKS[change.kind]
        page.line(f"{mark} {change.words} [{change.record}]", style, 2)
        for field in change.fields:
            page.line(field, indent=6)
    if not found:
        page.line("No difference.")
    return 0
