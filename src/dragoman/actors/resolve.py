"""Any phrase that names an actor, resolved to country, PLOVER sectors, kind and office.

Method: names of the gazetteer first (people with the office they held on the day), then demonym or place plus role noun
("Iranian foreign minister", "Shia militia"), then role nouns alone. Countries follow PLOVER: a partially recognised
entity goes by the state that claims it, with sector PRE.
"""

from __future__ import annotations

import datetime
import re
from functools import cache

import msgspec

from dragoman.actors.gazetteer import AliasKind, Entry, Gazetteer, Match, load_gazetteer
from dragoman.actors.names import name_key, words
from dragoman.actors.phrase import head_role, is_former, phrase_words, role_matches
from dragoman.actors.place_index import place_index
from dragoman.actors.sectors import Role, office_of, office_on, sectors_of_title, sectors_on
from dragoman.actors.tables import packaged, table
from dragoman.types import ActorKind

_NOT_STATES = frozenset({"UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"})
# Bodies of which every state may have one of the same name: "South Korea's Democratic Party" is not the American one.
_NATIONAL = frozenset({"party", "organisation", "government", "company"})
_HEADS = frozenset({"president", "prime minister", "supreme leader", "monarch", "leader"})
_MEMBER_SECTORS = frozenset({"UAF", "REB", "PRM", "MIL", "UNK"})
_BACKED = re.compile(
    r"-(?:backed|led|funded|allied|linked|aligned|supported|supplied|trained|sponsored|occupied|speaking|made|built|born)\b", re.I
)
_PLACED = re.compile(r"\b(?:in|of|at|from|near|across)\s+((?:[A-Z][\w'’.-]+\s?)+)|^(?:[Tt]he\s+)?((?:[A-Z][\w'’.-]+\s)+)(?=[a-z])")
_KNOWN_PLACE = 15_000
_SIDED = re.compile(r"\b(?:pro|anti|non)-\s?$", re.I)


class ResolvedActor(msgspec.Struct, frozen=True):
    """What a phrase names. `id` is the gazetteer's, None for an actor it does not have.

    `sectors` are PLOVER codes, the main one first, at most two; empty for a state or a people as a whole. `country` is
    ISO 3166 alpha-3, or UNO, EUR, IGO, NGO, IMG; None when nothing tells. `office` is the office held or named.
    """

    id: str | None
    name: str
    country: str | None
    sectors: tuple[str, ...]
    kind: ActorKind
    office: str | None = None


