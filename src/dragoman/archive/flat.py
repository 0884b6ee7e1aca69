"""Dragoman's own tables: every field of an event row in one flat line, as CSV (lists with semicolons) or Parquet (true lists)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

import msgspec

from dragoman.archive.rows import EventRow, Party, Site
from dragoman.archive.tables import read_table, shown, write_table
from dragoman.errors import DataError
from dragoman.types import Status

_BATCH = 5_000
_PART = re.compile(r"(?:[^;\\]|\\.)*")
_ESCAPED = re.compile(r"\\(.)")


class FlatRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of an own table. The lists of one side (`actor_...`, `recipient_...`) are as long as each other.

    Sectors of one party stand with commas, main one first; an empty text is an unknown value.
    """

    id: str
    type: str
    status: Status = "actual"
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int | None = None
    score: float | None = None
    actor_ids: tuple[str, ...] = ()
    actor_names: tuple[str, ...] = ()
    actor_countries: tuple[str, ...] = ()
    actor_sectors: tuple[str, ...] = ()
    actor_titles: tuple[str, ...] = ()
    actor_words: tuple[str, ...] = ()
    recipient_ids: tuple[str, ...] = ()
    recipient_names: tuple[str, ...] = ()
    recipient_countries: tuple[str, ...] = ()
    recipient_sectors: tuple[str, ...] = ()
    recipient_titles: tuple[str, ...] = ()
    recipient_words: tuple[str, ...] = ()
    date: str | None = None
    end_date: str | None = None
    precision: str | None = None
    place: str | None = None
    place_country: str | None = None
    place_kind: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: str | None = None
    place_words: str = ""
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


FLAT_COLUMNS = FlatRow.__struct_fields__
_SHARED = tuple(name for name in EventRow.__struct_fields__ if name in FLAT_COLUMNS and name != "place")
_LISTS = frozenset({"modes", "contexts"}) | {name for name in FLAT_COLUMNS if name.startswith(("actor_", "recipient_"))}
_TEXTS = frozenset({"place_words", "trigger", "evidence", "article", "version"})


def flat_row(row: EventRow) -> FlatRow:
    """An event row as one flat line."""
    place = row.place
    values: dict[str, object] = {name: getattr(row, name) for name in _SHARED}
    values |= {f"{side}_{name}": value for side, found in _sides(row) for name, value in _party_lists(found)}
    if place is not None:
        values |= {
            "place": place.name,
            "place_country": place.country,
            "place_kind": place.kind,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "geonames_id": place.geonames_id,
            "place_words": place.raw,
        }
    return msgspec.convert(values, FlatRow)


def _sides(row: EventRow) -> tuple[tuple[str, tuple[Party, ...]], ...]:
    return (("actor", row.actors), ("recipient", row.recipients))


def _party_lists(parties: tuple[Party, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("ids", tuple(party.id for party in parties)),
        ("names", tuple(party.name for party in parties)),
        ("countries", tuple(party.country or "" for party in parties)),
        ("sectors", tuple(",".join(party.sectors) for party in parties)),
        ("titles", tuple(party.title or "" for party in parties)),
        ("words", tuple(party.raw for party in parties)),
    )


def event_row(flat: FlatRow) -> EventRow:
    """A flat line as the event row it came from. Raises DataError when the lists of a side differ in length."""
    place = (
        Site(flat.place, flat.place_country, flat.place_kind, flat.latitude, flat.longitude, flat.geonames_id, flat.place_words)
        if flat.place
        else None
    )
    return EventRow(
        **{name: getattr(flat, name) for name in _SHARED},
        actors=_parties(flat, "actor"),
        recipients=_parties(flat, "recipient"),
        place=place,
    )


def _parties(flat: FlatRow, side: str) -> tuple[Party, ...]:
    lists = [getattr(flat, f"{side}_{name}") for name in ("ids", "names", "countries", "sectors", "titles", "words")]
    if len({len(found) for found in lists}) > 1:
        raise DataError(f"Event {flat.id} has {side} lists of different lengths.", "Give each list as many entries as there are ids.")
    return tuple(
        Party(key, name, country or None, tuple(filter(None, sectors.split(","))), title or None, words)
        for key, name, country, sectors, title, words in zip(*lists, strict=True)
    )


def write_csv(rows: Iterable[EventRow], file: BinaryIO) -> None:
    """Write rows as CSV (UTF-8, RFC 4180). Lists stand with semicolons; a semicolon inside an entry has a backslash before it."""
    write_table(file, FLAT_COLUMNS, ([_cell(getattr(flat, name)) for name in FLAT_COLUMNS] for flat in map(flat_row, rows)), tabs=False)


def read_csv(file: BinaryIO) -> Iterator[EventRow]:
    """The rows of a CSV file that `write_csv` wrote. Raises DataError for one that it did not."""
    for line in read_table(file, FLAT_COLUMNS, tabs=False):
        ids = {side: len(_entries(line[f"{side}_ids"])) for side in ("actor", "recipient")}
        values = {name: _value(name, text, ids) for name, text in line.items() if name in FLAT_COLUMNS}
        yield event_row(_converted(values))


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return ";".join(entry.replace("\\", "\\\\").replace(";", "\\;") for entry in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else shown(value if isinstance(value, (int, str)) else None)


def _value(name: str, text: str, ids: dict[str, int]) -> object:
    if name in _LISTS:
        entries = _entries(text)
        side = name.partition("_")[0]
        return entries or ("",) * ids.get(side, 0)
    return text if text or name in _TEXTS else None


def _entries(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    found: list[str] = []
    position = 0
    while position <= len(text):
        match = _PART.match(text, position)
        part = match.group() if match else ""
        found.append(_ESCAPED.sub(r"\1", part))
        position += len(part) + 1
    return tuple(found)


def _converted(values: object) -> FlatRow:
    try:
        return msgspec.convert(values, FlatRow, strict=False)
    except msgspec.ValidationError as problem:
        raise DataError(f"The event table does not check out: {problem}.", "Name the format it is in.") from problem


def write_parquet(rows: Iterable[EventRow], file: BinaryIO) -> None:
    """Write rows as Parquet, batch by batch, so that memory does not grow with their number."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"quad": pa.int8(), "start": pa.int32(), "end": pa.int32(), "mentions": pa.int32(), "disputed": pa.bool_()}
    kinds |= dict.fromkeys(("killed", "injured", "arrested"), pa.int64())
    kinds |= dict.fromkeys(("score", "latitude", "longitude", "confidence"), pa.float64()) | dict.fromkeys(_LISTS, pa.list_(pa.string()))
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in FLAT_COLUMNS])
    source = map(flat_row, rows)
    with pq.ParquetWriter(file, schema) as writer:
        while batch := [msgspec.to_builtins(flat) for flat in islice(source, _BATCH)]:
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))


def read_parquet(file: BinaryIO) -> Iterator[EventRow]:
    """The rows of a Parquet file that `write_parquet` wrote. Raises DataError for one that it did not."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        source = pq.ParquetFile(file)
        for batch in source.iter_batches(_BATCH):
            for line in batch.to_pylist():
                yield event_row(_converted(line))
    except pa.ArrowInvalid as problem:
        raise DataError(f"The Parquet file cannot be read: {problem}.", "Give a file that dragoman wrote.") from problem
