"""Two readings of one article side by side: what both have, what they read differently, what only one has.

In: two Readings of the same text. Out: Comparison, for the report. Records are paired by the words they rest on; nothing here says
who is right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import msgspec

from dragoman.errors import UsageError
from dragoman.llm.same_actors import same_actors
from dragoman.types import Actor, Event, ReaderInfo, Reading, Span

Layer = Literal["actors", "events", "statements", "claims", "relations", "alignment_changes"]


class Difference(msgspec.Struct, frozen=True):
    """A field in which two records of the same words differ, as text for people."""

    field: str
    first: str
    second: str


class Pair(msgspec.Struct, frozen=True):
    """What two readings make of the same words. `first` or `second` is None where only the other has a record; `label` says what it is."""

    layer: Layer
    place: Span
    label: str
    first: str | None
    second: str | None
    differences: tuple[Difference, ...] = ()

    @property
    def agree(self) -> bool:
        """Whether both readings have the record and differ in no field compared."""
        return self.first is not None and self.second is not None and not self.differences


class Agreement(msgspec.Struct, frozen=True):
    """Counts of one layer: records on the same words, those of them that agree in all fields compared, and those only one has.

    `f1` is 2 * both / (first + second): what one reading would score against the other for finding the words. It ignores chance.
    """

    layer: Layer
    both: int
    equal: int
    only_first: int
    only_second: int

    @property
    def f1(self) -> float:
        """Agreement on where records are, 0 to 1; 1 when both readings have none."""
        total = 2 * self.both + self.only_first + self.only_second
        return 2 * self.both / total if total else 1.0


class Comparison(msgspec.Struct, frozen=True):
    """Two readings side by side, in text order within each layer."""

    article: str
    first: ReaderInfo
    second: ReaderInfo
    pairs: tuple[Pair, ...]
    agreements: tuple[Agreement, ...]


def compare_readings(first: Reading, second: Reading) -> Comparison:
    """Put two readings of one article side by side. Raises UsageError when they are of different texts."""
    if first.article.text != second.article.text:
        raise UsageError("The two readings are of different texts.", "Compare readings of the same article.")
    actors, same_actor = _pair_actors(first, second)
    names = _Names(first, second, same_actor)
    pairs = [*actors]
    pairs += _pair_layer("events", first.events, second.events, lambda one: one.trigger, names.event)
    pairs += _pair_layer("statements", first.statements, second.statements, lambda one: one.content[0], names.statement)
    pairs += _pair_layer("claims", first.claims, second.claims, lambda one: one.effect, names.claim)
    pairs += _pair_layer("relations", first.relations, second.relations, lambda one: one.evidence, names.relation)
    pairs += _pair_layer("alignment_changes", first.alignment_changes, second.alignment_changes, lambda one: one.evidence, names.change)
    layers: tuple[Layer, ...] = ("actors", "events", "statements", "claims", "relations", "alignment_changes")
    return Comparison(first.article.id, first.reader, second.reader, tuple(pairs), tuple(_count(layer, pairs) for layer in layers))


def _count(layer: Layer, pairs: Sequence[Pair]) -> Agreement:
    listed = [pair for pair in pairs if pair.layer == layer]
    both = [pair for pair in listed if pair.first is not None and pair.second is not None]
    only_first = sum(pair.second is None for pair in listed)
    return Agreement(layer, len(both), sum(pair.agree for pair in both), only_first, len(listed) - len(both) - only_first)


class _Names:
    """Records as fields of text, with the second reading's actors under the first one's ids where they are the same."""

    def __init__(self, first: Reading, second: Reading, same: dict[str, str]) -> None:
        self._same = same
        self._names = {actor.id: actor.name for reading in (second, first) for actor in reading.actors}

    def _who(self, ids: Sequence[str | None], *, second: bool) -> str:
        named = [self._same.get(one, one) if second else one for one in ids if one is not None]
        return ", ".join(sorted(self._names.get(one, one) for one in named)) or "nobody"

    def event(self, one: Event, second: bool) -> dict[str, str]:
        return {
            "type": one.type, "actors": self._who(one.actors, second=second), "recipients": self._who(one.recipients, second=second),
            "status": one.status, "date": (one.date.iso() if one.date else None) or "none",
        }

    def statement(self, one: Any, second: bool) -> dict[str, str]:
        return {"speaker": self._who((one.speaker,), second=second), "act": one.act, "targets": self._who(one.targets, second=second)}

    def claim(self, one: Any, second: bool) -> dict[str, str]:
        cause = " ".join(one.cause.text.split()) if one.cause else "none"
        band = one.likelihood.band if one.likelihood else "none"
        return {"sign": one.sign, "likelihood": band, "cause": cause, "asserted by": self._who((one.asserted_by,), second=second)}

    def relation(self, one: Any, second: bool) -> dict[str, str]:
        return {"type": one.type, "from": self._who((one.source,), second=second), "to": self._who((one.target,), second=second)}

    def change(self, one: Any, second: bool) -> dict[str, str]:
        towards = self._who(one.targets, second=second)
        return {"direction": one.direction, "actor": self._who((one.actor,), second=second), "towards": towards}


def _pair_layer(
    layer: Layer,
    first: Sequence[Any],
    second: Sequence[Any],
    place: Callable[[Any], Span],
    fields: Callable[[Any, bool], dict[str, str]],
) -> list[Pair]:
    """Records of both readings that share the most words are paired, each once; of equals those that agree in most fields."""
    shown = [fields(one, False) for one in first], [fields(one, True) for one in second]
    scored = []
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            shared = _overlap(place(one), place(other))
            if shared > 0:
                equal = sum(shown[0][i][field] == shown[1][j][field] for field in shown[0][i])
                scored.append((round(shared, 3), equal, -i, -j))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(scored, reverse=True):
        if -i not in matched and -j not in taken:
            matched[-i] = -j
            taken.add(-j)
    pairs = []
    for i, one in enumerate(first):
        partner = matched.get(i)
        left, right = shown[0][i], shown[1][partner] if partner is not None else None
        differences = () if right is None else tuple(Difference(f, left[f], right[f]) for f in left if _differs(f, left[f], right[f]))
        label = " ".join(place(one).text.split())
        pairs.append(Pair(layer, place(one), label, one.id, second[partner].id if partner is not None else None, differences))
    for j, other in enumerate(second):
        if j not in taken:
            pairs.append(Pair(layer, place(other), " ".join(place(other).text.split()), None, other.id))
    return sorted(pairs, key=lambda pair: pair.place)


def _differs(field: str, first: str, second: str) -> bool:
    """Causes are wordings of one thing when one holds the other; everything else must be the same."""
    return first != second and not (field == "cause" and "none" not in (first, second) and (first in second or second in first))


def _overlap(first: Span, second: Span) -> float:
    """The share of the shorter span that both have, when it is more than half of it; else 0."""
    shared = min(first.end, second.end) - max(first.start, second.start)
    share = shared / max(1, min(first.end - first.start, second.end - second.start))
    return share if share > 0.5 else 0.0


def _pair_actors(first: Reading, second: Reading) -> tuple[list[Pair], dict[str, str]]:
    """The actors of both readings, and the second's ids under the first's."""
    same = same_actors(first.actors, second.actors)
    partner = {mine: theirs for theirs, mine in same.items()}
    pairs = [Pair("actors", _first(actor), actor.name, actor.id, partner.get(actor.id)) for actor in first.actors]
    pairs += [Pair("actors", _first(actor), actor.name, None, actor.id) for actor in second.actors if actor.id not in same]
    return sorted(pairs, key=lambda pair: (pair.place, pair.label)), same


def _first(actor: Actor) -> Span:
    return actor.mentions[0].span if actor.mentions else Span(0, 0, "")
