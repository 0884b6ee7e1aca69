"""Causes and effects that mean the same become one proposition."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.claims.gists import Gist, GistMaker, only_points, why_same
from dragoman.claims.labels import label_of
from dragoman.types import Cast, Claim, Event, Proposition, Span
from dragoman.types.parse import Parse


class _Node(msgspec.Struct):
    gists: list[Gist]
    reasons: list[str]


def link_propositions(
    parse: Parse, cast: Cast, claims: Sequence[Claim], events: Sequence[Event]
) -> tuple[tuple[Claim, ...], tuple[Proposition, ...]]:
    """The claims with their propositions and chains filled in, and the propositions.

    Two phrases are merged when they are the same words or name the same act (a verb and its noun: withdraw, withdrawal) with
    a shared actor or thing and nothing that conflicts; a phrase that only points back ("such a step", "a longer detour" after
    an effect) joins the proposition before it. `merged_because` says why. A claim whose cause is the proposition that an earlier
    claim's effect is, gets that claim in `chain_from`.
    """
    nodes: list[_Node] = []
    where: dict[tuple[int, int], int] = {}
    maker = GistMaker(parse, cast, events)
    last: int | None = None
    for claim in claims:
        before = last
        for span in (claim.cause, claim.effect):
            if span is not None and (span.start, span.end) not in where:
                recent = before if before is not None and _near(parse, nodes[before].gists[-1].span, span) else None
                where[span.start, span.end] = _place(nodes, maker.gist(span), recent, is_cause=span is claim.cause)
        last = where[claim.effect.start, claim.effect.end]
    propositions = tuple(_proposition(parse, cast, index, node) for index, node in enumerate(nodes))
    return _chained([_linked(claim, where) for claim in claims]), propositions


def _linked(claim: Claim, where: dict[tuple[int, int], int]) -> Claim:
    cause = None if claim.cause is None else f"n{where[claim.cause.start, claim.cause.end] + 1}"
    return msgspec.structs.replace(claim, cause_proposition=cause, effect_proposition=f"n{where[claim.effect.start, claim.effect.end] + 1}")


def _chained(claims: list[Claim]) -> tuple[Claim, ...]:
    by_effect: dict[str, list[Claim]] = {}
    for claim in claims:
        by_effect.setdefault(claim.effect_proposition or "", []).append(claim)
    chained = []
    for claim in claims:
        sources = [
            c.id for c in by_effect.get(claim.cause_proposition or "-", []) if c.id != claim.id and c.effect.start < claim.effect.start
        ]
        chained.append(msgspec.structs.replace(claim, chain_from=tuple(dict.fromkeys((*claim.chain_from, *sources)))) if sources else claim)
    return tuple(chained)


def _near(parse: Parse, before: Span, span: Span) -> bool:
    """Whether the effect before stands in the same sentence or the one before, in the same paragraph."""
    here = next((s for s in parse.sentences if s.span.start <= span.start < s.span.end), None)
    there = next((s for s in parse.sentences if s.span.start <= before.start < s.span.end), None)
    return here is not None and there is not None and 0 <= here.index - there.index <= 1 and here.paragraph == there.paragraph


def _place(nodes: list[_Node], gist: Gist, recent: int | None, *, is_cause: bool) -> int:
    for index in reversed(range(len(nodes))):
        # A phrase that names two acts together must not tie other phrases about only one of them to each other.
        alone = [g for g in nodes[index].gists if not g.with_it] or nodes[index].gists
        reason = next((r for other in alone if (r := why_same(other, gist)) is not None), None)
        if reason is not None:
            return _joined(nodes, index, gist, reason)
    if recent is not None and is_cause:
        if only_points(gist):
            return _joined(nodes, recent, gist, f"points back to what was said just before ({gist.lemma})")
        if gist.comparative and not nodes[recent].gists[-1].comparative:
            return _joined(nodes, recent, gist, "a comparative that goes on from the effect just before")
        last = nodes[recent].gists[-1]
        if gist.head == last.head and len(gist.span.text.split()) <= 2 and gist.negated == last.negated:
            return _joined(nodes, recent, gist, f"a bare noun for the act just before ({gist.head})")
    nodes.append(_Node([gist], []))
    return len(nodes) - 1


def _joined(nodes: list[_Node], index: int, gist: Gist, reason: str) -> int:
    nodes[index].gists.append(gist)
    nodes[index].reasons.append(reason)
    return index


def _proposition(parse: Parse, cast: Cast, index: int, node: _Node) -> Proposition:
    event = next((g.event for g in node.gists if g.event is not None), None)
    actors = tuple(dict.fromkeys(a for g in node.gists for a in g.actors))
    told = [g for g in node.gists if not only_points(g) and not g.comparative and not g.with_it] or node.gists
    fullest = min(
        told,
        key=lambda g: (
            not (g.doers or g.themes),
            g.pointing,
            g.span.text.lower().startswith(("it ", "they ", "he ", "she ")),
            abs(len(g.span.text.split()) - 5),
        ),
    )
    return Proposition(
        f"n{index + 1}",
        label_of(parse, cast, fullest.span),
        tuple(g.span for g in node.gists),
        actors,
        event[1] if event else None,
        node.gists[0].negated,
        tuple(node.reasons),
    )
