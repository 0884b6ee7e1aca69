"""PLOVER sectors of offices and of people on a day: who governs, who commands, who has left office (ELI).

Source of the codes and the ELI rule: the PLOVER ontology (Open Event Data Alliance); the lists are in roles.toml.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from functools import cache
from typing import NamedTuple

from dragoman.actors.names import name_key
from dragoman.actors.tables import packaged
from dragoman.types import Office


class Role(NamedTuple):
    """What a role noun or title means: PLOVER sectors, main first, the kind of actor, and the office it names, if one."""

    sectors: tuple[str, ...]
    kind: str
    office: str | None


@cache
def roles() -> dict[str, Role]:
    """All role nouns and titles by key ("defense minister", "gunmen", "trade unions")."""
    data = tomllib.loads(packaged("roles.toml"))
    found: dict[str, Role] = {}
    for block in data["role"]:
        role = Role(tuple(block["sectors"]), block["kind"], None)
        for phrase in block["phrases"]:
            _add(found, phrase, role, replace=False)
    for block in data["office"]:
        role = Role(tuple(block["sectors"]), "person", block["title"])
        for phrase in (block["title"], *block["phrases"]):
            _add(found, phrase, role, replace=True)
    return found


def _add(found: dict[str, Role], phrase: str, role: Role, *, replace: bool) -> None:
    """Enter a phrase and its plural ("ministers of defence", "militiamen")."""
    key = name_key(phrase)
    head, of, rest = key.partition(" of ")
    for form in (key, plural(head) + of + rest):
        if replace or form not in found:
            found[form] = role


def plural(words: str) -> str:
    """The words with the last one in the plural."""
    if words.endswith("man"):
        return words[:-2] + "en"
    if words.endswith("y") and words[-2:-1] not in ("a", "e", "o", "u"):
        return words[:-1] + "ies"
    if words.endswith(("s", "x", "ch", "sh")):
        return words + "es"
    return words + "s"


@cache
def office_of(title: str) -> str:
    """The standard title ("defence minister") for a title in any wording; the title itself when unknown."""
    role = roles().get(name_key(title))
    return role.office if role is not None and role.office else title


@cache
def sectors_of_title(title: str) -> tuple[str, ...]:
    """The sectors of who bears a title, by its longest known part, its head first; GOV when nothing is known of it."""
    key = name_key(title)
    words, head = key.split(" "), re.split(r" (?:of|for|to) ", key)[0].split(" ")
    known = roles()
    for part, sizes in ((words, range(len(words), 1, -1)), (head, range(1, 0, -1)), (words, range(1, 0, -1))):
        for size in sizes:
            for first in range(len(part) - size, -1, -1):
                role = known.get(" ".join(part[first : first + size]))
                if role is not None and role.kind not in ("state", "population"):
                    return role.sectors
    return ("GOV",)


def holds(office: Office, day: datetime.date) -> bool:
    """Whether the office is held on that day; a start or end known to the month or year only counts generously."""
    iso = day.isoformat()
    return (not office.start or office.start <= iso) and (not office.end or iso[: len(office.end)] <= office.end)


def office_on(offices: tuple[Office, ...], day: datetime.date | None) -> Office | None:
    """The office held on a day, the latest begun first; without a day, one that has not ended."""
    held = [office for office in offices if (holds(office, day) if day else not office.end)]
    return max(held, key=lambda office: office.start or "", default=None)


def sectors_on(offices: tuple[Office, ...], standing: tuple[str, ...], day: datetime.date | None) -> tuple[str, ...]:
    """Sectors of a person on a day: those of the office held; once all are over ELI, or MIL for soldiers.

    `standing` are the sectors given for the person apart from offices (an opposition leader: PTY, OPP).
    """
    held = office_on(offices, day)
    if held is not None:
        return sectors_of_title(held.title)
    if standing:
        return standing
    begun = [office for office in offices if day is None or (office.start or "") <= day.isoformat()]
    last = max(begun, key=lambda office: office.start or "", default=None)
    if last is None:
        return sectors_of_title(offices[0].title) if offices else ()
    before = sectors_of_title(last.title)
    return before if before[:1] == ("MIL",) else ("ELI",)
