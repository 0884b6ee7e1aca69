"""The claims as a picture that can be read: causes on the left, effects to the right of them."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from itertools import pairwise

import msgspec
import networkx

from dragoman.show.labels import likelihood_words
from dragoman.types import Claim, Reading

BOX_WIDTH, LINE_HEIGHT, COLUMN_GAP, ROW_GAP = 190.0, 16.0, 112.0, 14.0
_CHARACTERS = 25


class Box(msgspec.Struct, frozen=True):
    """A drawn proposition: upper left corner, height, its lines of text, and a claim it takes part in."""

    id: str
    lines: tuple[str, ...]
    x: float
    y: float
    height: float
    claim: str


class Arrow(msgspec.Struct, frozen=True):
    """A drawn claim: a curve from cause to effect, its sign, its likelihood in short, and its full words."""

    claim: str
    path: str
    sign: str
    label: str
    label_x: float
    label_y: float
    title: str


class ClaimsGraph(msgspec.Struct, frozen=True):
    """The drawn claims; width and height in SVG user units."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: float
    height: float


def draw_claims(reading: Reading) -> ClaimsGraph:
    """All claims with a cause, as a layered graph (Sugiyama's scheme: layers by longest path, order by the mean of neighbours).

    Feedback loops are drawn with one arrow running back. Claims about the speaker's own acts are left out.
    """
    claims = [claim for claim in reading.claims if claim.cause and not claim.self_binding]
    texts = _texts(reading, claims)
    graph = networkx.DiGraph()
    for claim in claims:
        graph.add_edge(_cause(claim), _effect(claim))
    boxes, width, height = _place(graph, texts, claims)
    by_id = {box.id: box for box in boxes}
    slots: dict[tuple[str, str], int] = defaultdict(int)
    arrows = []
    for claim in claims:
        key = (_cause(claim), _effect(claim))
        if key[0] != key[1]:
            arrows.append(_arrow(claim, by_id[key[0]], by_id[key[1]], slots[key]))
            slots[key] += 1
    return ClaimsGraph(tuple(boxes), tuple(arrows), width, height)


def _cause(claim: Claim) -> str:
    return claim.cause_proposition or f"{claim.id}:cause"


def _effect(claim: Claim) -> str:
    return claim.effect_proposition or f"{claim.id}:effect"


def _texts(reading: Reading, claims: list[Claim]) -> dict[str, str]:
    texts = {proposition.id: proposition.label for proposition in reading.propositions}
    for claim in claims:
        texts.setdefault(_cause(claim), claim.cause.text if claim.cause else "")
        texts.setdefault(_effect(claim), claim.effect.text)
    return texts


def _place(graph: networkx.DiGraph, texts: dict[str, str], claims: list[Claim]) -> tuple[list[Box], float, float]:
    claim_of = {node: claim.id for claim in reversed(claims) for node in (_cause(claim), _effect(claim))}
    order = {node: index for index, node in enumerate(graph)}
    boxes: list[Box] = []
    top, widest = 10.0, 0.0
    for component in sorted(networkx.weakly_connected_components(graph), key=lambda c: (-len(c), min(order[n] for n in c))):
        layers = _layers(graph.subgraph(component), order)
        tallest = top
        for depth, layer in enumerate(layers):
            y = top
            for node in layer:
                lines = tuple(textwrap.wrap(textwrap.shorten(texts[node], 110, placeholder=" …"), _CHARACTERS)) or ("(unnamed)",)
                box = Box(node, lines, 10 + depth * (BOX_WIDTH + COLUMN_GAP), y, 14 + LINE_HEIGHT * len(lines), claim_of[node])
                boxes.append(box)
                y += box.height + ROW_GAP
                widest = max(widest, box.x + BOX_WIDTH)
            tallest = max(tallest, y)
        top = tallest + ROW_GAP
    return boxes, widest + 10, top


def _layers(graph: networkx.DiGraph, order: dict[str, int]) -> list[list[str]]:
    acyclic = networkx.DiGraph()
    acyclic.add_nodes_from(sorted(graph, key=order.__getitem__))
    for cause, effect in sorted(graph.edges, key=lambda edge: (order[edge[0]], order[edge[1]])):
        if cause != effect and not networkx.has_path(acyclic, effect, cause):
            acyclic.add_edge(cause, effect)
    depth: dict[str, int] = {}
    for node in networkx.topological_sort(acyclic):
        depth[node] = max((depth[cause] + 1 for cause in acyclic.predecessors(node)), default=0)
    layers: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
    for node in acyclic:
        layers[depth[node]].append(node)
    for _ in range(4):
        for upper, layer in pairwise(layers):
            rank = {node: index for index, node in enumerate(upper)}
            layer.sort(key=lambda node: (_mean([rank[p] for p in acyclic.predecessors(node) if p in rank]), order[node]))
    return layers


def _mean(values: list[int]) -> float:
    return sum(values) / len(values) if values else 1e6


def _arrow(claim: Claim, cause: Box, effect: Box, slot: int) -> Arrow:
    start_y, end_y = cause.y + cause.height / 2, effect.y + effect.height / 2 + 8 * slot
    if effect.x > cause.x:
        start_x, end_x = cause.x + BOX_WIDTH, effect.x - 4
        middle = (start_x + end_x) / 2
        path = f"M{start_x:.0f},{start_y:.0f} C{middle:.0f},{start_y:.0f} {middle:.0f},{end_y:.0f} {end_x:.0f},{end_y:.0f}"
        label_x, label_y = end_x - COLUMN_GAP / 2, end_y - 6
    else:
        start_x, end_x = cause.x + BOX_WIDTH / 2, effect.x + BOX_WIDTH / 2
        start_y, end_y = cause.y + cause.height, effect.y + effect.height
        below = max(start_y, end_y) + 30
        path = f"M{start_x:.0f},{start_y:.0f} C{start_x:.0f},{below:.0f} {end_x:.0f},{below:.0f} {end_x:.0f},{end_y:.0f}"
        label_x, label_y = (start_x + end_x) / 2, below - 8
    short = claim.likelihood.phrase if claim.likelihood else ""
    cause_words = claim.cause.text if claim.cause else ""
    title = f"{cause_words} → {claim.effect.text}: {likelihood_words(claim.likelihood)}"
    return Arrow(claim.id, path, claim.sign, short, label_x, label_y, title)
