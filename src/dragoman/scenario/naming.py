"""Propositions found by what a person types: an id, a label, a part of it, or the same words in other forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from dragoman.crisis.wording import content_stems, fits_name
from dragoman.errors import ScenarioError, UsageError
from dragoman.types.scenario import Node, ScenarioGraph

Wordings = Mapping[str, Sequence[str]]
"""Proposition id -> its wordings in the articles."""

_MOST_LISTED = 12


def find_proposition(graph: ScenarioGraph, name: str, wordings: Wordings | None = None) -> str:
    """The id of the one proposition a name means.

    The first of these that fits any decides: id or label; a wording; whole words of a label; a part of a label or of a wording; the same
    content words, whatever their form ("US withdraws troops" for "a withdrawal of US troops"); all of them among a wording's.
    Raises ScenarioError that lists the candidates when several fit, or the nearest when none does.
    """
    wordings = wordings or {}
    words = _plain(name)
    if not words:
        raise ScenarioError("No proposition is named.", "Write the name of one before the equals sign.")
    asked = set(content_stems(name))
    tests: tuple[Callable[[Node], bool], ...] = (
        lambda node: words in (_plain(node.id), _plain(node.label)),
        lambda node: any(words == _plain(text) for text in wordings.get(node.id, ())),
        lambda node: re.search(rf"\b{re.escape(words)}\b", _plain(node.label)) is not None,
        lambda node: words in _plain(node.label),
        lambda node: any(words in _plain(text) for text in wordings.get(node.id, ())),
        lambda node: any(asked and asked == set(content_stems(text)) for text in (node.label, *wordings.get(node.id, ()))),
        lambda node: any(fits_name(name, text) for text in (node.label, *wordings.get(node.id, ()))),
    )
    for test in tests:
        found = [node for node in graph.nodes if test(node)]
        if len(found) == 1:
            return found[0].id
        if found:
            raise ScenarioError(f"'{name}' may be any of {len(found)} propositions.", f"Choose one: {_listed(found)}.")
    raise ScenarioError(f"There is no proposition '{name}'.", f"Choose one, such as: {_listed(_nearest(graph, name, wordings))}.")


def _nearest(graph: ScenarioGraph, name: str, wordings: Wordings) -> list[Node]:
    asked = set(content_stems(name))

    def shared(node: Node) -> int:
        return max(len(asked & set(content_stems(text))) for text in (node.label, *wordings.get(node.id, ())))

    return sorted(graph.nodes, key=lambda node: -shared(node))


def _listed(nodes: Sequence[Node]) -> str:
    more = f" and {len(nodes) - _MOST_LISTED} more" if len(nodes) > _MOST_LISTED else ""
    return "; ".join(node.label for node in nodes[:_MOST_LISTED]) + more


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def resolved(graph: ScenarioGraph, setting: str, wordings: Wordings | None = None) -> str:
    """A setting as typed ("US withdraws=yes") with the id of its proposition. Raises UsageError without an equals sign."""
    name, found, state = setting.rpartition("=")
    if not found:
        raise UsageError(f"'{setting}' sets nothing.", "Write PROPOSITION=yes or PROPOSITION=no.")
    return f"{find_proposition(graph, name, wordings)}={state}"
