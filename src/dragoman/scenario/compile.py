"""A graph compiled to a scenario: every number an input with an interval, every proposition a noisy-or node.

In: ScenarioGraph and the user's assumptions. Out: Scenario, which `run.py` and `sensitivity.py` ask. The semantics are
written down, with worked examples, in docs/scenarios.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dragoman.errors import ScenarioError, UsageError
from dragoman.scenario.network import Edge, Network, Node, Numbers
from dragoman.scenario.phrases import PhraseScale, default_scale, read_assumption
from dragoman.scenario.rows import read_delay
from dragoman.scenario.unroll import Arrival, Unrolled, fits, unroll
from dragoman.types.scenario import Assumption, BaseRate, Chance, InputKind, Link, ScenarioGraph

LOWERING = "lowering"
BASE, LEAK = "base", "leak"


@dataclass(frozen=True)
class Input:
    """One uncertain number (a fraction from `low` to `high`), or, with `choices`, which of several assertions is right."""

    id: str
    kind: InputKind
    label: str
    low: float
    high: float
    links: tuple[str, ...] = ()
    source: str | None = None
    choices: int = 0


@dataclass(frozen=True)
class Influence:
    """What one set of cause copies does to one copy: the links that assert it, and the input that picks among them."""

    causes: tuple[tuple[int, bool], ...]
    links: tuple[Link, ...]
    pick: str | None


@dataclass(frozen=True)
class Scenario:
    """A compiled graph. `inputs` are all numbers by id; `missing` what no author and no assumption gave, by need."""

    graph: ScenarioGraph
    scale: PhraseScale
    links: tuple[Link, ...]
    assumptions: Mapping[str, Assumption]
    unrolled: Unrolled
    influences: tuple[tuple[Influence, ...], ...]
    inputs: Mapping[str, Input]
    shared_phrases: bool
    notices: tuple[str, ...]

    def find(self, name: str) -> str:
        """The id of a proposition by id or label, letter case and spacing aside. Raises ScenarioError with the nearest."""
        words = " ".join(name.split()).casefold()
        for node in self.graph.nodes:
            if words in (node.id.casefold(), " ".join(node.label.split()).casefold()):
                return node.id
        near = [node.label for node in self.graph.nodes if words in node.label.casefold() or node.label.casefold() in words]
        hint = near or [node.label for node in self.graph.nodes]
        raise ScenarioError(f"There is no proposition '{name}'.", "Choose one of: " + "; ".join(hint[:12]) + ".")

    def label(self, proposition: str) -> str:
        """The label of a proposition."""
        return self._labels[proposition]

    def chance_input(self, link: Link) -> str:
        """The id of the input that a link takes its number from."""
        return _input_id(link, self.shared_phrases)

    def base_input(self, proposition: str) -> str:
        """The id of the input that a proposition takes its base rate (leak) from."""
        rate = self._rates.get(proposition)
        if rate is not None:
            return f"assumption:{rate.chance.assumption}" if rate.chance.assumption else f"base:{proposition}"
        return f"assumption:{LEAK if proposition in self._caused else BASE}"

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {node.id: node.label for node in self.graph.nodes}

    @cached_property
    def _rates(self) -> dict[str, BaseRate]:
        return {rate.proposition: rate for rate in self.graph.base_rates}

    @cached_property
    def _caused(self) -> frozenset[str]:
        return frozenset(link.effect for link in self.links)


def compile_scenario(
    graph: ScenarioGraph,
    assume: Sequence[str | Assumption] = (),
    *,
    scale: PhraseScale | None = None,
    horizon: str | None = None,
    steps: int | None = None,
    shared_phrases: bool = False,
) -> Scenario:
    """Compile a graph; numbers that are missing are told when a question needs them (`require`).

    `assume` are texts such as "possible=5-55" (they override the graph's own), `horizon` a duration ("6 months") or a
    number of steps: links whose delay is longer are left out. With `shared_phrases` all links with the same phrase
    share one uncertain number. Raises DataError for a text that cannot be read, UsageError for
    an impossible number of steps, ScenarioError for a loop without steps.
    """
    scale = scale or default_scale()
    stated = {assumption.name: assumption for assumption in graph.assumptions}
    for item in assume:
        assumption = item if isinstance(item, Assumption) else read_assumption(item, scale=scale)
        stated[assumption.name] = assumption
    limit = read_delay(horizon, "horizon") if horizon else None
    steps = steps if steps is not None else graph.steps
    if steps is not None and not 0 < steps < 1000:
        raise UsageError(f"{steps} is no number of steps.", "Ask for 1 to 999.")
    if limit is not None and limit.steps is not None:
        steps = limit.steps if steps is None else min(steps, limit.steps)
    elif limit is not None and limit.days is not None and graph.step_days:
        within = int(limit.days / graph.step_days + 1e-9)
        steps = within if steps is None else min(steps, within)
    links = [link for link in graph.links if fits(link.delay, limit, graph.step_days)]
    notices = [*graph.notices]
    notices += [f"Beyond the horizon, left out: {link_text(graph, link)} (delay {link.delay.text})." for link in graph.links
                if link not in links and link.delay]
    notices += [f"Recorded, without effect: {link_text(graph, link)}." for link in links if link.sign == "no_effect"]
    active = tuple(link for link in links if link.sign != "no_effect")
    if any(link.sign == "decreases" for link in active) and LOWERING not in stated:
        notices.append("A lowering cause that works takes all the probability away, as a preventing one does (lowering= states a share).")
    unrolled = unroll([node.id for node in graph.nodes], active, steps, graph.step_days)
    influences = tuple(tuple(_influences(unrolled.arrivals[number])) for number in range(len(unrolled.copies)))
    inputs = _inputs(graph, active, stated, influences, shared_phrases)
    notices += [f"Sources disagree, each draw believes one: {item.label}." for item in inputs.values() if item.choices]
    return Scenario(graph, scale, active, stated, unrolled, influences, inputs, shared_phrases, tuple(notices))


def link_text(graph: ScenarioGraph, link: Link) -> str:
    """A link as a plain sentence: "not A, with B, increases C"."""
    labels = {node.id: node.label for node in graph.nodes}
    causes = " and ".join(("" if cause.state else "not: ") + labels[cause.proposition] for cause in link.causes)
    verb = "has no effect on" if link.sign == "no_effect" else link.sign
    return f"{causes} {verb} {labels[link.effect]}"


def _influences(arrivals: Sequence[Arrival]) -> list[Influence]:
    """Arrivals with the same causes are one influence: the same link said twice does not count twice."""
    together: dict[tuple[tuple[int, bool], ...], list[Link]] = {}
    for arrival in arrivals:
        key = tuple(sorted(zip(arrival.causes, (cause.state for cause in arrival.link.causes), strict=True)))
        several = together.setdefault(key, [])
        if all((link.sign, _numbers(link.chance), link.source) != (arrival.link.sign, _numbers(arrival.link.chance), arrival.link.source)
               for link in several):
            several.append(arrival.link)
    found = []
    for causes, links in together.items():
        distinct = len({(link.sign, _numbers(link.chance)) for link in links})
        kept = tuple(links) if distinct > 1 else (links[0],)
        found.append(Influence(causes, kept, "pick:" + "+".join(link.id for link in kept) if distinct > 1 else None))
    return found


def _numbers(chance: Chance) -> tuple[float | None, float | None, str | None]:
    return chance.low, chance.high, chance.assumption


def _input_id(link: Link, shared_phrases: bool) -> str:
    if link.chance.assumption:
        return f"assumption:{link.chance.assumption}"
    if shared_phrases and link.chance.phrase:
        return f"phrase:{link.chance.phrase.casefold()}"
    return f"link:{link.id}"


def _inputs(
    graph: ScenarioGraph, links: Sequence[Link], stated: Mapping[str, Assumption],
    influences: Sequence[Sequence[Influence]], shared_phrases: bool,
) -> dict[str, Input]:
    found: dict[str, Input] = {}
    for name, assumption in stated.items():
        users = tuple(link.id for link in links if link.chance.assumption == name)
        found[f"assumption:{name}"] = Input(
            f"assumption:{name}", "assumption", f"assumption {name}", assumption.low / 100, assumption.high / 100, users
        )
    for link in links:
        if link.chance.low is not None and link.chance.high is not None:
            key = _input_id(link, shared_phrases)
            users = (*(found[key].links if key in found else ()), link.id)
            label = link_text(graph, link) if key.startswith("link:") else f"the phrase '{link.chance.phrase}'"
            found[key] = Input(key, "link", label, link.chance.low / 100, link.chance.high / 100, users, link.source)
    labels = {node.id: node.label for node in graph.nodes}
    for rate in graph.base_rates:
        if rate.chance.low is not None and rate.chance.high is not None:
            key = f"base:{rate.proposition}"
            found[key] = Input(
                key, "base rate", f"base rate of {labels[rate.proposition]}", rate.chance.low / 100, rate.chance.high / 100, (), rate.source
            )
    for influence in (one for several in influences for one in several):
        if influence.pick:
            causes = link_text(graph, influence.links[0])
            others = " or ".join(dict.fromkeys(f"{link.sign} ({link.source or link.origin or link.id})" for link in influence.links))
            found[influence.pick] = Input(
                influence.pick, "disagreement", f"{causes}: {others}", 0, 1, tuple(link.id for link in influence.links),
                choices=len(influence.links),
            )
    return found


def missing(scenario: Scenario, copies: Sequence[int]) -> list[str]:
    """What the numbers of these copies lack, each as words a person can act on."""
    lacking: dict[str, list[str]] = {}
    rates: dict[str, BaseRate] = {rate.proposition: rate for rate in scenario.graph.base_rates}
    for number in copies:
        name = scenario.unrolled.copies[number].proposition
        if scenario.base_input(name) not in scenario.inputs:
            key = rates[name].chance.assumption if name in rates else scenario.base_input(name).removeprefix("assumption:")
            lacking.setdefault(str(key), []).append(f"'{scenario.label(name)}'")
        for influence in scenario.influences[number]:
            for link in influence.links:
                if scenario.chance_input(link) not in scenario.inputs:
                    lacking.setdefault(str(link.chance.assumption), []).append(link_text(scenario.graph, link))
    words = {
        BASE: "the base rate of {} (a row with an empty cause, or base=LOW-HIGH for all without one)",
        LEAK: "how often {} come about with none of the drawn causes (a row with an empty cause, or leak=LOW-HIGH; leak=0 for never)",
        "possible": "what 'could' means in: {} (possible=LOW-HIGH)",
        "stated": "what a bare statement without likelihood means in: {} (stated=LOW-HIGH)",
    }
    return [words.get(key, f"the assumption '{key}' for {{}} ({key}=LOW-HIGH)").format("; ".join(dict.fromkeys(of)))
            for key, of in sorted(lacking.items())]


def require(scenario: Scenario, copies: Sequence[int]) -> None:
    """Raise ScenarioError that names all that is missing for these copies; do nothing when nothing is."""
    lacking = missing(scenario, copies)
    if lacking:
        told = "; and ".join(lacking)
        raise ScenarioError(f"Missing: {told}.", "State each as a row of the file or as an option: --assume NAME=LOW-HIGH.")


def build_network(scenario: Scenario, values: Mapping[str, Numbers]) -> Network:
    """The network for values of the inputs (id -> fractions by draw; for a pick, weights of choices by draw).

    Inputs that are missing get an arbitrary number: `require` guards the copies whose answer is asked.
    """
    nodes: list[Node] = []
    joint: dict[tuple[tuple[int, bool], ...], int] = {}
    extra: list[Node] = []
    size = len(scenario.unrolled.copies)
    for number, copy in enumerate(scenario.unrolled.copies):
        leak = values.get(scenario.base_input(copy.proposition), np.full(1, 0.5))
        edges: dict[int, Edge] = {}
        for influence in scenario.influences[number]:
            parent, state = influence.causes[0]
            if len(influence.causes) > 1:
                if influence.causes not in joint:
                    joint[influence.causes] = size + len(extra)
                    extra.append(_together(scenario, influence.causes))
                parent, state = joint[influence.causes], True
            edge = _edge(scenario, influence, parent, state, leak, values)
            edges[parent] = _merged(edges[parent], edge) if parent in edges else edge
        nodes.append(Node(copy.name, 1.0 - leak, tuple(edges.values())))
    return Network((*nodes, *extra))


def _together(scenario: Scenario, causes: tuple[tuple[int, bool], ...]) -> Node:
    """The hidden node that is so when all causes are: every cause that is not as it must be takes it away."""
    edges = []
    for parent, state in causes:
        left = np.zeros((2, 1))
        left[int(state)] = 1.0
        edges.append(Edge(parent, left, left, raises=False, inhibits=True))
    return Node(" and ".join(scenario.unrolled.copies[parent].name for parent, _ in causes), np.zeros(1), tuple(edges))


def _edge(
    scenario: Scenario, influence: Influence, parent: int, state: bool, leak: Numbers, values: Mapping[str, Numbers]
) -> Edge:
    stays: Numbers = np.zeros(1)
    missed: Numbers = np.zeros(1)
    weights = values[influence.pick] if influence.pick else np.ones((1, 1))
    for place, link in enumerate(influence.links):
        number = values.get(scenario.chance_input(link), np.full(1, 0.5))
        if link.sign == "increases":
            left, miss = np.ones(1), _missed(number, leak)
        else:
            share = values.get(f"assumption:{LOWERING}", np.ones(1)) if link.sign == "decreases" else np.ones(1)
            left = miss = 1.0 - number * share
        stays = stays + weights[place] * left
        missed = missed + weights[place] * miss
    rows = np.ones((2, stays.shape[-1])), np.ones((2, missed.shape[-1]))
    rows[0][int(state)], rows[1][int(state)] = stays, missed
    signs = {link.sign for link in influence.links}
    return Edge(parent, rows[0], rows[1], raises="increases" in signs, inhibits=signs != {"increases"})


def _missed(alone: Numbers, leak: Numbers) -> Numbers:
    """How likely a cause fails to raise its effect, so that cause and leak together give P(effect | cause alone)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        miss = (1.0 - alone) / (1.0 - leak)
    return np.where(leak >= 1.0, 1.0, np.minimum(miss, 1.0))


def _merged(first: Edge, second: Edge) -> Edge:
    return Edge(
        first.parent, first.uninhibited * second.uninhibited, first.missed * second.missed,
        first.raises or second.raises, first.inhibits or second.inhibits,
    )
