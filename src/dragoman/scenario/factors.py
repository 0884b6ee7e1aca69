"""A network as factors for elimination, wide nodes taken apart so that a node with 30 causes costs 30 small tables.

A node with three or more free parents gets one hidden variable that indexes the terms of its probability: 1, the
product of the uninhibited factors, and the product of the missed ones. Given the term, the parents are independent.
Source: F. J. Diez and S. F. Galan, "Efficient computation for the noisy MAX" (Int. J. Intelligent Systems 18, 2003);
the third term, for inhibition, is the same idea with one more state. Terms may be negative; their sums are not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dragoman.scenario.network import Edge, Network, Node, Numbers, Structure

DIRECT_PARENTS = 2
"""Up to so many free parents a node keeps its plain table: a hidden variable would only add steps."""


@dataclass(frozen=True)
class Factors:
    """The scopes of a network's factors (variables in each table's axis order) and the states of every variable."""

    scopes: tuple[tuple[int, ...], ...]
    cards: tuple[int, ...]


def factor_scopes(
    structure: Structure, kept: frozenset[int], leaves: frozenset[int], done: Mapping[int, bool], seen: Mapping[int, bool]
) -> Factors:
    """The scopes that `factor_tables` will fill, without any number: enough to plan with.

    `kept` are the nodes that matter, `leaves` their parents that are known by their own probability, `done` the nodes
    set by do(), `seen` those observed.
    """
    cards = [2] * len(structure)
    scopes: list[tuple[int, ...]] = []
    fixed = done.keys() | seen.keys()
    for node in sorted(kept - done.keys()):
        free = [(parent, raises, inhibits) for parent, raises, inhibits in structure[node] if parent not in fixed]
        own = () if node in seen else (node,)
        if len(free) <= DIRECT_PARENTS:
            scopes.append((*own, *(parent for parent, _, _ in free)))
        elif _one_term(node in seen and not seen[node], any(link[2] for link in structure[node])):
            scopes.extend((parent,) for parent, _, _ in free)
        else:
            terms = 1 + any(link[1] for link in free) + any(link[2] for link in free)
            hidden = len(cards)
            cards.append(terms)
            scopes.append((*own, hidden))
            scopes.extend((hidden, parent) for parent, _, _ in free)
    scopes.extend((leaf,) for leaf in sorted(leaves))
    return Factors(tuple(scopes), tuple(cards))


def factor_tables(
    network: Network, kept: frozenset[int], leaves: Mapping[int, Numbers], done: Mapping[int, bool], seen: Mapping[int, bool]
) -> list[Numbers]:
    """The tables of the factors, in the order of `factor_scopes`; the last axis of each is the draw (length 1 or n)."""
    states = {**seen, **done}
    tables: list[Numbers] = []
    for number in sorted(kept - done.keys()):
        node = network.nodes[number]
        free = [edge for edge in node.edges if edge.parent not in states]
        stays, quiet = _folded(node, states)
        observed = seen.get(number)
        if len(free) <= DIRECT_PARENTS:
            tables.append(_direct(stays, quiet, free, observed))
        elif _one_term(observed is False, any(edge.inhibits for edge in node.edges)):
            first, *rest = free
            tables.append(quiet * first.missed)
            tables.extend(edge.missed for edge in rest)
        else:
            tables.extend(_by_terms(stays, quiet, free, observed))
    tables.extend(np.stack((1.0 - leaves[leaf], leaves[leaf])) for leaf in sorted(leaves))
    return tables


def _one_term(observed_no: bool, inhibited: bool) -> bool:
    """A node seen not to happen, with raising causes only, tells of each cause apart."""
    return observed_no and not inhibited


def _folded(node: Node, states: Mapping[int, bool]) -> tuple[Numbers, Numbers]:
    """The constants that remain of the parents whose state is known: what inhibition leaves, and what is missed."""
    stays: Numbers = np.ones(1)
    quiet = node.quiet
    for edge in node.edges:
        if edge.parent in states:
            state = int(states[edge.parent])
            stays = stays * edge.uninhibited[state]
            quiet = quiet * edge.missed[state]
    return stays, quiet


def _direct(stays: Numbers, quiet: Numbers, free: list[Edge], observed: bool | None) -> Numbers:
    """The plain table over (node, parents), or over the parents alone when the node is observed."""
    for place, edge in enumerate(free):
        shape = (1,) * place + (2,) + (1,) * (len(free) - place - 1) + (-1,)
        stays = stays * edge.uninhibited.reshape(shape) if edge.inhibits else stays
        quiet = quiet * edge.missed.reshape(shape)
    yes = stays - quiet
    if observed is not None:
        return yes if observed else 1.0 - yes
    return np.stack((1.0 - yes, yes))


def _by_terms(stays: Numbers, quiet: Numbers, free: list[Edge], observed: bool | None) -> list[Numbers]:
    """The table over (node, term) and one table over (term, parent) for each parent."""
    raised = any(edge.raises for edge in free)
    inhibited = any(edge.inhibits for edge in free)
    yes: tuple[Numbers, ...]
    one: tuple[float, ...]
    if raised and inhibited:
        yes, one = (np.zeros(1), stays, -quiet), (1.0, 0.0, 0.0)
    elif raised:
        yes, one = (stays, -quiet), (1.0, 0.0)
    else:
        yes, one = (np.zeros(1), stays - quiet), (1.0, 0.0)
    yes_terms = np.stack(np.broadcast_arrays(*yes))
    no_terms = np.asarray(one)[:, None] - yes_terms
    by_state = np.stack((no_terms, yes_terms))
    tables = [by_state if observed is None else by_state[int(observed)]]
    for edge in free:
        rows = [np.ones((2, 1))]
        if inhibited:
            rows.append(edge.uninhibited)
        if raised:
            rows.append(edge.missed)
        tables.append(np.stack(np.broadcast_arrays(*rows)))
    return tables
