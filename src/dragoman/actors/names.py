"""Names made comparable: words of a text with their offsets, and the keys under which names are stored.

Case, accents, apostrophes and dashes do not tell names apart ("Kata’ib Hezbollah", "Kataib Hizbollah"), nor does the
Arabic article. Offsets count Unicode characters of the text given, end exclusive: folding replaces character by
character and never shifts them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple

DATA = files("dragoman.actors") / "data"

_WORD = re.compile(r"[^\W_]+(?:'(?!s\b)[^\W_]+)*")
_GAP = re.compile(r"[ \n]{1,2}|\n? ?-\n? ?|\.?-|' ?|& ?| & | ?/ ?|\. ?")
# Letters that Unicode does not take apart into a base letter and a mark.
_WITHOUT_MARKS = dict(zip("ıİłŁøØđĐðəƏßæœ", "iilloodddaasao", strict=True))
_ABBREVIATIONS = frozenset({"st", "no", "dr", "mr", "mrs", "gen", "sgt", "jr", "sr", "lt", "col", "mt"})


class Word(NamedTuple):
    """One word of a text: its folded form, its offsets, and whether it is written with a capital."""

    text: str
    start: int
    end: int
    capital: bool
    joined: bool
    """Whether only a space, dash or the like stands between this word and the one before."""


class _Folding(dict[int, str]):
    """A translation table that fills itself: each character to its one-character base form."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in "’‘ʼʻ`´ʿʾ′":
            folded = "'"
        elif unicodedata.category(character) == "Pd" or character == "−":
            folded = "-"
        elif character.isspace() and character != "\n":
            folded = " "
        else:
            folded = _WITHOUT_MARKS.get(character) or unicodedata.normalize("NFKD", character)[:1].lower()[:1]
        self[code] = folded or " "
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text in lower case, without accents, with plain apostrophes, dashes and spaces; as long as before."""
    return text.translate(_FOLDING)


@cache
def _spellings() -> dict[str, str]:
    table = tomllib.loads((DATA / "spellings.toml").read_text(encoding="utf-8"))["spellings"]
    return {variant: word for word, variants in table.items() for variant in variants}


def words(text: str) -> list[Word]:
    """The words of a text in order, each folded and in its standard spelling."""
    spelling = _spellings()
    folded = fold(text)
    found: list[Word] = []
    before = -1
    for match in _WORD.finditer(folded):
        start, end = match.span()
        word = match.group().replace("'", "")
        gap = folded[before:start] if before >= 0 else ""
        found.append(Word(spelling.get(word, word), start, end, text[start].isupper(), before >= 0 and _joins(gap, found[-1], word)))
        before = end
    return found


def _joins(gap: str, last: Word, word: str) -> bool:
    if gap in (" ", "-"):
        return True
    if _GAP.fullmatch(gap) is None:
        return False
    if gap.startswith("'"):
        return word == "s" or gap == "' "
    if gap.startswith("."):
        return last.end - last.start == 1 or last.text in _ABBREVIATIONS
    return True


def name_key(name: str) -> str:
    """The form under which a name is stored and looked up."""
    plain = fold(name).replace("-", " ")
    if plain.replace(" ", "").isalnum():
        spelling = _spellings()
        return " ".join([spelling.get(word, word) for word in plain.split()])
    return " ".join(word.text for word in words(name))


def key_variants(key: str) -> list[str]:
    """The key, and its forms without an Arabic article or with the other one ("bashar al assad": "bashar assad")."""
    parts = key.split(" ")
    places = [i for i, part in enumerate(parts) if part in ("al", "el") and i + 1 < len(parts)]
    if not places:
        return [key]
    without = " ".join(part for i, part in enumerate(parts) if i not in places)
    swapped = " ".join(("el" if part == "al" else "al") if i in places else part for i, part in enumerate(parts))
    return [key, without, swapped]


_PARTICLES = frozenset({
    "von", "van", "der", "den", "de", "la", "da", "dos", "das", "do", "del", "bin", "ibn", "ben", "al", "el", "ould", "di", "le",
    "ter", "ten", "du", "st", "abu",
})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
FAMILY_NAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "HKG"})


def surname_keys(name: str, country: str | None) -> list[str]:
    """The keys of a person's family name, with and without the Arabic article; none when the name is one word."""
    parts = name_key(name).split(" ")
    while len(parts) > 1 and parts[-1] in _SUFFIXES:
        parts.pop()
    if len(parts) < 2:
        return []
    if country in FAMILY_NAME_FIRST and len(parts) <= 3 and "-" not in name.partition(" ")[0]:
        return [parts[0]]
    first = len(parts) - 1
    while first > 1 and parts[first - 1] in _PARTICLES:
        first -= 1
    return key_variants(" ".join(parts[first:]))
