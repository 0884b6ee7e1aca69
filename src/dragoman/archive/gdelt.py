"""GDELT 2.0's event table: 61 columns with tabs and no header, one row a pair of actors, coded in CAMEO.

Source of the columns: GDELT Event Codebook 2.0; actor codes: CAMEO manual 1.1b3 (Schrodt, 2012).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dragoman.archive.codes import (
    cameo_quad,
    filing_day,
    goldstein,
    known_country,
    plover_quad,
    plover_score,
    sectors_of_words,
    type_of_cameo,
)
from dragoman.archive.rows import EventRow, Party, Site, pairs
from dragoman.archive.tables import code_words, codes_of_words, columns, countries_by, country_table, number, read_table, shown, write_table

_TYPES = ("Type1Code", "Type2Code", "Type3Code")


def write_gdelt(rows: Iterable[EventRow], file: BinaryIO) -> None:
    """Write rows that have a CAMEO code and a day to be filed under in GDELT's columns; others are left out.

    GlobalEventID is a number made from the row's id (the first 60 bits of its SHA-1), the same in every run.
    """
    names = columns("gdelt")
    lines = (_line(pair) for row in rows if row.cameo and filing_day(row) for pair in pairs(row))
    write_table(file, names, ([line.get(name, "") for name in names] for line in lines), tabs=True, header=False)


def _line(row: EventRow) -> dict[str, str]:
    day, code = filing_day(row), row.cameo or ""
    year, month, of_month = day.split("-")
    line = {
        "GlobalEventID": str(int(hashlib.sha1(row.id.encode(), usedforsecurity=False).hexdigest()[:15], 16)),
        "Day": year + month + of_month,
        "MonthYear": year + month,
        "Year": year,
        "FractionDate": f"{int(year) + ((int(month) - 1) * 30 + int(of_month)) / 365:.4f}",
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": shown(cameo_quad(code)),
        "GoldsteinScale": shown(goldstein(code)),
        "NumMentions": str(row.mentions),
        "NumSources": "1",
        "NumArticles": "1",
        "DATEADDED": row.published.replace("-", "") + "000000" if row.published and len(row.published) == 10 else "",
        "SOURCEURL": row.url or "",
    }
    for side, parties in (("Actor1", row.actors), ("Actor2", row.recipients)):
        for party in parties:
            line |= {side + name: value for name, value in _party_codes(party).items()}
    if row.place is not None:
        line |= {"ActionGeo_" + name: value for name, value in _site_codes(row.place).items()}
    return line


def _party_codes(party: Party) -> dict[str, str]:
    types = [code for code in (code_words("gdelt_types").get(sector) for sector in party.sectors) if code][:3]
    country = party.country if known_country(party.country) else ""
    group = "" if country else code_words("gdelt_groups").get(party.country or "", "")
    return {
        "Code": (country or "") + group + "".join(types),
        "Name": party.name,
        "CountryCode": country or "",
        "KnownGroupCode": group,
        **dict(zip(_TYPES, types, strict=False)),
    }


def _site_codes(place: Site) -> dict[str, str]:
    kind = code_words("gdelt_places").get(place.kind or "", "3" if place.country == "USA" else "4")
    country = country_table().get(place.country or "")
    return {
        "Type": "2" if kind == "5" and place.country == "USA" else kind,
        "Fullname": place.name,
        "CountryCode": country.fips if country else "",
        "Lat": shown(place.latitude),
        "Long": shown(place.longitude),
    }


def read_gdelt(file: BinaryIO) -> Iterator[EventRow]:
    """The rows of a GDELT 2.0 event file, published or written here, typed by their CAMEO code. Raises DataError for another table."""
    for line in read_table(file, columns("gdelt"), tabs=True, header=False):
        type_name, modes, contexts = type_of_cameo(line["EventCode"])
        date, added = _day(line["Day"]), _day(line["DATEADDED"])
        yield EventRow(
            id=line["GlobalEventID"],
            type=type_name,
            modes=modes,
            contexts=contexts,
            cameo=line["EventCode"] or None,
            quad=plover_quad(type_name),
            score=plover_score(type_name, modes),
            actors=_parties(line, "Actor1"),
            recipients=_parties(line, "Actor2"),
            date=date,
            end_date=date,
            precision="day" if date else None,
            place=_site(line),
            mentions=int(number(line["NumMentions"], "NumMentions") or 1),
            published=added,
            url=line["SOURCEURL"] or None,
        )


def _day(text: str) -> str | None:
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if len(text) >= 8 and text[:8].isdigit() else None


def _parties(line: dict[str, str], side: str) -> tuple[Party, ...]:
    name = line[f"{side}Name"]
    if not (name or line[f"{side}Code"]):
        return ()
    group = codes_of_words("gdelt_groups").get(line[f"{side}KnownGroupCode"])
    sectors = sectors_of_words("gdelt_types", [line[side + kind] for kind in _TYPES])
    return (Party(name or line[f"{side}Code"], name, line[f"{side}CountryCode"] or group, sectors),)


def _site(line: dict[str, str]) -> Site | None:
    kind = {"1": "country", "2": "state", "5": "state", "3": "city", "4": "city"}.get(line["ActionGeo_Type"])
    if not line["ActionGeo_Fullname"]:
        return None
    country = countries_by("fips").get(line["ActionGeo_CountryCode"])
    coordinates = number(line["ActionGeo_Lat"], "ActionGeo_Lat"), number(line["ActionGeo_Long"], "ActionGeo_Long")
    return Site(line["ActionGeo_Fullname"], country, kind, *coordinates)