def resolve_actor(
    phrase: str,
    *,
    context: str | None = None,
    day: datetime.date | None = None,
    known_country: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> ResolvedActor | None:
    """Resolve an actor phrase; None when nothing in it is known.

    `context` is text that tells the country where the phrase does not (the dateline, the phrase before); it is used
    when it names exactly one. `day` decides who held which office. `known_country` is the country if the caller knows it.
    """
    known = gazetteer or load_gazetteer()
    phrase = re.sub(r"\s+", " ", re.sub(r"\s+(['’]s?)\b", r"\1", phrase)).strip(" .,;:\"“”'‘’")
    found = phrase_words(phrase)
    if not found:
        return None
    hint = known_country or _only_country(known, context)
    whole = phrase[found[0].start :]
    exact = _exact(known, whole, phrase, hint, day)
    if exact is not None:
        return exact
    matches = known.scan(phrase, any_case=phrase.islower() or phrase.isupper())
    matches = [match for match in matches if _counts(known, phrase, match)]
    role = head_role(found, role_matches(found), phrase)
    return (
        _named_person(matches, phrase, role, hint, day)
        or _titled_surname(known, phrase, role, hint, day)
        or _body(matches, phrase, hint)
        or _by_role(known, matches, phrase, role, hint, day)
        or _state_only(known, matches, phrase, hint)
    )


def _exact(known: Gazetteer, whole: str, phrase: str, hint: str | None, day: datetime.date | None) -> ResolvedActor | None:
    """The phrase is as a whole a name of the gazetteer."""
    entries = known.lookup(phrase) or known.lookup(whole)
    kind = known.alias_kind(phrase) or known.alias_kind(whole)
    if not entries or kind is None:
        return None
    if kind == "acronym" and whole.islower() and len(whole) <= 4:
        return None
    if kind == "surname":
        held = [entry for entry in entries if office_on(entry.offices, day)]
        entries = tuple(held) or entries
        if len(entries) > 1 or whole.islower() or (known.is_common_word(whole) and not held):
            entries = tuple(entry for entry in entries if hint and entry.country == hint) or _best_known(known, entries, whole)
    entry = _pick(entries, hint, day)
    if entry is None:
        return None
    if entry.kind == "state":
        return _of_state(entry, kind, whole)
    return _of_entry(entry, day)


def _best_known(known: Gazetteer, bearers: tuple[Entry, ...], surname: str) -> tuple[Entry, ...]:
    """The one bearer of a surname who has headed a state or government; none when there are several, or the name is a word."""
    heads = tuple(entry for entry in bearers if any(office_of(office.title) in _HEADS for office in entry.offices))
    return heads if len(heads) == 1 and surname[:1].isupper() and not known.is_common_word(surname) else ()


def _pick(entries: tuple[Entry, ...], hint: str | None, day: datetime.date | None) -> Entry | None:
    """One of several bearers of a name: of the country hinted at, in office on the day, or the first listed."""
    if hint:
        entries = tuple(entry for entry in entries if entry.country == hint) or entries
    return next((entry for entry in entries if office_on(entry.offices, day)), entries[0] if entries else None)


def _of_entry(entry: Entry, day: datetime.date | None) -> ResolvedActor:
    if entry.kind != "person":
        return ResolvedActor(entry.id, entry.name, entry.country, entry.sectors[:2], entry.kind)
    office = office_on(entry.offices, day)
    standing = entry.sectors if _has_standing(entry) else ()
    sectors = sectors_on(entry.offices, standing, day)
    country = office.of if office and office.of else entry.country
    return ResolvedActor(entry.id, entry.name, country, sectors[:2], "person", office.title if office else None)


def _has_standing(entry: Entry) -> bool:
    """Whether the entry's sectors are the person's own and not just those of the latest office."""
    latest = max(entry.offices, key=lambda office: office.start or "", default=None)
    return latest is None or sectors_of_title(latest.title) != entry.sectors


def _of_state(entry: Entry, kind: AliasKind, surface: str) -> ResolvedActor:
    if entry.id != entry.country:
        return ResolvedActor(entry.id, entry.name, entry.country, ("PRE",), "state")
    if kind in ("capital", "seat"):
        return ResolvedActor(entry.id, entry.name, entry.country, ("GOV",), "state")
    if kind == "demonym":
        return ResolvedActor(None, surface, entry.country, (), "population")
    return ResolvedActor(entry.id, entry.name, entry.country, (), "state")


def _counts(known: Gazetteer, phrase: str, match: Match) -> bool:
    """Whether a name in a phrase says whose the actor is: not in "Iran-backed", "anti-Turkish", "Michael Jordan"."""
    before, after = phrase[: match.start], phrase[match.end :]
    if match.entries[0].kind == "state" and (_BACKED.match(after) or _SIDED.search(before)):
        return False
    if match.alias_kind == "surname":
        return False
    common = known.is_common_word(phrase[match.start : match.end])
    previous = words(before)
    return not (common and match.alias_kind == "name" and previous and previous[-1].capital and before.endswith(" "))


def _named_person(
    matches: list[Match], phrase: str, role: Role | None, hint: str | None, day: datetime.date | None
) -> ResolvedActor | None:
    """A person of the gazetteer named in full, with or without title or apposition; without a day the title is believed."""
    for match in matches:
        belongs = role is not None and role.office is None and re.search(r"\b(?:of|for|by|to|against)\s+$", phrase[: match.start])
        if match.entries[0].kind == "person" and not belongs and not re.match(r"['’]s?\s+\w|-\w|\s+\w", phrase[match.end :]):
            countries = [entry.country for other in matches for entry in other.entries if entry.kind == "state"]
            entry = _pick(match.entries, hint or next(iter(countries), None), day)
            if entry is not None:
                return _titled(_of_entry(entry, day), phrase, role, day)
    return None


def _titled(found: ResolvedActor, phrase: str, role: Role | None, day: datetime.date | None) -> ResolvedActor:
    """The person as the title speaks of them, where no day says whether they still bear it."""
    if day is not None or role is None or found.sectors != ("ELI",) or not role.sectors or is_former(phrase):
        return found
    return msgspec.structs.replace(found, sectors=role.sectors[:2], office=role.office)


def _titled_surname(known: Gazetteer, phrase: str, role: Role | None, hint: str | None, day: datetime.date | None) -> ResolvedActor | None:
    """Title and surname ("President Macron", "Senator Rubio"): somebody of that name who held that office."""
    if role is None or role.kind != "person":
        return None
    for size in (1, 2, 3):
        parts = phrase.split(" ")
        if len(parts) <= size or known.alias_kind(" ".join(parts[-size:])) != "surname" or not parts[-size][:1].isupper():
            continue
        bearers = known.lookup(" ".join(parts[-size:]))
        title_words = [word.capital and word.text not in name_key(phrase) for word in words(" ".join(parts[:-size]))]
        fitting = tuple(entry for entry in bearers if _has_held(entry, role, phrase))
        if fitting and not any(title_words):
            entry = _pick(fitting, hint or _only_country(known, " ".join(parts[:-size])), day)
            return _titled(_of_entry(entry, day), phrase, role, day) if entry else None
    return None


def _has_held(entry: Entry, role: Role, phrase: str) -> bool:
    key = name_key(phrase)
    return any(office_of(office.title) == role.office or key.startswith(name_key(office.title) + " ") for office in entry.offices)


def _body(matches: list[Match], phrase: str, hint: str | None) -> ResolvedActor | None:
    """A body of the gazetteer, or its members ("Boko Haram gunmen", "members of the SANDF")."""
    bodies = [match for match in matches if match.entries[0].kind not in ("person", "state")]
    if not bodies:
        return None
    states = [entry.country for match in matches for entry in match.entries if entry.kind == "state"]
    match = bodies[0]
    entry = _pick(match.entries, hint or next(iter(states), None), None)
    if entry is None or (states and entry.kind in _NATIONAL and entry.country not in (*_NOT_STATES, *states)):
        return None
    rest = phrase[: match.start] + " " + phrase[match.end :]
    found = phrase_words(rest) if rest.strip(" ,'’") else []
    roles = role_matches(found)
    own = head_role(found, roles, rest) if roles else None
    members = own is not None and entry.kind in ("armed_group", "organisation") and own.sectors[:1] and own.sectors[0] in _MEMBER_SECTORS
    generic = own is None or members or (roles[-1].generic and len(roles) == 1)
    if generic and is_former(phrase) and own is not None and own.kind == "person":
        return ResolvedActor(None, phrase, entry.country, ("ELI",), "person")
    if generic or own is None:
        return ResolvedActor(entry.id, entry.name, entry.country, entry.sectors[:2], entry.kind)
    sectors = _timed(own.sectors, own, phrase)[:2]
    return ResolvedActor(None, phrase, entry.country, sectors, own.kind, own.office)  # type: ignore[arg-type]


def _timed(sectors: tuple[str, ...], role: Role | None, phrase: str) -> tuple[str, ...]:
    """ELI for those out of office."""
    if role is not None and role.kind == "person" and is_former(phrase) and {"GOV", "LEG", "JUD", "SPY"} & set(sectors):
        return ("ELI",)
    return sectors


def _by_role(
    known: Gazetteer, matches: list[Match], phrase: str, role: Role | None, hint: str | None, day: datetime.date | None
) -> ResolvedActor | None:
    """Nationality or place and role noun, or a role noun alone."""
    if role is None:
        return None
    country, recognised = _country(known, matches, phrase)
    country = country or hint or _of_possessor(known, phrase)
    sectors = _timed(role.sectors, role, phrase)
    if not recognised and sectors:
        sectors = (sectors[0], "PRE")
    if role.kind == "state" and country is None:
        return None
    if role.office and country and day and sectors != ("ELI",) and role.office not in ("ambassador", "governor", "mayor"):
        holder = known.holder(role.office, country, day)
        if holder is not None:
            return ResolvedActor(holder.id, holder.name, country, sectors[:2], "person", role.office)
    return ResolvedActor(None, phrase, country, sectors[:2], role.kind, role.office)  # type: ignore[arg-type]


def _of_possessor(known: Gazetteer, phrase: str) -> str | None:
    """The country of the leader whose the actor is ("Putin's spokesman", "the Assad regime", "Morsi supporters")."""
    for match in known.scan(phrase):
        surname = phrase[match.start : match.end]
        if match.alias_kind == "surname" and re.match(r"(?:['’]s?)?[ -][a-z]", phrase[match.end :]):
            countries = {entry.country for entry in match.entries}
            if len(countries) == 1 and not known.is_common_word(surname):
                return countries.pop()
            heads = _best_known(known, match.entries, surname)
            if heads:
                return heads[0].country
    return None


def _state_only(known: Gazetteer, matches: list[Match], phrase: str, hint: str | None) -> ResolvedActor | None:
    """A nationality or state with nothing known beside it ("two Russians")."""
    states = [match for match in matches if match.entries[0].kind == "state"]
    if not states:
        found = [word for word in words(phrase) if word.capital]
        country = _country(known, [], phrase)[0] if len(found) <= 2 else None
        if country is None:
            return None
        return ResolvedActor(None, phrase, country, (), "population")
    entry = _pick(states[0].entries, hint, None)
    if entry is None or _looks_like_person(phrase, states[0]):
        return None
    return _of_state(entry, "demonym" if states[0].alias_kind != "name" else "name", phrase)


def _looks_like_person(phrase: str, match: Match) -> bool:
    """Whether capitalised words stand around a state's name with nothing between them, as in a person's name."""
    rest = words(phrase[: match.start]) + words(phrase[match.end :])
    return match.alias_kind == "name" and bool(rest) and all(word.capital for word in rest) and "," not in phrase and "of" not in phrase


def _country(known: Gazetteer, matches: list[Match], phrase: str) -> tuple[str | None, bool]:
    """Country of the first state, nationality, person or place named, and whether it is a recognised state."""
    for match in matches:
        entry = match.entries[0]
        if entry.country:
            return entry.country, entry.kind != "state" or entry.id == entry.country
    for size in (4, 3, 2, 1):
        found = words(phrase)
        for first in range(len(found) - size + 1):
            country = regions().get(" ".join(word.text for word in found[first : first + size]))
            if country is not None and (found[first].capital or phrase.islower()):
                return country, True
    return _misspelt(known, phrase) or _of_place(phrase), True


def _of_place(phrase: str) -> str | None:
    """The country of a city or province named in the phrase ("Leicester police", "the mayor of Debrecen"), if one stands out."""
    found = words(phrase)
    for match in _PLACED.finditer(phrase):
        name = match.group(1) or match.group(2)
        entries = sorted(place_index().lookup(name), key=lambda entry: -entry.population)
        if not entries or entries[0].population < _KNOWN_PLACE or role_matches(words(name)) or len(found) < 2:
            continue
        rivals = [entry.population for entry in entries if entry.country != entries[0].country]
        if entries[0].population >= 5 * max(rivals, default=0):
            return entries[0].country
    return None


def _misspelt(known: Gazetteer, phrase: str) -> str | None:
    """The country of a nationality or capital with two letters swapped ("Dehli", "Kazahks")."""
    for word in words(phrase):
        if word.capital and len(word.text) >= 5 and not known.lookup(word.text):
            country = _by_letters(known).get((word.text[0], "".join(sorted(word.text))))
            if country is not None:
                return country
    return None


@cache
def _by_letters(known: Gazetteer) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for entry in known.entries():
        if entry.kind == "state" and entry.country:
            for name in (entry.name, *entry.aliases):
                key = name_key(name)
                if len(key) >= 5 and " " not in key:
                    found[key[0], "".join(sorted(key))] = entry.country
    return found


@cache
def regions() -> dict[str, str]:
    """Cities, provinces, peoples and faiths that tell a country, by key."""
    return {name_key(name): row["iso3"] for _, row in table(packaged("regions.csv")) for name in row["names"].split(";")}


def _only_country(known: Gazetteer, context: str | None) -> str | None:
    if not context:
        return None
    named = {entry.country for match in known.scan(context) for entry in match.entries if match.alias_kind != "surname"}
    named -= _NOT_STATES
    if not named:
        named = {country for country in [_country(known, [], context)[0]] if country}
    return next(iter(named)) if len(named) == 1 else None
