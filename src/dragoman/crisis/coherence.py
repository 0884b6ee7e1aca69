"""Whether probabilities given together can all be right, and the nearest that can.

In: numbers with what binds them. Out: what is violated, and a coherent re-estimate: the least-squares projection onto the
constraints (Euclidean; each number counts by the inverse of its interval's width when one is given). Source: D. Osherson
and M. Vardi, "Aggregating disparate estimates of chance" (Games and Economic Behavior 56, 2006). The projection says how
the numbers could be made to agree with least change; it does not say which of them was wrong.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from dragoman.errors import UsageError

Numbers = npt.NDArray[np.float64]
TOLERANCE = 1e-9
_ROUNDS = 5_000


class Constraint(msgspec.Struct, frozen=True):
    """A linear bound on numbers by place: low <= sum of weight times number <= high, and what it means in words."""

    words: str
    weights: tuple[tuple[int, float], ...]
    low: float
    high: float


class Violation(msgspec.Struct, frozen=True):
    """A bound that the numbers as given break, and by how much (fractions)."""

    words: str
    value: float
    by: float


class Coherent(msgspec.Struct, frozen=True):
    """What was given, what is broken, and the coherent numbers beside it (fractions, in the order given)."""

    given: tuple[float, ...]
    violations: tuple[Violation, ...]
    coherent: tuple[float, ...]


def sum_to_one(places: Sequence[int], words: str = "they exclude each other and one holds: the sum is 1") -> Constraint:
    """Alternatives of which exactly one holds."""
    return Constraint(words, tuple((place, 1.0) for place in places), 1.0, 1.0)


def sum_at_most_one(places: Sequence[int], words: str = "they exclude each other: the sum is at most 1") -> Constraint:
    """Alternatives of which at most one holds."""
    return Constraint(words, tuple((place, 1.0) for place in places), 0.0, 1.0)


def complements(first: int, other: int, words: str = "one is the denial of the other: the sum is 1") -> Constraint:
    """A proposition and its denial."""
    return Constraint(words, ((first, 1.0), (other, 1.0)), 1.0, 1.0)


def at_most(part: int, whole: int, words: str = "it cannot be likelier than what it implies") -> Constraint:
    """What implies something else is no likelier than it."""
    return Constraint(words, ((part, 1.0), (whole, -1.0)), -1.0, 0.0)


def total(effect: int, cause: float, given: float, given_not: float, words: str = "") -> Constraint:
    """P(B) = P(B|A) P(A) + P(B|not A) P(not A), with the conditionals and P(A) as fixed numbers."""
    value = given * cause + given_not * (1 - cause)
    return Constraint(words or "the law of total probability", ((effect, 1.0),), value, value)


def check(given: Sequence[float], constraints: Sequence[Constraint], widths: Sequence[float] | None = None) -> Coherent:
    """What the numbers violate, and the nearest numbers that violate nothing.

    `widths` are those of the numbers' intervals: a wide one is moved rather than a narrow one. Raises UsageError for
    numbers outside 0 to 1, or constraints that no numbers meet.
    """
    start = np.asarray(given, dtype=float)
    if ((start < 0) | (start > 1)).any():
        raise UsageError("A probability lies outside 0 to 1.", "Give fractions.")
    violations = []
    for one in constraints:
        value = sum(weight * start[place] for place, weight in one.weights)
        by = max(one.low - value, value - one.high, 0.0)
        if by > TOLERANCE:
            violations.append(Violation(one.words, round(float(value), 10), round(float(by), 10)))
    scale = np.ones_like(start) if widths is None else np.maximum(np.asarray(widths, dtype=float), 0.01)
    coherent = project(start, constraints, scale) if violations else start
    return Coherent(tuple(map(float, start)), tuple(violations), tuple(round(float(p), 10) for p in coherent))


def project(start: Numbers, constraints: Sequence[Constraint], scale: Numbers) -> Numbers:
    """The nearest point to `start` within the bounds and 0 to 1, by Dykstra's alternating projections.

    Distance counts each number by `1 / scale`. Source: J. Boyle and R. Dykstra, "A method for finding projections onto the
    intersection of convex sets" (1986).
    """
    rows = [_row(one, scale) for one in constraints]
    point = start / scale
    kept = [np.zeros_like(point) for _ in range(len(rows) + 1)]
    for _ in range(_ROUNDS):
        before = point.copy()
        for number, (row, low, high) in enumerate(rows):
            moved = point + kept[number]
            value = float(row @ moved)
            point = moved + row * ((min(max(value, low), high) - value) / float(row @ row))
            kept[number] = moved - point
        moved = point + kept[-1]
        point = np.clip(moved, 0.0, 1.0 / scale)
        kept[-1] = moved - point
        if float(np.abs(point - before).max(initial=0.0)) < 1e-13:
            break
    found: Numbers = point * scale
    if any(_off(found, one) > 1e-6 for one in constraints):
        raise UsageError("No probabilities meet all these constraints.", "Take one of them away.")
    return found


def _row(one: Constraint, scale: Numbers) -> tuple[Numbers, float, float]:
    row = np.zeros_like(scale)
    for place, weight in one.weights:
        row[place] += weight * scale[place]
    return row, one.low, one.high


def _off(numbers: Numbers, one: Constraint) -> float:
    value = float(sum(weight * numbers[place] for place, weight in one.weights))
    return max(one.low - value, value - one.high, 0.0)
