"""POLECAT's table: 40 columns with tabs, one row an event. Several actors stand with semicolons.

Source of the columns: POLECAT data (Halterman and others, 2023), Harvard Dataverse AJGVIT.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dragoman.archive.codes import filing_day
from dragoman.archive.rows import EventRow, Party, Site
from dragoman.archive.tables import code_words, columns, country_table, number, read_table, shown, whole, write_table

_ACTOR = ("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw")
_RECIPIENT = tuple(name.replace("Actor", "Recipient") for name in _ACTOR)


def write_polecat(rows: Iterable[EventRow], file: BinaryIO) -> None:
    """Write rows in POLECAT's columns. Wikipedia and story columns stay empty; the status is not carried."""
    names = columns("polecat")
    write_table(file, names, ([line.get(name, "") for name in names] for line in map(_line, rows)), tabs=True)


def _line(row: EventRow) -> dict[str, str]:
    place = row.place
    line = {
        "Event ID": row.id,
        "Event Date": filing_day(row),
        "Event Type": row.type,
        "Event Mode": ";".join(row.modes),
        "Intensity": shown(row.score),
        "Quad Code": shown(row.quad),
        "Contexts": ";".join(row.contexts),
        "Source": row.publisher or "",
        "Publication Date": row.published or "",
        "Language": row.language or "",
        "Version": row.version,
        **dict(zip(_ACTOR, _side(row.actors), strict=True)),
        **dict(zip(_RECIPIENT, _side(row.recipients), strict=True)),
    }
    if place is not None:
        line |= {
            "Placename": place.name,
            code_words("polecat_resolution").get(place.kind or "", "City"): place.name,
            "Country": place.country or "",
            "Latitude": shown(place.latitude),
            "Longitude": shown(place.longitude),
            "GeoNames ID": place.geonames_id or "",
            "Raw Placename": place.raw,
            "Feature Type": place.kind or "",
        }
    return line


def _side(parties: tuple[Party, ...]) -> list[str]:
    numbers = country_table()
    return [
        _listed([party.name for party in parties]),
        _listed([party.country or "" for party in parties]),
        _listed([numbers[party.country].number if party.country in numbers else "" for party in parties]),
        _listed([party.sectors[0] if party.sectors else "" for party in parties]),
        _listed([",".join(party.sectors) for party in parties]),
        _listed([party.title or "" for party in parties]),
        _listed([party.raw for party in parties]),
    ]


def _listed(values: list[str]) -> str:
    return ";".join(value.replace(";", ",") for value in values) if any(values) else ""


def read_polecat(file: BinaryIO) -> Iterator[EventRow]:
    """The rows of a POLECAT file, published or written here. Raises DataError for another table."""
    for line in read_table(file, columns("polecat"), tabs=True, by_position=True):
        date = line["Event Date"] or None
        yield EventRow(
            id=line["Event ID"],
            type=line["Event Type"],
            modes=_entries(line["Event Mode"]),
            contexts=_entries(line["Contexts"]),
            quad=whole(line["Quad Code"], "Quad Code") if line["Quad Code"].strip().isdigit() else None,
            score=number(line["Intensity"], "Intensity"),
            actors=_parties([line[name] for name in _ACTOR]),
            recipients=_parties([line[name] for name in _RECIPIENT]),
            date=date,
            end_date=date,
            precision="day" if date else None,
            place=_site(line),
            publisher=line["Source"] or None,
            published=line["Publication Date"] or None,
            language=line["Language"] or None,
            version=line["Version"],
        )


def _entries(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _parties(cells: list[str]) -> tuple[Party, ...]:
    lists = [cell.split(";") for cell in cells]
    count = max(len(found) for found in lists) if any(cells) else 0
    names, countries, _, primary, sectors, titles, words = ([*found, *[""] * (count - len(found))] for found in lists)
    found = []
    for place in range(count):
        codes = dict.fromkeys(code.strip() for code in (primary[place], *sectors[place].split(",")) if code.strip())
        name = names[place].strip()
        found.append(Party(name, name, countries[place].strip() or None, tuple(codes), titles[place].strip() or None, words[place].strip()))
    return tuple(found)


def _site(line: dict[str, str]) -> Site | None:
    name = line["Placename"] or line["City"] or line["District"] or line["Province"]
    if not name and not line["Latitude"]:
        return None
    return Site(
        name or line["Country"],
        line["Country"] or None,
        line["Feature Type"] or None,
        number(line["Latitude"], "Latitude"),
        number(line["Longitude"], "Longitude"),
        line["GeoNames ID"] or None,
        line["Raw Placename"],
    )
