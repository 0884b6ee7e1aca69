"""Reading -> event rows: an event with its parties, place and source in one flat record, which every format carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

import msgspec

from dragoman.errors import UsageError
from dragoman.types import Event, Place, Reading, Span, Status

STATUSES: tuple[Status, ...] = get_args(Status)


class Party(msgspec.Struct, frozen=True):
    """An actor as an event row has it. `raw` are the words of the first mention that name it in the event; empty: none do."""

    id: str
    name: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    title: str | None = None
    raw: str = ""


class Site(msgspec.Struct, frozen=True):
    """A place as an event row has it; coordinates are WGS 84 degrees. `raw` are its words in the text."""

    name: str
    country: str | None = None
    kind: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: str | None = None
    raw: str = ""


class EventRow(msgspec.Struct, frozen=True):
    """One event, with all that a format may carry of it.

    `id` is unique over articles (article id, colon, event id). `date` to `end_date` (ISO days, inclusive) bound the event's
    own date; both are None where the text does not date it. `published` is the article's date, cut to what is known.
    `start` and `end` are the trigger's offsets (Unicode characters of the article's text, end exclusive), -1 where a
    format carries none; `mentions` counts the places of the article that tell of the event.
    """

    id: str
    type: str
    status: Status = "actual"
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int | None = None
    score: float | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    date: str | None = None
    end_date: str | None = None
    precision: str | None = None
    place: Site | None = None
    killed: int | None = None
    injured: int | None = None
    arrested: int | None = None
    trigger: str = ""
    start: int = -1
    end: int = -1
    evidence: str = ""
    mentions: int = 1
    asserted_by: str | None = None
    disputed: bool = False
    confidence: float | None = None
    article: str = ""
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    codebook: str = "PLOVER"
    version: str = ""


def event_rows(reading: Reading) -> Iterator[EventRow]:
    """The events of a reading as rows, in text order. Nothing is left out; see `with_status`."""
    places = {place.id: place for place in reading.places}
    for event in reading.events:
        yield _row(reading, event, places.get(event.place or ""))


def with_status(rows: Iterable[EventRow], statuses: Iterable[str]) -> Iterator[EventRow]:
    """The rows whose status is one of `statuses`."""
    wanted = frozenset(statuses)
    return (row for row in rows if row.status in wanted)


def statuses_named(text: str) -> tuple[Status, ...]:
    """The statuses in a list with commas, or all six for `all`. Raises UsageError for a word that is none."""
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    if names == ["all"]:
        return STATUSES
    wrong = [name for name in names if name not in STATUSES]
    if wrong or not names:
        raise UsageError(f"'{', '.join(wrong) or text}' is no status.", f"Name some of {', '.join(STATUSES)}, with commas, or all.")
    return tuple(status for status in STATUSES if status in names)


def pairs(row: EventRow) -> Iterator[EventRow]:
    """The row once for each pair of an actor and a recipient, for formats that hold one of each.

    A side that nobody is named for stays empty. The second and later pairs have `~2`, `~3`, ... behind the id.
    """
    number = 0
    for actor in row.actors or (None,):
        for recipient in row.recipients or (None,):
            number += 1
            yield msgspec.structs.replace(
                row,
                id=row.id if number == 1 else f"{row.id}~{number}",
                actors=(actor,) if actor else (),
                recipients=(recipient,) if recipient else (),
            )


def join_pairs(rows: Iterable[EventRow]) -> Iterator[EventRow]:
    """The reverse of `pairs`: neighbouring rows whose ids differ only behind `~` become one."""
    group: list[EventRow] = []
    for row in rows:
        if group and row.id.partition("~")[0] != group[0].id:
            yield _joined(group)
            group = []
        group.append(row)
    if group:
        yield _joined(group)


def _joined(group: list[EventRow]) -> EventRow:
    if len(group) == 1:
        return group[0]
    return msgspec.structs.replace(
        group[0],
        actors=tuple(dict.fromkeys(party for row in group for party in row.actors)),
        recipients=tuple(dict.fromkeys(party for row in group for party in row.recipients)),
    )


def _row(reading: Reading, event: Event, place: Place | None) -> EventRow:
    article = reading.article
    first = event.mentions[0]
    return EventRow(
        id=f"{article.id}:{event.id}",
        type=event.type,
        status=event.status,
        modes=event.modes,
        contexts=event.contexts,
        cameo=event.cameo,
        quad=event.quad,
        score=event.score,
        actors=tuple(_party(reading, actor, first.actor_spans) for actor in event.actors),
        recipients=tuple(_party(reading, actor, first.recipient_spans) for actor in event.recipients),
        date=event.date.start if event.date else None,
        end_date=event.date.end if event.date else None,
        precision=event.date.precision if event.date else None,
        place=_site(place, first.evidence) if place else None,
        killed=event.counts.killed,
        injured=event.counts.injured,
        arrested=event.counts.arrested,
        trigger=first.trigger.text,
        start=first.trigger.start,
        end=first.trigger.end,
        evidence=first.evidence.text,
        mentions=len(event.mentions),
        asserted_by=event.asserted_by,
        disputed=event.disputed,
        confidence=event.confidence,
        article=article.id,
        title=article.title,
        publisher=article.publisher,
        published=article.date.value if article.date else None,
        url=article.url,
        language=article.language,
        codebook=reading.reader.codebook,
        version=reading.reader.version,
    )


def _party(reading: Reading, actor_id: str, spans: tuple[Span, ...]) -> Party:
    actor = reading.actor(actor_id)
    named = (span.text for span in spans for mention in actor.mentions if span.overlaps(mention.span))
    title = actor.offices[0].title if actor.offices else None
    return Party(actor.id, actor.name, actor.country, actor.sectors, title, next(named, ""))


def _site(place: Place, evidence: Span) -> Site:
    words = next((span.text for span in place.mentions if evidence.contains(span)), place.name)
    return Site(place.name, place.country, place.kind, place.latitude, place.longitude, place.geonames_id, words)
