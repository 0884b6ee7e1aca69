"""What would have to be true: minimal sets of causes for an outcome to pass a threshold, and single numbers that would do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from dragoman.errors import UsageError
from dragoman.scenario.compile import Scenario, build_network, require
from dragoman.scenario.draws import DRAWS, SEED, Distribution, draw, means
from dragoman.scenario.inference import marginals
from dragoman.scenario.network import Edge, Network, Node, Numbers
from dragoman.scenario.phrases import read_chance
from dragoman.scenario.run import answer, probability_of, relevant_copies
from dragoman.types.scenario import Branch, CauseSet, Crossing, Setting, Threshold

MOST_SETS = 4_000
"""Sets of causes tried at each size; past it, causes that move the outcome least by themselves are left aside."""


def what_would_have_to_be_true(
    scenario: Scenario,
    outcome: str,
    threshold: str = "likely",
    *,
    given: Branch | None = None,
    largest: int = 3,
    among: Sequence[str] = (),
    draws: int = DRAWS,
    seed: int = SEED,
    distribution: Distribution = "uniform",
) -> Threshold:
    """What would bring an outcome to a threshold (a phrase's lower end, or a number in percent).

    Sets: at most `largest` propositions set to yes or no (do), tried with every number at its mean, none of which can be
    spared; among those named, or all that lead to the outcome. Crossings: the value one input by itself would need,
    exact since an answer without observations is linear in each number that one link takes, and found by bisection else.
    """
    name = scenario.find(outcome)
    chance = read_chance(threshold, scenario.scale)
    if chance.low is None:
        raise UsageError(f"'{threshold}' is no threshold.", "Give a number in percent or a phrase of the scale.")
    branch = given or Branch("as things stand")
    copies = relevant_copies(scenario, branch, [name])
    require(scenario, copies)
    network = build_network(scenario, draw(scenario.inputs, draws, seed, distribution))
    now = probability_of(answer(scenario, network, branch, [name])[0], scenario.scale)
    middle = build_network(scenario, means(scenario.inputs))
    target = chance.low / 100
    sets = _sets(scenario, middle, branch, name, target, largest, [scenario.find(one) for one in among])
    found = []
    for settings in sets:
        widened = Branch("", (*branch.do, *settings), branch.observe)
        found.append(CauseSet(settings, probability_of(answer(scenario, network, widened, [name])[0], scenario.scale)))
    return Threshold(name, chance.low, now, tuple(found), _crossings(scenario, branch, name, copies, target))


def minimal_causes(scenario: Scenario, outcome: str, threshold: str = "likely", largest: int = 3) -> tuple[CauseSet, ...]:
    """The minimal sets of causes that make an outcome reach a threshold: the sets of `what_would_have_to_be_true`."""
    return what_would_have_to_be_true(scenario, outcome, threshold, largest=largest).sets


def _sets(
    scenario: Scenario, network: Network, branch: Branch, outcome: str, target: float, largest: int, among: Sequence[str]
) -> list[tuple[Setting, ...]]:
    fixed = {setting.proposition for setting in (*branch.do, *branch.observe)} | {outcome}
    names = {scenario.unrolled.copies[number].proposition for number in relevant_copies(scenario, branch, [outcome])}
    causes = [name for name in dict.fromkeys(among or sorted(names)) if name not in fixed and name in names]
    singles: list[tuple[Setting, ...]] = [(Setting(name, state),) for name in causes for state in (True, False)]
    if not singles:
        return []
    base = float(answer(scenario, network, branch, [outcome])[0, 0])
    alone = _tried(scenario, network, branch, outcome, singles)
    if base >= target:
        return [()]
    moved = {one[0]: float(gain) for one, gain in zip(singles, alone - base, strict=True) if gain > 1e-12}
    useful = sorted(moved, key=lambda setting: -moved[setting])
    found = [one for one, number in zip(singles, alone, strict=True) if number >= target - 1e-12]
    for size in range(2, largest + 1):
        room = useful
        while len(room) > size and _choose(len(room), size) > MOST_SETS:
            room = room[:-1]
        tried = [
            one for one in combinations(room, size)
            if len({setting.proposition for setting in one}) == size and not any(set(small) <= set(one) for small in found)
        ]
        if tried:
            numbers = _tried(scenario, network, branch, outcome, tried)
            found += [one for one, number in zip(tried, numbers, strict=True) if number >= target - 1e-12]
    return found


def _choose(of: int, size: int) -> int:
    count = 1
    for step in range(size):
        count = count * (of - step) // (step + 1)
    return count


def _tried(
    scenario: Scenario, network: Network, branch: Branch, outcome: str, sets: Sequence[tuple[Setting, ...]]
) -> Numbers:
    """The outcome for every set of settings, all in one pass: a setting is a node whose number is 0 or 1 in that draw."""
    many = len(sets)
    forced: dict[int, Numbers] = {}
    for place, settings in enumerate(sets):
        for setting in settings:
            for number in scenario.unrolled.copies_of[setting.proposition]:
                forced.setdefault(number, np.full(many, np.nan))[place] = float(setting.state)
    nodes = [
        _forced(node, forced[number]) if number in forced else node for number, node in enumerate(network.nodes)
    ]
    return np.broadcast_to(answer(scenario, Network(tuple(nodes)), branch, [outcome])[0], (many,))


def _forced(node: Node, state: Numbers) -> Node:
    """The node with its probability 0 or 1 in the draws where `state` is a number: its causes have no say there."""
    free = np.isnan(state)
    yes = np.nan_to_num(state)
    quiet = np.where(free, node.quiet, 1.0 - yes)
    edges = tuple(
        Edge(e.parent, np.where(free, e.uninhibited, 1.0), np.where(free, e.missed, 1.0), e.raises, e.inhibits) for e in node.edges
    )
    return Node(node.name, quiet, edges)


def _crossings(scenario: Scenario, branch: Branch, outcome: str, copies: Sequence[int], target: float) -> tuple[Crossing, ...]:
    """For every number that the outcome depends on: the value in 0..1 at which it reaches the target, all in one grid."""
    keys: dict[str, None] = {}
    for number in copies:
        keys[scenario.base_input(scenario.unrolled.copies[number].proposition)] = None
        keys.update((scenario.chance_input(link), None) for one in scenario.influences[number] for link in one.links)
    middles = means(scenario.inputs)
    names = list(keys)
    low, high = np.zeros(len(names)), np.ones(len(names))

    def at(points: Numbers) -> Numbers:
        values = {key: np.repeat(numbers, len(names), axis=-1) for key, numbers in middles.items()}
        for place, key in enumerate(names):
            values[key][place] = points[place]
        network = build_network(scenario, values)
        done = {n: s.state for s in branch.do for n in scenario.unrolled.copies_of[s.proposition]}
        seen = {scenario.unrolled.copies_of[s.proposition][-1]: s.state for s in branch.observe}
        asked = [scenario.unrolled.copies_of[outcome][-1]]
        return np.broadcast_to(marginals(network, asked, do=done, observe=seen)[0], (len(names),))

    at_low, at_high = at(low), at(high)
    reachable = (at_low - target) * (at_high - target) <= 0
    reachable &= at_low != at_high
    rising = at_high > at_low
    for _ in range(40):
        middle = (low + high) / 2
        above = at(middle) >= target
        upper = above == rising
        high, low = np.where(upper, middle, high), np.where(upper, low, middle)
    found = []
    for place, key in enumerate(names):
        item = scenario.inputs[key]
        needed = round(50 * float(low[place] + high[place]), 6) if reachable[place] else None
        ends = round(100 * item.low, 10), round(100 * item.high, 10)
        inside = needed is not None and ends[0] - 1e-6 <= needed <= ends[1] + 1e-6
        found.append(Crossing(key, item.label, *ends, needed, inside))
    return tuple(sorted(found, key=lambda one: (one.needed is None, not one.inside, one.label)))
