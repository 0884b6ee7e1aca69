"""Claim, explanation and analogy items of an answer -> records, and the propositions that claims are about."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.claims.domains import domain_of
from dragoman.claims.likelihood import Hedge, as_likelihood, find_hedges, likelihood_of, percent_of
from dragoman.llm.answer import AlternativeAnswer, AnalogyAnswer, ClaimAnswer, ExplanationAnswer
from dragoman.llm.dates import date_value
from dragoman.llm.workbench import Workbench
from dragoman.types import Analogy, Claim, Explanation, Likelihood, Reason, Span, Statement

_TOGETHER = 600
"""Characters: cause and effect further apart are not quoted as one stretch of evidence."""


def build_claims(items: tuple[ClaimAnswer, ...], statements: Sequence[Statement], bench: Workbench) -> tuple[Claim, ...]:
    """The claims that hold, chained where the answer chains them."""
    claims: list[Claim] = []
    ids: dict[str, str] = {}
    waiting: dict[str, tuple[int, ClaimAnswer]] = {}
    for index, item in enumerate(items):
        bench.quoting.begin("claims", index, item)
        claim = _claim(item, f"c{len(claims) + 1}", statements, bench)
        if claim is not None:
            claims.append(claim)
            ids[item.id] = claim.id
            waiting[claim.id] = (index, item)
    return tuple(_chained(claim, *waiting[claim.id], ids, claims, bench) for claim in claims)


def _claim(item: ClaimAnswer, identifier: str, statements: Sequence[Statement], bench: Workbench) -> Claim | None:
    quoting = bench.quoting
    words_hold = [bench.allowed("ClaimAnswer", field, value) for field, value in (("sign", item.sign), ("kind", item.kind))]
    asserter, known = bench.actor("asserted_by", item.asserted_by)
    cause: Span | None = None
    if item.cause and len(item.cause) > len(item.effect):
        cause = quoting.need("cause", item.cause)
        effect = quoting.need("effect", item.effect, near=cause)
    else:
        effect = quoting.need("effect", item.effect)
        cause = quoting.need("cause", item.cause, near=effect) if item.cause else None
    if not all(words_hold) or not known or effect is None or (item.cause and cause is None):
        return None
    condition = quoting.want("condition", item.condition, near=effect)
    statement = _holder(statements, effect)
    return Claim(
        id=bench.built(identifier), cause=cause, effect=effect, sign=item.sign, kind=item.kind,  # type: ignore[arg-type]
        evidence=_evidence(effect, cause, bench), likelihood=_likelihood(item, effect, bench),
        condition=condition if condition != cause else None, marker=quoting.want("marker", item.marker, near=cause or effect),
        asserted_by=asserter or (statement.speaker if statement is not None else None),
        statement=statement.id if statement is not None else None,
        horizon=bench.date(item.horizon, item.horizon_quote, effect), domain=domain_of(effect.text), self_binding=item.self_binding,
    )


def _evidence(effect: Span, cause: Span | None, bench: Workbench) -> Span:
    if cause is None or abs(cause.start - effect.start) > _TOGETHER:
        return bench.quoting.sentences.around(effect)
    return bench.quoting.sentences.around(min(cause, effect), max(cause, effect))


def _likelihood(item: ClaimAnswer, effect: Span, bench: Workbench) -> Likelihood | None:
    """The hedge with its band and interval; a band without words in the text is dropped: a likelihood is never a bare number."""
    if item.band is None or not item.hedge:
        return None
    if item.band not in (bench.words.of("ClaimAnswer", "band") or ()):
        bench.quoting.fault("unknown word", "band", item.band, fatal=False)
        return None
    span = bench.quoting.want("hedge", item.hedge, near=effect)
    if span is None:
        return None
    percent = percent_of(span.text)
    return as_likelihood(Hedge(span.start, span.end, span.text, item.band, 50.0 if percent is None else percent), span, bench.scale)  # type: ignore[arg-type]


def _holder(statements: Sequence[Statement], effect: Span) -> Statement | None:
    holding = [one for one in statements if any(part.start <= effect.start and effect.end <= part.end + 1 for part in one.content)]
    return min(holding, key=lambda one: sum(part.end - part.start for part in one.content), default=None)


def _chained(claim: Claim, index: int, item: ClaimAnswer, ids: dict[str, str], claims: list[Claim], bench: Workbench) -> Claim:
    """The claim with its links; a cause left to a pronoun is the effect of the claim it chains from."""
    bench.quoting.begin("claims", index, item)
    for value in item.chain_from:
        if value not in ids:
            bench.quoting.fault("dangling reference", "chain_from", value, fatal=False)
    links = tuple(dict.fromkeys(ids[value] for value in item.chain_from if value in ids and ids[value] != claim.id))
    if not links:
        return claim
    cause = claim.cause or next(one.effect for one in claims if one.id == links[0])
    return msgspec.structs.replace(claim, chain_from=links, cause=cause, evidence=_evidence(claim.effect, cause, bench))


def build_explanations(items: tuple[ExplanationAnswer, ...], bench: Workbench) -> tuple[Explanation, ...]:
    """Explanations of which at least two alternatives, or two reasons, stand in the text."""
    explanations: list[Explanation] = []
    for index, item in enumerate(items):
        bench.quoting.begin("explanations", index, item)
        explained = bench.quoting.need("explained", item.explained)
        if explained is None:
            continue
        found = [_alternative(alternative, number, explained, bench) for number, alternative in enumerate(item.alternatives, 1)]
        alternatives = tuple(reason for reason in found if reason is not None)
        if len(alternatives) < min(2, len(item.alternatives)) or not alternatives:
            bench.quoting.fault("not in the text", "alternatives", "fewer than two of them")
            continue
        spans = sorted((explained, *(reason.span for reason in alternatives)))
        evidence = bench.quoting.sentences.around(spans[0], spans[-1])
        identifier = bench.built(f"x{len(explanations) + 1}")
        explanations.append(Explanation(identifier, explained, alternatives, item.competing, evidence, item.announced))
    return tuple(explanations)


def _alternative(item: AlternativeAnswer, ordinal: int, explained: Span, bench: Workbench) -> Reason | None:
    span = bench.quoting.want("alternatives.quote", item.quote, near=explained)
    if span is None:
        return None
    found = [bench.quoting.want("alternatives.reasons", quote, near=span) for quote in item.reasons]
    reasons = tuple(Reason(reason) for reason in found if reason is not None)
    holder = bench.cast.actor_ids.get(item.holder or "")
    if item.holder and holder is None:
        bench.quoting.fault("unknown actor", "alternatives.holder", item.holder, fatal=False)
    return Reason(span, _hedge_in(span, bench), holder, ordinal, reasons)


def _hedge_in(span: Span, bench: Workbench) -> Likelihood | None:
    """The likelihood of an alternative, if its own words hold one, with offsets of the article."""
    if not find_hedges(span.text):
        return None
    found = likelihood_of(span.text, bench.scale)
    if found is None:
        return None
    start = span.start + found.span.start
    return msgspec.structs.replace(found, span=bench.quoting.article.span(start, start + found.span.end - found.span.start))


def build_analogies(items: tuple[AnalogyAnswer, ...], bench: Workbench) -> tuple[Analogy, ...]:
    """The precedents called on."""
    analogies: list[Analogy] = []
    for index, item in enumerate(items):
        bench.quoting.begin("analogies", index, item)
        evidence = bench.quoting.need("quote", item.quote)
        if evidence is None:
            continue
        precedent = bench.quoting.want("precedent", item.precedent, within=evidence, near=evidence)
        compared = bench.quoting.want("compared_with", item.compared_with, near=evidence)
        date = date_value(item.date, bench.quoting.want("date_quote", item.date_quote, near=evidence))
        analogies.append(Analogy(bench.built(f"n{len(analogies) + 1}"), evidence, precedent or evidence, compared, date))
    return tuple(analogies)
