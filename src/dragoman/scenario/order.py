"""In which order to sum variables out: greedy min-fill, which keeps the tables between steps small."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence


def elimination_order(scopes: Iterable[Sequence[int]], cards: Sequence[int], last: int | None = None, tries: int = 1) -> list[int]:
    """The variables of `scopes` in the order to eliminate them, `last` (a target) at the end.

    `cards` gives the number of states of each variable. With more `tries`, ties are broken at random (with a fixed
    seed) and the cheapest order found is kept. Source: U. Kjaerulff, "Triangulation of graphs" (Aalborg 1990).
    """
    neighbours = _neighbours(scopes)
    best, cost = _min_fill(dict(neighbours), cards, last, None)
    source = random.Random(0)
    for _ in range(tries - 1):
        order, price = _min_fill(dict(neighbours), cards, last, source)
        if price < cost:
            best, cost = order, price
    return best


def _neighbours(scopes: Iterable[Sequence[int]]) -> dict[int, int]:
    """The interaction graph: variable -> its neighbours as a bit mask."""
    neighbours: dict[int, int] = {}
    for scope in scopes:
        mask = 0
        for variable in scope:
            mask |= 1 << variable
        for variable in scope:
            neighbours[variable] = neighbours.get(variable, 0) | mask
    return {variable: mask & ~(1 << variable) for variable, mask in neighbours.items()}


def _bits(mask: int) -> list[int]:
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def _fill(neighbours: dict[int, int], variable: int) -> int:
    """How many edges eliminating `variable` would add, counted twice."""
    mask = neighbours[variable]
    if mask & (mask - 1) == 0:
        return 0
    size = mask.bit_count() - 1
    return sum(size - (neighbours[other] & mask).bit_count() for other in _bits(mask))


def _min_fill(
    neighbours: dict[int, int], cards: Sequence[int], last: int | None, source: random.Random | None
) -> tuple[list[int], float]:
    order: list[int] = []
    total = 0.0
    score = {
        v: (_fill(neighbours, v), neighbours[v].bit_count(), source.random() if source else v) for v in neighbours if v != last
    }
    while score:
        chosen = min(score, key=score.__getitem__)
        adds = score.pop(chosen)[0]
        mask = neighbours.pop(chosen)
        order.append(chosen)
        around = _bits(mask)
        size = float(cards[chosen])
        for other in around:
            size *= cards[other]
            neighbours[other] = (neighbours[other] | mask) & ~((1 << other) | (1 << chosen))
        total += size
        touched = mask
        if adds:
            for other in around:
                touched |= neighbours[other]
        for other in _bits(touched):
            if other in score:
                score[other] = (_fill(neighbours, other), neighbours[other].bit_count(), source.random() if source else other)
    if last is not None and last in neighbours:
        order.append(last)
    return order, total
