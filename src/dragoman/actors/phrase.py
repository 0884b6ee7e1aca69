"""An actor phrase taken apart: its words, the role nouns in it, and which of them is the head.

Offsets and indices count words of the phrase as `names.words` gives them.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import NamedTuple

from dragoman.actors.names import Word, words
from dragoman.actors.sectors import Role, roles
from dragoman.actors.tables import packaged


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(tomllib.loads(packaged("phrase_words.toml"))[name])

_FORMER = re.compile(r"\b(?:former|ex|erstwhile|one-time|onetime|deposed|ousted|toppled|retired|exiled|late|past|previous)\b[ -]", re.I)


class RoleMatch(NamedTuple):
    """A role noun found at words [first, last) of a phrase."""

    first: int
    last: int
    role: Role
    generic: bool


def is_former(phrase: str) -> bool:
    """Whether the phrase speaks of somebody out of office."""
    return _FORMER.search(phrase) is not None


def role_matches(found: list[Word]) -> list[RoleMatch]:
    """Role nouns in a phrase, longest first at each word, not overlapping."""
    known = roles()
    matches: list[RoleMatch] = []
    position = 0
    while position < len(found):
        for last in range(min(len(found), position + 6), position, -1):
            part = found[position:last]
            role = known.get(" ".join(word.text for word in part)) if all(word.joined for word in part[1:]) else None
            if role is not None:
                matches.append(RoleMatch(position, last, role, len(part) == 1 and part[0].text in _listed("generic")))
                position = last
                break
        else:
            position += 1
    return matches


def head_end(found: list[Word], matches: list[RoleMatch], phrase: str) -> int:
    """Index of the word after the head of the phrase: where a preposition, a relative clause or a comma cuts it off.

    Partitives are passed over: in "members of the army" and "several of the largest unions" the head comes after "of".
    """
    inside = {index for match in matches for index in range(match.first + 1, match.last)}
    for index, word in enumerate(found):
        if index in inside or index == 0:
            continue
        comma = "," in phrase[found[index - 1].end : word.start]
        if comma and index > 1:
            return index
        if word.text in _listed("stops"):
            if word.text == "of" and found[index - 1].text in _listed("partitives"):
                continue
            return index
    return len(found)


def head_role(found: list[Word], matches: list[RoleMatch], phrase: str) -> Role | None:
    """What the phrase's head noun means; for a generic head, what the body it belongs to means."""
    if not matches:
        return None
    end = head_end(found, matches, phrase)
    before = [match for match in matches if match.last <= end]
    if not before:
        return matches[0].role
    head = before[-1]
    if head.generic and len(before) > 1 and before[-2].last >= head.first - 1 and not _person_word(before[-2], found):
        return _with_office(before[-2].role, head.role)
    if head.generic and end < len(found) and found[end].text in ("of", "for", "from", "at", "with"):
        after = [match for match in matches if match.first > end and not match.generic and match.role.kind not in ("person", "state")]
        if after:
            return after[0].role._replace(office=None)
    return head.role


def _person_word(match: RoleMatch, found: list[Word]) -> bool:
    return match.role.sectors[:1] == ("UNK",) or (match.generic and found[match.first].text not in ("president", "chief"))


def _with_office(body: Role, head: Role) -> Role:
    return Role(body.sectors, "person" if head.kind == "person" else body.kind, None)


def phrase_words(phrase: str) -> list[Word]:
    """The words of a phrase, without leading determiners."""
    found = words(phrase)
    while len(found) > 1 and found[0].text in ("the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our"):
        found = found[1:]
    return found
