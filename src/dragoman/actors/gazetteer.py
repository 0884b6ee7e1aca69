"""Actors known beforehand: states, offices and who held them when, bodies, armed groups, parties, companies, media.

What the names mean is for the caller to weigh: `Match.alias_kind` says how a name stands for its entries. A "surname"
counts only where the full name or the date supports it; a "capital" or "seat" is a government where it acts and a
place where it does not; and `Gazetteer.is_common_word` tells names that are everyday words or given names as well
("May", "Rice", "Jordan", "Chad"), which need support from the syntax or from the rest of the text.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from dragoman.actors.names import DATA, Word, fold, key_variants, name_key, surname_keys, words
from dragoman.actors.sectors import holds, office_of, sectors_of_title
from dragoman.actors.tables import ActorRow, StateRow, actor_rows, packaged, state_rows, user_rows
from dragoman.errors import DataError
from dragoman.types import ActorKind, Office

AliasKind = Literal["name", "acronym", "surname", "demonym", "capital", "seat"]
_RANK: dict[AliasKind, int] = {"name": 0, "acronym": 1, "demonym": 2, "seat": 3, "capital": 4, "surname": 5}
_ACRONYM = re.compile(r"[A-Z0-9][A-Z0-9.&/-]{1,8}|[A-Z][a-z]?[A-Z][A-Za-z]?|[A-Z][a-z][A-Z]{1,2}")
_NOT_STATES = frozenset({"UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"})


class Entry(msgspec.Struct, frozen=True):
    """One known actor. `sectors` are those of its latest office for a person; see `sectors.sectors_on` for a day."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sectors: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    represents: str | None = None


class Match(msgspec.Struct, frozen=True):
    """A known name in a text. Offsets count Unicode characters of the text scanned, end exclusive.

    `entries` holds several actors when the name is ambiguous.
    """

    start: int
    end: int
    alias_kind: AliasKind
    entries: tuple[Entry, ...]


class _Alias(NamedTuple):
    surface: str
    kind: AliasKind
    id: str


class Gazetteer:
    """Look-up of known actors by name, by office, and in running text."""

    def __init__(self, entries: dict[str, Entry], aliases: Iterable[tuple[str, _Alias]], common_words: frozenset[str]) -> None:
        self._entries = entries
        self._aliases: dict[str, list[_Alias]] = {}
        self._lengths: dict[str, set[int]] = {}
        self._common_words = common_words
        for key, alias in aliases:
            if not key:
                continue
            known = self._aliases.get(key)
            if known is None:
                self._aliases[key] = [alias]
                self._lengths.setdefault(key.partition(" ")[0], set()).add(key.count(" ") + 1)
            else:
                known.append(alias)
        self._holders: dict[tuple[str, str], list[tuple[Office, str]]] = {}
        for entry in entries.values():
            for office in entry.offices:
                self._holders.setdefault((office_of(office.title), office.of or ""), []).append((office, entry.id))

    def scan(self, text: str, *, any_case: bool = False) -> list[Match]:
        """All known names in a text, longest first, not overlapping, whole words only.

        Acronyms must be written as such ("US", never "us"); other names must be capitalised as names are. `any_case`
        takes names however they are written, for headlines and for lower-case text, but still no short acronyms.
        """
        found = words(text)
        matches: list[Match] = []
        position = 0
        while position < len(found):
            match, size = self._longest(text, found, position, any_case)
            if match is not None:
                matches.append(match)
            position += size
        return matches

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """The actors that bear a name, in any case; proper names before demonyms, capitals and surnames."""
        key = name_key(re.sub(r"['’]s?\s*$", "", name.strip()))
        found = self._aliases.get(key) or self._aliases.get(key.removeprefix("the "), [])
        best = min((_RANK[alias.kind] for alias in found), default=0)
        return tuple(dict.fromkeys(self._entries[alias.id] for alias in found if _RANK[alias.kind] == best))

    def alias_kind(self, name: str) -> AliasKind | None:
        """How a name stands for what `lookup` gives; None when it is unknown."""
        key = name_key(re.sub(r"['’]s?\s*$", "", name.strip()))
        found = self._aliases.get(key) or self._aliases.get(key.removeprefix("the "), [])
        return min((alias.kind for alias in found), key=_RANK.__getitem__, default=None)

    def entry(self, id: str) -> Entry:  # noqa: A002 - the seam's name
        """The entry with this id. Raises KeyError when there is none."""
        return self._entries[id]

    def entries(self) -> Iterator[Entry]:
        """All entries."""
        return iter(self._entries.values())

    def holder(self, title: str, country: str, day: datetime.date | None) -> Entry | None:
        """Who holds an office ("prime minister") of a state on a day; without a day, who holds it as far as is known."""
        candidates = self._holders.get((office_of(title), country), [])
        held = [(office.start or "", holder) for office, holder in candidates if (holds(office, day) if day else not office.end)]
        return self._entries[max(held)[1]] if held else None

    def is_common_word(self, name: str) -> bool:
        """Whether the name is an everyday word or a given name as well, so that it needs support from its sentence."""
        return name_key(name) in self._common_words

    def _longest(self, text: str, found: list[Word], position: int, any_case: bool) -> tuple[Match | None, int]:
        """The longest known name that starts at a word, and how many words to move on."""
        for size in sorted(self._lengths.get(found[position].text, ()), reverse=True):
            last = position + size
            if last > len(found) or not all(word.joined for word in found[position + 1 : last]):
                continue
            aliases = self._aliases.get(" ".join(word.text for word in found[position:last]))
            if aliases is None:
                continue
            start, end = found[position].start, found[last - 1].end
            if text[end : end + 1] == "." and "." in text[start:end] and end - found[last - 1].start == 1:
                end += 1
            surface, parts = text[start:end], found[position:last]
            written = [
                alias
                for alias in aliases
                if _written_as(surface, parts, alias) or (any_case and (alias.kind != "acronym" or len(surface) > 3))
            ]
            if written:
                best = min(_RANK[alias.kind] for alias in written)
                chosen = [alias for alias in written if _RANK[alias.kind] == best]
                entries = tuple(dict.fromkeys(self._entries[alias.id] for alias in chosen))
                return Match(start, end, chosen[0].kind, entries), size
        return None, 1


