"""What claims are about: causes and effects that rest on the same words as one proposition.

Finer merging (paraphrases, several articles) is the crisis stage's.
"""

from __future__ import annotations

import msgspec

from dragoman.llm.records import Records
from dragoman.types import Claim, Proposition, Span

_CHAIN = "the text chains them"
_WORDS = "the same words"


def propositions_of(records: Records) -> tuple[tuple[Claim, ...], tuple[Proposition, ...]]:
    """The claims with their propositions filled in, and the propositions in text order."""
    effects = {claim.id: claim.effect for claim in records.claims}
    spans = sorted({span for claim in records.claims for span in (claim.cause, claim.effect) if span is not None})
    group: dict[Span, Span] = {}
    reasons: dict[Span, str] = {}
    for span in spans:
        same = next((first for first in group.values() if _same(first, span)), span)
        group[span] = same
        if same != span:
            reasons[span] = _WORDS
    for claim in records.claims:
        for link in claim.chain_from:
            if claim.cause is not None and group[claim.cause] == claim.cause and group[effects[link]] != claim.cause:
                group[claim.cause] = group[effects[link]]
                reasons[claim.cause] = _CHAIN
    for span in spans:
        while group[group[span]] != group[span]:
            group[span] = group[group[span]]
    heads = sorted(set(group.values()))
    ids = {head: f"p{number}" for number, head in enumerate(heads, 1)}
    made = tuple(_proposition(ids[head], head, [span for span in spans if group[span] == head], reasons, records) for head in heads)
    claims = tuple(
        msgspec.structs.replace(
            claim,
            cause_proposition=ids[group[claim.cause]] if claim.cause is not None else None,
            effect_proposition=ids[group[claim.effect]],
        )
        for claim in records.claims
    )
    return claims, made


def _same(first: Span, second: Span) -> bool:
    shared = min(first.end, second.end) - max(first.start, second.start)
    if 2 * shared > max(first.end - first.start, second.end - second.start):
        return True
    return " ".join(first.text.casefold().split()) == " ".join(second.text.casefold().split())


def _proposition(identifier: str, head: Span, spans: list[Span], reasons: dict[Span, str], records: Records) -> Proposition:
    mentions = (head, *(span for span in spans if span != head))
    actors = [actor.id for actor in records.actors if any(head.contains(mention.span) for mention in actor.mentions)]
    types = [event.type for event in records.events if head.contains(event.trigger)]
    return Proposition(
        identifier, " ".join(head.text.split()), mentions, tuple(actors), types[0] if types else None,
        merged_because=tuple(reasons.get(span, _WORDS) for span in mentions[1:]),
    )
