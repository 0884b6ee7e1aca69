"""`dragoman run`: set or observe something, and see what follows, with the chains and sentences that carry it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from cyclopts import Parameter

from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.cli.models import Model
    from dragoman.scenario import Scenario
    from dragoman.types.scenario import Branch, RunResult, ScenarioGraph, Sensitivity, Threshold

Several = Annotated[tuple[str, ...], Parameter(negative=())]
FORMS = {".bif": "bif", ".graphml": "graphml", ".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".csv": "csv", ".json": "json"}


def run(
    *sources: str,
    do: Several = (),
    observe: Several = (),
    outcome: Several = (),
    contrast: Several = (),
    branch: Several = (),
    as_things_stand: Annotated[bool, Parameter(negative=())] = False,
    assume: Several = (),
    base: Several = (),
    horizon: str | None = None,
    steps: int | None = None,
    scale: str = "icd_203",
    threshold: str | None = None,
    sensitivity: Annotated[bool, Parameter(negative=())] = False,
    chains: int = 3,
    draws: int = 10_000,
    seed: int = 20150102,
    distribution: Literal["uniform", "pert"] = "uniform",
    shared_phrases: Annotated[bool, Parameter(negative=())] = False,
    export: Annotated[tuple[Path, ...], Parameter(negative=())] = (),
    json: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Run a scenario: what follows when something is set or seen, how sure, and which sentences say so.

    Without --do and --observe it lists the propositions that can be set, and what numbers are missing.

    Parameters
    ----------
    sources
        One links file (CSV, Mermaid or JSON); or a crisis folder, readings, or articles.
    do
        Set a proposition and cut what usually brings it about: "US withdraws troops=yes". Repeat for several.
    observe
        See a proposition: its causes become likelier too. Repeat for several.
    outcome
        Only these outcomes. Repeat for several.
    contrast
        Compare with this being set instead: "US stays=yes". Repeat for several.
    branch
        A further branch beside the first: "name: A=yes; B=no". Repeat for several.
    as_things_stand
        Compare with nothing being set or seen.
    assume
        A number for what nobody quantified: possible=5-55, stated=60-95, leak=0-2, base=10-30. Repeat for several.
    base
        The base rate of one proposition: "Oil price rises=20-40". Repeat for several.
    horizon
        Leave out links that take longer: "6 months", or a number of steps.
    steps
        Time steps to unroll loops over.
    scale
        The likelihood scale that phrases take numbers from and answers are worded in.
    threshold
        For each --outcome, what would have to be true for it to reach this: likely, or a number in percent.
    sensitivity
        For each --outcome (or the most moved one), what the answer hangs on.
    chains
        Chains shown for each outcome.
    draws
        Draws over the uncertain numbers.
    seed
        Seed of the draws.
    distribution
        How a number lies in its interval: uniform or pert.
    shared_phrases
        Links with the same phrase share one uncertain number.
    export
        Write the graph to a file; its ending says how: .csv, .mmd, .json, .graphml, .dot, .bif. Repeat for several.
    json
        Print the result as JSON.
    """
    from dragoman.cli.models import load_model
    from dragoman.scenario import compile_scenario
    from dragoman.scenario.phrases import scale_named

    phrases = scale_named(scale)
    model = load_model(sources, phrases)
    scenario = compile_scenario(
        _with_base(model, base), assume, scale=phrases, horizon=horizon, steps=steps, shared_phrases=shared_phrases
    )
    for file in export:
        _export(scenario, file)
    if not (do or observe or branch):
        return _list(scenario, json, wanted=not export or json)
    branches, reference = _branches(scenario, model, do, observe, contrast, branch, as_things_stand)
    result = _run(scenario, model, branches, reference, outcome, draws, seed, distribution, chains)
    asked = [found.proposition for found in result.outcomes] if outcome else [found.proposition for found in result.outcomes[:1]]
    hangs = _sensitivities(scenario, branches[0], asked, draws, seed, distribution) if sensitivity else []
    needs = _thresholds(scenario, model, threshold, outcome, branches[0], draws, seed, distribution)
    if json:
        _print_json(result, hangs, needs)
    else:
        from dragoman.cli.outcomes import print_run

        print_run(scenario, result, hangs, needs)
    return 0


