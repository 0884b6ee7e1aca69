"""Competing explanations against the evidence of the crisis, and whether their likelihoods can all be right.

In: a crisis. Out: one Weighed for each explanation with competing alternatives. The matrix follows R. Heuer, "Psychology of
Intelligence Analysis" (1999), ch. 8: what counts is how much speaks against an alternative, not how much for it. Cells are
proposals: a word match cannot tell why something happened, only that a report speaks of the same thing or denies it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from dragoman.crisis.coherence import Coherent, check, sum_at_most_one
from dragoman.crisis.contradictions import likelihood_words
from dragoman.crisis.wording import content_stems, gist_of
from dragoman.types.crisis import Crisis, CrisisExplanation, CrisisReason, Evidence

Cell = Literal["for", "against", "silent"]
LEAST_SHARED = 2
_DENIALS = frozenset({"deny", "refuse"})


class EvidenceRow(msgspec.Struct, frozen=True):
    """One report and what it is to each alternative, in their order."""

    record: str
    words: str
    holder: str
    cells: tuple[Cell, ...]


class Alternative(msgspec.Struct, frozen=True):
    """One alternative: its likelihood as given, reports for and against, and its coherent re-estimate (percent) if it has a number."""

    text: str
    holder: str
    likelihood: str
    supporting: int
    against: int
    given: float | None
    coherent: float | None


class Weighed(msgspec.Struct, frozen=True):
    """An explanation weighed: alternatives with least against them first, the matrix, and what is incoherent in the numbers.

    Rows that are silent on all alternatives are left out. `violations` are empty when the likelihoods as given can all be right.
    """

    explanation: str
    explained: str
    alternatives: tuple[Alternative, ...]
    matrix: tuple[EvidenceRow, ...]
    violations: tuple[str, ...]


def weigh_explanations(crisis: Crisis) -> tuple[Weighed, ...]:
    """All competing explanations of a crisis, weighed against the reports of their thread."""
    reports = _reports(crisis)
    threads = {source.id: source.thread for source in crisis.sources}
    found = []
    for explanation in crisis.explanations:
        if explanation.competing and len(explanation.alternatives) > 1:
            thread = threads.get(explanation.evidence[0].article)
            near = [report for report in reports if threads.get(report[1].article) == thread]
            found.append(_weighed(explanation, near))
    return tuple(found)


_Report = tuple[str, Evidence, str, bool]


def _reports(crisis: Crisis) -> list[_Report]:
    """Record id, evidence, who says so, and whether it is a denial: what happened or did not, and what was said."""
    found: list[_Report] = []
    names = {actor.id: actor.name for actor in crisis.actors}
    for event in crisis.events:
        if event.status in ("actual", "historical", "negated") and event.evidence:
            found.append((event.id, event.evidence[0], ", ".join(event.asserted_by), event.status == "negated"))
    for said in crisis.statements:
        speaker = names.get(said.speaker or "", "somebody")
        found.append((said.id, said.evidence[0], speaker, said.act in _DENIALS))
    return found


def _weighed(explanation: CrisisExplanation, reports: Sequence[_Report]) -> Weighed:
    known = set(content_stems(explanation.explained))
    wanted = [(set(content_stems(reason.text)) - known, gist_of(reason.text).negated) for reason in explanation.alternatives]
    own = {reason.evidence[0] for reason in explanation.alternatives}
    rows = []
    for record, evidence, holder, denied in reports:
        if any(evidence.article == e.article and evidence.span.overlaps(e.span) for e in own):
            continue
        stems = set(content_stems(evidence.span.text))
        negated = denied or gist_of(evidence.span.text).negated
        cells = tuple(_cell(stems, negated, *one) for one in wanted)
        if any(cell != "silent" for cell in cells):
            rows.append(EvidenceRow(record, " ".join(evidence.span.text.split()), holder, cells))
    coherent = _coherence(explanation.alternatives)
    numbered = [place for place, reason in enumerate(explanation.alternatives) if _middle(reason) is not None]
    alternatives = []
    for place, reason in enumerate(explanation.alternatives):
        middle = _middle(reason)
        better = round(100 * coherent.coherent[numbered.index(place)], 4) if coherent and middle is not None else None
        alternatives.append(Alternative(
            reason.text, reason.holder, likelihood_words(reason.likelihood).removeprefix(", "),
            sum(row.cells[place] == "for" for row in rows), sum(row.cells[place] == "against" for row in rows),
            None if middle is None else 100 * middle, better,
        ))
    alternatives.sort(key=lambda one: (one.against, -one.supporting))
    violations = tuple(f"{v.words} (it is {100 * v.value:.0f}%)" for v in coherent.violations) if coherent else ()
    return Weighed(explanation.id, explanation.explained, tuple(alternatives), tuple(rows), violations)


def _cell(stems: set[str], negated: bool, wanted: set[str], wanted_negated: bool) -> Cell:
    if len(stems & wanted) < LEAST_SHARED:
        return "silent"
    return "for" if negated == wanted_negated else "against"


def _middle(reason: CrisisReason) -> float | None:
    likelihood = reason.likelihood
    if likelihood is None or likelihood.low is None or likelihood.high is None:
        return None
    return (likelihood.low + likelihood.high) / 200


def _coherence(reasons: Sequence[CrisisReason]) -> Coherent | None:
    """The quantified alternatives against the rule that no more than one of them holds; None when none has a number."""
    given, widths = [], []
    for reason in reasons:
        middle = _middle(reason)
        if middle is not None and reason.likelihood is not None:
            given.append(middle)
            widths.append(((reason.likelihood.high or 0) - (reason.likelihood.low or 0)) / 100)
    if not given:
        return None
    return check(given, [sum_at_most_one(range(len(given)))], widths)
