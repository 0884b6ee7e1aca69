"""Exact probabilities of a network, all draws in one pass.

In: a Network, what is done to it and what is seen. Out: P(node = yes) by node and draw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dragoman.errors import ScenarioError
from dragoman.scenario.elimination import beliefs
from dragoman.scenario.factors import factor_tables
from dragoman.scenario.local import Question, questions
from dragoman.scenario.network import Network, Numbers

CHUNK_FLOATS = 2**19
"""Numbers in the largest table of one pass: about 4 MB, which stays in a core's cache (see benchmarks/scenario.py)."""

STORED_FLOATS = 2**22
"""Numbers kept for the backward sweep of one pass: 32 MB."""

LARGEST = 2**22
"""The largest table that is tried at all: 32 MB for one draw, and a few of them are alive at once."""

MOST_STORED = 2**24
"""The most numbers that a backward sweep may keep for one draw: 128 MB."""


def marginals(
    network: Network,
    targets: Sequence[int] | None = None,
    *,
    do: Mapping[int, bool] | None = None,
    observe: Mapping[int, bool] | None = None,
) -> Numbers:
    """P(target = yes | do, observe) exactly, as an array of targets by draws.

    `targets` are node numbers, all nodes when None. Setting a node by `do` cuts its incoming edges; observing it does
    not. Nodes that cannot matter are left out first. Raises ScenarioError when an observation is impossible, when a
    node is set and observed to differ, and when the links are too entangled for exact answers.
    """
    done, seen = dict(do or {}), dict(observe or {})
    for node in done.keys() & seen.keys():
        if done[node] != seen[node]:
            raise ScenarioError(f"'{network.nodes[node].name}' is set to one state and observed in the other.", "Drop one of the two.")
        del seen[node]
    wanted = tuple(range(len(network.nodes))) if targets is None else tuple(targets)
    plans = questions(network.structure(), wanted, tuple(sorted(done.items())), tuple(sorted(seen.items())))
    prior: dict[int, Numbers] = {}
    given: dict[int, Numbers] = {}
    for question in plans:
        (given if question.given_seen else prior).update(_answered(question, network, prior, done, seen))
    states = {**done, **seen}
    found = given if seen else prior
    rows = [np.full(1, float(states[node])) if node in states else found[node] for node in wanted]
    answers = np.empty((len(wanted), network.draws()))
    for place, row in enumerate(rows):
        answers[place] = row
    return np.clip(answers, 0.0, 1.0, out=answers)


def _answered(
    question: Question, network: Network, prior: dict[int, Numbers], done: Mapping[int, bool], seen: Mapping[int, bool]
) -> dict[int, Numbers]:
    if question.plan is None:
        (node,) = question.interior
        return {node: _alone(network, node, prior, done)}
    plan = question.plan
    if plan.largest > LARGEST or (len(question.answers) > 1 and plan.stored > MOST_STORED):
        raise ScenarioError(
            "The links are too entangled for an exact answer: "
            f"{len(question.interior)} propositions must be weighed together, in a table of {plan.largest:.0e} numbers.",
            "Ask for fewer outcomes, set more causes with do, or drop weak links.",
        )
    draws = network.draws()
    room = CHUNK_FLOATS // plan.largest
    if len(question.answers) > 1:
        room = min(room, STORED_FLOATS // plan.stored)
    chunk = max(1, min(draws, room))
    found: dict[int, list[Numbers]] = {node: [] for node in question.answers}
    for start in range(0, draws, chunk):
        whole = chunk >= draws
        part = network if whole else network.part(question.interior, start, start + chunk)
        known = {leaf: prior[leaf] for leaf in question.leaves}
        if not whole:
            known = {leaf: numbers if numbers.shape[-1] == 1 else numbers[start : start + chunk] for leaf, numbers in known.items()}
        tables = factor_tables(part, question.interior, known, done, seen if question.given_seen else {})
        for node, belief in beliefs(plan, tables, question.answers).items():
            found[node].append(_normal(belief, network, seen if question.given_seen else {}, min(chunk, draws - start)))
        _possible(tables, plan.constants, network, seen)
    return {node: parts[0] if len(parts) == 1 else np.concatenate(parts) for node, parts in found.items()}


def _normal(belief: Numbers, network: Network, seen: Mapping[int, bool], draws: int) -> Numbers:
    total = belief[0] + belief[1]
    if seen and not (total > 1e-300).all():
        _impossible(network, seen)
    answer: Numbers = belief[1] / total
    return np.broadcast_to(answer, (draws,)) if draws > 1 else answer


def _possible(tables: list[Numbers], constants: tuple[int, ...], network: Network, seen: Mapping[int, bool]) -> None:
    if any(not (tables[number] > 1e-300).all() for number in constants):
        _impossible(network, seen)


def _impossible(network: Network, seen: Mapping[int, bool]) -> None:
    names = ", ".join(f"'{network.nodes[node].name}'" for node in seen)
    raise ScenarioError(f"What is observed ({names}) cannot happen under these numbers.", "Check the links and base rates, or drop it.")


def _alone(network: Network, number: int, prior: dict[int, Numbers], done: Mapping[int, bool]) -> Numbers:
    """The probability of a node whose free parents are independent of each other: the expectation of a product."""
    node = network.nodes[number]
    stays: Numbers = np.ones(1)
    missed = node.quiet
    for edge in node.edges:
        if edge.parent in done:
            state = int(done[edge.parent])
            stays, missed = stays * edge.uninhibited[state], missed * edge.missed[state]
        else:
            yes = prior[edge.parent]
            if edge.inhibits:
                stays = stays * (edge.uninhibited[0] + (edge.uninhibited[1] - edge.uninhibited[0]) * yes)
            missed = missed * (edge.missed[0] + (edge.missed[1] - edge.missed[0]) * yes)
    return stays - missed
