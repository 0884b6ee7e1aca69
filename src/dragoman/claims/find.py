"""Causal and conditional claims of an article."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from dragoman.claims.clauses import Range, subject_kind, trim
from dragoman.claims.conditionals import conditional_drafts
from dragoman.claims.connective_claims import connective_drafts
from dragoman.claims.domains import domain_of
from dragoman.claims.drafts import Draft, Scene, scene_of
from dragoman.claims.forecasts import forecast_drafts
from dragoman.claims.likelihood import as_likelihood, load_scale
from dragoman.claims.pointers import Antecedent, resolve_pointer
from dragoman.claims.verbs import verb_drafts
from dragoman.types import Cast, Claim, Span, Statement
from dragoman.types.dates import DateValue
from dragoman.types.parse import Parse, Sentence

_RESUMED = re.compile(
    r"(?:so|not|it|they|this|that|he|she|these) ?"
    r"(?:(?:does|do|did|is|are|were|happens?|happened|fails?|succeeds?|occurs?)(?: not)?)?$"
    r"|(?:that|this|such an? \w+)\s(?:happens?|happened|occurs?|were|is)\b",
    re.I,
)


def find_claims(parse: Parse, cast: Cast, statements: Sequence[Statement], *, scale: str = "icd_203") -> tuple[Claim, ...]:
    """Every causal or conditional link the article's prose asserts, in text order.

    Forecasts with a full word of likelihood but no cause come too, with `cause` None. A cause given by a pronoun is resolved to
    the clause or phrase before it; `chain_from` then names the claim whose effect that is. Pledges and threats of the
    speaker's own act are kept with `self_binding`. Questions make no claim. `scale` names the likelihood scale of the intervals.
    Raises UsageError for an unknown scale.
    """
    load_scale(scale)
    claims: list[Claim] = []
    for sentence in parse.prose():
        if sentence.span.text.rstrip(" ”\"')").endswith("?"):
            continue
        scene = scene_of(parse, cast, sentence)
        for draft in sentence_drafts(scene):
            claims.append(_claim(scene, draft, claims, statements, scale))
    return _chained(claims)


def sentence_drafts(scene: Scene) -> list[Draft]:
    """The claims of one sentence, doubles and claims inside conditions left out, in text order."""
    conditional = conditional_drafts(scene)
    verbal = verb_drafts(scene)
    kept = _merge(scene, conditional, verbal)
    for draft in connective_drafts(scene):
        _cut_before(scene, draft, kept)
        if not any(
            _overlap(draft.effect, d.effect) and d.cause is not None and draft.cause is not None and _overlap(draft.cause, d.cause)
            for d in kept
        ):
            kept.append(draft)
    kept = [d for d in (_without_condition(d, conditional) for d in kept) if d is not None]
    kept += forecast_drafts(scene, kept)
    return sorted(kept, key=lambda d: (min(d.effect[0], d.cause[0] if d.cause else d.effect[0]), d.effect[0]))


def _cut_before(scene: Scene, draft: Draft, kept: list[Draft]) -> None:
    """An effect that runs over "which is why", "with the result that", ", so" ends before it and is what causes the rest."""
    if draft.marker is None or draft.marker[0] > draft.effect[0]:
        return
    for other in kept:
        if other.effect[0] < draft.marker[0] <= other.effect[1]:
            cut = trim(scene.parse.doc, other.effect[0], draft.marker[0] - 1)
            if cut is not None:
                other.effect = cut
                draft.cause, draft.pointer = cut, None


def _without_condition(draft: Draft, conditional: list[Draft]) -> Draft | None:
    """A cause that took in a whole "if A, B" is B alone; where B is its effect already, the reading is a double."""
    for other in conditional:
        if other is draft or draft.cause is None or other.cause is None or draft.cause == other.cause:
            continue
        if _inside(other.cause, draft.cause) and draft.cause[1] > other.cause[1] and other.effect[0] > other.cause[1]:
            if _overlap(other.effect, draft.effect):
                return None
            if _overlap(other.effect, draft.cause):
                draft.cause = other.effect
    return draft


def _overlap(a: Range, b: Range) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _inside(a: Range, b: Range) -> bool:
    return b[0] <= a[0] and a[1] <= b[1]


def _merge(scene: Scene, conditional: list[Draft], verbal: list[Draft]) -> list[Draft]:
    """Where a causal verb heads the consequent: the condition limits a cause that is named, and is the cause where none is."""
    doc, kept = scene.parse.doc, []
    dropped: set[int] = set()
    for draft in verbal:
        if any(d.cause is not None and d.cause[0] <= draft.trigger <= d.cause[1] for d in conditional):
            continue
        ruling = next((d for d in conditional if d.effect[0] <= draft.trigger <= d.effect[1]), None)
        if ruling is None:
            kept.append(draft)
            continue
        if draft.cause is not None and _overlap(draft.cause, ruling.effect) and draft.trigger != ruling.trigger:
            if draft.cause[1] < draft.trigger and _is_chain(draft, ruling):
                kept.append(draft)
            continue
        named = draft.pointer is None and draft.cause is not None and not _overlap(draft.cause, ruling.cause or (-1, -1))
        aside = draft.cause is not None and ruling.cause is not None and draft.cause[1] < ruling.cause[0] < draft.trigger
        if (
            named
            and (draft.rank == 0 or aside)
            and ruling.sign == "increases"
            and doc[draft.trigger].pos_ == "VERB"
            and (aside or _nominal(scene, draft))
        ):
            draft.condition, draft.marker, draft.kind = ruling.condition, ruling.marker, "conditional"
            kept.append(draft)
            dropped.add(id(ruling))
    return [d for d in conditional if id(d) not in dropped] + kept


def _is_chain(draft: Draft, ruling: Draft) -> bool:
    return draft.effect[0] > ruling.trigger and draft.trigger > ruling.trigger


def _nominal(scene: Scene, draft: Draft) -> bool:
    """Whether the named cause is a happening, so that the condition only limits it."""
    if draft.cause is None:
        return False
    head = scene.parse.doc[draft.cause[0] : draft.cause[1] + 1].root
    return subject_kind(head, scene.cast) == "happening"


def _claim(scene: Scene, draft: Draft, earlier: list[Claim], statements: Sequence[Statement], scale: str) -> Claim:
    parse = scene.parse
    antecedent = Antecedent(None, ())
    if draft.cause is None and draft.pointer is not None:
        antecedent = resolve_pointer(scene, draft, earlier)
    cause = _span(parse, draft.cause) or antecedent.span
    effect = _required(parse, draft.effect)
    if cause is not None and _sums_up(cause):
        antecedent = Antecedent(cause, _told_before(scene, earlier))
    elif draft.kind == "conditional" and cause is not None and _RESUMED.match(cause.text):
        antecedent = Antecedent(cause, _just_before(scene, earlier))
    statement = _holder(statements, effect)
    hedge = draft.hedge
    likelihood = None
    if hedge is not None:
        likelihood = as_likelihood(hedge, parse.article.span(hedge.start, hedge.end), scale)
    binding = draft.self_binding or (
        statement is not None and statement.act == "promise" and draft.kind == "conditional" and _own_act(effect)
    )
    return Claim(
        id=f"c{len(earlier) + 1}",
        cause=cause,
        effect=effect,
        sign=draft.sign,
        kind=draft.kind,
        evidence=_evidence(scene, cause, effect),
        likelihood=likelihood,
        condition=_span(parse, draft.condition),
        marker=_span(parse, draft.marker),
        asserted_by=statement.speaker if statement is not None else None,
        statement=statement.id if statement is not None else None,
        horizon=_horizon(parse, scene.sentence, draft),
        domain=domain_of(effect.text),
        chain_from=antecedent.claims,
        self_binding=binding,
    )


def _sums_up(cause: Span) -> bool:
    """Whether a cause gathers what was said before: "all these developments"."""
    words = cause.text.lower().split()
    return words[0] in ("all", "these", "those") and len(words) <= 4 and ("these" in words or "this" in words or "those" in words)


def _just_before(scene: Scene, earlier: list[Claim]) -> tuple[str, ...]:
    """The last claim of the sentence before."""
    start = scene.parse.sentences[max(0, scene.sentence.index - 1)].span.start
    near = [c for c in earlier if start <= c.effect.start < scene.sentence.span.start]
    return (near[-1].id,) if near else ()


def _told_before(scene: Scene, earlier: list[Claim]) -> tuple[str, ...]:
    """The claims of the sentences before in the same paragraph, four sentences back at most."""
    sentences = scene.parse.sentences
    first = scene.sentence.index
    while first > 0 and first > scene.sentence.index - 4 and sentences[first - 1].paragraph == scene.sentence.paragraph:
        first -= 1
    start, end = sentences[first].span.start, scene.sentence.span.start
    return tuple(c.id for c in earlier if start <= c.effect.start and c.effect.end <= end)


def _own_act(effect: Span) -> bool:
    return effect.text.split()[0].lower() in ("he", "she", "they", "it", "we", "i")


def _span(parse: Parse, tokens: Range | None) -> Span | None:
    return None if tokens is None else _required(parse, tokens)


def _required(parse: Parse, tokens: Range) -> Span:
    return parse.span_of(parse.doc[tokens[0]], parse.doc[tokens[1]])


def _evidence(scene: Scene, cause: Span | None, effect: Span) -> Span:
    sentence = scene.sentence.span
    start = min(sentence.start, effect.start)
    if cause is not None and cause.start < start and sentence.start - cause.end < 3:
        start = cause.start
    return scene.parse.article.span(start, max(sentence.end, effect.end))


def _holder(statements: Sequence[Statement], effect: Span) -> Statement | None:
    """The innermost statement whose content holds the effect."""
    holding = [s for s in statements if any(part.start <= effect.start and effect.end <= part.end + 1 for part in s.content)]
    return min(holding, key=lambda s: sum(part.end - part.start for part in s.content), default=None)


def _horizon(parse: Parse, sentence: Sentence, draft: Draft) -> DateValue | None:
    """The first time expression in the effect, else in the condition, of a claim that looks ahead."""
    if draft.kind not in ("forecast", "conditional"):
        return None
    for tokens in (draft.effect, draft.condition, draft.cause):
        if tokens is None:
            continue
        held = _required(parse, tokens)
        for time in parse.times:
            if time.date is not None and held.contains(time.span) and sentence.span.contains(time.span):
                return time.date
    return None


def _chained(claims: list[Claim]) -> tuple[Claim, ...]:
    """Claims of which one's cause is another's effect, word for word or nearly, linked."""
    linked = []
    for claim in claims:
        if claim.cause is None or claim.chain_from:
            linked.append(claim)
            continue
        cause = claim.cause
        sources = tuple(
            c.id for c in claims if c.id != claim.id and _same_words(c.effect, cause) and not _same_words(c.effect, claim.effect)
        )
        linked.append(msgspec.structs.replace(claim, chain_from=sources) if sources else claim)
    return tuple(linked)


def _same_words(effect: Span, cause: Span) -> bool:
    shared = min(effect.end, cause.end) - max(effect.start, cause.start)
    return shared > 0.6 * min(effect.end - effect.start, cause.end - cause.start) and shared >= 0.4 * max(
        effect.end - effect.start, cause.end - cause.start
    )
