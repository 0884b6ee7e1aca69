"""A hand-drawn graph as a Mermaid flowchart, in and out.

Each arrow carries `sign, likelihood` and, after semicolons, `source: ...`, `quote: ...`, `delay: ...`, `group: ...`:
`A[Troops leave] -->|increases, very likely; delay: 6 months| B[Forces collapse]`. Comments state the rest:
`%% base A: 30`, `%% assume possible=5-55`. Source of the syntax: Mermaid flowcharts, mermaid.js.org.
"""

from __future__ import annotations

import html
import re

from dragoman.errors import DataError
from dragoman.scenario.links_csv import assumption_texts, chance_text, delay_text, written_names
from dragoman.scenario.phrases import PhraseScale, default_scale
from dragoman.scenario.rows import Drawing, Row, graph_of, is_sign
from dragoman.types.scenario import Link, ScenarioGraph

_NODE = r"(!?[A-Za-z_][\w.-]*?)\s*(?:\[\[?\"?(.*?)\"?\]?\]|\(\(?\"?(.*?)\"?\)?\)|\{\"?(.*?)\"?\})?"
_ARROW = re.compile(rf"^{_NODE}\s*(?:-->|---|-\.->|==>|--x)\s*(?:\|\"?(.*?)\"?\|)?\s*{_NODE}$")
_LONE = re.compile(rf"^{_NODE}$")
_SKIPPED = re.compile(r"^(?:(?:graph|flowchart|subgraph|classDef|class|style|linkStyle|direction|click)\b|end$|---$)", re.IGNORECASE)
_PART = re.compile(r"(?:&#\d+;|[^;])+")


def read_mermaid(text: str, name: str = "links.mmd", scale: PhraseScale | None = None) -> ScenarioGraph:
    """The graph of a Mermaid text; a node's label is its name. Raises DataError with the line."""
    scale = scale or default_scale()
    drawing = Drawing()
    labels: dict[str, str] = {}
    found: list[tuple[str, str, str, str]] = []
    bases: list[tuple[str, str, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        line, place = line.strip().rstrip(";"), f"{name}:{number}"
        if line.startswith("%%"):
            _comment(line[2:].strip(), place, drawing, bases, scale)
        elif line and ("-->" in line or not _SKIPPED.match(line)):
            found.extend(_arrow(line, place, labels))
    for cause, effect, label, place in found:
        drawing.rows.append(_row(_named(cause, labels), _named(effect, labels), label, place))
    for node, value, place in bases:
        drawing.rows.append(Row("", _named(node, labels), "", value, place))
    return graph_of(drawing, scale)


def _named(node: str, labels: dict[str, str]) -> str:
    negated = node.startswith("!")
    return ("!" if negated else "") + labels.get(node.removeprefix("!"), node.removeprefix("!"))


def _comment(text: str, place: str, drawing: Drawing, bases: list[tuple[str, str, str]], scale: PhraseScale) -> None:
    word, _, rest = text.partition(" ")
    if word.lower() == "assume":
        drawing.assume(rest.strip(), place, scale)
    elif word.lower() == "base":
        node, colon, value = rest.rpartition(":")
        if not colon:
            raise DataError(f"{place}: this base rate has no colon.", "Write %% base NODE: 30.")
        bases.append((node.strip(), value.strip(), place))


def _arrow(line: str, place: str, labels: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Cause, effect, label and place of an arrow; node labels are noted on the way."""
    match = _ARROW.match(line)
    alone = None if match else _LONE.match(line)
    if not match and not alone:
        raise DataError(f"{place}: this is neither an arrow nor a node.", "Write A[Cause] -->|+, likely| B[Effect], one arrow a line.")
    groups = (match or alone).groups()  # type: ignore[union-attr]
    for start in (0, 5) if match else (0,):
        label = next((part for part in groups[start + 1 : start + 4] if part), None)
        if label:
            labels[groups[start].removeprefix("!")] = html.unescape(label.strip())
    if not match:
        return []
    if groups[4] is None:
        raise DataError(f"{place}: the arrow has no label.", "Write its sign and likelihood on it: -->|increases, likely|.")
    return [(groups[0], groups[5], groups[4], place)]


def _row(cause: str, effect: str, label: str, place: str) -> Row:
    head, *rest = [html.unescape(part).strip() for part in _PART.findall(label)]
    sign, _, likelihood = (part.strip() for part in head.partition(","))
    if not is_sign(sign):
        raise DataError(f"{place}: '{sign}' is no sign.", "Start the label with increases, decreases, prevents or no_effect.")
    extra = {"source": "", "quote": "", "delay": "", "group": ""}
    for part in rest:
        key, colon, value = (piece.strip() for piece in part.partition(":"))
        if not colon or key.lower() not in extra:
            raise DataError(f"{place}: '{part}' is no part of a label.", f"After a semicolon write one of {', '.join(extra)} and a colon.")
        extra[key.lower()] = value
    return Row(cause, effect, sign, likelihood, place, **extra)


def write_mermaid(graph: ScenarioGraph) -> str:
    """The graph as a Mermaid flowchart that `read_mermaid` gives back."""
    ids = {node.id: f"n{number}" for number, node in enumerate(graph.nodes, start=1)}
    lines = ["flowchart LR"]
    lines += [f"%% assume {text}" for text in assumption_texts(graph)]
    names = written_names(graph)
    lines += [f'{ids[node.id]}["{_escaped(names[node.id])}"]' for node in graph.nodes]
    lines += [f"%% base {ids[rate.proposition]}: {chance_text(rate.chance)}" for rate in graph.base_rates]
    joint = 0
    for link in graph.links:
        joint += len(link.causes) > 1
        label = _label(link, f"g{joint}" if len(link.causes) > 1 else None)
        lines += [
            f'{"" if cause.state else "!"}{ids[cause.proposition]} -->|"{label}"| {ids[link.effect]}' for cause in link.causes
        ]
    return "\n".join(lines) + "\n"


def _label(link: Link, group: str | None) -> str:
    parts = [link.sign + (f", {chance_text(link.chance)}" if chance_text(link.chance) else "")]
    named = {"source": link.source, "quote": link.quote, "delay": delay_text(link.delay), "group": group}
    parts += [f"{key}: {_escaped(value)}" for key, value in named.items() if value]
    return "; ".join(parts)


def _escaped(text: str) -> str:
    """The text with the marks that Mermaid or the label's own syntax would take for theirs as character references."""
    return "".join(f"&#{ord(mark)};" if mark in ';"|[]{}()&#' else mark for mark in text).replace("\n", " ")
