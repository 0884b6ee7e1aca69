"""The gazetteer's data files, and a user's own actors file, read and checked.

Rows of CSV files, after comment lines that start with "#"; lists inside a field are separated by ";".
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import msgspec

from dragoman.actors.names import DATA
from dragoman.errors import DataError
from dragoman.types import ActorKind

SECTORS = frozenset({
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN",
    "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
})
KINDS = frozenset(get_args(ActorKind))
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_COUNTRY = re.compile(r"[A-Z]{3}")
_FIELDS = {"id", "name", "aliases", "country", "kind", "sectors", "represents", "office", "start", "end", "acronyms"}


class ActorRow(msgspec.Struct, frozen=True):
    """One row of an actors file, checked; `where` is file and line, for messages."""

    where: str
    name: str
    kind: str = ""
    id: str = ""
    country: str = ""
    aliases: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    represents: str = ""
    office: str = ""
    start: str = ""
    end: str = ""


class StateRow(NamedTuple):
    """One row of states.csv or partially_recognised.csv."""

    id: str
    country: str
    name: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    variants: tuple[str, ...]


def split_list(field: str) -> tuple[str, ...]:
    """The items of a ";"-separated field."""
    return tuple(item.strip() for item in field.split(";") if item.strip())


def table(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and fields of each row of a CSV text with "#" comments before its header."""
    lines = text.splitlines()
    skipped = 0
    while skipped < len(lines) and (lines[skipped].startswith("#") or not lines[skipped].strip()):
        skipped += 1
    reader = csv.reader(lines[skipped:])
    header = next(reader, [])
    for row in reader:
        if row and not row[0].startswith("#"):
            yield skipped + reader.line_num, dict(zip(header, row, strict=False))


def packaged(name: str) -> str:
    """The text of a data file of this package."""
    return (DATA / name).read_text(encoding="utf-8")


def state_rows() -> list[StateRow]:
    """All states and territories, then the partially recognised entities."""
    found = []
    for name in ("states.csv", "partially_recognised.csv"):
        for _, row in table(packaged(name)):
            country = row.get("iso3") or row["claimed_by"]
            adjectives = split_list(row.get("adjectives", ""))
            people = split_list(row.get("people", "")) or tuple(form for word in adjectives for form in (word, word + "s"))
            found.append(
                StateRow(
                    row.get("id") or country, country, row["name"], adjectives, people, split_list(row.get("capitals", "")),
                    split_list(row.get("seats", "")), split_list(row.get("variants", "")),
                )
            )
    return found


def actor_rows(text: str, source: str) -> list[ActorRow]:
    """The rows of an actors file in CSV. Raises DataError with file and line for a row that does not check out."""
    return [_checked(row, f"{source}, line {line}") for line, row in table(text)]


def user_rows(path: Path) -> list[ActorRow]:
    """The rows of a user's actors file, TOML (a list `[[actor]]`) or CSV. Raises DataError naming file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"The actors file {path} cannot be read: {error}.", "Give the path of a TOML or CSV file in UTF-8.") from error
    if path.suffix.lower() != ".toml":
        return actor_rows(text, str(path))
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"The actors file {path} is not valid TOML: {error}.", "Correct the line named.") from error
    starts = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[actor]]"]
    actors = parsed.get("actor")
    if not isinstance(actors, list) or len(actors) != len(starts):
        raise DataError(f"The actors file {path} has no list of [[actor]] tables.", "Write each actor as one [[actor]] table.")
    rows = []
    for number, fields in zip(starts, actors, strict=True):
        flat = {key: ";".join(map(str, value)) if isinstance(value, list) else str(value) for key, value in fields.items()}
        rows.append(_checked(flat, f"{path}, line {number}"))
    return rows


def _checked(row: dict[str, str], where: str) -> ActorRow:
    """The row as a record; every fault names its place and what would be right."""
    unknown = sorted(set(row) - _FIELDS)
    if unknown:
        raise DataError(f"{where}: there is no field {unknown[0]!r}.", f"The fields are {', '.join(sorted(_FIELDS))}.")
    name = row.get("name", "").strip()
    if not name:
        raise DataError(f"{where}: the actor has no name.", "Give every actor a name.")
    country, kind, sectors = row.get("country", "").strip(), row.get("kind", "").strip(), split_list(row.get("sectors", ""))
    if country and not _COUNTRY.fullmatch(country):
        raise DataError(f"{where}: {country!r} is no country code.", "Use ISO 3166 alpha-3, or UNO, EUR, IGO, NGO, MNC, IMG, ISM.")
    if kind and kind not in KINDS:
        raise DataError(f"{where}: {kind!r} is no kind of actor.", f"The kinds are {', '.join(sorted(KINDS))}.")
    for sector in sectors:
        if sector not in SECTORS:
            raise DataError(f"{where}: {sector!r} is no PLOVER sector.", f"The sectors are {', '.join(sorted(SECTORS))}.")
    for field in ("start", "end"):
        if row.get(field) and not _DATE.fullmatch(row[field]):
            raise DataError(f"{where}: {row[field]!r} is no date.", "Write YYYY, YYYY-MM or YYYY-MM-DD.")
    return ActorRow(
        where, name, kind, row.get("id", "").strip(), country, split_list(row.get("aliases", "")), sectors,
        row.get("represents", "").strip(), row.get("office", "").strip(), row.get("start", ""), row.get("end", ""),
    )
