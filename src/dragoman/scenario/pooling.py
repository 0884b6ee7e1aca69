"""Each author's own answer and the pooled ones: the scenario run with one holder's claims at a time.

In: a crisis, settings, weights. Out: PooledAnswer records. Linear pooling averages probabilities, log-odds pooling averages
their log-odds (geometric pooling of odds); both with weights. Source: C. Genest and J. Zidek, "Combining probability
distributions: a critique and an annotated bibliography" (Statistical Science 1, 1986). Neither knows how far the authors
rely on the same evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from dragoman.errors import ScenarioError, UsageError
from dragoman.scenario.compile import Scenario, compile_scenario
from dragoman.scenario.from_crisis import graph_from_crisis
from dragoman.scenario.naming import resolved
from dragoman.scenario.run import make_branch, run
from dragoman.types.crisis import Crisis
from dragoman.types.scenario import Assumption, Branch, Outcome, ScenarioGraph


class OwnAnswer(msgspec.Struct, frozen=True):
    """What follows from one holder's claims alone: mean and range in percent, and in words with the number."""

    holder: str
    weight: float
    mean: float
    low: float
    high: float
    words: str


class PooledAnswer(msgspec.Struct, frozen=True):
    """One outcome: each holder's own answer, and both pools (percent, of the holders who have an answer)."""

    proposition: str
    label: str
    answers: tuple[OwnAnswer, ...]
    linear: float
    log_odds: float
    linear_words: str
    log_odds_words: str


def linear_pool(probabilities: Sequence[float], weights: Sequence[float]) -> float:
    """The weighted mean of probabilities (fractions)."""
    return float(np.average(np.asarray(probabilities), weights=np.asarray(weights)))


def log_odds_pool(probabilities: Sequence[float], weights: Sequence[float]) -> float:
    """The probability whose log-odds are the weighted mean of the others'; 0 or 1 decides alone, and both together give one half."""
    given = np.asarray(probabilities, dtype=float)
    if (given == 0).any() or (given == 1).any():
        return 0.5 if (given == 0).any() and (given == 1).any() else float((given == 1).any())
    mean = np.average(np.log(given / (1 - given)), weights=np.asarray(weights))
    return float(1 / (1 + np.exp(-mean)))


def pooled(
    crisis: Crisis, holders: Sequence[str], do: Sequence[str], *, assume: Sequence[str | Assumption] = (),
    weights: Mapping[str, float] | None = None, steps: int | None = None, draws: int = 10_000,
) -> tuple[PooledAnswer, ...]:
    """What each holder's claims make of the same settings, outcome by outcome, and the pools.

    A holder whose claims do not reach an outcome has no answer there. Raises ScenarioError for missing numbers, or when
    nothing follows from anybody's claims; UsageError for weights below zero or all zero.
    """
    given = {holder: (weights or {}).get(holder, 1.0) for holder in holders}
    if any(weight < 0 for weight in given.values()) or not any(given.values()):
        raise UsageError("The weights are no weights.", "Give each source a number of at least 0, and one of them more.")
    whole = graph_from_crisis(crisis)
    wordings = {p.id: p.phrases for p in crisis.propositions}
    settings = [resolved(whole, text, wordings) for text in do]
    rows: dict[str, list[tuple[str, Outcome]]] = {}
    scenario: Scenario | None = None
    for holder in given:
        own = graph_from_crisis(crisis, holder=holder)
        scenario = compile_scenario(_all_nodes(own, whole), assume, steps=steps)
        branch = make_branch(scenario, settings)
        if _reaches(scenario, branch):
            for outcome in run(scenario, [branch], draws=draws, chains=0).outcomes:
                rows.setdefault(outcome.proposition, []).append((holder, outcome))
    if scenario is None or not rows:
        raise ScenarioError("Nothing follows from what is set in any source's claims.", "Set a proposition that one of them gives effects.")
    words = scenario.scale.words
    found = []
    for name, several in rows.items():
        answers = tuple(
            OwnAnswer(holder, given[holder], o.with_.mean, o.with_.low, o.with_.high, o.with_.words) for holder, o in several
        )
        shares = [answer.weight for answer in answers]
        if any(shares):
            linear = round(100 * linear_pool([a.mean / 100 for a in answers], shares), 6)
            odds = round(100 * log_odds_pool([a.mean / 100 for a in answers], shares), 6)
            label = several[0][1].label
            found.append(PooledAnswer(name, label, answers, linear, odds, words(linear, linear, linear), words(odds, odds, odds)))
    return tuple(sorted(found, key=lambda one: (-len(one.answers), one.proposition)))


def _all_nodes(own: ScenarioGraph, whole: ScenarioGraph) -> ScenarioGraph:
    """One holder's graph over everybody's propositions, so that the same names mean the same."""
    return msgspec.structs.replace(own, nodes=whole.nodes)


def _reaches(scenario: Scenario, branch: Branch) -> bool:
    fixed = {setting.proposition for setting in branch.do}
    return any(cause.proposition in fixed and link.effect not in fixed for link in scenario.links for cause in link.causes)
