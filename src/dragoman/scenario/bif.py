"""The compiled network as BIF (Bayesian interchange format), which pyAgrum, pgmpy, GeNIe and others read.

A node with more than a few causes is written as a chain of three-state steps (nothing yet, raised, inhibited), so that
30 causes make 30 small tables and no table of 2^30 numbers. Source of the format: F. Cozman, "The Interchange Format for
Bayesian Networks" (1998), version 0.15.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from dragoman.scenario.compile import Scenario, build_network, require
from dragoman.scenario.draws import means
from dragoman.scenario.network import Network, Node

PLAIN_PARENTS = 6
"""Up to so many parents a node is written as one table (64 rows)."""

Table = list[tuple[tuple[str, ...], tuple[float, ...]]]


def write_bif(scenario: Scenario) -> str:
    """The network with every input at its mean. Raises ScenarioError when a number is missing."""
    require(scenario, range(len(scenario.unrolled.copies)))
    return network_bif(build_network(scenario, means(scenario.inputs)))


def network_bif(network: Network) -> str:
    """A network with one draw as BIF; names keep letters, digits and underscores only, and start with their number."""
    names = [f"n{number}_{re.sub(r'[^A-Za-z0-9]+', '_', node.name).strip('_')}"[:80] for number, node in enumerate(network.nodes)]
    head = ["network scenario {", "}"]
    tables: list[str] = []
    for name, node in zip(names, network.nodes, strict=True):
        head += _variable(name, ("no", "yes"), node.name)
        if len(node.edges) <= PLAIN_PARENTS:
            tables += _plain(name, node, names)
        else:
            variables, several = _chain(name, node, names)
            head += variables
            tables += several
    return "\n".join([*head, *tables]) + "\n"


def _variable(name: str, states: Sequence[str], label: str) -> list[str]:
    text = " ".join(label.split())
    return [f"// {text}", f"variable {name} {{", f"  type discrete [ {len(states)} ] {{ {', '.join(states)} }};", "}"]


def _table(name: str, parents: Sequence[str], rows: Table) -> list[str]:
    if not parents:
        return [f"probability ( {name} ) {{", f"  table {_numbers(rows[0][1])};", "}"]
    lines = [f"probability ( {name} | {', '.join(parents)} ) {{"]
    lines += [f"  ({', '.join(states)}) {_numbers(numbers)};" for states, numbers in rows]
    return [*lines, "}"]


def _numbers(numbers: Sequence[float]) -> str:
    return ", ".join(repr(min(1.0, max(0.0, float(number)))) for number in numbers)


def _plain(name: str, node: Node, names: Sequence[str]) -> list[str]:
    rows: Table = []
    for world in itertools.product((0, 1), repeat=len(node.edges)):
        stays, missed = 1.0, float(node.quiet[0])
        for state, edge in zip(world, node.edges, strict=True):
            stays *= float(edge.uninhibited[state, 0])
            missed *= float(edge.missed[state, 0])
        rows.append((tuple("yes" if state else "no" for state in world), (1 - stays + missed, stays - missed)))
    return _table(name, [names[edge.parent] for edge in node.edges], rows)


def _chain(name: str, node: Node, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """The steps of a wide node: after each parent, nothing yet, raised, or inhibited (which nothing undoes)."""
    states = ("nothing", "raised", "inhibited")
    quiet = float(node.quiet[0])
    step = f"{name}_from_0"
    variables = _variable(step, states, f"{node.name}: by itself")
    tables = _table(step, (), [((), (quiet, 1 - quiet, 0.0))])
    for place, edge in enumerate(node.edges, start=1):
        before, step = step, f"{name}_from_{place}"
        variables += _variable(step, states, f"{node.name}: after {place} causes")
        rows: Table = []
        for state in (0, 1):
            left, missed = float(edge.uninhibited[state, 0]), float(edge.missed[state, 0])
            word = "yes" if state else "no"
            rows += [
                (("nothing", word), (missed, left - missed, 1 - left)),
                (("raised", word), (0.0, left, 1 - left)),
                (("inhibited", word), (0.0, 0.0, 1.0)),
            ]
        tables += _table(step, (before, names[edge.parent]), rows)
    rows = [((state,), (float(state != "raised"), float(state == "raised"))) for state in states]
    return variables, tables + _table(name, (step,), rows)
