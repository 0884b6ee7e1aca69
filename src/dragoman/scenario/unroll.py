"""Feedback loops unrolled over time steps: a graph with loops to copies of its propositions without any.

A proposition outside all loops has one copy. One inside a loop has a copy for each step from 0 to the last; a link
inside the loop reads its cause as many steps back as its delay says (1 when none is given), and acts only once that
lies in the past. What comes into a loop from outside acts at every step; what leaves it reads the last step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.errors import ScenarioError
from dragoman.types.scenario import Delay, Link


@dataclass(frozen=True)
class Copy:
    """One proposition at one step; `step` is None outside loops, `last` marks the copy that answers for it."""

    proposition: str
    step: int | None
    last: bool

    @property
    def name(self) -> str:
        """The proposition, with its step inside a loop."""
        return self.proposition if self.step is None else f"{self.proposition} @ step {self.step}"


@dataclass(frozen=True)
class Arrival:
    """One link acting on one copy: the numbers of the cause copies (same order as the link's causes)."""

    link: Link
    causes: tuple[int, ...]


@dataclass(frozen=True)
class Unrolled:
    """The copies, what acts on each, and the copies of each proposition in order of time."""

    copies: tuple[Copy, ...]
    arrivals: tuple[tuple[Arrival, ...], ...]
    copies_of: dict[str, tuple[int, ...]]


def unroll(propositions: Sequence[str], links: Sequence[Link], steps: int | None, step_days: float | None) -> Unrolled:
    """The graph without loops. Raises ScenarioError when a loop needs `steps` or `step_days` that are not given."""
    loop = _loops(propositions, links)
    if loop and steps is None:
        raise ScenarioError(
            f"The links run in a loop ({_loop_text(loop, links)}) and no number of time steps is given.",
            "State it: steps=4 (how often the loop may go round), or drop a link of the loop.",
        )
    copies: list[Copy] = []
    copies_of: dict[str, tuple[int, ...]] = {}
    for name in propositions:
        if name in loop:
            assert steps is not None  # noqa: S101 (checked above)
            copies_of[name] = tuple(range(len(copies), len(copies) + steps + 1))
            copies.extend(Copy(name, step, step == steps) for step in range(steps + 1))
        else:
            copies_of[name] = (len(copies),)
            copies.append(Copy(name, None, True))
    arrivals: list[list[Arrival]] = [[] for _ in copies]
    for link in links:
        for number in copies_of[link.effect]:
            causes = _cause_copies(link, copies[number], loop, copies_of, step_days)
            if causes is not None:
                arrivals[number].append(Arrival(link, causes))
    return Unrolled(tuple(copies), tuple(tuple(several) for several in arrivals), copies_of)


def _cause_copies(
    link: Link, effect: Copy, loop: dict[str, int], copies_of: dict[str, tuple[int, ...]], step_days: float | None
) -> tuple[int, ...] | None:
    """The copies of the causes that act on this copy of the effect, or None before the link can act."""
    numbers = []
    for cause in link.causes:
        if effect.step is not None and loop.get(cause.proposition) == loop[effect.proposition]:
            back = effect.step - delay_steps(link, step_days)
            if back < 0:
                return None
            numbers.append(copies_of[cause.proposition][back])
        else:
            numbers.append(copies_of[cause.proposition][-1])
    return tuple(numbers)


def delay_steps(link: Link, step_days: float | None) -> int:
    """The steps a link inside a loop takes: 1 when it has no delay. Raises ScenarioError when days lack a step length."""
    delay = link.delay
    if delay is None:
        return 1
    if delay.steps is not None:
        return delay.steps
    assert delay.days is not None  # noqa: S101 (a delay has one of the two)
    if step_days is None:
        raise ScenarioError(
            f"The link {_link_text(link)} in a loop has a delay of {delay.text}, and no length of a step is given.",
            "State it: step=1 month.",
        )
    return max(1, round(delay.days / step_days))


def fits(delay: Delay | None, horizon: Delay | None, step_days: float | None) -> bool:
    """Say whether a link's own delay ends within the horizon; a link without delay, or not comparable, does."""
    if delay is None or horizon is None:
        return True
    if delay.steps is not None and horizon.steps is not None:
        return delay.steps <= horizon.steps
    ours, theirs = _days(delay, step_days), _days(horizon, step_days)
    return ours is None or theirs is None or ours <= theirs + 1e-9


def _days(delay: Delay, step_days: float | None) -> float | None:
    if delay.days is not None:
        return delay.days
    return delay.steps * step_days if delay.steps is not None and step_days is not None else None


def _loops(propositions: Sequence[str], links: Sequence[Link]) -> dict[str, int]:
    """The propositions that lie on a loop, each with the number of its loop (strongly connected component)."""
    below: dict[str, set[str]] = {name: set() for name in propositions}
    for link in links:
        for cause in link.causes:
            below[cause.proposition].add(link.effect)
    reach = {name: _reached(name, below) for name in propositions}
    loop: dict[str, int] = {}
    for number, name in enumerate(propositions):
        if name in reach[name] and name not in loop:
            for other in propositions:
                if other in reach[name] and name in reach[other]:
                    loop[other] = number
    return loop


def _reached(start: str, below: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    stack = [start]
    while stack:
        for child in below[stack.pop()]:
            if child not in found:
                found.add(child)
                stack.append(child)
    return found


def _loop_text(loop: dict[str, int], links: Sequence[Link]) -> str:
    """One round of the first loop: "A -> B -> A"."""
    start = next(iter(loop))
    paths = [[start]]
    visited = {start}
    for path in paths:
        for link in links:
            if any(cause.proposition == path[-1] for cause in link.causes):
                if link.effect == start:
                    return " -> ".join([*path, start])
                if link.effect in loop and link.effect not in visited:
                    visited.add(link.effect)
                    paths.append([*path, link.effect])
    return start


def _link_text(link: Link) -> str:
    return f"'{' and '.join(cause.proposition for cause in link.causes)}' -> '{link.effect}'"
