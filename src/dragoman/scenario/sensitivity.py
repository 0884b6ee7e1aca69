"""What an answer hangs on: a tornado over links, assumptions, base rates and sources, and the value of learning each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dragoman.scenario.compile import Input, Scenario, build_network, compile_scenario, require
from dragoman.scenario.draws import DRAWS, SEED, Distribution, draw, means
from dragoman.scenario.network import Numbers
from dragoman.scenario.run import answer, relevant_copies
from dragoman.types.scenario import Branch, Learning, ScenarioGraph, Sensitivity, Setting, Swing

BINS = 50
"""Bins of draws for the conditional mean: 200 draws in each of 10,000, by which its own noise is corrected."""


def sensitivity(
    scenario: Scenario,
    branch: Branch,
    outcome: str,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    distribution: Distribution = "uniform",
) -> Sensitivity:
    """What the probability of an outcome in a branch hangs on, widest swing first.

    A swing moves one input over its interval with the others at their mean; the swing of a source moves all its links
    together, and `without` leaves them out. `share` is the expected reduction of the answer's variance if the input
    were known exactly (percent of the variance; for a source, all its numbers at once). Source: M. Strong and
    J. Oakley, "An efficient method for computing single-parameter partial expected value of perfect information"
    (Medical Decision Making 33, 2013). It ignores what inputs tell only together, and inputs that no link into the
    outcome takes are not listed.
    """
    name = scenario.find(outcome)
    copies = relevant_copies(scenario, branch, [name])
    require(scenario, copies)
    used = _used(scenario, copies)
    middles = means(scenario.inputs)
    sources = _sources(scenario, used)
    settings = _settings(scenario, used, sources)
    ends = answer(scenario, build_network(scenario, _rows(middles, settings)), branch, [name])[0]
    middle = float(answer(scenario, build_network(scenario, middles), branch, [name])[0, 0])
    values = draw(scenario.inputs, draws, seed, distribution)
    results = np.broadcast_to(answer(scenario, build_network(scenario, values), branch, [name])[0], (draws,))
    swings = []
    for place, item in enumerate(used):
        pair = ends[2 * place], ends[2 * place + 1]
        swings.append(_swing(item.id, item.kind, item.label, (100 * item.low, 100 * item.high), pair, explained(results, values[item.id])))
    for place, source in enumerate(sources, start=len(used)):
        pair = ends[2 * place], ends[2 * place + 1]
        left = _without_source(scenario, source, branch, name)
        own = [values[scenario.chance_input(link)] for link in scenario.links if link.source == source and not link.chance.assumption]
        share = explained_together(results, own)
        swings.append(_swing(f"source:{source}", "source", f"all links of {source}", (0.0, 100.0), pair, share, left))
    swings.sort(key=lambda swing: -swing.swing)
    return Sensitivity(name, branch, 100 * middle, 1e4 * float(results.var()), tuple(swings), _learning(scenario, branch, name, copies))


def _swing(
    key: str, kind: str, label: str, ends: tuple[float, float], answers: tuple[float, float],
    share: float | None, without: float | None = None,
) -> Swing:
    low, high = round(100 * float(answers[0]), 10), round(100 * float(answers[1]), 10)
    return Swing(key, kind, label, round(ends[0], 10), round(ends[1], 10), low, high, abs(high - low), share, without)


def _used(scenario: Scenario, copies: Sequence[int]) -> list[Input]:
    """The inputs that these copies take their numbers from, each once."""
    keys: dict[str, None] = {}
    for number in copies:
        keys[scenario.base_input(scenario.unrolled.copies[number].proposition)] = None
        for influence in scenario.influences[number]:
            if influence.pick:
                keys[influence.pick] = None
            for link in influence.links:
                keys[scenario.chance_input(link)] = None
                if link.sign == "decreases" and "assumption:lowering" in scenario.inputs:
                    keys["assumption:lowering"] = None
    return [scenario.inputs[key] for key in keys]


def _sources(scenario: Scenario, used: Sequence[Input]) -> list[str]:
    """Sources of the links at hand, when there are several to tell apart."""
    ids = {link for item in used for link in item.links}
    found = list(dict.fromkeys(link.source for link in scenario.links if link.id in ids and link.source))
    return found if len(found) > 1 else []


def _settings(scenario: Scenario, used: Sequence[Input], sources: Sequence[str]) -> list[dict[str, Numbers]]:
    """For each row of the tornado, the inputs that leave their mean and what they become: two rows for each bar."""
    rows: list[dict[str, Numbers]] = []
    for item in used:
        if item.choices:
            believed = np.eye(item.choices)
            rows += [{item.id: believed[0]}, {item.id: believed[-1]}]
        else:
            rows += [{item.id: np.asarray(item.low)}, {item.id: np.asarray(item.high)}]
    for source in sources:
        links = [link for link in scenario.links if link.source == source and not link.chance.assumption]
        items = [scenario.inputs[scenario.chance_input(link)] for link in links]
        rows += [{item.id: np.asarray(item.low) for item in items}, {item.id: np.asarray(item.high) for item in items}]
    return rows


def _rows(middles: Mapping[str, Numbers], settings: Sequence[Mapping[str, Numbers]]) -> dict[str, Numbers]:
    """Values with one row of the tornado in the place of each draw."""
    values = {key: np.repeat(numbers, len(settings), axis=-1) for key, numbers in middles.items()}
    for row, setting in enumerate(settings):
        for key, value in setting.items():
            values[key][..., row] = value
    return values


def _learning(scenario: Scenario, branch: Branch, outcome: str, copies: Sequence[int]) -> tuple[Learning, ...]:
    """What seeing each proposition that the outcome depends on would tell, by two questions and Bayes' rule."""
    fixed = {setting.proposition for setting in (*branch.do, *branch.observe)} | {outcome}
    names = list(dict.fromkeys(scenario.unrolled.copies[number].proposition for number in copies))
    names = [name for name in names if name not in fixed]
    network = build_network(scenario, means(scenario.inputs))
    before = answer(scenario, network, branch, [outcome, *names])[:, 0]
    middle = float(before[0])
    if not names or not 0 < middle < 1:
        return ()
    seen = Branch("", branch.do, (*branch.observe, Setting(outcome, True)))
    after = answer(scenario, network, seen, names)[:, 0]
    found = []
    for name, prior, given in zip(names, before[1:], after, strict=True):
        if 0 < prior < 1:
            yes, no = middle * given / prior, middle * (1 - given) / (1 - prior)
            variance = prior * (yes - middle) ** 2 + (1 - prior) * (no - middle) ** 2
            share = variance / (middle * (1 - middle))
            found.append(Learning(
                name, scenario.label(name), *(round(100 * float(part), 10) for part in (prior, yes, no, share))
            ))
    return tuple(sorted(found, key=lambda one: -one.share))


