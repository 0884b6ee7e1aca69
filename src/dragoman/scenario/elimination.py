"""Summing variables out of tables: the plan of one elimination, its forward run, and its derivative backwards.

Tables are kept with the variable that goes first on axis 0 and the draws on the last axis, so that every step is a
reshape, a product and a sum of slices. The backward sweep differentiates the elimination, which needs no division.
Source: A. Darwiche, "A differential approach to inference in Bayesian networks" (J. ACM 50, 2003).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.scenario.factors import Factors
from dragoman.scenario.network import Numbers
from dragoman.scenario.order import elimination_order

COSTLY = 2**12
HOPELESS = 2**28
TRIES = 10
"""When the largest table is between COSTLY and HOPELESS numbers, so many orders are tried: each costs milliseconds and may halve it."""


@dataclass(frozen=True)
class Step:
    """One variable summed out: the factors that hold it, their shapes in the joint table, and where the sum goes."""

    variable: int
    inputs: tuple[int, ...]
    shapes: tuple[tuple[int, ...], ...]
    message: tuple[int, ...]
    fresh: int
    sums: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Plan:
    """How to answer one kind of question of one structure, whatever the numbers."""

    transposes: tuple[tuple[int, ...], ...]
    steps: tuple[Step, ...]
    constants: tuple[int, ...]
    """The factors without a variable: numbers that matter only when they are 0."""
    largest: int
    stored: int


def plan_elimination(factors: Factors, targets: frozenset[int], tries: int = TRIES) -> Plan:
    """The plan that gives the belief of each target; factors that no target depends on are left out.

    A single target is kept for last and needs no backward sweep. With `tries`, costly plans are sought again that often.
    """
    near = _connected(factors.scopes, targets)
    scopes = [scope for scope in factors.scopes if scope and near.issuperset(scope)]
    last = next(iter(targets)) if len(targets) == 1 else None
    plan = _steps(factors, elimination_order(scopes, factors.cards, last), keep_last=last is not None)
    if tries > 1 and COSTLY < plan.largest < HOPELESS:
        plan = _steps(factors, elimination_order(scopes, factors.cards, last, tries), keep_last=last is not None)
    return plan


def beliefs(plan: Plan, tables: list[Numbers], targets: frozenset[int]) -> dict[int, Numbers]:
    """The unnormalised belief (states by draws) of each target. `tables` are in the order of the plan's factors."""
    pool: list[Numbers | None] = [table.transpose(axes) for table, axes in zip(tables, plan.transposes, strict=True)]
    return _one(plan, pool) if len(targets) == 1 else _all(plan, pool, targets)


def _connected(scopes: Sequence[tuple[int, ...]], targets: frozenset[int]) -> frozenset[int]:
    """The variables that share a factor, directly or through others, with a target: the rest cancels out."""
    reached = set(targets)
    waiting = [scope for scope in scopes if scope]
    grown = True
    while grown:
        grown, rest = False, []
        for scope in waiting:
            if reached.isdisjoint(scope):
                rest.append(scope)
            else:
                reached.update(scope)
                grown = True
        waiting = rest
    return frozenset(reached)


def _steps(factors: Factors, order: Sequence[int], *, keep_last: bool) -> Plan:
    scopes, cards = factors.scopes, factors.cards
    rank = {variable: place for place, variable in enumerate(order)}
    by_variable: dict[int, list[int]] = {variable: [] for variable in order}
    pool_scopes: list[tuple[int, ...]] = []
    transposes: list[tuple[int, ...]] = []
    for number, scope in enumerate(scopes):
        axes = tuple(sorted(range(len(scope)), key=lambda axis: rank.get(scope[axis], -1)))
        transposes.append((*axes, len(scope)))
        pool_scopes.append(tuple(scope[axis] for axis in axes))
        if scope and scope[0] in rank:
            by_variable[pool_scopes[-1][0]].append(number)
    fresh = len(scopes)
    steps: list[Step] = []
    largest = stored = 1
    for variable in order[:-1] if keep_last else order:
        inputs = sorted(by_variable[variable], key=lambda number: (number >= len(scopes), len(pool_scopes[number])))
        union = sorted({other for number in inputs for other in pool_scopes[number]}, key=rank.__getitem__)
        shapes = tuple(tuple(cards[o] if o in pool_scopes[n] else 1 for o in union) for n in inputs)
        sums = tuple(tuple(axis for axis, o in enumerate(union) if o not in pool_scopes[n]) for n in inputs)
        message = tuple(union[1:])
        steps.append(Step(variable, tuple(inputs), shapes, message, fresh, sums))
        size = 1
        for other in union:
            size *= cards[other]
        largest, stored = max(largest, size), stored + size
        if message:
            by_variable[message[0]].append(fresh)
        pool_scopes.append(message)
        fresh += 1
    if keep_last:
        steps.append(Step(order[-1], tuple(by_variable[order[-1]]), ((cards[order[-1]],),) * len(by_variable[order[-1]]), (), fresh, ()))
    return Plan(tuple(transposes), tuple(steps), tuple(n for n, scope in enumerate(scopes) if not scope), largest, stored)


