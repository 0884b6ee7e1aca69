"""Codebook files -> Codebook: types, modes, scores, contexts, sectors, read from TOML and checked."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec

from dragoman.errors import DataError

StatusName = Literal["actual", "historical", "future", "hypothetical", "threatened", "negated", "refused"]


class ModeEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mode of a type. `score` None: the type's score holds. `triggers`, `examples`: as those of a type."""

    score: float | None = None
    definition: str = ""
    triggers: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One event type: quad class (1-4), conflict-cooperation score (-10 to 10), modes and CAMEO roots.

    `examples` are sentences that tell of such an event, its trigger between asterisks where it is not the main verb;
    `triggers` are words that do (docs/own-codebook.md). PLOVER's own are in the trigger lexicon of events/ instead.
    """

    quad: int
    score: float
    definition: str
    recipient_required: bool = False
    modes: dict[str, ModeEntry] = {}
    cameo_roots: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()


class TypeChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"source": "from"}):
    """Under `status` the types in `source` become `to`, and the status becomes actual.

    "refused" is a negated will or would ("will not sign").
    """

    source: tuple[str, ...]
    status: StatusName
    to: str


class Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an event is about; `cues` are words, in lower case, that speak for it."""

    cues: tuple[str, ...] = ()


class CameoRow(msgspec.Struct, frozen=True):
    """A CAMEO code and the type, mode and context it falls under."""

    cameo: str
    type: str
    mode: str
    context: str


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Name, version and licence of a codebook, and its CAMEO table's file name, if it has one."""

    name: str
    version: str = ""
    licence: str = ""
    cameo_table: str | None = None


class Codebook(msgspec.Struct, frozen=True):
    """An ontology of events as data. `cameo` maps (type, mode, context) to the most general CAMEO code of that cell."""

    about: About
    types: dict[str, EventType]
    quads: dict[int, str] = {}
    type_changes: tuple[TypeChange, ...] = ()
    contexts: dict[str, Context] = {}
    sectors: dict[str, str] = {}
    special_entities: dict[str, str] = {}
    cameo: dict[tuple[str, str, str], str] = {}

    @property
    def name(self) -> str:
        """The codebook's name, as readings and exports give it."""
        return self.about.name

    def score(self, type_name: str, modes: tuple[str, ...] = ()) -> float:
        """The score of the first mode that has one, else of the type. It ignores contexts, actors and scale."""
        entry = self.types[type_name]
        for mode in modes:
            found = entry.modes.get(mode)
            if found is not None and found.score is not None:
                return found.score
        return entry.score

    def changed_type(self, type_name: str, status: StatusName) -> str | None:
        """The type that takes this one's place under `status`, or None."""
        for change in self.type_changes:
            if change.status == status and type_name in change.source:
                return change.to
        return None

    def cameo_code(self, type_name: str, modes: tuple[str, ...] = (), contexts: tuple[str, ...] = ()) -> str | None:
        """The most general CAMEO code for a type, its first mode and a context; the type's root where none fits."""
        for mode in (*modes, ""):
            for context in ("", *contexts):
                code = self.cameo.get((type_name, mode, context))
                if code is not None:
                    return code
        roots = self.types[type_name].cameo_roots
        return roots[0] if roots else None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    codebook: About
    types: dict[str, EventType]
    quads: dict[str, str] = {}
    type_changes: tuple[TypeChange, ...] = ()
    contexts: dict[str, Context] = {}
    sectors: dict[str, str] = {}
    special_entities: dict[str, str] = {}


def load_codebook(path: str | Path | None = None) -> Codebook:
    """The codebook in a TOML file, checked; PLOVER when `path` is None.

    Raises DataError when the file is missing, is no TOML, or does not hold together (unknown keys, a type without
    score, a change to a type that does not exist, a quad class outside 1-4).
    """
    if path is None:
        return _default()
    source = Path(path)
    return _build(_text(source), str(source), source.parent)


@cache
def _default() -> Codebook:
    source = Path(str(files("dragoman.codebook") / "data" / "plover.toml"))
    return _build(_text(source), source.name, source.parent)


def _text(source: Path) -> str:
    try:
        return source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise DataError(f"The codebook {source} cannot be read: {problem}.", "Give the path of a UTF-8 TOML file.") from problem


def _build(text: str, name: str, folder: Path) -> Codebook:
    try:
        found = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as problem:
        raise DataError(f"The codebook {name} does not check out: {problem}.", "Mend the line named, after docs/events.md.") from problem
    _check(found, name)
    table = _cameo_table(folder / found.codebook.cameo_table, found) if found.codebook.cameo_table else {}
    return Codebook(
        about=found.codebook,
        types=found.types,
        quads={int(number): label for number, label in found.quads.items() if number.isdigit()},
        type_changes=found.type_changes,
        contexts=found.contexts,
        sectors=found.sectors,
        special_entities=found.special_entities,
        cameo=table,
    )


def _check(found: _File, name: str) -> None:
    faults = []
    if not found.types:
        faults.append("it defines no type")
    for type_name, entry in found.types.items():
        if entry.quad not in (1, 2, 3, 4):
            faults.append(f"type {type_name} has quad {entry.quad}")
        if not -10 <= entry.score <= 10:
            faults.append(f"type {type_name} has score {entry.score}")
    for change in found.type_changes:
        unknown = {*change.source, change.to} - set(found.types)
        if unknown:
            faults.append(f"a type change names {', '.join(sorted(unknown))}, which is no type")
    if faults:
        raise DataError(f"The codebook {name} does not hold together: {'; '.join(faults)}.", "Mend the file and load it again.")


def _cameo_table(source: Path, found: _File) -> dict[tuple[str, str, str], str]:
    lines = [line for line in _text(source).splitlines() if not line.startswith("#")]
    try:
        rows = [CameoRow(row["cameo"], row["type"], row["mode"], row["context"]) for row in csv.DictReader(lines)]
    except KeyError as problem:
        raise DataError(f"The CAMEO table {source.name} lacks {problem}.", "Name its columns cameo,type,mode,context.") from problem
    table: dict[tuple[str, str, str], str] = {}
    for row in rows:
        if row.type not in found.types:
            raise DataError(f"The CAMEO table {source.name} names {row.type}, which is no type.", "Correct the row.")
        key = (row.type, row.mode, row.context)
        if key not in table or (len(row.cameo), row.cameo) < (len(table[key]), table[key]):
            table[key] = row.cameo
    return table
