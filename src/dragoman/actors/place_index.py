"""The gazetteer of places: columns of numbers in memory, looked up by hashed name.

Places are GeoNames' (CC BY 4.0) and our own table of regions; see training/build_places.py.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import as_file, files

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.actors.place_names import key_hash, place_key
from dragoman.errors import DataError


class Entry(msgspec.Struct, frozen=True):
    """One place of the gazetteer. `admin1` is the name of its first-level division, "" where it has none."""

    row: int
    name: str
    latitude: float
    longitude: float
    country: str
    admin1: str
    kind: str
    population: int
    geonames_id: int


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of `data/place_cues.toml`."""

    locative: frozenset[str]
    firm: frozenset[str]
    motion: frozenset[str]
    verbs: frozenset[str]
    nouns: frozenset[str]
    settlements: frozenset[str]
    suffixes: frozenset[str]
    divisions: frozenset[str]
    directions: frozenset[str]
    borders: frozenset[str]
    sites: frozenset[str]
    titles: frozenset[str]
    no_places: frozenset[str]


class PlaceIndex:
    """Look-up of places by name. A name's entries come as rows; `entry` makes a record of one."""

    def __init__(self, places: pa.Table, keys: pa.Table) -> None:
        self._names = places.column("name").combine_chunks()
        self._latitude = places.column("latitude").to_numpy()
        self._longitude = places.column("longitude").to_numpy()
        self._country, self._countries = _codes(places, "country")
        self._admin1, self._admin1s = _codes(places, "admin1")
        self._kind, self._kinds = _codes(places, "kind")
        self._population = places.column("population").to_numpy()
        self._geonames_id = places.column("geonames_id").to_numpy()
        self._keys = keys.column("key").to_numpy()
        self._rows = keys.column("row").to_numpy()
        self._found: dict[str, tuple[Entry, ...]] = {}

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Every place of that name, spelling variants included; empty when there is none."""
        key = place_key(name)
        found = self._found.get(key)
        if found is None:
            digest = key_hash(key)
            low, high = np.searchsorted(self._keys, digest, "left"), np.searchsorted(self._keys, digest, "right")
            found = tuple(self.entry(int(row)) for row in self._rows[low:high])
            if len(self._found) < _REMEMBERED:
                self._found[key] = found
        return found

    def country(self, code: str) -> Entry | None:
        """The country with that ISO 3166 alpha-3 code."""
        kind = self._kinds.index("country")
        rows = np.flatnonzero(self._kind == kind)
        return next((self.entry(int(row)) for row in rows if self._countries[self._country[row]] == code), None)

    def entry(self, row: int) -> Entry:
        """The place in that row of the table."""
        return Entry(
            row=row,
            name=self._names[row].as_py(),
            latitude=round(float(self._latitude[row]), 3),
            longitude=round(float(self._longitude[row]), 3),
            country=self._countries[self._country[row]],
            admin1=self._admin1s[self._admin1[row]],
            kind=self._kinds[self._kind[row]],
            population=int(self._population[row]),
            geonames_id=int(self._geonames_id[row]),
        )


_REMEMBERED = 20_000


def _codes(places: pa.Table, column: str) -> tuple[np.ndarray, list[str]]:
    coded = places.column(column).combine_chunks()
    if not isinstance(coded, pa.DictionaryArray):
        coded = coded.dictionary_encode()
    return coded.indices.to_numpy(), coded.dictionary.to_pylist()


@cache
def place_index() -> PlaceIndex:
    """The packaged gazetteer, loaded once. Raises DataError when a file is missing or broken."""
    folder = files("dragoman.actors").joinpath("data")
    try:
        with as_file(folder.joinpath("places.parquet")) as places, as_file(folder.joinpath("places_keys.parquet")) as keys:
            return PlaceIndex(pq.read_table(places), pq.read_table(keys))
    except (OSError, pa.ArrowException, KeyError) as error:
        raise DataError(f"The gazetteer of places cannot be read: {error}", "Reinstall the package.") from error


@cache
def place_cues() -> Cues:
    """The words around place names, checked. Raises DataError when the file is broken."""
    source = files("dragoman.actors").joinpath("data/place_cues.toml").read_text(encoding="utf-8")
    try:
        return msgspec.convert(tomllib.loads(source), Cues)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DataError(f"The place cues of the package cannot be read: {error}", "Reinstall the package.") from error


@cache
def capitals_and_seats() -> frozenset[str]:
    """Keys of the names that stand for a government: capitals and seats of power."""
    names = (name for row in _states() for field in ("capitals", "seats") for name in (row[field] or "").split(";"))
    return frozenset(place_key(name) for name in names if name)


def _states() -> list[dict[str, str]]:
    lines = files("dragoman.actors").joinpath("data/states.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def demonyms() -> dict[str, str]:
    """Adjectives and words for the people of states, each with the state's ISO 3166 alpha-3 code."""
    words = {word: row["iso3"] for row in _states() for field in ("adjectives", "people") for word in (row[field] or "").split(";") if word}
    return words | {word + "s": code for word, code in words.items() if word.endswith("n")}