def _shaped(table: Numbers, shape: tuple[int, ...]) -> Numbers:
    return table.reshape((*shape, table.shape[-1]))


def _one(plan: Plan, pool: list[Numbers | None]) -> dict[int, Numbers]:
    """The belief of the one variable asked for, which the plan keeps for last; tables are dropped as they are used."""
    for step in plan.steps[:-1]:
        pool.append(_summed(_taken(pool, step), step.shapes))
    final = plan.steps[-1]
    belief: Numbers | None = None
    for table in _taken(pool, final):
        belief = table if belief is None else belief * table
    assert belief is not None  # noqa: S101 (a kept node always has its own table)
    return {final.variable: belief}


def _taken(pool: list[Numbers | None], step: Step) -> list[Numbers]:
    tables = []
    for number in step.inputs:
        table = pool[number]
        assert table is not None  # noqa: S101 (each factor is used in one step)
        tables.append(table)
        pool[number] = None
    return tables


def _summed(tables: list[Numbers], shapes: tuple[tuple[int, ...], ...]) -> Numbers:
    """The product of the tables, summed over axis 0; only the last product has the size of the joint table."""
    shaped = [_shaped(table, shape) for table, shape in zip(tables, shapes, strict=True)]
    product = shaped[0]
    for table in shaped[1:-1]:
        product = product * table
    if len(shaped) == 1:
        total: Numbers = product.sum(axis=0)
        return total
    factor = shaped[-1]
    total = product[0] * factor[0]
    for state in range(1, product.shape[0]):
        total = total + product[state] * factor[state]
    return total


def _all(plan: Plan, pool: list[Numbers | None], asked: frozenset[int]) -> dict[int, Numbers]:
    """The beliefs of all variables asked for: forward elimination, then its derivative backwards."""
    prefixes: list[list[Numbers]] = []
    values: list[list[Numbers]] = []
    for step in plan.steps:
        shaped = [_shaped(table, shape) for table, shape in zip(_taken(pool, step), step.shapes, strict=True)]
        products = [shaped[0]]
        for table in shaped[1:]:
            products.append(products[-1] * table)
        prefixes.append(products)
        values.append(shaped)
        pool.append(products[-1].sum(axis=0))
    originals = len(plan.transposes)
    slopes: dict[int, Numbers] = {}
    beliefs: dict[int, Numbers] = {}
    for place in range(len(plan.steps) - 1, -1, -1):
        step = plan.steps[place]
        slope = slopes.pop(step.fresh, None)
        outer = np.ones((1,) * (len(step.message) + 2)) if slope is None else slope[None]
        products, shaped = prefixes.pop(), values.pop()
        if step.variable in asked:
            joint = products[-1] * outer
            beliefs[step.variable] = joint.sum(axis=tuple(range(1, joint.ndim - 1)))
        for spot in range(len(step.inputs) - 1, -1, -1):
            number = step.inputs[spot]
            if number < originals:
                break
            inner = products[spot - 1] * outer if spot else outer
            slopes[number] = _collapsed(inner, step.sums[spot], shaped[spot].shape)
            if spot:
                outer = outer * shaped[spot]
    return beliefs


def _collapsed(table: Numbers, axes: tuple[int, ...], shape: tuple[int, ...]) -> Numbers:
    """`table` summed over `axes`, with the axes of a message in its place; axes it lacks are filled by broadcasting."""
    summed = table.sum(axis=axes) if axes else table
    wanted = tuple(size for axis, size in enumerate(shape[:-1]) if axis not in axes)
    if summed.shape[:-1] != wanted:
        summed = np.broadcast_to(summed, (*wanted, summed.shape[-1]))
    return summed
