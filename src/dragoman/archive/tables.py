"""Tables with tabs or commas, and this stage's data files: read with their faults named, written one way only."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import BinaryIO

import msgspec

from dragoman.errors import DataError

_FIELD_LIMIT = 1_000_000


class Country(msgspec.Struct, frozen=True):
    """One state's codes: ISO 3166 alpha-3, Correlates of War abbreviation and number (empty: no member), FIPS 10-4, and name."""

    iso3: str
    cow: str
    number: str
    fips: str
    name: str


def columns(name: str) -> tuple[str, ...]:
    """The column names of a format, in its order."""
    return _all_columns()[name]


@cache
def _all_columns() -> dict[str, tuple[str, ...]]:
    return msgspec.convert(tomllib.loads(packaged("columns.toml")), dict[str, tuple[str, ...]])


@cache
def country_table() -> dict[str, Country]:
    """All states and territories by ISO 3166 alpha-3 code."""
    text = (files("dragoman.actors") / "data" / "states.csv").read_text(encoding="utf-8")
    names = {row["iso3"]: row["name"] for row in csv.DictReader(_uncommented(text))}
    rows = csv.DictReader(_uncommented(packaged("countries.csv")))
    return {row["iso3"]: Country(row["iso3"], row["cow"], row["number"], row["fips"], names.get(row["iso3"], row["iso3"])) for row in rows}


@cache
def countries_by(field: str) -> dict[str, str]:
    """ISO 3166 alpha-3 codes by another of a country's codes (`cow`, `number`, `fips`) or by its `name`."""
    return {getattr(country, field): iso3 for iso3, country in country_table().items() if getattr(country, field)}


@cache
def code_words(name: str) -> dict[str, str]:
    """A table of codes.toml: PLOVER code -> the other format's code or word."""
    return msgspec.convert(tomllib.loads(packaged("codes.toml")), dict[str, dict[str, str]])[name]


@cache
def codes_of_words(name: str) -> dict[str, str]:
    """The reverse of `code_words`; the first of several codes with one word."""
    found: dict[str, str] = {}
    for code, word in code_words(name).items():
        found.setdefault(word, code)
    return found


@cache
def goldstein_scores() -> dict[str, float]:
    """Goldstein scores by CAMEO code. They grade the kind of act only and ignore its scale and who did it."""
    return {row["cameo"]: float(row["goldstein"]) for row in csv.DictReader(_uncommented(packaged("goldstein.csv")))}


@cache
def cameo_cells() -> dict[str, tuple[str, str, str]]:
    """PLOVER type, mode and context of every CAMEO code of the packaged codebook's table."""
    text = (files("dragoman.codebook") / "data" / "cameo.csv").read_text(encoding="utf-8")
    return {row["cameo"]: (row["type"], row["mode"], row["context"]) for row in csv.DictReader(_uncommented(text))}


def packaged(name: str) -> str:
    """The text of one of this stage's data files."""
    return (files("dragoman.archive") / "data" / name).read_text(encoding="utf-8")


def _uncommented(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("#")]


def write_table(file: BinaryIO, names: Sequence[str], rows: Iterable[Sequence[str]], *, tabs: bool, header: bool = True) -> None:
    """Write rows as UTF-8. With `tabs` nothing is quoted: tabs and line breaks inside a value become blanks, as the formats want."""
    if tabs:
        if header:
            file.write(("\t".join(names) + "\n").encode())
        for row in rows:
            file.write(("\t".join(" ".join(value.split()) for value in row) + "\n").encode())
        return
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        if header:
            writer.writerow(names)
        writer.writerows(rows)
    finally:
        text.detach()


def read_table(
    file: BinaryIO, names: Sequence[str], *, tabs: bool, header: bool = True, by_position: bool = False
) -> Iterator[dict[str, str]]:
    """Rows by column name. `by_position` takes a header of the right width for the right one, since published ones are misspelt.

    Raises DataError for bytes that are no UTF-8, a header that lacks a column, or a row of another width.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    csv.field_size_limit(_FIELD_LIMIT)
    rows = csv.reader(text, delimiter="\t", quoting=csv.QUOTE_NONE) if tabs else csv.reader(text)
    try:
        found = [name.strip() for name in next(rows, [])] if header else list(names)
        if by_position and len(found) == len(names):
            found = list(names)
        missing = [name for name in names if name not in found]
        if missing:
            raise DataError(f"The table lacks the column {missing[0]}.", "Name the format it is in, after docs/formats.md.")
        for row in rows:
            if len(row) != len(found):
                raise DataError(f"Line {rows.line_num} has {len(row)} fields instead of {len(found)}.", "Mend it, or name its format.")
            yield dict(zip(found, row, strict=True))
    except (UnicodeDecodeError, csv.Error) as problem:
        raise DataError(f"The table cannot be read: {problem}.", "Give a UTF-8 file of the format named.") from problem
    finally:
        text.detach()


def number(value: str, where: str) -> float | None:
    """The value as a number; None when it is empty. Raises DataError, which names the column."""
    if not value.strip():
        return None
    try:
        return float(value)
    except ValueError as problem:
        raise DataError(f"{where} holds '{value}', which is no number.", "Mend the value, or name the file's format.") from problem


def whole(value: str, where: str) -> int | None:
    """The value as a whole number; None when it is empty. Raises DataError, which names the column."""
    found = number(value, where)
    return None if found is None else int(found)


def shown(value: float | int | str | None) -> str:
    """A value as a table shows it: nothing for None, whole numbers without a point."""
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) and value == int(value) else str(value)
