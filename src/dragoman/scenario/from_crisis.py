"""A merged crisis to a scenario graph: every link keeps its author's words, its sentence and its source.

In: Crisis. Out: ScenarioGraph over the crisis' propositions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.errors import DataError
from dragoman.scenario.from_claims import KINDS, absence_markers, chance_of
from dragoman.scenario.phrases import PhraseScale, read_assumption, read_chance
from dragoman.types.claim import ClaimKind
from dragoman.types.crisis import Crisis, CrisisClaim, CrisisProposition
from dragoman.types.scenario import BaseRate, Cause, Chance, Delay, Link, Node, ScenarioGraph


def graph_from_crisis(
    crisis: Crisis, kinds: Sequence[ClaimKind] = KINDS, *, holder: str | None = None, scale: PhraseScale | None = None
) -> ScenarioGraph:
    """The graph of the crisis' claims (of one holder, where named); what is left out or simplified is in its notices.

    A claim without cause is a base rate of its effect when its likelihood has an interval and nobody set one by hand.
    Likelihoods typed by hand take the place of the author's. Raises DataError for one that cannot be read.
    """
    links: list[Link] = []
    rates: dict[str, BaseRate] = {
        p.id: BaseRate(p.id, _typed(p.probability, p.label, scale), "by hand", origin="edits.toml")
        for p in crisis.propositions if p.probability is not None
    }
    notices = list(crisis.notices)
    for claim in crisis.claims:
        if claim.kind in kinds and (holder is None or claim.holder == holder):
            _add(claim, links, rates, notices, scale)
    used = {name for link in links for name in (link.effect, *(cause.proposition for cause in link.causes))} | set(rates)
    nodes = tuple(Node(p.id, label) for p, label in _labels(crisis) if p.id in used)
    assumed = tuple(read_assumption(text, "edits.toml", scale) for text in crisis.assumptions)
    return ScenarioGraph(nodes, tuple(links), tuple(rates.values()), assumed, notices=tuple(notices))


def _labels(crisis: Crisis) -> Iterator[tuple[CrisisProposition, str]]:
    """Each proposition with its label; labels that occur again carry a number, since a name must mean one."""
    seen: dict[str, int] = {}
    for proposition in crisis.propositions:
        key = proposition.label.casefold()
        seen[key] = seen.get(key, 0) + 1
        yield proposition, proposition.label if seen[key] == 1 else f"{proposition.label} ({seen[key]})"


def _add(
    claim: CrisisClaim, links: list[Link], rates: dict[str, BaseRate], notices: list[str], scale: PhraseScale | None
) -> None:
    words = " ".join(claim.evidence[0].span.text.split()) if claim.evidence else "drawn by hand"
    chance = _typed(claim.typed, claim.id, scale) if claim.typed is not None else chance_of(claim.likelihood)
    if claim.threat:
        notices.append(f"Left out, a threat or promise and no forecast: {words}")
    elif not claim.causes and chance.low is not None and claim.effect not in rates:
        rates[claim.effect] = BaseRate(claim.effect, chance, claim.holder, words, claim.id)
    elif not claim.causes:
        if claim.effect not in rates or chance.low is None:
            notices.append(f"Left out, its cause is not known: {words}")
    elif claim.effect in claim.causes:
        notices.append(f"Left out, cause and effect are one proposition: {words}")
    else:
        links.append(_link(claim, chance, words))
        if claim.carried:
            notices.append(f"Cause taken from the sentences before: {words}")
        if len(claim.causes) > 1 and not claim.by_hand:
            notices.append(f"Taken as a joint cause, all that is pointed back to: {words}")
        if claim.condition is not None:
            notices.append(f"Holds only if '{claim.condition}', which is not drawn: {words}")


def _link(claim: CrisisClaim, chance: Chance, words: str) -> Link:
    marker = " ".join((claim.marker or "").casefold().split())
    absent = claim.sign in ("prevents", "decreases") and marker != "" and marker.startswith(absence_markers())
    delay = None
    if claim.delay_days is not None and claim.horizon is not None:
        delay = Delay(claim.horizon.span.text if claim.horizon.span else str(claim.horizon.end), days=claim.delay_days)
    return Link(
        claim.id, tuple(Cause(cause, not absent) for cause in claim.causes), claim.effect, "increases" if absent else claim.sign, chance,
        claim.holder, None if claim.by_hand else words, delay, claim.id, claim.evidence[0].span if claim.evidence else None,
    )


def _typed(text: str, of: str, scale: PhraseScale | None) -> Chance:
    try:
        return read_chance(text, scale)
    except DataError as error:
        raise DataError(f"edits.toml, '{of}': {error.problem}", error.next_step) from error
