"""Which parts of a network must be asked together, and which by themselves: the plan of a whole question.

Without evidence below it, a node depends on its ancestors alone; an ancestor whose own ancestors reach the node only
through it is summarised by its own probability. So a large loose network falls apart into small questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.scenario.elimination import TRIES, Plan, plan_elimination
from dragoman.scenario.factors import factor_scopes
from dragoman.scenario.network import Structure

States = tuple[tuple[int, bool], ...]

OVERLAP = 2
"""When the small questions together are so many times the network, one question over all of it is tried instead."""

AFFORDABLE = 2**14
"""The largest table of that one question with which it is preferred."""


@dataclass(frozen=True)
class Question:
    """One joint question: the nodes with their tables, the leaves known by their probability, the nodes it answers."""

    interior: frozenset[int]
    leaves: frozenset[int]
    answers: frozenset[int]
    given_seen: bool
    plan: Plan | None
    """None for a single node over independent parents, whose probability is a product."""


@dataclass
class _Shape:
    """A structure with what is set cut off: parents, topological places, and ancestors as bit masks."""

    parents: list[list[int]]
    order: list[int]
    ancestors: list[int]
    entangled: list[int]
    """For each node, the children of its strict ancestors."""


def _shape(structure: Structure, done: dict[int, bool]) -> _Shape:
    parents = [
        [] if node in done else [parent for parent, _, _ in links if parent not in done] for node, links in enumerate(structure)
    ]
    children: list[list[int]] = [[] for _ in parents]
    for node, above in enumerate(parents):
        for parent in above:
            children[parent].append(node)
    waiting = [len(above) for above in parents]
    order = [node for node, count in enumerate(waiting) if not count]
    for node in order:
        for child in children[node]:
            waiting[child] -= 1
            if not waiting[child]:
                order.append(child)
    ancestors, entangled = [0] * len(parents), [0] * len(parents)
    below = [sum(1 << child for child in several) for several in children]
    for node in order:
        mask, spread = 1 << node, 0
        for parent in parents[node]:
            mask |= ancestors[parent]
            spread |= entangled[parent] | below[parent]
        ancestors[node], entangled[node] = mask, spread
    return _Shape(parents, order, ancestors, entangled)


def _around(shape: _Shape, targets: set[int], seen: dict[int, bool]) -> tuple[frozenset[int], frozenset[int]]:
    """The nodes that must be asked together to answer `targets`, and the leaves that summarise what lies above them."""
    start = targets | seen.keys()
    closure, evidence = 0, 0
    for node in start:
        closure |= shape.ancestors[node]
    for node in seen:
        evidence |= 1 << node
    interior, leaves, stack = set(start), set(), list(start)
    while stack:
        for parent in shape.parents[stack.pop()]:
            if parent in interior or parent in leaves:
                continue
            above = shape.ancestors[parent]
            if not above & evidence and not shape.entangled[parent] & closure & ~above:
                leaves.add(parent)
            else:
                interior.add(parent)
                stack.append(parent)
    return frozenset(interior), frozenset(leaves)


@lru_cache(maxsize=64)
def questions(structure: Structure, wanted: tuple[int, ...], done_items: States, seen_items: States) -> tuple[Question, ...]:
    """The joint questions that answer `wanted`, in the order to ask them (leaves before what needs them)."""
    done, seen = dict(done_items), dict(seen_items)
    shape = _shape(structure, done)
    place = {node: spot for spot, node in enumerate(shape.order)}
    asked = sorted((node for node in set(wanted) if node not in done and node not in seen), key=place.__getitem__, reverse=True)
    drafts = _drafts(shape, asked, seen)
    if len(asked) > 1 and sum(len(draft[0]) for draft in drafts) > OVERLAP * len(structure):
        whole = _whole(structure, shape, asked, done, seen)
        if whole is not None:
            return whole
    return tuple(_question(structure, done, seen, *draft) for draft in reversed(drafts))


Draft = tuple[frozenset[int], frozenset[int], frozenset[int], bool]


def _drafts(shape: _Shape, asked: list[int], seen: dict[int, bool]) -> list[Draft]:
    """Interior, leaves, answers and whether given what is seen, of each question, the last to be asked first.

    A leaf may be answered by an earlier draft of another node only if that one will have been asked by then.
    """
    drafts: list[tuple[frozenset[int], frozenset[int], set[int], bool]] = []
    needed: dict[int, int] = {}
    covered: dict[int, int] = {}

    def draft(targets: set[int], given: dict[int, bool]) -> None:
        interior, leaves = _around(shape, targets, given)
        for leaf in leaves:
            needed[leaf] = len(drafts)
        for node in interior:
            covered[node] = len(drafts)
        drafts.append((interior, leaves, set(targets), bool(given)))

    if seen:
        for node in asked:
            if node in covered:
                drafts[covered[node]][2].add(node)
            else:
                draft({node}, seen)
        covered.clear()
        asked = []
    remaining = set(asked)
    for node in reversed(shape.order):
        if node not in remaining and node not in needed:
            continue
        if node in covered and covered[node] > needed.get(node, -1):
            drafts[covered[node]][2].add(node)
        else:
            draft({node}, {})
    return [(interior, leaves, frozenset(answers), given) for interior, leaves, answers, given in drafts]


def _question(
    structure: Structure, done: dict[int, bool], seen: dict[int, bool],
    interior: frozenset[int], leaves: frozenset[int], answers: frozenset[int], given: bool, tries: int = TRIES,
) -> Question:
    if len(interior) == 1 and not given:
        return Question(interior, leaves, answers, given, None)
    factors = factor_scopes(structure, interior, leaves, done, seen if given else {})
    return Question(interior, leaves, answers, given, plan_elimination(factors, answers, tries))


def _whole(
    structure: Structure, shape: _Shape, asked: list[int], done: dict[int, bool], seen: dict[int, bool]
) -> tuple[Question, ...] | None:
    """One question over all that matters, or None when its tables would be large."""
    mask = 0
    for node in (*asked, *seen):
        mask |= shape.ancestors[node]
    interior = frozenset(node for node in shape.order if mask >> node & 1)
    question = _question(structure, done, seen, interior, frozenset(), frozenset(asked), bool(seen), tries=1)
    return (question,) if question.plan is None or question.plan.largest <= AFFORDABLE else None