def explained(results: Numbers, values: Numbers) -> float:
    """The share (percent) of the variance of `results` that knowing `values` takes away, from draws of both."""
    variance = float(results.var())
    if values.shape[-1] == 1 or variance < 1e-18:
        return 0.0
    if values.ndim == 2:
        groups = [results[weights > 0.5] for weights in values]
    else:
        order = np.argsort(values, kind="stable")
        groups = np.array_split(results[order], max(2, min(BINS, len(results) // 20)))
    groups = [group for group in groups if len(group) > 1]
    between = sum(len(group) * (float(group.mean()) - float(results.mean())) ** 2 for group in groups) / len(results)
    noise = sum(float(group.var(ddof=1)) for group in groups) / len(results)
    return float(np.clip(100 * (between - noise) / variance, 0.0, 100.0))


def explained_together(results: Numbers, several: Sequence[Numbers]) -> float:
    """The share (percent) of the variance of `results` that knowing all of `several` takes away, by linear regression.

    It ignores what is not linear in the numbers; an answer is linear in each of them and nearly so in all.
    """
    columns = [values - values.mean() for values in several if values.shape[-1] > 1]
    variance = float(results.var())
    if not columns or variance < 1e-18 or len(results) <= len(columns) + 1:
        return 0.0
    matrix = np.stack(columns, axis=1)
    centred = results - results.mean()
    fit = matrix @ np.linalg.lstsq(matrix, centred, rcond=None)[0]
    rest = float(((centred - fit) ** 2).sum()) / (len(results) - len(columns) - 1)
    return float(np.clip(100 * (1 - rest / variance), 0.0, 100.0))


def _without_source(scenario: Scenario, source: str, branch: Branch, outcome: str) -> float | None:
    """The outcome (percent, inputs at their means) with a source's links left out; None when numbers are then missing."""
    graph = scenario.graph
    kept = tuple(link for link in graph.links if link.source != source)
    smaller = ScenarioGraph(graph.nodes, kept, graph.base_rates, graph.assumptions, graph.steps, graph.step_days)
    other = compile_scenario(smaller, tuple(scenario.assumptions.values()), scale=scenario.scale, steps=_steps(scenario))
    copies = relevant_copies(other, branch, [outcome])
    if any(other.base_input(other.unrolled.copies[number].proposition) not in other.inputs for number in copies):
        return None
    return 100 * float(answer(other, build_network(other, means(other.inputs)), branch, [outcome])[0, 0])


def _steps(scenario: Scenario) -> int | None:
    """The number of steps that the scenario's loops were unrolled to."""
    return max((copy.step for copy in scenario.unrolled.copies if copy.step is not None), default=None)
