"""Crisis -> Outcome: a graph of claims or a hand-drawn one is compiled, run, and questioned."""

from dragoman.scenario.causes import minimal_causes, what_would_have_to_be_true
from dragoman.scenario.compile import Scenario, compile_scenario
from dragoman.scenario.exports import export
from dragoman.scenario.from_claims import graph_from_readings
from dragoman.scenario.load import load_links
from dragoman.scenario.run import as_things_stand, make_branch, opposite, run
from dragoman.scenario.sensitivity import sensitivity

__all__ = [
    "Scenario", "as_things_stand", "compile_scenario", "export", "graph_from_readings", "load_links", "make_branch",
    "minimal_causes", "opposite", "run", "sensitivity", "what_would_have_to_be_true",
]
