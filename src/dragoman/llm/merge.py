"""Records of the parts of one article -> one set of records, numbered in text order.

Parts overlap, so a record near a seam comes twice. Two records are one when they are of one kind and rest on the same words:
events on the same trigger with the same type, statements on overlapping content, claims on overlapping effects and causes.
Actors are one when their id, their name or one of their wordings is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from dragoman.llm.quoting import Origin
from dragoman.llm.records import Records
from dragoman.types import Actor, Claim, Event, Place, Span, Statement

Record = TypeVar("Record", bound=msgspec.Struct)
_ACTOR_FIELDS = ("actors", "recipients", "asserted_by", "speaker", "addressees", "targets", "source", "target", "actor", "holder")


def merge_records(parts: Sequence[Records]) -> Records:
    """One set of records from those of an article's parts, each part's ids its own; the ids of the result are new."""
    actors, actor_ids = _merge_actors(parts)
    places, place_ids = _merge_places(parts)
    origins: dict[str, Origin] = {}
    for part, ids in zip(parts, actor_ids, strict=True):
        for old, new in ids.items():
            origins.setdefault(new, part.origins[old])
    for part, ids in zip(parts, place_ids, strict=True):
        for old, new in ids.items():
            origins.setdefault(new, part.origins[old])
    moved = [_redirect(part, ids, place) for part, ids, place in zip(parts, actor_ids, place_ids, strict=True)]
    events, _ = _joined("e", moved, "events", lambda event: event.trigger, _same_event, origins)
    statements, statement_ids = _joined("s", moved, "statements", lambda one: one.content[0], _same_statement, origins)
    moved = [_told_in(part, ids) for part, ids in zip(moved, statement_ids, strict=True)]
    claims, _ = _joined("c", moved, "claims", lambda claim: min(claim.cause or claim.effect, claim.effect), _same_claim, origins)
    rest = {
        layer: _joined(letter, moved, layer, lambda one: one.evidence, _same_evidence, origins)[0]
        for letter, layer in (("r", "relations"), ("ac", "alignment_changes"), ("x", "explanations"), ("n", "analogies"))
    }
    return Records(
        actors=actors, places=places, events=events, statements=statements, claims=claims, origins=origins, **rest,
    )


def _merge_actors(parts: Sequence[Records]) -> tuple[tuple[Actor, ...], list[dict[str, str]]]:
    merged: dict[str, Actor] = {}
    by_name: dict[str, str] = {}
    ids: list[dict[str, str]] = []
    for part in parts:
        mapped: dict[str, str] = {}
        for actor in part.actors:
            names = [actor.name.casefold(), *(alias.casefold() for alias in actor.aliases if alias[:1].isupper())]
            same = actor.id if actor.id in merged else next((by_name[name] for name in names if name in by_name), actor.id)
            if same in merged and merged[same].known and actor.known and actor.id != same:
                same = actor.id
            mapped[actor.id] = same
            merged[same] = _both(merged[same], actor) if same in merged else actor
            for name in names:
                by_name.setdefault(name, same)
        ids.append(mapped)
    final = {old: new for mapped in ids for old, new in mapped.items()}
    actors = (msgspec.structs.replace(one, represents=final.get(one.represents or "")) for one in merged.values())
    return tuple(sorted(actors, key=lambda one: (one.mentions[0].span if one.mentions else Span(0, 0, ""), one.id))), ids


def _both(first: Actor, second: Actor) -> Actor:
    mentions = {mention.span: mention for mention in (*first.mentions, *second.mentions)}
    aliases = dict.fromkeys((*first.aliases, second.name, *second.aliases))
    return msgspec.structs.replace(
        first, mentions=tuple(mentions[span] for span in sorted(mentions)), aliases=tuple(one for one in aliases if one != first.name),
        country=first.country or second.country, sectors=first.sectors or second.sectors, offices=first.offices or second.offices,
        represents=first.represents or second.represents,
    )


def _merge_places(parts: Sequence[Records]) -> tuple[tuple[Place, ...], list[dict[str, str]]]:
    merged: dict[str, Place] = {}
    ids: list[dict[str, str]] = []
    for part in parts:
        for place in part.places:
            known = merged.get(place.id)
            spans = tuple(sorted({*place.mentions, *(known.mentions if known else ())}))
            merged[place.id] = msgspec.structs.replace(known or place, mentions=spans)
        ids.append({place.id: place.id for place in part.places})
    return tuple(sorted(merged.values(), key=lambda place: place.mentions[0])), ids


def _redirect(part: Records, actors: dict[str, str], places: dict[str, str]) -> Records:
    """The part with actor and place ids of the whole article."""
    layers = ("events", "statements", "relations", "alignment_changes", "explanations", "claims")
    changed = {layer: tuple(_renamed(record, actors, places) for record in getattr(part, layer)) for layer in layers}
    return msgspec.structs.replace(part, **changed)


def under_ids(records: Records, same: dict[str, str]) -> Records:
    """The records with other ids for the actors in `same` (old -> new); one that would take another actor's id keeps its own."""
    own = {actor.id for actor in records.actors}
    ids = {old: new if (new := same.get(old, old)) == old or new not in own else old for old in own}
    actors = tuple(msgspec.structs.replace(one, id=ids[one.id], represents=ids.get(one.represents or "")) for one in records.actors)
    origins = {ids.get(old, old): origin for old, origin in records.origins.items()}
    moved = _redirect(records, ids, {place.id: place.id for place in records.places})
    return msgspec.structs.replace(moved, actors=actors, origins=origins)


