"""The cue lists that structure recognition goes by, loaded from data/structure_cues.toml and checked."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from dragoman.errors import DataError
from dragoman.types import SectionKind

CAPITAL = "(?-i:[A-ZÀ-ÖØ-Þ])"


class ClosingCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sentence openings that end the article's own prose."""

    biography: tuple[str, ...]
    newsletter: tuple[str, ...]
    boilerplate: tuple[str, ...]


class AnywhereCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Openings of short blocks that are no prose wherever they stand."""

    max_words: int
    newsletter: tuple[str, ...]
    boilerplate: tuple[str, ...]


class Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The labels of "Label: value" lines, by what the value gives."""

    author: tuple[str, ...]
    date: tuple[str, ...]
    publisher: tuple[str, ...]
    title: tuple[str, ...]
    other: tuple[str, ...]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list of words."""

    words: tuple[str, ...]


class Headings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases that stand alone as headings."""

    alone: tuple[str, ...]


class Pictures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns of photo credits, and of openings of captions."""

    credit: tuple[str, ...]
    file_picture: tuple[str, ...]


class Agencies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of news agencies."""

    names: tuple[str, ...]


class StructureData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole data file."""

    closing: ClosingCues
    anywhere: AnywhereCues
    labels: Labels
    masthead: Words
    headings: Headings
    pictures: Pictures
    agencies: Agencies


class StructureCues(msgspec.Struct, frozen=True):
    """The data file with its patterns compiled."""

    closing: tuple[tuple[SectionKind, re.Pattern[str]], ...]
    anywhere: tuple[tuple[SectionKind, re.Pattern[str]], ...]
    anywhere_words: int
    label: re.Pattern[str]
    label_role: dict[str, str]
    masthead: frozenset[str]
    headings: frozenset[str]
    credit: re.Pattern[str]
    file_picture: re.Pattern[str]
    agency: str


def one_pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern out of many, without regard to case; `\\p{Lu}` stands for a capital letter, with regard to it."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns).replace(r"[\p{Lu}]", CAPITAL).replace(r"\p{Lu}", CAPITAL)
    try:
        return re.compile(joined, re.IGNORECASE)
    except re.error as error:
        raise DataError(f"structure_cues.toml holds a pattern that does not compile: {error}.", "Mend the pattern.") from error


@cache
def structure_cues() -> StructureCues:
    """The cue lists, read once a process. Raises DataError where the file does not check out."""
    raw = tomllib.loads(files("dragoman.read").joinpath("data/structure_cues.toml").read_text(encoding="utf-8"))
    try:
        data = msgspec.convert(raw, StructureData)
    except msgspec.ValidationError as error:
        raise DataError(f"structure_cues.toml does not check out: {error}.", "Mend the file.") from error
    roles = {name: role for role in data.labels.__struct_fields__ for name in getattr(data.labels, role)}
    names = "|".join(re.escape(name) for name in sorted(roles, key=len, reverse=True))
    return StructureCues(
        closing=(
            ("biography", one_pattern(data.closing.biography)),
            ("newsletter", one_pattern(data.closing.newsletter)),
            ("boilerplate", one_pattern(data.closing.boilerplate)),
        ),
        anywhere=(("newsletter", one_pattern(data.anywhere.newsletter)), ("boilerplate", one_pattern(data.anywhere.boilerplate))),
        anywhere_words=data.anywhere.max_words,
        label=re.compile(rf"(?:^|(?<=[.;|·] )|(?<=\s\s))({names})\s*:\s+(?=\S)", re.IGNORECASE),
        label_role=roles,
        masthead=frozenset(data.masthead.words),
        headings=frozenset(data.headings.alone),
        credit=one_pattern(data.pictures.credit),
        file_picture=one_pattern(data.pictures.file_picture),
        agency="|".join(re.escape(name) for name in sorted(data.agencies.names, key=len, reverse=True)),
    )
