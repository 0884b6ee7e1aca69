"""The numbers of a scenario: binary nodes, raising and inhibiting edges, every number an array over draws.

In: what `compile.py` makes of a graph. Out: what `inference.py` answers from. Nothing here knows of texts or files.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Edge:
    """What one parent does to one node, by the state of the parent (axis 0: no, yes) and by draw (axis 1, length 1 or n).

    `uninhibited[x]` is the factor that inhibition leaves of the node's probability (1: nothing taken away).
    `missed[x]` is `uninhibited[x]` times the probability that the parent does not raise the node by itself.
    `raises` and `inhibits` tell which of the two can differ from 1, so that an engine may skip the rest.
    """

    parent: int
    uninhibited: Numbers
    missed: Numbers
    raises: bool
    inhibits: bool


@dataclass(frozen=True)
class Node:
    """One binary proposition: its name, 1 minus its leak by draw (length 1 or n), and its edges, one per parent."""

    name: str
    quiet: Numbers
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True)
class Network:
    """An acyclic network; a node's number is its place in `nodes`, parents need not come first.

    P(node = yes | parents x) = prod uninhibited_u[x_u] - quiet * prod missed_u[x_u]: the compound (Henrion) noisy-or
    with leak times multiplicative inhibition. Source: M. Henrion, "Some practical issues in constructing belief
    networks" (UAI 1987); F. J. Diez and M. J. Druzdzel, "Canonical probabilistic models" (UNED technical report 2006).
    """

    nodes: tuple[Node, ...]

    def draws(self) -> int:
        """How many draws the network holds: the longest draw axis of any number in it."""
        longest = 1
        for node in self.nodes:
            longest = max(longest, node.quiet.shape[-1])
            for edge in node.edges:
                longest = max(longest, edge.uninhibited.shape[-1], edge.missed.shape[-1])
        return longest

    def structure(self) -> Structure:
        """The network without its numbers: all that the order of elimination depends on."""
        return tuple(tuple((edge.parent, edge.raises, edge.inhibits) for edge in node.edges) for node in self.nodes)

    def part(self, kept: frozenset[int], start: int, end: int) -> Network:
        """The network over the draws from `start` to `end` (exclusive) of the nodes `kept`; the others stay as they are."""
        return Network(tuple(
            Node(
                node.name,
                _cut(node.quiet, start, end),
                tuple(
                    Edge(e.parent, _cut(e.uninhibited, start, end), _cut(e.missed, start, end), e.raises, e.inhibits)
                    for e in node.edges
                ),
            )
            if number in kept
            else node
            for number, node in enumerate(self.nodes)
        ))


Structure = tuple[tuple[tuple[int, bool, bool], ...], ...]


def _cut(numbers: Numbers, start: int, end: int) -> Numbers:
    return numbers if numbers.shape[-1] == 1 else numbers[..., start:end]
