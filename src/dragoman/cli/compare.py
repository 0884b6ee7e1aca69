"""`dragoman compare`: two authors or sources of a crisis, their claims side by side and their answers pooled."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import Parameter

from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.cli.outcomes import Page
    from dragoman.crisis.compare import Comparison, Single
    from dragoman.scenario.pooling import PooledAnswer

Several = Annotated[tuple[str, ...], Parameter(negative=())]
_VERDICTS = {
    "agree": "both say", "unquantified": "both say, at least one without a number", "sign": "disagree on the direction",
    "likelihood": "disagree on the likelihood",
}


def compare(
    crisis: str,
    first: str,
    other: str,
    *,
    do: Several = (),
    assume: Several = (),
    weight: Several = (),
    steps: int | None = None,
    json: Annotated[bool, Parameter(negative=())] = False,
) -> int:
    """Compare two authors or sources: what both say, where they disagree, what only one considers; with --do, their answers pooled.

    Parameters
    ----------
    crisis
        A crisis folder, or a file of readings.
    first
        An author, publisher, actor or article, or a part of the name that only one has.
    other
        The other one.
    do
        Set a proposition, and compare what follows from each one's claims alone. Repeat for several.
    assume
        Numbers for what nobody quantified: possible=5-55. Repeat for several.
    weight
        The weight of a source in the pools: "Ann=2". 1 unless given. Repeat for several.
    steps
        Time steps to unroll loops over.
    json
        Print the comparison as JSON.
    """
    from dragoman.cli.models import load_any_crisis
    from dragoman.crisis.compare import compare as compare_holders
    from dragoman.crisis.compare import find_holder

    merged = load_any_crisis([crisis])
    found = compare_holders(merged, first, other)
    answers: tuple[PooledAnswer, ...] = ()
    if do:
        from dragoman.scenario.pooling import pooled

        weights = {find_holder(merged, name): number for name, number in map(_weight, weight)}
        answers = pooled(merged, (found.first, found.other), do, assume=assume, weights=weights, steps=steps)
    if json:
        result = {**msgspec.to_builtins(found), "answers": msgspec.to_builtins(answers)}
        sys.stdout.buffer.write(msgspec.json.encode(result) + b"\n")
        sys.stdout.flush()
    else:
        _print(found, answers)
    return 0


def _weight(text: str) -> tuple[str, float]:
    name, found, number = text.rpartition("=")
    try:
        return name.strip() if found and name.strip() else "", float(number)
    except ValueError as error:
        raise UsageError(f"'{text}' is no weight.", "Write SOURCE=NUMBER, such as Ann=2.") from error


def _print(found: Comparison, answers: Sequence[PooledAnswer]) -> None:
    from dragoman.cli.outcomes import Page

    page = Page()
    page.line(f"{found.first} and {found.other}", "bold")
    for shared in found.shared:
        page.gap()
        page.line(f"{' and '.join(shared.causes) or '(no cause named)'} -> {shared.effect}: {_VERDICTS[shared.verdict]}", "bold cyan")
        for side in (shared.first, shared.other):
            page.line(f"{side.holder}: {side.sign}, {side.likelihood}", indent=2)
            page.line(f"“{side.quote}”", "italic", 4)
    if not found.shared:
        page.line("They speak of no link that both consider.")
    for holder, singles in ((found.first, found.only_first), (found.other, found.only_other)):
        _singles(page, holder, singles)
    for answer in answers:
        page.gap()
        page.line(answer.label, "bold cyan")
        for own in answer.answers:
            page.line(f"{own.holder} (weight {own.weight:g}): {own.words}", indent=2)
        if len(answer.answers) > 1:
            page.line(f"pooled: linear {answer.linear_words}; log-odds {answer.log_odds_words}", indent=2)


def _singles(page: Page, holder: str, singles: Sequence[Single]) -> None:
    if singles:
        page.line(f"Only {holder}:", "bold")
    for single in singles:
        known = "" if single.known else " (the other does not speak of it)"
        cause = " and ".join(single.causes) or "(no cause named)"
        page.line(f"{cause} {single.side.sign} {single.effect}, {single.side.likelihood}{known}", indent=2)
