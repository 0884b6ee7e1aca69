"""The cast of an answer: actors and places with every wording found in the text, under the ids all readings share.

In: the answer's actors and places. Out: records, and for each id of the answer the id of its record. An actor none of whose wordings
stands in the article is invented: it is dropped, and whatever refers to it is found out.
"""

from __future__ import annotations

import re
from typing import get_args

import msgspec

from dragoman.actors.gazetteer import Entry, load_gazetteer
from dragoman.llm.answer import ActorAnswer, Answer, PlaceAnswer
from dragoman.llm.quoting import Origin, Quoting
from dragoman.llm.schema import Vocabulary
from dragoman.types import Actor, ActorKind, Mention, MentionKind, Office, Place, Span

NO_SYNTAX = -1
"""`Mention.head` of a reading that was made without a parse."""

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_CODE = re.compile(r"[A-Z]{3}")


class NamedCast(msgspec.Struct, frozen=True):
    """Actors and places, and the ids of the answer that lead to them."""

    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    actor_ids: dict[str, str]
    place_ids: dict[str, str]
    origins: dict[str, Origin]


class _Gathered(msgspec.Struct):
    """An actor in the making: all items of the answer that speak of it."""

    item: ActorAnswer
    entry: Entry | None
    wordings: dict[str, list[Span]]
    aliases: list[str]


def build_cast(answer: Answer, quoting: Quoting, words: Vocabulary, model: str, prompt_version: str) -> NamedCast:
    """The records of the answer's actors and places. Faults go to `quoting`."""
    origins: dict[str, Origin] = {}
    places, place_ids = _places(answer.places, quoting, origins, model, prompt_version)
    gathered: dict[str, _Gathered] = {}
    actor_ids: dict[str, str] = {}
    for index, item in enumerate(answer.actors):
        quoting.begin("actors", index, item)
        wordings = _wordings(item.wordings or (item.name,), quoting)
        if item.kind not in get_args(ActorKind):
            quoting.fault("unknown word", "kind", item.kind)
        elif not wordings:
            quoting.fault("not in the text", "wordings", "; ".join(item.wordings) or item.name)
        else:
            entry = _known(item)
            identifier = _identifier(item, entry, gathered)
            actor_ids[item.id] = identifier
            if identifier in gathered:
                gathered[identifier].wordings.update(wordings)
                gathered[identifier].aliases.append(item.name)
            else:
                gathered[identifier] = _Gathered(item, entry, wordings, [item.name])
            origins.setdefault(identifier, quoting.origin(model, prompt_version))
    shown = _settle({identifier: one.wordings for identifier, one in gathered.items()}, places)
    actors = tuple(_actor(identifier, one, shown[identifier], actor_ids, words) for identifier, one in gathered.items())
    return NamedCast(actors, places, actor_ids, place_ids, origins)


def _wordings(quotes: tuple[str, ...], quoting: Quoting) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for quote in quotes:
        spans = quoting.anchorer.everywhere(quote)
        if spans:
            quoting.counts["exact" if spans[0].text == quote else "normalised"] += 1
            found[spans[0].text] = spans
        else:
            quoting.counts["dropped"] += 1
            if len(quotes) > 1:
                quoting.fault("not in the text", "wordings", quote, fatal=False)
    return found


def _known(item: ActorAnswer) -> Entry | None:
    """The gazetteer's entry for an actor: by its name, if kind and country agree."""
    gazetteer = load_gazetteer()
    entries, how = gazetteer.lookup(item.name), gazetteer.alias_kind(item.name)
    stands_for_state = item.kind in ("state", "government")
    if how is None or how == "surname" or (how in ("capital", "seat", "demonym") and not stands_for_state):
        entries = ()
    for entry in entries:
        same_kind = (entry.kind == "person") == (item.kind == "person") and (entry.kind == "state") <= stands_for_state
        if same_kind and (item.country is None or entry.country is None or item.country == entry.country):
            return entry
    government = item.kind == "state" or (item.kind == "government" and re.search(r"\b(?:government|authorities)$", item.name, re.I))
    if government and item.country and _CODE.fullmatch(item.country):
        return next((entry for entry in gazetteer.lookup(item.country) if entry.id == item.country), None)
    return None


