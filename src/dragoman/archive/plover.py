"""PLOVER's interchange format: JSON Lines, one event a line.

Source: PLOVER manual, draft 2.0 (Open Event Data Alliance, 2021), interchange fields; entities in the naming of its table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from dragoman.archive.codes import filing_day
from dragoman.archive.rows import EventRow, Party, Site
from dragoman.archive.tables import code_words, codes_of_words
from dragoman.errors import DataError
from dragoman.types import Status

UNDATED = "date: of publication"


class _Entity(msgspec.Struct, omit_defaults=True):
    code: str | None = None
    sector: list[str] = []
    entity_text: str = ""
    identifier_id: str | None = None
    identifier_text: str | None = None
    office: str | None = None


class _Location(msgspec.Struct, omit_defaults=True):
    extracted_place: str | None = None
    resolved_place: str | None = None
    geonameid: str | None = None
    lat: float | None = None
    lon: float | None = None
    country_code: str | None = None
    feature_class: str | None = None


class _Text(msgspec.Struct, omit_defaults=True):
    start: int = -1
    end: int = -1
    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None


class _Cite(msgspec.Struct, omit_defaults=True):
    citation: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    publication: str | None = None
    codebook: str | None = None
    version: str | None = None


class _Line(msgspec.Struct, omit_defaults=True):
    id: str
    event: list[str]
    date: str | None = None
    enddate: str | None = None
    actor: list[_Entity] = []
    recipient: list[_Entity] = []
    event_loc: _Location | None = None
    event_text: list[str] = []
    quad_code: int | None = None
    event_scale: float | None = None
    mode: list[str] = []
    context: list[str] = []
    text: str | None = None
    text_info: _Text | None = None
    cite_info: _Cite | None = None
    coder: str | None = None
    coded_date: str | None = None
    comment: str | None = None


def write_plover(rows: Iterable[EventRow], file: BinaryIO) -> None:
    """Write rows as PLOVER JSON Lines. The status stands among the contexts, as PLOVER's auxiliary modes do."""
    for row in rows:
        file.write(msgspec.json.encode(_line(row)) + b"\n")


def _line(row: EventRow) -> _Line:
    place = row.place
    flag = code_words("plover_flags").get(row.status)
    dated = row.date or row.end_date
    return _Line(
        id=row.id,
        event=[row.type],
        date=filing_day(row) or None,
        enddate=row.end_date if row.end_date != row.date else None,
        actor=[_entity(party) for party in row.actors],
        recipient=[_entity(party) for party in row.recipients],
        event_loc=_Location(place.raw, place.name, place.geonames_id, place.latitude, place.longitude, place.country, place.kind)
        if place
        else None,
        event_text=[row.trigger] if row.trigger else [],
        quad_code=row.quad,
        event_scale=row.score,
        mode=list(row.modes),
        context=[*row.contexts, *([flag] if flag else [])],
        text=row.evidence or None,
        text_info=_Text(row.start, row.end, row.killed, row.injured, row.arrested),
        cite_info=_Cite(row.article or None, row.url, row.title, row.language, row.publisher, row.codebook, row.version or None),
        coder="Dragoman",
        coded_date=row.published,
        comment=None if dated else UNDATED,
    )


def _entity(party: Party) -> _Entity:
    return _Entity(party.country, list(party.sectors), party.raw, party.id, party.name, party.title)


def read_plover(file: BinaryIO) -> Iterator[EventRow]:
    """The rows of a PLOVER JSON Lines file. Raises DataError, which names the line, for one that is none."""
    for count, text in enumerate(file, 1):
        if not text.strip():
            continue
        try:
            line = msgspec.json.decode(text, type=_Line)
        except (msgspec.DecodeError, UnicodeDecodeError) as problem:
            raise DataError(f"Line {count} is no PLOVER event: {problem}.", "Mend the line, or name the file's format.") from problem
        if not line.event:
            raise DataError(f"Line {count} names no event type.", "Fill its field event.")
        yield _row(line)


def _row(line: _Line) -> EventRow:
    flags = codes_of_words("plover_flags")
    status: Status = "actual"
    for word in line.context:
        if word in flags:
            status = msgspec.convert(flags[word], Status)
    cite, where, place = line.cite_info or _Cite(), line.text_info or _Text(), line.event_loc
    date = None if line.comment == UNDATED else line.date
    end = line.enddate or date
    return EventRow(
        id=line.id,
        type=line.event[0],
        status=status,
        modes=tuple(line.mode),
        contexts=tuple(word for word in line.context if word not in flags),
        quad=line.quad_code,
        score=line.event_scale,
        actors=tuple(map(_party, line.actor)),
        recipients=tuple(map(_party, line.recipient)),
        date=date,
        end_date=end,
        precision="day" if date and date == end else None,
        place=Site(
            place.resolved_place or place.extracted_place or "",
            place.country_code,
            place.feature_class,
            place.lat,
            place.lon,
            place.geonameid,
            place.extracted_place or "",
        )
        if place
        else None,
        killed=where.dead,
        injured=where.injured,
        arrested=where.arrested,
        trigger=line.event_text[0] if line.event_text else "",
        start=where.start,
        end=where.end,
        evidence=line.text or "",
        article=cite.citation or "",
        title=cite.title,
        publisher=cite.publication,
        published=line.coded_date,
        url=cite.url,
        language=cite.language,
        codebook=cite.codebook or "PLOVER",
        version=cite.version or "",
    )


def _party(entity: _Entity) -> Party:
    name = entity.identifier_text or entity.entity_text
    return Party(entity.identifier_id or name, name, entity.code, tuple(entity.sector), entity.office, entity.entity_text)
