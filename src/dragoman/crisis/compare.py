"""Two authors or sources side by side: what both say, where they disagree, what only one considers.

In: a crisis and two holders. Out: Comparison. Claims are compared over the same causes and effect; threats are no forecasts
and are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.crisis.contradictions import likelihood_words
from dragoman.errors import UsageError
from dragoman.types.crisis import Crisis, CrisisClaim

_RAISES = {"increases": 1, "decreases": -1, "prevents": -1, "no_effect": 0}


class Side(msgspec.Struct, frozen=True):
    """What one holder says of a link: sign, likelihood with phrase and number, the sentence, the claim's id."""

    holder: str
    claim: str
    sign: str
    likelihood: str
    quote: str


class Shared(msgspec.Struct, frozen=True):
    """A link that both consider: how far they agree ("agree", "sign", "likelihood", "unquantified"), and both sides."""

    causes: tuple[str, ...]
    effect: str
    verdict: str
    first: Side
    other: Side


class Single(msgspec.Struct, frozen=True):
    """A link, or a forecast without a cause, that only one considers. `known` says whether the other speaks of its effect at all."""

    causes: tuple[str, ...]
    effect: str
    side: Side
    known: bool


class Comparison(msgspec.Struct, frozen=True):
    """All of it, causes and effects as labels."""

    first: str
    other: str
    shared: tuple[Shared, ...]
    only_first: tuple[Single, ...]
    only_other: tuple[Single, ...]


def find_holder(crisis: Crisis, name: str) -> str:
    """The one holder a name means: an author, publisher, actor or article id, or a unique part. Raises UsageError with all of them."""
    holders = sorted({claim.holder for claim in crisis.claims})
    own = {s.id: s.author or s.publisher or s.title or s.id for s in crisis.sources}
    words = " ".join(name.split()).casefold()
    exact = [holder for holder in holders if holder.casefold() == words]
    if exact:
        return exact[0]
    if own.get(name) in holders:
        return own[name]
    near = [holder for holder in holders if words in holder.casefold()]
    if len(near) == 1:
        return near[0]
    problem = f"'{name}' is {'several sources' if near else 'no source of a claim'}."
    raise UsageError(problem, f"Choose one of: {'; '.join(near or holders)}.")


def compare(crisis: Crisis, first: str, other: str) -> Comparison:
    """The claims of two holders, by name. Raises UsageError when a name is none or both are the same."""
    one, two = find_holder(crisis, first), find_holder(crisis, other)
    if one == two:
        raise UsageError(f"Both are '{one}'.", "Name two different sources.")
    labels = {p.id: p.label for p in crisis.propositions}
    mine = _by_link(crisis, one)
    theirs = _by_link(crisis, two)
    shared = []
    for key in mine:
        if key in theirs:
            causes, effect = tuple(labels[c] for c in key[0]), labels[key[1]]
            a, b = mine[key][0], theirs[key][0]
            shared.append(Shared(causes, effect, _verdict(mine[key], theirs[key]), _side(a), _side(b)))
    return Comparison(one, two, tuple(shared), _singles(mine, theirs, labels), _singles(theirs, mine, labels))


_Links = dict[tuple[tuple[str, ...], str], list[CrisisClaim]]


def _by_link(crisis: Crisis, holder: str) -> _Links:
    found: _Links = {}
    for claim in crisis.claims:
        if claim.holder == holder and not claim.threat:
            found.setdefault((claim.causes, claim.effect), []).append(claim)
    return found


def _verdict(mine: Sequence[CrisisClaim], theirs: Sequence[CrisisClaim]) -> str:
    if {_RAISES[claim.sign] for claim in mine}.isdisjoint(_RAISES[claim.sign] for claim in theirs):
        return "sign"
    ranges = [
        (a.likelihood, b.likelihood) for a in mine for b in theirs
        if a.likelihood and b.likelihood and a.likelihood.low is not None and b.likelihood.low is not None
    ]
    if not ranges:
        return "unquantified"
    apart = all((a.high or 0) <= (b.low or 0) or (b.high or 0) <= (a.low or 0) for a, b in ranges)
    return "likelihood" if apart else "agree"


def _side(claim: CrisisClaim) -> Side:
    quote = " ".join(claim.evidence[0].span.text.split()) if claim.evidence else ""
    return Side(claim.holder, claim.id, claim.sign, likelihood_words(claim.likelihood, claim.typed).removeprefix(", "), quote)


def _singles(mine: _Links, theirs: _Links, labels: dict[str, str]) -> tuple[Single, ...]:
    spoken = {name for causes, effect in theirs for name in (*causes, effect)}
    return tuple(
        Single(tuple(labels[c] for c in key[0]), labels[key[1]], _side(claims[0]), key[1] in spoken)
        for key, claims in mine.items() if key not in theirs
    )
