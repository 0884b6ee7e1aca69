"""Pictures as SVG: who deals with whom, and which claim leads where. Coordinates are SVG user units."""

from __future__ import annotations

import math
import textwrap
from collections import Counter, defaultdict

import msgspec
import networkx

from dragoman.types import Reading

NETWORK_WIDTH, NETWORK_HEIGHT = 860.0, 600.0
_SHOWN_ACTORS = 24


class Node(msgspec.Struct, frozen=True):
    """A drawn actor: centre, radius, and where its label stands."""

    id: str
    label: str
    kind: str
    x: float
    y: float
    radius: float


class Edge(msgspec.Struct, frozen=True):
    """A drawn tie between two actors: a curve, its tone (conflict, cooperation, tie) and what it stands for."""

    path: str
    tone: str
    width: float
    title: str


class Network(msgspec.Struct, frozen=True):
    """The drawn network, and how many actors it leaves out."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


def draw_network(reading: Reading) -> Network:
    """The actors of the reading's events and relations, as a picture.

    Lines are events (by quad class: cooperation or conflict) and relations; thicker where there are more. Negated and supposed
    events are left out. Only the most connected actors are drawn. Layout: Kamada and Kawai (1989), from a circle.
    """
    ties = _ties(reading)
    graph = networkx.Graph()
    for pair, counts in ties.items():
        graph.add_edge(*sorted(pair), weight=sum(counts.values()))
    weight = dict(graph.degree(weight="weight"))
    mentions = {actor.id: len(actor.mentions) for actor in reading.actors}
    kept = sorted(graph, key=lambda node: (-weight[node], -mentions.get(node, 0), node))[:_SHOWN_ACTORS]
    graph = graph.subgraph(kept).copy()
    graph.remove_nodes_from([node for node in graph if not graph.degree(node)])
    places = _positions(graph)
    nodes = tuple(_node(reading, node, places[node], mentions.get(node, 1)) for node in sorted(graph))
    by_id = {node.id: node for node in nodes}
    edges = tuple(_edge(by_id[a], by_id[b], ties[frozenset((a, b))]) for a, b in sorted(tuple(sorted(edge)) for edge in graph.edges))
    return Network(nodes, edges, len(frozenset().union(*ties)) - len(nodes))


def _ties(reading: Reading) -> dict[frozenset[str], Counter[str]]:
    ties: dict[frozenset[str], Counter[str]] = defaultdict(Counter)
    for event in reading.events:
        if event.status in {"negated", "hypothetical"}:
            continue
        tone = "conflict" if event.quad in {3, 4} else "cooperation"
        others = event.recipients or event.actors[1:]
        for actor in event.actors[:1] if not event.recipients else event.actors:
            for other in others:
                if actor != other:
                    ties[frozenset((actor, other))][tone] += 1
    for relation in reading.relations:
        if relation.source != relation.target:
            tone = {"conflictual": "conflict", "cooperative": "cooperation"}.get(relation.relation_class, "tie")
            ties[frozenset((relation.source, relation.target))][tone] += 1
    return ties


def _positions(graph: networkx.Graph) -> dict[str, tuple[float, float]]:
    """Centres for all nodes, component by component side by side, scaled into the picture."""
    components = sorted((sorted(c) for c in networkx.connected_components(graph)), key=lambda c: (-len(c), c))
    total = sum(math.sqrt(len(c)) for c in components) or 1.0
    left, margin, places = 0.0, 60.0, {}
    for component in components:
        width = (NETWORK_WIDTH - 2 * margin) * math.sqrt(len(component)) / total
        part = graph.subgraph(component)
        raw = (
            networkx.kamada_kawai_layout(part, pos=networkx.circular_layout(component), weight=None)
            if len(component) > 2
            else {node: (0.0, index) for index, node in enumerate(component)}
        )
        xs, ys = [p[0] for p in raw.values()], [p[1] for p in raw.values()]
        span_x, span_y = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
        tall = NETWORK_HEIGHT - 2 * margin if len(component) > 4 else (NETWORK_HEIGHT - 2 * margin) * 0.5
        for node, (x, y) in raw.items():
            across = (x - min(xs)) / span_x if max(xs) > min(xs) else 0.5
            places[node] = (margin + left + across * width * 0.94, margin + (y - min(ys)) / span_y * tall)
        left += width
    return places


def _node(reading: Reading, actor_id: str, place: tuple[float, float], mentions: int) -> Node:
    actor = reading.actor(actor_id)
    return Node(actor_id, textwrap.shorten(actor.name, 30, placeholder="…"), actor.kind, *place, 5 + 2.2 * math.sqrt(min(mentions, 40)))


def _edge(a: Node, b: Node, counts: Counter[str]) -> Edge:
    tone = counts.most_common(1)[0][0]
    bend_x, bend_y = (a.x + b.x) / 2 - (b.y - a.y) * 0.08, (a.y + b.y) / 2 + (b.x - a.x) * 0.08
    words = ", ".join(f"{count} × {name}" for name, count in counts.most_common())
    path = f"M{a.x:.1f},{a.y:.1f} Q{bend_x:.1f},{bend_y:.1f} {b.x:.1f},{b.y:.1f}"
    return Edge(path, tone, 1.2 + 0.9 * math.sqrt(sum(counts.values())), f"{a.label} – {b.label}: {words}")
