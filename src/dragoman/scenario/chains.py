"""The chains that carry an answer: paths of links from what is set or seen to an outcome, strongest first."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from itertools import count

from dragoman.scenario.compile import Scenario, link_text
from dragoman.scenario.phrases import percent_text
from dragoman.types.scenario import Branch, Chain, ChainLink, Link

LONGEST_SEARCH = 20_000
"""Partial paths looked at for one outcome; with more, weak chains may go unlisted (the probabilities do not depend on it)."""


def strengths(scenario: Scenario) -> dict[str, float]:
    """The mean number of each link (a fraction), 0 where it is missing."""
    found = {}
    for link in scenario.links:
        item = scenario.inputs.get(scenario.chance_input(link))
        found[link.id] = (item.low + item.high) / 2 if item else 0.0
    return found


def find_chains(scenario: Scenario, branch: Branch, outcome: str, most: int = 5) -> tuple[Chain, ...]:
    """The strongest simple paths from the settings of a branch to an outcome, at most `most`.

    A chain does not pass through another proposition that the branch sets. Its strength is the product of its links'
    mean numbers: it ranks chains, and ignores base rates, other causes and how joint conditions are met.
    """
    power = strengths(scenario)
    fixed = {setting.proposition for setting in branch.do}
    after: dict[str, list[tuple[Link, bool]]] = {}
    for link in scenario.links:
        for cause in link.causes:
            after.setdefault(cause.proposition, []).append((link, cause.state))
    useful = _leading_to(scenario, outcome)
    order = count()
    queue: list[tuple[float, int, tuple[str, ...], bool, tuple[Link, ...]]] = [
        (-1.0, next(order), (setting.proposition,), setting.state, ())
        for setting in (*branch.do, *branch.observe) if setting.proposition in useful
    ]
    heapq.heapify(queue)
    chains: list[Chain] = []
    for _ in range(LONGEST_SEARCH):
        if not queue or len(chains) >= most:
            break
        weight, _number, path, up, links = heapq.heappop(queue)
        if path[-1] == outcome and links:
            chains.append(Chain(path, "raises" if up else "lowers", round(-100 * weight, 2),
                                tuple(chain_link(scenario, link) for link in links)))
            continue
        for link, state in after.get(path[-1], ()):
            if link.effect in useful and link.effect not in path and link.effect not in fixed:
                rises = up == state if link.sign == "increases" else up != state
                heapq.heappush(queue, (weight * power[link.id], next(order), (*path, link.effect), rises, (*links, link)))
    return tuple(chains)


def _leading_to(scenario: Scenario, outcome: str) -> set[str]:
    found = {outcome}
    grown = True
    while grown:
        grown = False
        for link in scenario.links:
            if link.effect in found:
                fresh = {cause.proposition for cause in link.causes} - found
                found |= fresh
                grown = grown or bool(fresh)
    return found


def chain_link(scenario: Scenario, link: Link) -> ChainLink:
    """A link in words: its sentence, and its number with the phrase or the assumption it rests on."""
    return ChainLink(
        link.id, link_text(scenario.graph, link), link.sign, link_words(scenario, link),
        link.chance.assumption, link.source, link.quote,
    )


def link_words(scenario: Scenario, link: Link) -> str:
    """The number of a link with its words: "very likely (80-95%)", "could: not quantified, taken as 5-55% ('possible')"."""
    chance = link.chance
    if chance.assumption:
        stated: Mapping[str, object] = scenario.assumptions
        taken = "and no number is assumed"
        if chance.assumption in stated:
            assumption = scenario.assumptions[chance.assumption]
            taken = f"taken as {_range(assumption.low, assumption.high)}"
        said = chance.phrase or {"possible": "could", "stated": "stated without likelihood"}.get(chance.assumption, chance.assumption)
        return f"{said}: not quantified, {taken} (assumption '{chance.assumption}')"
    assert chance.low is not None and chance.high is not None  # noqa: S101, PT018 (no assumption: both are set)
    if chance.phrase:
        return f"{chance.phrase} ({_range(chance.low, chance.high)})"
    return scenario.scale.words((chance.low + chance.high) / 2, chance.low, chance.high)


def _range(low: float, high: float) -> str:
    return f"{percent_text(low)}%" if low == high else f"{percent_text(low)}-{percent_text(high)}%"


def unquantified(scenario: Scenario, propositions: Sequence[str]) -> tuple[str, ...]:
    """The assumptions that stand in for numbers no author gave, among the links into these propositions."""
    among = set(propositions)
    return tuple(sorted({link.chance.assumption for link in scenario.links if link.effect in among and link.chance.assumption}))
