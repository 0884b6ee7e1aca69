"""Passages of an article that address a machine: their lines hold no records, whatever a model made of them.

The prompt tells the model to read such passages as text; this is the second lock, for a model that obeyed them.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from dragoman.errors import DataError
from dragoman.types import Article, Span

_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s")


@cache
def _patterns() -> re.Pattern[str]:
    source = files("dragoman.llm") / "data" / "instruction_cues.toml"
    try:
        found = msgspec.convert(tomllib.loads(source.read_text(encoding="utf-8"))["patterns"], list[str])
        return re.compile("|".join(f"(?:{pattern})" for pattern in found), re.I | re.M)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, KeyError, re.error) as error:
        raise DataError(f"llm/data/instruction_cues.toml does not check out: {error}.", "Restore the file or correct it.") from error


def addressed_to_machines(article: Article) -> tuple[Span, ...]:
    """The sentences of an article that address a language model, in text order, overlapping ones as one."""
    found: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", article.text):
        for match in _patterns().finditer(line[0]):
            start, end = _sentence(line[0], match.start(), match.end())
            start, end = start + line.start(), end + line.start()
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
    return tuple(article.span(start, end) for start, end in found)


def _sentence(line: str, start: int, end: int) -> tuple[int, int]:
    """The sentence of the line around a match; a line of JSON or marks as a whole."""
    if line.lstrip()[:1] in ("{", "[", "<"):
        return 0, len(line)
    before = [match.end() for match in _SENTENCE_END.finditer(line, 0, start)]
    after = _SENTENCE_END.search(line, max(start, end - 2))
    return (before[-1] if before else 0), (after.end() if after else len(line))
