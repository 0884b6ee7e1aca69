"""What a person changed by hand: the edits file of a crisis folder, checked line by line.

In: TOML text. Out: Edits. Rebuilding a crisis applies them again, so they outlive new articles.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Literal

import msgspec

from dragoman.errors import DataError
from dragoman.types.claim import Sign


class Rename(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another name for an actor (by id or name) or another label for a proposition (by id, label or any wording)."""

    to: str
    actor: str | None = None
    proposition: str | None = None
    line: int = 0


class Merge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Actors, events or propositions that are one; the first gives its id and name."""

    actors: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    propositions: tuple[str, ...] = ()
    line: int = 0


class Split(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Wordings that leave a proposition and become one of their own, called `to`."""

    proposition: str
    phrases: tuple[str, ...]
    to: str
    line: int = 0


class Drop(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A record that is left out: by its id, or as ARTICLE:RECORD ("seed:c12")."""

    actor: str | None = None
    event: str | None = None
    claim: str | None = None
    proposition: str | None = None
    line: int = 0


class SetProbability(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base rate of a proposition, or the likelihood of a claim, as typed ("20-40", "likely")."""

    likelihood: str
    proposition: str | None = None
    claim: str | None = None
    line: int = 0


class AddLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A link drawn by hand. Names that no proposition fits become new ones."""

    cause: str | tuple[str, ...]
    effect: str
    likelihood: str
    sign: Sign = "increases"
    holder: str = "by hand"
    line: int = 0


class Edits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All edits of one file, each kind in the order written."""

    rename: tuple[Rename, ...] = ()
    merge: tuple[Merge, ...] = ()
    split: tuple[Split, ...] = ()
    drop: tuple[Drop, ...] = ()
    probability: tuple[SetProbability, ...] = ()
    link: tuple[AddLink, ...] = ()
    assume: dict[str, str] = {}
    file: str = "edits.toml"


KINDS: tuple[Literal["rename", "merge", "split", "drop", "probability", "link"], ...] = (
    "rename", "merge", "split", "drop", "probability", "link",
)
_KINDS: dict[str, type[msgspec.Struct]] = {
    "rename": Rename, "merge": Merge, "split": Split, "drop": Drop, "probability": SetProbability, "link": AddLink,
}


def bad_edit(edits: Edits, line: int, problem: str, next_step: str) -> DataError:
    """The error of one edit, with its line."""
    return DataError(f"{edits.file}:{line}: {problem}", next_step)


def load_edits(path: Path) -> Edits:
    """The edits of a file; no file is no edits. Raises DataError with file and line for what cannot be used."""
    if not path.is_file():
        return Edits()
    try:
        return read_edits(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name} is not UTF-8 text.", "Save it as UTF-8.") from error


def read_edits(text: str, name: str = "edits.toml") -> Edits:
    """The edits of a TOML text. Raises DataError with the line of the entry that does not check out."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = line.group(1) if line else len(text.rstrip().splitlines())
        raise DataError(f"{name}:{where}: no TOML: {error}.", "Compare it with the commented examples at the top of the file.") from error
    unknown = sorted(set(table) - {*KINDS, "assume"})
    if unknown:
        line_of = _header(text, unknown[0])
        raise DataError(f"{name}:{line_of}: there is no edit '{unknown[0]}'.", f"Use one of {', '.join(KINDS)}, assume.")
    found: dict[str, tuple[object, ...]] = {}
    for kind, record in _KINDS.items():
        lines = [number for number, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[\[\s*{kind}\s*\]\]", line)]
        entries = table.get(kind, [])
        if not isinstance(entries, list):
            raise DataError(f"{name}:{_header(text, kind)}: '{kind}' is one table.", f"Write [[{kind}]] with two brackets.")
        found[kind] = tuple(
            _entry(entry, record, name, lines[place] if place < len(lines) else 0) for place, entry in enumerate(entries)
        )
    try:
        assume = msgspec.convert(table.get("assume", {}), dict[str, str])
    except msgspec.ValidationError as error:
        raise DataError(f"{name}:{_header(text, 'assume')}: {error}.", 'Write a likelihood in quotes: possible = "5-55".') from error
    return msgspec.convert({**found, "assume": assume, "file": name}, Edits)


def _entry(entry: object, record: type[msgspec.Struct], name: str, line: int) -> msgspec.Struct:
    try:
        read = msgspec.convert(entry, record)
    except msgspec.ValidationError as error:
        raise DataError(f"{name}:{line}: {error}.", "Compare it with the commented examples at the top of the file.") from error
    checked: msgspec.Struct = msgspec.structs.replace(read, line=line)
    if isinstance(checked, (Rename, Drop, SetProbability)) and _said(checked) != 1:
        raise DataError(f"{name}:{line}: it must name one thing.", "Name one actor, event, claim or proposition in each edit.")
    if isinstance(checked, Merge):
        lists = [several for several in (checked.actors, checked.events, checked.propositions) if several]
        if len(lists) != 1 or len(lists[0]) < 2:
            raise DataError(f"{name}:{line}: it must list two or more of one kind.", 'Write propositions = ["one", "other"].')
    return checked


def _said(edit: Rename | Drop | SetProbability) -> int:
    return sum(1 for field in ("actor", "event", "claim", "proposition") if getattr(edit, field, None))


def _header(text: str, key: str) -> int:
    pattern = re.compile(rf"\s*(?:\[\[?\s*)?{re.escape(key)}\b")
    return next((number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line)), 1)


EXAMPLES = '''\
# What you change here outlives every rebuild of this crisis; nothing else in this folder does, but crisis.toml.
# Propositions are named by id, label or any wording (propositions.csv), claims and events by id or ARTICLE:RECORD.
#
# [[rename]]
# proposition = "collapse-of-the-security-forces"
# to = "Security forces collapse"
#
# [[rename]]
# actor = "protesters"
# to = "Protest movement"
#
# [[merge]]
# propositions = ["US withdrawal", "American pullout"]
#
# [[merge]]
# actors = ["ruling-party", "the-party"]
#
# [[split]]
# proposition = "US withdrawal"
# phrases = ["withdrawal of US diplomats"]
# to = "US embassy closes"
#
# [[drop]]
# claim = "article-1:c12"
#
# [[probability]]
# proposition = "US withdrawal"
# likelihood = "20-40"
#
# [[probability]]
# claim = "article-1:c3"
# likelihood = "very likely"
#
# [[link]]
# cause = "US withdrawal"
# effect = "Oil price rises"
# sign = "increases"
# likelihood = "likely"
#
# [assume]
# possible = "5-55"
# stated = "60-95"
# leak = "1-5"
'''
