"""A crisis as a folder that a person opens, edits by hand and keeps under git.

    crisis.toml     name and sources            (written by Dragoman)
    readings/*.json one reading an article      (written by Dragoman)
    edits.toml      what a person changed       (written once, never again)
    *.csv           the tables                  (written by Dragoman)

In: readings. Out: the folder, and the Crisis read back from it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from dragoman.crisis.edits import EXAMPLES, load_edits
from dragoman.crisis.merge import merge_readings
from dragoman.crisis.sources import distinct
from dragoman.crisis.tables import tables
from dragoman.errors import DataError, SourceNotFound, UsageError
from dragoman.types import Reading
from dragoman.types.crisis import Crisis

CRISIS, READINGS, EDITS = "crisis.toml", "readings", "edits.toml"


def is_crisis_folder(path: Path) -> bool:
    """Whether a path is a folder that `write_crisis` wrote."""
    return (path / READINGS).is_dir() and ((path / CRISIS).is_file() or (path / EDITS).is_file())


def load_readings(path: Path) -> list[Reading]:
    """The readings of a .json or .jsonl file (one object a line), or of a crisis folder. Raises DataError with the line."""
    if path.is_dir():
        return [reading for file in sorted((path / READINGS).glob("*.json")) for reading in load_readings(file)]
    if not path.is_file():
        raise SourceNotFound(f"There is no file '{path}'.", "Give readings made with dragoman read --json, or articles.")
    content = path.read_bytes()
    lines = content.splitlines() if path.suffix == ".jsonl" else [content]
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(msgspec.json.decode(line, type=Reading))
            except msgspec.DecodeError as error:
                where = f"{path.name}:{number}" if path.suffix == ".jsonl" else path.name
                raise DataError(f"{where}: no reading: {error}.", "Use what dragoman read --json wrote.") from error
    return found


def load_crisis(folder: Path) -> Crisis:
    """The crisis of a folder, merged anew from its readings and edits. Raises SourceNotFound, or DataError with file and line."""
    if not is_crisis_folder(folder):
        raise SourceNotFound(f"'{folder}' is no crisis folder.", "Make one: dragoman crisis ARTICLES -o FOLDER.")
    return merge_readings(load_readings(folder), load_edits(folder / EDITS), name=load_name(folder) or folder.name)


def write_crisis(folder: Path, readings: Sequence[Reading], name: str | None = None) -> Crisis:
    """Write or rebuild a folder from the readings it has and these; edits stay, and apply. Returns the crisis.

    An edit that no longer names anything stops the rebuild before a table is written. Raises UsageError where the folder
    cannot be written, DataError for edits.
    """
    known = load_readings(folder) if is_crisis_folder(folder) else []
    kept, _ = distinct([*known, *readings])
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"'{folder}' is a file.", "Name another folder.")
    title = name or (load_name(folder) if is_crisis_folder(folder) else None) or folder.resolve().name
    crisis = merge_readings(kept, load_edits(folder / EDITS), name=title)
    try:
        (folder / READINGS).mkdir(parents=True, exist_ok=True)
        _write_readings(folder / READINGS, kept)
        if not (folder / EDITS).exists():
            (folder / EDITS).write_text(EXAMPLES, encoding="utf-8")
        (folder / CRISIS).write_text(_toml(crisis), encoding="utf-8")
        for file, text in tables(crisis).items():
            (folder / file).write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"'{folder}' could not be written: {error.strerror}.", "Choose another folder.") from error
    return crisis


def load_name(folder: Path) -> str | None:
    """The name that a crisis folder was given. Raises DataError when its file is no TOML."""
    if not (folder / CRISIS).is_file():
        return None
    try:
        name = tomllib.loads((folder / CRISIS).read_text(encoding="utf-8")).get("name")
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{CRISIS}: no TOML: {error}.", "Delete it and rebuild: dragoman crisis FOLDER.") from error
    return name if isinstance(name, str) else None


def _write_readings(folder: Path, readings: Sequence[Reading]) -> None:
    """One indented file for each, and no other: a reading that another replaced goes."""
    files = {}
    for reading in readings:
        stem = re.sub(r"[^\w.~-]", "_", reading.article.id)[:120].strip(".") or "article"
        number, free = 2, stem
        while free in files:
            free, number = f"{stem}_{number}", number + 1
        files[free] = reading
    for old in folder.glob("*.json"):
        if old.stem not in files:
            old.unlink()
    for stem, reading in files.items():
        (folder / f"{stem}.json").write_bytes(msgspec.json.format(msgspec.json.encode(reading), indent=1) + b"\n")


def _toml(crisis: Crisis) -> str:
    lines = ["# Written by dragoman crisis; change edits.toml, not this file.", f"name = {_quoted(crisis.name)}", ""]
    for source in sorted(crisis.sources, key=lambda s: s.id):
        lines.append("[[source]]")
        for field in ("id", "title", "date", "author", "publisher", "url", "reader", "thread"):
            value = getattr(source, field)
            if value is not None:
                lines.append(f"{field} = {_quoted(value)}")
        lines.append("")
    lines += [f"# {' '.join(notice.split())}" for notice in crisis.notices]
    return "\n".join(lines).rstrip() + "\n"


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
