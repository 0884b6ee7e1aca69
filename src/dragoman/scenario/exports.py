"""A scenario graph in other people's formats: GraphML, DOT, JSON; CSV and Mermaid have files of their own, BIF too."""

from __future__ import annotations

from typing import Literal, get_args
from xml.etree import ElementTree

import msgspec

from dragoman.errors import DataError, UsageError
from dragoman.scenario.bif import write_bif
from dragoman.scenario.compile import Scenario
from dragoman.scenario.links_csv import chance_text, write_csv
from dragoman.scenario.links_mermaid import write_mermaid
from dragoman.types.scenario import Link, ScenarioGraph

ExportFormat = Literal["csv", "mermaid", "json", "graphml", "dot", "bif"]
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_COLOURS = {"increases": "#1a7f37", "decreases": "#b35900", "prevents": "#b3261e", "no_effect": "#777777"}


def export(scenario: Scenario, form: str) -> str:
    """The scenario as text in one of csv, mermaid, json, graphml, dot, bif.

    BIF holds the compiled network with every input at its mean; the others hold the graph with its intervals and the
    assumptions in force. Raises UsageError for another format, ScenarioError for BIF when numbers are missing.
    """
    graph = msgspec.structs.replace(scenario.graph, assumptions=tuple(scenario.assumptions.values()))
    writers = {"csv": write_csv, "mermaid": write_mermaid, "json": write_json, "graphml": write_graphml, "dot": write_dot}
    if form == "bif":
        return write_bif(scenario)
    if form not in writers:
        raise UsageError(f"There is no export format '{form}'.", f"Choose one of {', '.join(get_args(ExportFormat))}.")
    return writers[form](graph)


def write_json(graph: ScenarioGraph) -> str:
    """The graph's records as JSON, nothing left out."""
    return msgspec.json.format(msgspec.json.encode(graph), indent=2).decode() + "\n"


def read_json(text: str, name: str = "graph.json") -> ScenarioGraph:
    """The graph of a JSON text that `write_json` wrote. Raises DataError."""
    try:
        return msgspec.json.decode(text, type=ScenarioGraph)
    except msgspec.DecodeError as error:
        raise DataError(f"{name} is no scenario graph: {error}.", "Use a file that dragoman exported as JSON.") from error


def _described(link: Link) -> dict[str, str | float | None]:
    return {
        "link": link.id, "sign": link.sign, "likelihood": chance_text(link.chance), "low": link.chance.low, "high": link.chance.high,
        "assumption": link.chance.assumption, "source": link.source, "quote": link.quote,
        "delay": link.delay.text if link.delay else None,
    }


def write_graphml(graph: ScenarioGraph) -> str:
    """The graph as GraphML: one edge for each cause of each link; causes of a joint link share its `link` value."""
    ElementTree.register_namespace("", GRAPHML)
    root = ElementTree.Element(f"{{{GRAPHML}}}graphml")
    kinds = {
        "node": {"label": "string", "base": "string", "base_low": "double", "base_high": "double"},
        "edge": dict.fromkeys(("link", "sign", "likelihood", "assumption", "source", "quote", "delay"), "string")
        | {"low": "double", "high": "double", "when": "boolean"},
    }
    for target, fields in kinds.items():
        for key, kind in fields.items():
            ElementTree.SubElement(root, f"{{{GRAPHML}}}key", {"id": f"{target}_{key}", "for": target, "attr.name": key, "attr.type": kind})
    body = ElementTree.SubElement(root, f"{{{GRAPHML}}}graph", {"edgedefault": "directed"})
    rates = {rate.proposition: rate.chance for rate in graph.base_rates}
    for node in graph.nodes:
        element = ElementTree.SubElement(body, f"{{{GRAPHML}}}node", {"id": node.id})
        rate = rates.get(node.id)
        base: dict[str, str | float | None] = {"label": node.label}
        if rate:
            base |= {"base": chance_text(rate), "base_low": rate.low, "base_high": rate.high}
        _data(element, "node", base)
    for link in graph.links:
        for cause in link.causes:
            element = ElementTree.SubElement(body, f"{{{GRAPHML}}}edge", {"source": cause.proposition, "target": link.effect})
            _data(element, "edge", {**_described(link), "when": "true" if cause.state else "false"})
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _data(element: ElementTree.Element, target: str, fields: dict[str, str | float | None]) -> None:
    for key, value in fields.items():
        if value is not None:
            ElementTree.SubElement(element, f"{{{GRAPHML}}}data", {"key": f"{target}_{key}"}).text = str(value)


def write_dot(graph: ScenarioGraph) -> str:
    """The graph as Graphviz DOT; a joint cause goes through a small point, a cause by absence has an open dot."""
    ids = {node.id: f"n{number}" for number, node in enumerate(graph.nodes, start=1)}
    rates = {rate.proposition: chance_text(rate.chance) for rate in graph.base_rates}
    lines = ["digraph scenario {", "  rankdir=LR;", "  node [shape=box];"]
    for node in graph.nodes:
        label = node.label + (f"\nbase rate {rates[node.id]}" if node.id in rates else "")
        lines.append(f"  {ids[node.id]} [label={_quoted(label)}];")
    for link in graph.links:
        label = f"{link.sign}\n{chance_text(link.chance) or 'stated'}"
        look = f"label={_quoted(label)}, color={_quoted(_COLOURS[link.sign])}"
        look += f", tooltip={_quoted(link.quote)}" if link.quote else ""
        starts = [(ids[cause.proposition], "" if cause.state else ", dir=both, arrowtail=odot") for cause in link.causes]
        if len(starts) > 1:
            lines.append(f"  {link.id} [shape=point];")
            lines += [f"  {start} -> {link.id} [arrowhead=none{mark}];" for start, mark in starts]
            starts = [(link.id, "")]
        lines += [f"  {start} -> {ids[link.effect]} [{look}{mark}];" for start, mark in starts]
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
