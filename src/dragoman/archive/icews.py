"""ICEWS' table: 20 columns with tabs, one row a pair of actor and recipient, coded in CAMEO.

Source of the columns: ICEWS Coded Event Data (Boschee and others), Harvard Dataverse 28075; discontinued in April 2023.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dragoman.archive.codes import filing_day, goldstein, plover_quad, plover_score, sectors_of_words, type_of_cameo
from dragoman.archive.rows import EventRow, Party, Site, join_pairs, pairs
from dragoman.archive.tables import code_words, codes_of_words, columns, countries_by, country_table, number, read_table, shown, write_table


def write_icews(rows: Iterable[EventRow], file: BinaryIO) -> None:
    """Write rows with a CAMEO code in ICEWS' columns; others are left out. `Event Text` holds PLOVER type and mode.

    The second and later pairs of an event have `~2`, `~3`, ... behind the event's id, so that ids stay unique.
    """
    names = columns("icews")
    lines = (_line(pair) for row in rows if row.cameo for pair in pairs(row))
    write_table(file, names, ([line.get(name, "") for name in names] for line in lines), tabs=True)


def _line(row: EventRow) -> dict[str, str]:
    place = row.place
    line = {
        "Event ID": row.id,
        "Event Date": filing_day(row),
        "Event Text": "/".join((row.type, *row.modes[:1])),
        "CAMEO Code": row.cameo or "",
        "Intensity": shown(goldstein(row.cameo)),
        "Story ID": row.article,
        "Publisher": row.publisher or "",
    }
    for side, parties in (("Source", row.actors), ("Target", row.recipients)):
        for party in parties:
            line[f"{side} Name"] = party.name
            line[f"{side} Sectors"] = ",".join(code_words("icews_sectors").get(code, code) for code in party.sectors)
            line[f"{side} Country"] = _country_name(party.country)
    if place is not None:
        column = code_words("polecat_resolution").get(place.kind or "", "City")
        if column != "Country":
            line[column] = place.name
        line["Country"] = _country_name(place.country)
        line["Latitude"], line["Longitude"] = shown(place.latitude), shown(place.longitude)
    return line


def _country_name(code: str | None) -> str:
    if code is None:
        return ""
    country = country_table().get(code)
    return country.name if country else code_words("icews_countries").get(code, code)


def read_icews(file: BinaryIO) -> Iterator[EventRow]:
    """The events of an ICEWS file, published or written here, typed by their CAMEO code. Raises DataError for another table."""
    return join_pairs(_row(line) for line in read_table(file, columns("icews"), tabs=True, by_position=True))


def _row(line: dict[str, str]) -> EventRow:
    type_name, modes, contexts = type_of_cameo(line["CAMEO Code"])
    date = line["Event Date"] or None
    return EventRow(
        id=line["Event ID"],
        type=type_name,
        modes=modes,
        contexts=contexts,
        cameo=line["CAMEO Code"] or None,
        quad=plover_quad(type_name),
        score=plover_score(type_name, modes),
        actors=_parties(line, "Source"),
        recipients=_parties(line, "Target"),
        date=date,
        end_date=date,
        precision="day" if date else None,
        place=_site(line),
        article=line["Story ID"],
        publisher=line["Publisher"] or None,
    )


def _parties(line: dict[str, str], side: str) -> tuple[Party, ...]:
    name = line[f"{side} Name"]
    if not name:
        return ()
    sectors = sectors_of_words("icews_sectors", [word.strip() for word in line[f"{side} Sectors"].split(",")])
    return (Party(name, name, _country_code(line[f"{side} Country"]), sectors),)


def _country_code(name: str) -> str | None:
    return (countries_by("name").get(name) or codes_of_words("icews_countries").get(name) or name) if name else None


def _site(line: dict[str, str]) -> Site | None:
    columns_and_kinds = (("City", "city"), ("District", "district"), ("Province", "state"))
    name, kind = next(((line[column], kind) for column, kind in columns_and_kinds if line[column]), ("", "country"))
    if not name and not line["Country"]:
        return None
    coordinates = number(line["Latitude"], "Latitude"), number(line["Longitude"], "Longitude")
    return Site(name or line["Country"], _country_code(line["Country"]), kind, *coordinates)
