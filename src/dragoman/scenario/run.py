"""Running a scenario: what follows in each branch, with and without, over all draws.

In: a compiled Scenario and branches. Out: RunResult.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dragoman.errors import ScenarioError, UsageError
from dragoman.scenario.chains import find_chains, unquantified
from dragoman.scenario.compile import Scenario, build_network, link_text, require
from dragoman.scenario.draws import DRAWS, SEED, Distribution, draw
from dragoman.scenario.inference import marginals
from dragoman.scenario.network import Network, Numbers
from dragoman.scenario.phrases import PhraseScale, percent_text
from dragoman.types.scenario import Branch, BranchAnswer, Difference, Outcome, Probability, RunResult, Setting

MOST_DRAWS = 1_000_000
_STATES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def read_setting(scenario: Scenario, text: str) -> Setting:
    """A setting as typed: "US withdraws troops=yes". Raises UsageError, or ScenarioError for an unknown proposition."""
    name, found, state = text.rpartition("=")
    if not found or state.strip().lower() not in _STATES:
        raise UsageError(f"'{text}' sets nothing.", "Write PROPOSITION=yes or PROPOSITION=no.")
    return Setting(scenario.find(name), _STATES[state.strip().lower()])


def make_branch(scenario: Scenario, do: Sequence[str] = (), observe: Sequence[str] = (), name: str | None = None) -> Branch:
    """A branch from settings as typed; its name is the settings unless one is given."""
    done = tuple(read_setting(scenario, text) for text in do)
    seen = tuple(read_setting(scenario, text) for text in observe)
    for several in (done, seen):
        states: dict[str, bool] = {}
        for setting in several:
            if states.setdefault(setting.proposition, setting.state) != setting.state:
                raise UsageError(f"'{scenario.label(setting.proposition)}' is given as both yes and no.", "Keep one of the two.")
    return Branch(name or _branch_name(scenario, done, seen), done, seen)


def _branch_name(scenario: Scenario, done: Sequence[Setting], seen: Sequence[Setting]) -> str:
    parts = [f"{scenario.label(s.proposition)}={'yes' if s.state else 'no'}" for s in done]
    parts += [f"seen {scenario.label(s.proposition)}={'yes' if s.state else 'no'}" for s in seen]
    return ", ".join(parts) or "as things stand"


def opposite(scenario: Scenario, branch: Branch) -> Branch:
    """What a branch is compared with unless told: all it sets the other way, or nothing seen when it sets nothing."""
    done = tuple(Setting(s.proposition, not s.state) for s in branch.do)
    seen = branch.observe if branch.do else ()
    return Branch(_branch_name(scenario, done, seen), done, seen)


def as_things_stand() -> Branch:
    """The branch in which nothing is set and nothing seen: its answer needs every base rate."""
    return Branch("as things stand")


def run(
    scenario: Scenario,
    branches: Sequence[Branch],
    *,
    reference: Branch | None = None,
    outcomes: Sequence[str] = (),
    draws: int = DRAWS,
    seed: int = SEED,
    distribution: Distribution = "uniform",
    chains: int = 5,
) -> RunResult:
    """What follows in each branch, against the reference (the first branch the other way round, unless given).

    `outcomes` are names of propositions; without any, all that the branches can change. All branches see the same
    draws, so that differences are of the settings alone. Outcomes that move most come first. Raises ScenarioError for
    missing numbers (naming each), unknown names, and observations that cannot be.
    """
    if not branches:
        raise UsageError("Nothing is set or observed.", "Give at least one branch: --do PROPOSITION=yes.")
    if not 1 <= draws <= MOST_DRAWS:
        raise UsageError(f"{draws} draws cannot be made.", f"Ask for 1 to {MOST_DRAWS}; {DRAWS} is usual.")
    against = reference or opposite(scenario, branches[0])
    asked = [scenario.find(name) for name in outcomes] or _changeable(scenario, [*branches, against])
    if not asked:
        raise ScenarioError("No proposition follows from what is set.", "Set or observe a proposition that has effects, or name outcomes.")
    for branch in (*branches, against):
        require(scenario, relevant_copies(scenario, branch, asked))
    values = draw(scenario.inputs, draws, seed, distribution)
    network = build_network(scenario, values)
    without = answer(scenario, network, against, asked)
    answers = [answer(scenario, network, branch, asked) for branch in branches]
    found = [
        _outcome(scenario, name, branches, [rows[place] for rows in answers], without[place], chains)
        for place, name in enumerate(asked)
    ]
    found.sort(key=lambda outcome: -max(abs(part.difference.mean) for part in outcome.branches))
    notices = (*scenario.notices, *_overruled(scenario, values))
    return RunResult(
        tuple(branches), against, tuple(found), tuple(scenario.assumptions.values()), draws, seed, distribution, notices
    )


def answer(scenario: Scenario, network: Network, branch: Branch, outcomes: Sequence[str]) -> Numbers:
    """P(outcome = yes) in a branch, outcomes by draws. Setting holds at every step of a loop, seeing at the last."""
    copies = scenario.unrolled.copies_of
    done = {number: setting.state for setting in branch.do for number in copies[setting.proposition]}
    seen = {copies[setting.proposition][-1]: setting.state for setting in branch.observe}
    return marginals(network, [copies[name][-1] for name in outcomes], do=done, observe=seen)


def relevant_copies(scenario: Scenario, branch: Branch, outcomes: Sequence[str]) -> list[int]:
    """The copies whose numbers the outcomes depend on in a branch: ancestors, cut at what is set."""
    copies = scenario.unrolled.copies_of
    done = {number for setting in branch.do for number in copies[setting.proposition]}
    stack = [copies[name][-1] for name in (*outcomes, *(setting.proposition for setting in branch.observe))]
    found: set[int] = set()
    while stack:
        number = stack.pop()
        if number not in found and number not in done:
            found.add(number)
            stack.extend(parent for influence in scenario.influences[number] for parent, _ in influence.causes)
    return sorted(found)


def _changeable(scenario: Scenario, branches: Sequence[Branch]) -> list[str]:
    """The propositions downstream of anything set; every other one too when something is observed."""
    fixed = {setting.proposition for branch in branches for setting in (*branch.do, *branch.observe)}
    if any(branch.observe for branch in branches):
        return [node.id for node in scenario.graph.nodes if node.id not in fixed]
    reached = {setting.proposition for branch in branches for setting in branch.do}
    grown = True
    while grown:
        fresh = {link.effect for link in scenario.links if any(cause.proposition in reached for cause in link.causes)} - reached
        reached |= fresh
        grown = bool(fresh)
    return [node.id for node in scenario.graph.nodes if node.id in reached and node.id not in fixed]


def _outcome(
    scenario: Scenario, name: str, branches: Sequence[Branch], answers: Sequence[Numbers], without: Numbers, most: int
) -> Outcome:
    parts = tuple(
        BranchAnswer(branch.name, probability_of(numbers, scenario.scale), _difference(numbers - without))
        for branch, numbers in zip(branches, answers, strict=True)
    )
    chains = find_chains(scenario, branches[0], name, most)
    upstream = {scenario.unrolled.copies[number].proposition for number in relevant_copies(scenario, branches[0], [name])}
    return Outcome(
        name, scenario.label(name), parts[0].probability, probability_of(without, scenario.scale), parts[0].difference,
        parts, chains, unquantified(scenario, sorted(upstream)),
    )


def probability_of(numbers: Numbers, scale: PhraseScale) -> Probability:
    """Mean, 5th and 95th percentile of draws (fractions) as a Probability in percent."""
    low, high = np.percentile(numbers, [5, 95])
    mean, low, high = _rounded(100 * numbers.mean()), _rounded(100 * low), _rounded(100 * high)
    return Probability(mean, low, high, scale.words(mean, low, high))


def _difference(numbers: Numbers) -> Difference:
    low, high = (100 * float(part) for part in np.percentile(numbers, [5, 95]))
    mean = 100 * float(numbers.mean())
    raised = float((numbers > 1e-12).mean())
    verb = "no change" if abs(mean) < 1e-9 and high - low < 1e-9 else "raises" if mean > 0 else "lowers"
    words = verb if verb == "no change" else f"{verb} it by {percent_text(abs(mean))} points ({_signed(low)} to {_signed(high)})"
    return Difference(_rounded(mean), _rounded(low), _rounded(high), round(raised, 4), words)


def _signed(points: float) -> str:
    return f"{'-' if points < 0 else '+'}{percent_text(abs(points))}"


def _rounded(number: float) -> float:
    """Ten decimals: enough for any reader, and the same on every machine."""
    return round(float(number), 10) + 0.0


def _overruled(scenario: Scenario, values: Mapping[str, Numbers]) -> list[str]:
    """Links whose number lies below the base rate of their effect in some draws: there they have no effect."""
    notices = []
    for link in scenario.links:
        key, base = scenario.chance_input(link), scenario.base_input(link.effect)
        if link.sign == "increases" and key in values and base in values:
            share = float((values[key] < values[base] - 1e-12).mean())
            if share:
                notices.append(
                    f"In {100 * share:.0f}% of the draws the base rate of the effect is above the link's number, "
                    f"and the link adds nothing: {link_text(scenario.graph, link)}."
                )
    return notices
