"""Claims of many readings over the merged propositions, each still its author's; and links drawn by hand.

In: readings, where their phrases went, edits. Out: CrisisClaim records.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

import msgspec

from dragoman.crisis.actors import Places
from dragoman.crisis.edits import Edits, bad_edit
from dragoman.crisis.propositions import Where, causes_of, named_in
from dragoman.crisis.sources import holder_of
from dragoman.crisis.wording import content_stems
from dragoman.types import Claim, Reading, Span
from dragoman.types.crisis import CrisisClaim, CrisisProposition, Evidence

_CONDITIONAL_MOOD = re.compile(r"\b(?:would|could|might)\b", re.IGNORECASE)
LONGEST_MADE = 400
MOST_BETWEEN = 40
"""Characters that may stand between a sentence and the one it goes on from."""


def made_phrases(reading: Reading) -> dict[str, Span]:
    """Phrases for claims whose cause is only an agent ("the US could prevent it from ..."): agent and act together.

    Key is the claim id with "+" after it. Such a claim says that the agent does something; what makes it do so is elsewhere.
    """
    found = {}
    for claim in reading.claims:
        if _only_agent(reading, claim) and claim.cause is not None:
            span = reading.article.span(claim.cause.start, claim.effect.end)
            found[f"{claim.id}+"] = span
    return found


def _only_agent(reading: Reading, claim: Claim) -> bool:
    cause = claim.cause
    if cause is None or claim.effect.start < cause.end or claim.effect.end - cause.start > LONGEST_MADE:
        return False
    named = named_in(reading, cause, {})
    if not named:
        return False
    rest = "".join(" " if any(one.start <= place < one.end for one in named) else letter for place, letter in enumerate(cause.text))
    return not content_stems(rest)


def merge_claims(
    readings: Sequence[Reading], propositions: Sequence[CrisisProposition], where: Where, places: Places,
    names: Mapping[str, str], edits: Edits,
) -> tuple[tuple[CrisisClaim, ...], list[str]]:
    """All claims, in the order of the readings, and notices on what was left out. Raises DataError for edits that name nothing."""
    claims: list[CrisisClaim] = []
    notices: list[str] = []
    for reading in readings:
        own = [_claim(reading, claim, where, places, names) for claim in reading.claims]
        kept = [claim for claim in own if claim is not None]
        claims += _carried(reading, kept)
    claims = _edited(claims, edits)
    claims += _by_hand(propositions, edits)
    return tuple(claims), notices


def _claim(reading: Reading, claim: Claim, where: Where, places: Places, names: Mapping[str, str]) -> CrisisClaim | None:
    article = reading.article
    made = where.get((article.id, f"{claim.id}+"))
    effect = made if made is not None else _place(reading, claim.effect, claim.effect_proposition, where)
    if not effect:
        return None
    causes = () if made is not None else _causes(reading, claim, where)
    if causes is None:
        return None
    who = places.get((article.id, claim.asserted_by), claim.asserted_by) if claim.asserted_by else None
    return CrisisClaim(
        id=f"{article.id}:{claim.id}", causes=tuple(cause for cause in causes if cause != effect), effect=effect,
        sign="increases" if made is not None else claim.sign, kind=claim.kind,
        holder=names.get(who, who) if who else holder_of(reading), likelihood=claim.likelihood,
        condition=_further_condition(claim), marker=claim.marker.text if claim.marker else None,
        horizon=claim.horizon, delay_days=_delay(reading, claim), article=article.id,
        evidence=(Evidence(article.id, claim.id, claim.evidence),), threat=claim.self_binding,
    )


def _further_condition(claim: Claim) -> str | None:
    """The words of a condition beside the cause; a condition that is the cause itself is none."""
    if claim.condition is None or (claim.cause is not None and claim.condition.overlaps(claim.cause)):
        return None
    return claim.condition.text


def _place(reading: Reading, span: Span | None, proposition: str | None, where: Where) -> str | None:
    """The crisis proposition of a phrase: that of its very words where a split set them apart, else of its proposition."""
    article, key = reading.article.id, proposition or ""
    exact = where.get((article, f"{key}@{span.start}-{span.end}")) if span is not None else None
    return exact if exact is not None else where.get((article, key))


def _causes(reading: Reading, claim: Claim, where: Where) -> tuple[str, ...] | None:
    """The proposition of the cause, or, where it points back to other claims, those of their effects; None when dropped."""
    article = reading.article.id
    by_id = {other.id: other for other in reading.claims}
    before = [by_id[name] for name in claim.chain_from if name in by_id and name != claim.id]
    effects = [where.get((article, f"{o.id}+")) or _place(reading, o.effect, o.effect_proposition, where) for o in before]
    found = {effect for effect in effects if effect}
    own = _place(reading, claim.cause, claim.cause_proposition, where)
    if claim.cause is not None and own is not None and (not before or own in found):
        if own == "":
            return None
        return (own,) if content_stems(claim.cause.text) else ()
    return tuple(sorted(found))


def _carried(reading: Reading, claims: Sequence[CrisisClaim]) -> list[CrisisClaim]:
    """Claims without a cause that go on from the sentence before them take theirs from it, and are marked `carried`.

    "A withdrawal would lead to collapse. Sanctions could follow.": a forecast or condition in the same mood (would, could,
    might) takes the cause that the first began with, which must raise its effect. "If it does, trade will suffer.": a
    condition that only points back takes the effect before it. Nothing but a few words may stand between the two, and no end
    of a paragraph; each sentence carried may carry the next.
    """
    text = reading.article.text
    pointers = {f"{reading.article.id}:{c.id}" for c in reading.claims if c.cause is not None and not content_stems(c.cause.text)}
    found: list[CrisisClaim] = []
    opening: CrisisClaim | None = None
    end = 0
    for claim in sorted(claims, key=lambda one: one.evidence[0].span.start):
        span = claim.evidence[0].span
        between = text[end : max(end, span.start)]
        if opening is not None and ("\n" in between or len(between.strip()) > MOST_BETWEEN):
            opening = None
        near = bool(found) and "\n" not in between and len(between.strip()) <= MOST_BETWEEN
        mood = claim.kind in ("forecast", "conditional") and _CONDITIONAL_MOOD.search(span.text) is not None and not claim.threat
        before = next((one for one in reversed(found) if one.evidence[0].span != span and one.effect != claim.effect), None)
        if claim.id in pointers and not claim.causes and near and before is not None:
            claim = msgspec.structs.replace(claim, causes=(before.effect,), carried=True)
        elif mood and not claim.causes and opening is not None and opening.causes != (claim.effect,):
            claim = msgspec.structs.replace(claim, causes=opening.causes, carried=True)
        elif claim.causes and (opening is None or not _follows(claim, found)):
            opening = claim if mood and claim.sign == "increases" else None
        end = max(end, span.end)
        found.append(claim)
    place = {claim.id: number for number, claim in enumerate(claims)}
    return sorted(found, key=lambda claim: place[claim.id])


def _follows(claim: CrisisClaim, before: Sequence[CrisisClaim]) -> bool:
    effects = {other.effect for other in before}
    return all(cause in effects for cause in claim.causes)


def _delay(reading: Reading, claim: Claim) -> float | None:
    """Days from the article's date to the end of the claim's horizon, where the text gives both."""
    if claim.horizon is None or claim.horizon.end is None or reading.article.date is None:
        return None
    days = (datetime.date.fromisoformat(claim.horizon.end) - reading.article.date.day()).days
    return float(days) if days > 0 else None


def _edited(claims: Sequence[CrisisClaim], edits: Edits) -> list[CrisisClaim]:
    found = {claim.id: claim for claim in claims}
    changes = [(edit.claim, edit.line, None) for edit in edits.drop] + [(e.claim, e.line, e.likelihood) for e in edits.probability]
    for name, line, typed in changes:
        if name is None:
            continue
        if name not in found:
            raise bad_edit(edits, line, f"there is no claim '{name}'.", "claims.csv lists them; write ARTICLE:CLAIM.")
        if typed is None:
            del found[name]
        else:
            found[name] = msgspec.structs.replace(found[name], typed=typed)
    return list(found.values())


def _by_hand(propositions: Sequence[CrisisProposition], edits: Edits) -> list[CrisisClaim]:
    claims = []
    for number, link in enumerate(edits.link, 1):
        causes = tuple(_id(propositions, name, edits, link.line) for name in causes_of(link.cause))
        effect = _id(propositions, link.effect, edits, link.line)
        claims.append(CrisisClaim(
            f"hand:{number}", causes, effect, link.sign, "conditional", link.holder, by_hand=True, typed=link.likelihood,
        ))
    return claims


def _id(propositions: Sequence[CrisisProposition], name: str, edits: Edits, line: int) -> str:
    words = " ".join(name.split()).casefold()
    found = [p.id for p in propositions if p.id == words] or [
        p.id for p in propositions if words in (p.label.casefold(), *(phrase.casefold() for phrase in p.phrases))
    ]
    if len(found) != 1:
        raise bad_edit(edits, line, f"'{name}' is no one proposition.", "Use an id of propositions.csv: " + ", ".join(found[:5]) + ".")
    return found[0]
