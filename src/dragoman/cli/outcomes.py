"""A run in plain words: phrase and number together, chains with their sentences, marks where nothing was quantified."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

if TYPE_CHECKING:
    from dragoman.scenario import Scenario
    from dragoman.types.scenario import Chain, Outcome, RunResult, Sensitivity, Setting, Threshold

_MOST_NOTICES = 6
_MOST_SWINGS = 8


def plain(words: str) -> str:
    """Text of others made safe for a terminal: one line, nothing that is not printable."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in words).split())


class Page:
    """Lines for the terminal, wrapped and indented; nothing in them is taken for markup."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, soft_wrap=False)

    def line(self, words: str, style: str = "", indent: int = 0) -> None:
        """One paragraph."""
        self.console.print(Padding(Text(plain(words), style=style), (0, 0, 0, indent)))

    def gap(self) -> None:
        """An empty line."""
        self.console.print()


def print_run(scenario: Scenario, result: RunResult, hangs: Sequence[Sensitivity], needs: Sequence[Threshold]) -> None:
    """Print a result: branches, outcomes, what they hang on, what would have to be true, assumptions and notices."""
    page = Page()
    page.line(f"If {result.branches[0].name}, against {result.reference.name}:", "bold")
    for outcome in result.outcomes:
        _outcome(page, outcome, len(result.branches))
    for sensitivity in hangs:
        _sensitivity(page, scenario, sensitivity)
    for threshold in needs:
        _threshold(page, scenario, threshold)
    page.gap()
    for assumption in result.assumptions:
        numbers = f"{assumption.low:g}-{assumption.high:g}%" if assumption.low != assumption.high else f"{assumption.low:g}%"
        page.line(f"Assumed ({assumption.origin}): {assumption.name} = {numbers}")
    page.line(f"{result.draws} draws, {result.distribution}, seed {result.seed}; ranges are the 5th and 95th percentile.", "dim")
    print_notices(page, result.notices)


def print_notices(page: Page, notices: Sequence[str]) -> None:
    """The first notices; the rest are counted."""
    for notice in notices[:_MOST_NOTICES]:
        page.line(f"Note: {notice}", "yellow")
    if len(notices) > _MOST_NOTICES:
        page.line(f"… and {len(notices) - _MOST_NOTICES} more notes; all are in --json.", "dim")


def _outcome(page: Page, outcome: Outcome, branches: int) -> None:
    page.gap()
    mark = " *" if outcome.unquantified else ""
    page.line(outcome.label + mark, "bold cyan")
    page.line(f"{outcome.with_.words} instead of {outcome.without.words}; {outcome.difference.words}", indent=2)
    if branches > 1:
        for part in outcome.branches[1:]:
            page.line(f"in {part.branch}: {part.probability.words}; {part.difference.words}", indent=2)
    for chain in outcome.chains:
        _chain(page, chain)
    if outcome.unquantified:
        page.line(f"* rests on assumptions where no author gave a number: {', '.join(outcome.unquantified)}", "yellow", 2)


def _chain(page: Page, chain: Chain) -> None:
    page.line(f"{chain.direction} it through:", "dim", 2)
    for link in chain.links:
        source = f" ({link.source})" if link.source else ""
        mark = " *" if link.unquantified else ""
        page.line(f"{link.text}: {link.words}{mark}{source}", indent=4)
        if link.quote:
            page.line(f"“{link.quote}”", "italic", 6)


def _sensitivity(page: Page, scenario: Scenario, sensitivity: Sensitivity) -> None:
    page.gap()
    page.line(f"What '{scenario.label(sensitivity.outcome)}' ({sensitivity.middle:.0f}%) hangs on:", "bold")
    for swing in sensitivity.swings[:_MOST_SWINGS]:
        share = "" if swing.share is None else f"; knowing it would take away {swing.share:.0f}% of the variance"
        left = "" if swing.without is None else f"; without it {swing.without:.0f}%"
        page.line(f"{swing.label} ({swing.kind}): {swing.at_low:.0f}% to {swing.at_high:.0f}%{share}{left}", indent=2)
    for learning in sensitivity.learning[:3]:
        page.line(f"watch '{learning.label}': {learning.if_yes:.0f}% if so, {learning.if_no:.0f}% if not", indent=2)


def _threshold(page: Page, scenario: Scenario, threshold: Threshold) -> None:
    page.gap()
    page.line(f"For '{scenario.label(threshold.outcome)}' (now {threshold.now.words}) to reach {threshold.threshold:g}%:", "bold")
    for found in threshold.sets:
        words = " and ".join(_setting(scenario, setting) for setting in found.settings) or "nothing more: it is there already"
        page.line(f"{words}: {found.probability.words}", indent=2)
    if not threshold.sets:
        page.line("no set of up to three causes is enough", indent=2)
    for crossing in threshold.crossings:
        if crossing.needed is not None:
            where = f"{'in' if crossing.inside else 'outside'} its range {crossing.low:.0f}-{crossing.high:.0f}%"
            page.line(f"or {crossing.label} at {crossing.needed:.0f}% ({where})", indent=2)


def _setting(scenario: Scenario, setting: Setting) -> str:
    return f"{scenario.label(setting.proposition)}={'yes' if setting.state else 'no'}"


def print_propositions(scenario: Scenario, lacking: Sequence[str]) -> None:
    """Print what can be set, and which numbers are missing."""
    page = Page()
    page.line(f"{len(scenario.graph.nodes)} propositions, {len(scenario.links)} links. Set one: --do \"PROPOSITION=yes\"", "bold")
    for node in scenario.graph.nodes:
        page.line(node.label, indent=2)
    for words in lacking:
        page.line(f"Missing: {words}", "yellow")
    print_notices(page, scenario.notices)
