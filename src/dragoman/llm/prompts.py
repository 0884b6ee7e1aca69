"""Prompts as data: a versioned TOML file with the codebook, the answer format and the article -> chat messages.

The article always stands between two marks that hold a digest of its own text: no text can hold its own digest, so
nothing inside the article can close the mark.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec

from dragoman.codebook.load import Codebook
from dragoman.errors import DataError
from dragoman.llm.schema import Vocabulary, describe_format, vocabulary
from dragoman.types import RelationClass

DEFAULT_PROMPT = "reader-1"


class Message(msgspec.Struct, frozen=True):
    """One chat message."""

    role: Literal["system", "user", "assistant"]
    content: str


class PromptBook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The texts of one prompt version, and the relation names it offers with their classes."""

    version: str
    system: str
    user: str
    part_note: str
    repair: str
    focus: str
    conventions: dict[str, str]
    relations: dict[str, RelationClass]
    notes: dict[str, str]


@cache
def load_prompts(source: str | Path = DEFAULT_PROMPT) -> PromptBook:
    """The prompts of a packaged version by its name, or of the user's own TOML file.

    Raises DataError when there is no such version or file, or when it does not check out.
    """
    packaged = files("dragoman.llm") / "data" / "prompts" / f"{source}.toml"
    try:
        text = packaged.read_text(encoding="utf-8") if packaged.is_file() else Path(source).read_text(encoding="utf-8")
        book = msgspec.convert(tomllib.loads(text), PromptBook)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        step = "Give the name of a packaged version or a TOML file after docs/llm.md."
        raise DataError(f"The prompts {source} cannot be used: {error}.", step) from error
    _check(book, str(source))
    return book


def _check(book: PromptBook, source: str) -> None:
    needed = {
        "system": ("{conventions}", "{codebook}", "{relations}", "{format}"), "user": ("{date}", "{fence}", "{article}"),
        "repair": ("{faults}",), "focus": ("{focus}",), "part_note": ("{part}", "{parts}"),
    }
    for field, marks in needed.items():
        lacking = [mark for mark in marks if mark not in getattr(book, field)]
        if lacking:
            raise DataError(f"The prompts {source} lack {', '.join(lacking)} in {field}.", "Put the mark where its text is to stand.")


def words_for(codebook: Codebook, book: PromptBook) -> Vocabulary:
    """The allowed words of the answer's enumerated fields."""
    return vocabulary(codebook, tuple(book.relations))


def fence_of(text: str) -> str:
    """The mark that encloses an article: a digest of its text, which the text itself cannot hold."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def describe_codebook(codebook: Codebook) -> str:
    """The event types of a codebook in lines of text: name, definition, modes."""
    lines = []
    for name, entry in codebook.types.items():
        modes = f" Modes: {', '.join(entry.modes)}." if entry.modes else ""
        examples = f" Examples: {'; '.join(entry.examples)}." if entry.examples else ""
        lines.append(f"{name}: {entry.definition}{modes}{examples}")
    return "\n".join(lines)


def read_messages(
    text: str, date: str | None, codebook: Codebook, book: PromptBook, *, part: int = 1, parts: int = 1, focus: tuple[str, ...] = ()
) -> tuple[Message, ...]:
    """The messages that ask for the records of `text`, the article or one of its `parts`.

    `focus` limits the answer to passages (quoted from `text`), for the hybrid reader. `date` is the document date.
    """
    fence = fence_of(text)
    system = _fill(
        book.system, conventions=book.conventions.get(codebook.name, ""), codebook=describe_codebook(codebook),
        relations=", ".join(book.relations), format=describe_format(words_for(codebook, book), book.notes),
    )
    shown = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair cannot be sent
    user = _fill(book.user, date=date or "not known", fence=fence, article=shown)
    if parts > 1:
        user += _fill(book.part_note, part=str(part), parts=str(parts))
    if focus:
        user += _fill(book.focus, focus="\n".join(msgspec.json.encode(passage).decode() for passage in focus))
    return Message("system", system.strip()), Message("user", user.strip())


def repair_messages(asked: tuple[Message, ...], answer: str, faults: tuple[str, ...], book: PromptBook) -> tuple[Message, ...]:
    """The messages of the repair round: what was asked, what was answered, and the faults by name."""
    listed = "\n".join(f"- {fault}" for fault in faults)
    return *asked, Message("assistant", answer), Message("user", _fill(book.repair, faults=listed).strip())


def _fill(template: str, **values: str) -> str:
    """Put values in their marks in one pass, so that a mark inside a value stays text."""
    pieces, rest = [], template
    while rest:
        at = min(((rest.find(f"{{{name}}}"), name) for name in values if f"{{{name}}}" in rest), default=None)
        if at is None:
            pieces.append(rest)
            break
        position, name = at
        pieces += [rest[:position], values[name]]
        rest = rest[position + len(name) + 2 :]
    return "".join(pieces)