def _written_as(surface: str, found: list[Word], alias: _Alias) -> bool:
    """Whether the text writes the name as a name: acronyms in capitals, others capitalised as the alias is."""
    if alias.kind == "acronym":
        plain = surface.replace(".", "").replace("-", "")
        return plain.isupper() or surface == alias.surface
    if len(found) == 1:
        return found[0].capital or not alias.surface[:1].isupper()
    capitals = sum(part[:1].isupper() for part in re.split(r"[\s-]+", alias.surface))
    return 2 * sum(word.capital for word in found) >= min(capitals, len(found)) and (found[0].capital or found[-1].capital)


@cache
def load_gazetteer(user_file: Path | None = None) -> Gazetteer:
    """The packaged gazetteer, with a user's own actors added to it or put in place of those with the same id.

    `user_file` is TOML or CSV, see docs/actors.md. Raises DataError with file and line for a row that does not check out.
    """
    entries: dict[str, Entry] = {}
    aliases: list[tuple[str, _Alias]] = []
    for state in state_rows():
        entries[state.id] = _state(state)
        aliases.extend(_state_aliases(state))
    rows: list[ActorRow] = []
    for path in sorted(path.name for path in DATA.iterdir()):
        if path.startswith(("persons_", "bodies_")) and path.endswith(".csv"):
            rows.extend(actor_rows(packaged(path), path))
    _add(rows, entries, aliases)
    if user_file is not None:
        own = user_rows(user_file)
        replaced = {_identifier(row, {}) for row in own}
        aliases = [pair for pair in aliases if pair[1].id not in replaced]
        for identifier in replaced:
            entries.pop(identifier, None)
        _add(own, entries, aliases)
    return Gazetteer(entries, aliases, _common_words())


@cache
def _common_words() -> frozenset[str]:
    return frozenset(name_key(word) for word in packaged("common_words.txt").splitlines() if word and not word.startswith("#"))