def _with_base(model: Model, base: tuple[str, ...]) -> ScenarioGraph:
    from dragoman.scenario.naming import find_proposition
    from dragoman.scenario.phrases import read_chance
    from dragoman.types.scenario import BaseRate

    graph = model.graph
    rates = {rate.proposition: rate for rate in graph.base_rates}
    for text in base:
        name, found, value = text.rpartition("=")
        if not found or not value.strip():
            raise UsageError(f"'{text}' is no base rate.", "Write PROPOSITION=LIKELIHOOD, such as 'Oil price rises=20-40'.")
        key = find_proposition(graph, name, model.wordings)
        rates[key] = BaseRate(key, read_chance(value), "option")
    return msgspec.structs.replace(graph, base_rates=tuple(rates.values()))


def _branches(
    scenario: Scenario, model: Model, do: tuple[str, ...], observe: tuple[str, ...], contrast: tuple[str, ...],
    branch: tuple[str, ...], stand: bool,
) -> tuple[list[Branch], Branch | None]:
    from dragoman.scenario import as_things_stand, make_branch
    from dragoman.scenario.naming import resolved

    def settings(texts: tuple[str, ...]) -> list[str]:
        return [resolved(scenario.graph, text, model.wordings) for text in texts]

    branches = [make_branch(scenario, settings(do), settings(observe))] if do or observe else []
    for text in branch:
        name, found, rest = text.partition(":")
        parts = tuple(part.strip() for part in (rest if found else text).split(";") if part.strip())
        branches.append(make_branch(scenario, settings(parts), name=name.strip() if found else None))
    if stand and contrast:
        raise UsageError("--contrast and --as-things-stand are two references.", "Keep one of the two.")
    if stand:
        return branches, as_things_stand()
    seen = settings(observe) if contrast else []
    return branches, make_branch(scenario, settings(contrast), seen) if contrast else None


def _run(
    scenario: Scenario, model: Model, branches: list[Branch], reference: Branch | None, outcome: tuple[str, ...], draws: int,
    seed: int, distribution: Literal["uniform", "pert"], chains: int,
) -> RunResult:
    from dragoman.scenario import run as run_scenario
    from dragoman.scenario.naming import find_proposition

    names = [find_proposition(scenario.graph, name, model.wordings) for name in outcome]
    return run_scenario(
        scenario, branches, reference=reference, outcomes=names, draws=draws, seed=seed, distribution=distribution, chains=chains
    )


def _sensitivities(
    scenario: Scenario, branch: Branch, outcomes: list[str], draws: int, seed: int, distribution: Literal["uniform", "pert"]
) -> list[Sensitivity]:
    from dragoman.scenario import sensitivity

    return [sensitivity(scenario, branch, name, draws=draws, seed=seed, distribution=distribution) for name in outcomes]


def _thresholds(
    scenario: Scenario, model: Model, threshold: str | None, outcome: tuple[str, ...], given: Branch, draws: int, seed: int,
    distribution: Literal["uniform", "pert"],
) -> list[Threshold]:
    from dragoman.scenario import what_would_have_to_be_true
    from dragoman.scenario.naming import find_proposition

    if threshold is None:
        return []
    if not outcome:
        raise UsageError("--threshold is for outcomes, and none is named.", "Add --outcome PROPOSITION.")
    names = [find_proposition(scenario.graph, name, model.wordings) for name in outcome]
    return [
        what_would_have_to_be_true(scenario, name, threshold, given=given, draws=draws, seed=seed, distribution=distribution)
        for name in names
    ]


def _export(scenario: Scenario, file: Path) -> None:
    from dragoman.scenario import export

    form = FORMS.get(file.suffix.lower())
    if form is None:
        raise UsageError(f"'{file}' is of no format to export.", f"End it in one of {', '.join(sorted(FORMS))}.")
    try:
        file.write_text(export(scenario, form), encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"'{file}' could not be written: {error.strerror}.", "Choose another file.") from error


def _list(scenario: Scenario, json: bool, *, wanted: bool) -> int:
    from dragoman.cli.outcomes import print_propositions
    from dragoman.scenario.compile import missing

    lacking = missing(scenario, range(len(scenario.unrolled.copies)))
    if json:
        listed = [{"id": node.id, "label": node.label} for node in scenario.graph.nodes]
        _write({"propositions": listed, "missing": lacking, "notices": list(scenario.notices)})
    elif wanted:
        print_propositions(scenario, lacking)
    return 0


def _print_json(result: RunResult, hangs: list[Sensitivity], needs: list[Threshold]) -> None:
    answer = msgspec.to_builtins(result)
    if hangs:
        answer["sensitivity"] = msgspec.to_builtins(hangs)
    if needs:
        answer["thresholds"] = msgspec.to_builtins(needs)
    _write(answer)


def _write(answer: object) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
    sys.stdout.flush()
