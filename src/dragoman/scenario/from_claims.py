"""Claims of readings to a scenario graph: every link keeps its author's words, its sentence and its source.

In: readings. Out: ScenarioGraph. Propositions of several readings are one node when their labels are the same; finer
merging is the crisis stage's.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from dragoman.types.claim import Claim, ClaimKind, Likelihood
from dragoman.types.reading import Reading
from dragoman.types.scenario import BaseRate, Cause, Chance, Delay, Link, Node, ScenarioGraph

KINDS: tuple[ClaimKind, ...] = ("conditional", "forecast", "explanation", "past_cause")


def graph_from_readings(readings: Sequence[Reading], kinds: Sequence[ClaimKind] = KINDS) -> ScenarioGraph:
    """The graph of the readings' claims; what is left out is said in its notices.

    A claim without cause is a base rate of its effect when its likelihood has an interval. "Unless A, B" becomes a link
    from A's not being so, for its likelihood is P(B | not A). Threats and promises of the speaker's own act are left
    out: they are no forecasts.
    """
    nodes: dict[str, Node] = {}
    links: list[Link] = []
    rates: dict[str, BaseRate] = {}
    notices: list[str] = []
    for reading in readings:
        names = _Names(reading, nodes)
        for claim in reading.claims:
            if claim.kind not in kinds:
                continue
            if claim.self_binding:
                notices.append(f"Left out, a threat or promise and no forecast: {claim.evidence.text}")
                continue
            _add(claim, reading, names, links, rates, notices)
    return ScenarioGraph(tuple(nodes.values()), tuple(links), tuple(rates.values()), notices=tuple(notices))


def _add(
    claim: Claim, reading: Reading, names: _Names, links: list[Link], rates: dict[str, BaseRate], notices: list[str]
) -> None:
    """Add one claim as a link or a base rate, or say in the notices why it is neither."""
    origin = f"{reading.article.id}:{claim.id}"
    effect = names.effect(claim)
    chance = chance_of(claim.likelihood)
    causes = names.causes(claim)
    if not causes and chance.low is not None and effect not in rates:
        rates[effect] = BaseRate(effect, chance, _source(reading, claim), claim.evidence.text, origin)
    elif not causes:
        notices.append(f"Left out, its cause is not known: {claim.evidence.text}")
    elif effect in causes:
        notices.append(f"Left out, cause and effect are one proposition: {claim.evidence.text}")
    else:
        links.append(_link(f"C{len(links) + 1}", causes, effect, chance, claim, reading, origin))
        if len(causes) > 1:
            notices.append(f"Taken as a joint cause, all that is pointed back to: {claim.evidence.text}")
        if claim.condition is not None:
            notices.append(f"Holds only if '{claim.condition.text}', which is not drawn: {claim.evidence.text}")


class _Names:
    """Node ids for the propositions of one reading, shared with those of other readings that have the same label."""

    def __init__(self, reading: Reading, nodes: dict[str, Node]) -> None:
        self.labels = {proposition.id: proposition.label for proposition in reading.propositions}
        self.nodes = nodes
        self.claims = {claim.id: claim for claim in reading.claims}

    def effect(self, claim: Claim) -> str:
        return self.of(claim.effect_proposition, claim.effect.text)

    def causes(self, claim: Claim) -> tuple[str, ...]:
        """The cause's node, or, where the cause points back to other claims ("this"), the nodes of their effects."""
        before = [self.claims[other] for other in claim.chain_from if other in self.claims and other != claim.id]
        effects = {self.of(other.effect_proposition, other.effect.text) for other in before}
        own = self.of(claim.cause_proposition, claim.cause.text) if claim.cause is not None and not before else None
        if own is None and claim.cause_proposition and self._node(claim.cause_proposition) in effects:
            own = self._node(claim.cause_proposition)
        return (own,) if own else tuple(sorted(effects))

    def _node(self, proposition: str) -> str:
        return " ".join(self.labels.get(proposition, "").split()).casefold()

    def of(self, proposition: str | None, words: str) -> str:
        label = " ".join((self.labels.get(proposition or "") or words).split())
        key = label.casefold()
        self.nodes.setdefault(key, Node(key, label))
        return key


def chance_of(likelihood: Likelihood | None) -> Chance:
    """A hedge as a number: its interval, or the assumption that is to give one."""
    if likelihood is None:
        return Chance(assumption="stated")
    if likelihood.low is None or likelihood.high is None:
        return Chance(phrase=likelihood.phrase, assumption="possible")
    return Chance(likelihood.low, likelihood.high, likelihood.phrase, likelihood.scale)


@cache
def absence_markers() -> tuple[str, ...]:
    """Openings of clauses of absence ("unless"), in small letters."""
    text = resources.files("dragoman.scenario").joinpath("data/absence.toml").read_text(encoding="utf-8")
    markers: list[str] = tomllib.loads(text)["markers"]
    return tuple(markers)


def _by_absence(claim: Claim) -> bool:
    if claim.sign not in {"prevents", "decreases"} or claim.marker is None:
        return False
    words = " ".join(claim.marker.text.casefold().split())
    return words.startswith(absence_markers())


def _link(number: str, causes: tuple[str, ...], effect: str, chance: Chance, claim: Claim, reading: Reading, origin: str) -> Link:
    absent = _by_absence(claim)
    return Link(
        number, tuple(Cause(cause, not absent) for cause in causes), effect, "increases" if absent else claim.sign, chance,
        _source(reading, claim), claim.evidence.text, _delay(reading, claim), origin, claim.evidence,
    )


def _source(reading: Reading, claim: Claim) -> str:
    """Who says so: the actor it is put in the mouth of, else the author, publisher, or the article itself."""
    if claim.asserted_by:
        return next((actor.name for actor in reading.actors if actor.id == claim.asserted_by), claim.asserted_by)
    article = reading.article
    return article.author or article.publisher or article.title or article.id


def _delay(reading: Reading, claim: Claim) -> Delay | None:
    """From the article's date to the end of the claim's horizon, when the text gives both."""
    if claim.horizon is None or claim.horizon.end is None or reading.article.date is None:
        return None
    days = (datetime.date.fromisoformat(claim.horizon.end) - reading.article.date.day()).days
    return Delay(claim.horizon.span.text if claim.horizon.span else claim.horizon.end, days=float(days)) if days > 0 else None