def _state(row: StateRow) -> Entry:
    sectors = ("GOV",) if row.id == row.country else ("PRE",)
    names = tuple(dict.fromkeys((*row.variants, *row.adjectives, *row.people, *row.capitals, *row.seats)))
    return Entry(row.id, row.name, "state", row.country, sectors, names)


def _state_aliases(row: StateRow) -> Iterator[tuple[str, _Alias]]:
    kinds: tuple[tuple[tuple[str, ...], AliasKind], ...] = (
        ((row.name, *row.variants), "name"), (row.adjectives, "demonym"), (row.people, "demonym"), (row.capitals, "capital"),
        (row.seats, "seat"),
    )
    for names, kind in kinds:
        for name in names:
            yield name_key(name), _Alias(name, "acronym" if kind != "capital" and _ACRONYM.fullmatch(name) else kind, row.id)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name).replace("'", "")).strip("-") or "unnamed"


def _identifier(row: ActorRow, entries: dict[str, Entry]) -> str:
    """The id of a row: its own, or made from its name; two people of one name in two states are two."""
    if row.id:
        return row.id
    slug = _slug(row.name)
    known = entries.get(slug)
    if known is None or known.country == row.country or {known.country, row.country} & (_NOT_STATES | {None, ""}):
        return slug
    return f"{slug}-{row.country.lower()}"


def _add(rows: list[ActorRow], entries: dict[str, Entry], aliases: list[tuple[str, _Alias]]) -> None:
    """Add rows: those of one person are gathered into one entry with all offices."""
    for row in rows:
        identifier = _identifier(row, entries)
        known = entries.get(identifier)
        entry = _entry(row, identifier, known)
        entries[identifier] = entry
        fresh = entry.aliases if known is None else tuple(alias for alias in entry.aliases if alias not in known.aliases)
        names = (*((row.name,) if known is None else ()), *fresh)
        aliases.extend(_alias_rows(entry, names, surname=known is None))


def _entry(row: ActorRow, identifier: str, known: Entry | None) -> Entry:
    kind = row.kind or (known.kind if known else "person" if row.office or row.where.startswith("persons_") else "")
    if not kind:
        raise DataError(f"{row.where}: the actor {row.name!r} has no kind.", "Give a kind (person, organisation, armed_group, party ...).")
    country = row.country or (known.country if known else None) or None
    if known is not None and known.country and known.country not in _NOT_STATES:
        country = known.country
    offices = known.offices if known else ()
    if row.office:
        offices = (*offices, Office(row.office, row.country or None, row.start or None, row.end or None))
    standing = row.sectors or (known.sectors if known else ())
    if kind == "person" and offices and not row.sectors:
        standing = sectors_of_title(max(offices, key=lambda office: office.start or "").title)
    represents = row.represents or (known.represents if known else None)
    if not represents and country and country not in _NOT_STATES and {"GOV", "MIL", "SPY"} & set(standing[:1]):
        represents = country
    aliases = tuple(dict.fromkeys((*(known.aliases if known else ()), *row.aliases)))
    return Entry(identifier, known.name if known else row.name, kind, country, standing, aliases, offices, represents)  # type: ignore[arg-type]


def _alias_rows(entry: Entry, names: Iterable[str], *, surname: bool) -> Iterator[tuple[str, _Alias]]:
    for name in names:
        kind: AliasKind = "acronym" if _ACRONYM.fullmatch(name) else "name"
        spoken = kind == "acronym" and len(name) >= 4 and name.isalpha() and entry.kind in ("igo", "armed_group")
        if spoken and name_key(name) not in _common_words():
            # Some newspapers write spoken acronyms like names: Nato, Isis, Opec.
            yield name_key(name), _Alias(name.capitalize(), kind, entry.id)
        # The article may go in "al-Shabaab" and "Bashar al-Assad", not in "El Universal" or "Al Gore".
        fixed = entry.kind in ("media", "company") or (entry.kind == "person" and name[:3] in ("Al ", "El "))
        for key in [name_key(name)] if fixed else key_variants(name_key(name)):
            yield key, _Alias(name, kind, entry.id)
    if surname and entry.kind == "person":
        for key in dict.fromkeys(surname_keys(entry.name, entry.country)):
            yield key, _Alias(entry.name.split()[-1], "surname", entry.id)
