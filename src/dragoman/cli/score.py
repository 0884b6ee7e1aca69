"""`dragoman score`: forecasts of a crisis against what came about."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import Parameter

from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.crisis.score import Proposal, ScoreCard


def score(
    crisis: str,
    resolutions: Path | None = None,
    *,
    propose: Annotated[bool, Parameter(negative=())] = False,
    json: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Score who was right: Brier and log score, calibration by author, source, phrase and horizon.

    Parameters
    ----------
    crisis
        A crisis folder, or a file of readings.
    resolutions
        What came about: a CSV proposition,outcome,date,evidence with outcome yes, no, unresolved or unresolvable. In a crisis
        folder, resolutions.csv unless given.
    propose
        Instead of scoring, list propositions that later events seem to have settled, as rows to confirm and copy.
    json
        Print the result as JSON.
    """
    from dragoman.cli.models import load_any_crisis
    from dragoman.crisis.score import load_resolutions
    from dragoman.crisis.score import propose as propose_from_events
    from dragoman.crisis.score import score as score_crisis

    merged = load_any_crisis([crisis])
    default = Path(crisis) / "resolutions.csv"
    file = resolutions or (default if default.is_file() else None)
    settled = load_resolutions(file, merged) if file is not None else {}
    if propose:
        proposals = propose_from_events(merged, settled)
        if json:
            _write(proposals)
        else:
            _print_proposals(proposals)
        return 0
    if file is None:
        raise UsageError("No resolutions were given.", "Name a CSV proposition,outcome,date,evidence; --propose lists candidates.")
    card = score_crisis(merged, settled)
    if json:
        _write(card)
    else:
        _print(card)
    return 0


def _write(result: object) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(result) + b"\n")
    sys.stdout.flush()


def _print_proposals(proposals: tuple[Proposal, ...]) -> None:
    import csv

    from dragoman.cli.outcomes import plain

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("proposition", "outcome", "date", "evidence"))
    for one in proposals:
        writer.writerow((one.proposition, "yes", one.date, plain(f"{one.event}: {one.words}")))


def _print(card: ScoreCard) -> None:
    from dragoman.cli.outcomes import Page

    page = Page()
    page.line(f"{len(card.forecasts)} forecasts scored (0 is best; 0.25 is saying 50% always)", "bold")
    for one in card.scores:
        name = "" if one.group == "all" else f" {one.name}"
        page.line(
            f"{one.group}{name}: {one.forecasts} forecasts, Brier {one.brier:.3f} ({one.brier_low:.3f}-{one.brier_high:.3f}), "
            f"log {one.log:.3f}; said {100 * one.said:.0f}%, came about {100 * one.came:.0f}% "
            f"({100 * one.came_low:.0f}-{100 * one.came_high:.0f}%)", indent=2,
        )
    for words, several in (
        ("unresolved", card.unresolved), ("unresolvable", card.unresolvable), ("whose cause did not come about", card.cause_not_met),
        ("without a number", card.not_quantified),
    ):
        if several:
            page.line(f"Not scored, {words}: {len(several)}", "dim", 2)