def _renamed(record: Any, actors: dict[str, str], places: dict[str, str]) -> Any:
    changes: dict[str, object] = {}
    for field in record.__struct_fields__:
        value = getattr(record, field)
        if field in _ACTOR_FIELDS and value:
            changes[field] = actors[value] if isinstance(value, str) else tuple(dict.fromkeys(actors[one] for one in value))
        elif field == "place" and value:
            changes[field] = places[value]
        elif field in ("alternatives", "reasons"):
            changes[field] = tuple(_renamed(reason, actors, places) for reason in value)
    return msgspec.structs.replace(record, **changes) if changes else record


def _joined(
    letter: str,
    parts: Sequence[Records],
    layer: str,
    place: Callable[[Any], Span],
    same: Callable[[Any, Any], bool],
    origins: dict[str, Origin],
) -> tuple[tuple[Any, ...], list[dict[str, str]]]:
    """The layer's records of all parts in text order, doubles once, with new ids; and each part's old ids -> new ids."""
    pairs = ((number, record) for number, part in enumerate(parts) for record in getattr(part, layer))
    listed = sorted(pairs, key=lambda pair: place(pair[1]))
    kept: list[tuple[int, Any]] = []
    double_of: list[tuple[int, str, int]] = []
    for number, record in listed:
        twin = next((at for at in range(len(kept) - 1, -1, -1) if _is_double(kept[at], (number, record), same)), None)
        if twin is None:
            twin = len(kept)
            kept.append((number, record))
        double_of.append((number, record.id, twin))
    ids: list[dict[str, str]] = [{} for _ in parts]
    for number, old, twin in double_of:
        ids[number][old] = f"{letter}{twin + 1}"
    for at, (number, record) in enumerate(kept, 1):
        origins[f"{letter}{at}"] = parts[number].origins[record.id]
    numbered = enumerate(kept, 1)
    renewed = (msgspec.structs.replace(record, id=f"{letter}{at}", **_references(record, ids[number])) for at, (number, record) in numbered)
    return tuple(renewed), ids


def _is_double(first: tuple[int, Any], second: tuple[int, Any], same: Callable[[Any, Any], bool]) -> bool:
    """Between parts what `same` says; within one part only a record given twice, for one act may have two records on its words."""
    if first[0] != second[0]:
        return same(first[1], second[1])
    return bool(msgspec.structs.replace(second[1], id=first[1].id) == first[1])


def _references(record: Any, ids: dict[str, str]) -> dict[str, object]:
    """References to records of the same layer and part, as new ids."""
    if isinstance(record, Claim):
        return {"chain_from": tuple(dict.fromkeys(ids[old] for old in record.chain_from if old in ids and ids[old] != ids[record.id]))}
    if isinstance(record, Statement):
        within = ids.get(record.within or "")
        return {"within": None if within == ids[record.id] else within}
    return {}


def _told_in(part: Records, ids: dict[str, str]) -> Records:
    """The part with its claims under the new ids of the statements that hold them."""
    claims = tuple(msgspec.structs.replace(claim, statement=ids.get(claim.statement or "")) for claim in part.claims)
    return msgspec.structs.replace(part, claims=claims)


def _same_event(first: Event, second: Event) -> bool:
    triggers = {mention.trigger for mention in first.mentions}
    return first.type == second.type and any(mention.trigger in triggers for mention in second.mentions)


def _same_statement(first: Statement, second: Statement) -> bool:
    return _mostly(first.content[0], second.content[0]) and (first.speaker == second.speaker or None in (first.speaker, second.speaker))


def _same_claim(first: Claim, second: Claim) -> bool:
    if not _mostly(first.effect, second.effect):
        return False
    return first.cause is None or second.cause is None or _mostly(first.cause, second.cause)


def _same_evidence(first: Any, second: Any) -> bool:
    if type(first) is not type(second) or not _mostly(first.evidence, second.evidence):
        return False
    fields = ("source", "type", "target", "actor", "direction", "explained")
    return all(getattr(first, field, None) == getattr(second, field, None) for field in fields)


def _mostly(first: Span, second: Span) -> bool:
    """Whether two spans share at least half of the longer one."""
    shared = min(first.end, second.end) - max(first.start, second.start)
    return 2 * shared >= max(first.end - first.start, second.end - second.start) > 0
