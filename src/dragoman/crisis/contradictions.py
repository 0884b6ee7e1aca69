"""Where sources cannot both be right: kept side by side, never averaged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Literal

import msgspec

from dragoman.crisis.events import Report, same_event
from dragoman.types.claim import Likelihood
from dragoman.types.crisis import Contradiction, CrisisClaim, CrisisProposition, Evidence
from dragoman.types.event import Counts

_RAISES = {"increases": 1, "decreases": -1, "prevents": -1, "no_effect": 0}


def event_contradictions(members: Mapping[str, Sequence[Report]]) -> list[Contradiction]:
    """Differing counts and days within one event, and events that one source reports and another denies."""
    found = []
    for name, reports in members.items():
        found += _counts(name, reports)
        days = {report.event.date.iso(): report for report in reports if report.event.date and report.event.date.precision == "day"}
        if len(days) > 1:
            words = "; ".join(f"{r.article}: {day}" for day, r in sorted(days.items(), key=lambda item: str(item[0])))
            found.append(Contradiction(name, "date", words, tuple(_evidence(r) for r in days.values())))
    return found + _denied(members)


def _counts(name: str, reports: Sequence[Report]) -> list[Contradiction]:
    found = []
    for field in Counts.__struct_fields__:
        given = {getattr(r.event.counts, field): r for r in reports if getattr(r.event.counts, field) is not None}
        if len(given) > 1:
            words = f"{field}: " + "; ".join(f"{r.article} has {count}" for count, r in sorted(given.items()))
            found.append(Contradiction(name, "counts", words, tuple(_evidence(r) for _, r in sorted(given.items()))))
    return found


def _denied(members: Mapping[str, Sequence[Report]]) -> list[Contradiction]:
    found = []
    denials = [(name, r) for name, several in members.items() for r in several if r.event.status == "negated"]
    for name, report in denials:
        as_actual = msgspec.structs.replace(report, event=msgspec.structs.replace(report.event, status="actual"))
        for other, several in members.items():
            told = [r for r in several if r.event.status in ("actual", "historical") and r.thread == report.thread]
            match = next((r for r in told if r.article != report.article and same_event(r, as_actual)), None)
            if match is not None:
                words = f"{match.article} ({match.holder}) reports what {report.article} ({report.holder}) denies ({name})"
                found.append(Contradiction(other, "status", words, (_evidence(match), _evidence(report))))
    return found


def _evidence(report: Report) -> Evidence:
    return Evidence(report.article, report.event.id, report.event.evidence)


def claim_contradictions(claims: Sequence[CrisisClaim], propositions: Sequence[CrisisProposition]) -> list[Contradiction]:
    """Claims over the same causes and effect that differ in direction, or whose likelihoods do not overlap."""
    labels = {p.id: p.label for p in propositions}
    pairs: dict[tuple[tuple[str, ...], str], list[CrisisClaim]] = {}
    for claim in claims:
        if not claim.threat:
            pairs.setdefault((claim.causes, claim.effect), []).append(claim)
    found = []
    for (causes, effect), several in pairs.items():
        link = f"{' and '.join(labels.get(c, c) for c in causes) or '(no cause)'} -> {labels.get(effect, effect)}"
        for first, other in combinations(several, 2):
            about = _differ(first, other)
            if about is not None:
                words = f"{link}: {_said(first)}; {_said(other)}"
                record = f"{'+'.join(causes)}>{effect}"
                found.append(Contradiction(record, about, words, (*first.evidence, *other.evidence)))
    return found


def _differ(first: CrisisClaim, other: CrisisClaim) -> Literal["sign", "likelihood"] | None:
    if _RAISES[first.sign] != _RAISES[other.sign]:
        return "sign"
    one, two = first.likelihood, other.likelihood
    if one is None or two is None or one.low is None or one.high is None or two.low is None or two.high is None:
        return None
    return "likelihood" if one.high <= two.low or two.high <= one.low else None


def _said(claim: CrisisClaim) -> str:
    return f"{claim.holder} ({claim.id}) says {claim.sign}{likelihood_words(claim.likelihood, claim.typed)}"


def likelihood_words(likelihood: Likelihood | None, typed: str | None = None) -> str:
    """A likelihood with phrase and number, led by a comma; nothing where none is given."""
    if typed is not None:
        return f", {typed} (by hand)"
    if likelihood is None:
        return ", no likelihood"
    if likelihood.low is None or likelihood.high is None:
        return f", {likelihood.phrase} (not quantified)"
    return f", {likelihood.phrase} ({likelihood.low:g}-{likelihood.high:g}%)"