def _identifier(item: ActorAnswer, entry: Entry | None, taken: dict[str, _Gathered]) -> str:
    if entry is not None:
        return entry.id
    base = re.sub(r"\W+", "-", _ARTICLE.sub("", item.name).casefold()).strip("-") or "unnamed"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found


def _settle(wordings: dict[str, dict[str, list[Span]]], places: tuple[Place, ...]) -> dict[str, list[Span]]:
    """The mentions of each actor: none inside a longer wording of its own, none inside a place's name, none claimed twice."""
    covered = [span for place in places for span in place.mentions]
    claimed: set[tuple[int, int]] = set()
    settled: dict[str, list[Span]] = {}
    for identifier, found in wordings.items():
        spans = sorted({span for spans in found.values() for span in spans}, key=lambda span: (span.start - span.end, span.start))
        kept: list[Span] = []
        for span in spans:
            inside = any(other.contains(span) for other in kept) or any(other.contains(span) and other != span for other in covered)
            if not inside and (span.start, span.end) not in claimed:
                kept.append(span)
        claimed |= {(span.start, span.end) for span in kept}
        settled[identifier] = sorted(kept)
    return settled


def _actor(identifier: str, one: _Gathered, spans: list[Span], ids: dict[str, str], words: Vocabulary) -> Actor:
    item, entry = one.item, one.entry
    name = entry.name if entry is not None else item.name
    country = entry.country if entry is not None else item.country if item.country and _CODE.fullmatch(item.country) else None
    allowed = words.of("ActorAnswer", "sectors") or ()
    sectors = tuple(dict.fromkeys(sector for sector in item.sectors if not allowed or sector in allowed))
    aliases = dict.fromkeys(_ARTICLE.sub("", text) for text in (*one.wordings, *one.aliases))
    represents = ids.get(item.represents or "") or (entry.represents if entry is not None else None)
    return Actor(
        id=identifier, name=name, kind=item.kind if entry is None else entry.kind,  # type: ignore[arg-type]
        mentions=tuple(Mention(span, _mention_kind(span.text), NO_SYNTAX) for span in spans),
        aliases=tuple(alias for alias in aliases if alias != name), country=country,
        sectors=sectors or (entry.sectors[:2] if entry is not None else ()), offices=(Office(item.office, country),) if item.office else (),
        represents=represents if represents in ids.values() and represents != identifier else None, known=entry is not None,
    )


def _mention_kind(wording: str) -> MentionKind:
    kind = load_gazetteer().alias_kind(wording)
    if kind in ("capital", "seat"):
        return "metonym"
    if kind == "demonym":
        return "demonym"
    last = wording.rsplit(maxsplit=1)[-1]
    return "name" if kind is not None or last[:1].isupper() else "nominal"


def _places(
    items: tuple[PlaceAnswer, ...], quoting: Quoting, origins: dict[str, Origin], model: str, prompt_version: str
) -> tuple[tuple[Place, ...], dict[str, str]]:
    places: dict[str, Place] = {}
    ids: dict[str, str] = {}
    for index, item in enumerate(items):
        quoting.begin("places", index, item)
        spans = sorted({span for found in _wordings(item.wordings or (item.name,), quoting).values() for span in found})
        if not spans:
            quoting.fault("not in the text", "wordings", "; ".join(item.wordings) or item.name)
            continue
        identifier = "place:" + (re.sub(r"\W+", "-", item.name.casefold()).strip("-") or "unnamed")
        ids[item.id] = identifier
        known = places.get(identifier)
        spans = sorted({*spans, *(known.mentions if known else ())})
        country = item.country if item.country and _CODE.fullmatch(item.country) else None
        places[identifier] = Place(identifier, item.name, tuple(spans), country, item.kind)
        origins.setdefault(identifier, quoting.origin(model, prompt_version))
    return tuple(places.values()), ids
