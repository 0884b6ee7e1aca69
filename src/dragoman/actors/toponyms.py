"""Which names in a text are places, and which of the places of that name."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

import msgspec
from spacy.tokens import Doc, Token

from dragoman.actors.place_index import Cues, Entry, demonyms, place_cues, place_index
from dragoman.actors.place_names import place_key

_MAX_WORDS = 6
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_NAME_LABELS = frozenset({"PERSON", "ORG", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW"})
_NO_NAMES = frozenset({"VERB", "AUX", "ADP", "DET", "PRON", "CCONJ", "SCONJ", "PART", "INTJ"})
_BROAD = frozenset({"country", "state"})
_SMALL = frozenset({"city", "county"})
_BIG_CITY = 200_000
_ABBREVIATION = 5
_NEAR_KM = 150.0
_KIND_WEIGHT = {"country": 10.5, "state": 6.3, "capital": 4.5, "county": 2.5, "city": 0.0}


class Toponym(msgspec.Struct, frozen=True):
    """A place name in the text: tokens from `first` to `end` (exclusive), and the place it was resolved to, if any."""

    first: int
    end: int
    entry: Entry | None
    demonym: bool = False
    placed: bool = False
    """After a preposition of place or its like: what a name the gazetteer lacks needs to be taken for a place."""
    in_name: bool = False
    """Inside the name of a body ("Kentucky State Police"): a toponym, but no place the text speaks of."""


class Candidate(msgspec.Struct):
    """A name with the places it may mean, narrowed by what follows it ("Paris, Texas")."""

    first: int
    end: int
    entries: tuple[Entry, ...]
    demonym: bool = False
    in_name: bool = False


def toponyms_of(doc: Doc, *, context_countries: Iterable[str] = ()) -> list[Toponym]:
    """Every place name of a parsed text in order, resolved by name, size and the other places of the text.

    The choice among namesakes follows minimal distance and shared divisions between the places of one text (Leidner
    2007), weighed against population; one name means one place within a text unless what follows it says otherwise.
    """
    found = _candidates(doc)
    _narrow(doc, found)
    votes = _votes(found, context_countries)
    chosen: dict[tuple[str, tuple[int, ...]], Entry] = {}
    anchored = [candidate.entries[0] for candidate in found if len(candidate.entries) == 1]
    fixed = {doc[c.first : c.end].text.casefold(): c.entries for c in found if len(c.entries) == 1}
    result = []
    for candidate in found:
        text = doc[candidate.first : candidate.end].text.casefold()
        entries = fixed.get(text, candidate.entries) if len(candidate.entries) > 1 else candidate.entries
        key = text, tuple(entry.row for entry in entries)
        if entries and key not in chosen:
            chosen[key] = max(entries, key=lambda entry: _score(entry, votes, anchored, text))
        placed = _after_preposition(doc, candidate.first, place_cues())
        result.append(Toponym(candidate.first, candidate.end, chosen.get(key), candidate.demonym, placed, candidate.in_name))
    return result


def _candidates(doc: Doc) -> list[Candidate]:
    """Names used as places; then, once a name is known as a place of this text, its other uses too."""
    persons = _person_words(doc)
    found: list[Candidate] = []
    doubtful: list[tuple[int, int, tuple[Entry, ...]]] = []
    position = 0
    while position < len(doc):
        end = position + 1
        if doc[position].text[0].isupper() or doc[position].text.startswith("al-"):
            stop, entries = _longest(doc, position)
            if entries and _is_place(doc, position, stop, entries, persons, found):
                found.append(_extended(doc, position, stop, entries))
                end = found[-1].end
            elif entries:
                doubtful.append((position, stop, entries))
                end = stop
            else:
                end = _unlisted(doc, position, persons, found)
        position = end
    known = {place_key(doc[c.first : c.end].text) for c in found if c.entries and not c.demonym}
    for start, stop, entries in doubtful:
        broad = any(entry.kind in _BROAD or entry.kind == "county" for entry in entries)
        seen = place_key(doc[start:stop].text) in known
        if (broad or seen) and _may_name(doc[start], persons):
            found.append(Candidate(start, stop, entries, in_name=not seen or not _is_free(doc, start, stop)))
    return sorted(found, key=lambda candidate: candidate.first)


def _is_free(doc: Doc, start: int, end: int) -> bool:
    """Whether no longer name holds it."""
    return not _entity_exceeds(doc, start, end) and not (end < len(doc) and _is_name_part(doc[end]))


def _person_words(doc: Doc) -> frozenset[str]:
    """Words of the full names of people in the text: alone, they are more likely the person than a place."""
    return frozenset(token.lower_ for entity in doc.ents if entity.label_ == "PERSON" and len(entity) > 1 for token in entity)


def _may_name(first: Token, persons: frozenset[str]) -> bool:
    if first.ent_type_ in {"PERSON", "DATE", "WORK_OF_ART", "LANGUAGE"} or first.lower_ in persons:
        return False
    return first.pos_ in {"PROPN", "ADJ"}


def _extended(doc: Doc, start: int, stop: int, entries: tuple[Entry, ...]) -> Candidate:
    """The name with "province", "River" and the like, where that makes another entry or picks the division among them."""
    cues = place_cues()
    end = _with_suffix(doc, stop, cues)
    if end == stop:
        return Candidate(start, stop, entries)
    longer = place_index().lookup(doc[start:end].text)
    if not longer and doc[end - 1].text in cues.divisions:
        longer = tuple(entry for entry in entries if entry.kind == "state")
    return Candidate(start, end if longer else stop, longer or entries)


def _longest(doc: Doc, start: int) -> tuple[int, tuple[Entry, ...]]:
    index = place_index()
    for end in range(min(start + _MAX_WORDS, len(doc)), start, -1):
        last = doc[end - 1]
        if not last.text[0].isalnum() or (end - start > 1 and last.text in {"'s", "’s"}):
            continue
        text = doc[start:end].text
        if "\n" in text or "," in text or len(text) < _ABBREVIATION - (2 if not text.isupper() else 3):
            continue
        entries = index.lookup(text)
        if text.isupper() and len(text) <= 3:
            entries = tuple(entry for entry in entries if entry.kind != "city")
        if entries:
            return end, _without_loose_abbreviations(doc, start, text, entries)
    return start + 1, ()


def _without_loose_abbreviations(doc: Doc, start: int, text: str, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Drop "Miss" and "Pa" as states unless a stop or a comma before shows the abbreviation."""
    plain = text.replace(".", "")
    if len(plain) > _ABBREVIATION or "." in text or plain.isupper() or (start and doc[start - 1].text == ","):
        return entries
    return tuple(entry for entry in entries if entry.kind not in _BROAD or place_key(entry.name) == place_key(text))


def _with_suffix(doc: Doc, end: int, cues: Cues) -> int:
    return end + 1 if end < len(doc) and doc[end].text in cues.suffixes else end


def _unlisted(doc: Doc, start: int, persons: frozenset[str], found: list[Candidate]) -> int:
    """A demonym, or a name the gazetteer lacks but the tagger takes for a place."""
    token = doc[start]
    code = demonyms().get(token.text)
    if code:
        country = place_index().country(code)
        found.append(Candidate(start, start + 1, (country,) if country else (), demonym=True))
        return start + 1
    if token.ent_iob_ == "B" and token.ent_type_ in _PLACE_LABELS:
        end = start + 1
        while end < len(doc) and doc[end].ent_iob_ == "I":
            end += 1
        while end > start + 1 and not doc[end - 1].text[0].isalnum():
            end -= 1
        named = end > start + 1 or token.lower_ not in persons
        if token.pos_ == "PROPN" and named and not any(t.is_digit for t in doc[start:end]):
            found.append(Candidate(start, end, ()))
            return end
    untagged = token.pos_ == "PROPN" and not token.ent_type_ and not token.is_upper and token.lower_ not in persons
    if untagged and _plainly_placed(doc, start):
        found.append(Candidate(start, start + 1, ()))
    return start + 1


def _plainly_placed(doc: Doc, start: int) -> bool:
    """Whether "near", "in" or "village of" stands right before a lone name."""
    if start < 2 or (start + 1 < len(doc) and _is_name_part(doc[start + 1])):
        return False
    if doc[start - 1].lower_ == "of":
        return doc[start - 2].lower_ in place_cues().settlements
    return doc[start - 1].lower_ in {"in", "near", "at", "outside"}


def _is_place(doc: Doc, start: int, end: int, entries: tuple[Entry, ...], persons: frozenset[str], found: list[Candidate]) -> bool:
    """Whether a gazetteer name is used as a place's name here, and is no person's, body's or common word."""
    cues, first = place_cues(), doc[start]
    label = doc[end - 1].ent_type_ or first.ent_type_
    known = any(entry.kind not in _SMALL or entry.population >= _BIG_CITY for entry in entries)
    broad = any(entry.kind in _BROAD for entry in entries)
    if end == start + 1 and (_no_name(first) or first.lower_ in cues.directions or first.lower_ in cues.no_places):
        return False
    inside_longer = label in _NAME_LABELS and _entity_exceeds(doc, start, end)
    if inside_longer or label in {"PERSON", "DATE", "LANGUAGE"}:
        return broad and label == "PERSON" and not inside_longer and _after_preposition(doc, start, cues)
    if not _stands_alone(doc, start, end, cues, broad=broad):
        return False
    if not known and label == "NORP" and _modifies_noun(doc, start, end):
        return False
    placed = _after_preposition(doc, start, cues) or _in_list(doc, start, found) or _taken(first, cues)
    if end == start + 1 and first.lower_ in persons and not broad and not placed:
        return False
    if label in _PLACE_LABELS or placed:
        return first.pos_ in {"PROPN", "ADJ", "NOUN", "NUM"} or known
    if _followed_by_region(doc, end):
        return True
    return known and first.pos_ in {"PROPN", "ADJ"} and label in {"", "ORG", "NORP"}


def _no_name(token: Token) -> bool:
    return token.pos_ in _NO_NAMES and not token.text.isupper()


def _modifies_noun(doc: Doc, start: int, end: int) -> bool:
    """Whether "the" and a common noun stand around it ("the Catalan health department")."""
    if not start or end >= len(doc) or doc[start - 1].lower_ not in {"the", "a", "an"}:
        return False
    return doc[end].is_lower and doc[end].pos_ in {"NOUN", "ADJ"} and doc[end].text not in place_cues().suffixes


def _taken(token: Token, cues: Cues) -> bool:
    """Whether a place is what one captures, besieges, enters."""
    while token.dep_ in {"conj", "compound"} and token.head.i != token.i:
        token = token.head
    return token.dep_ == "dobj" and token.head.lemma_ in cues.verbs


def _in_list(doc: Doc, start: int, found: list[Candidate]) -> bool:
    """Whether a comma or "and" joins it to a place named before."""
    if not found or not start or doc[start - 1].lower_ not in {"and", ",", "or", "/"}:
        return False
    return found[-1].end == start - 1 and not found[-1].demonym and doc[start].pos_ == "PROPN"


def _entity_exceeds(doc: Doc, start: int, end: int) -> bool:
    before = start > 0 and doc[start].ent_iob_ == "I" and doc[start - 1].lower_ != "the"
    after = end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].text not in {"'s", "’s", "."}
    return before or after


def _stands_alone(doc: Doc, start: int, end: int, cues: Cues, *, broad: bool) -> bool:
    """Whether no capitalised neighbour makes it part of a longer name."""
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    if before is not None and before.lower_ in cues.titles and not broad:
        return False
    if after is not None and _is_name_part(after) and after.text not in cues.suffixes and not broad and not doc[start].text.isupper():
        return False
    return not (
        before is not None and _is_name_part(before) and not before.is_sent_start and before.lower_ not in cues.directions and not broad
        and before.ent_type_ not in {"NORP", "DATE"}
    )


def _is_name_part(token: Token) -> bool:
    return token.text[0].isupper() and token.pos_ == "PROPN"


def _after_preposition(doc: Doc, start: int, cues: Cues) -> bool:
    position = start - 1
    while position >= 0 and (doc[position].lower_ in cues.directions or doc[position].pos_ == "DET"):
        position -= 1
    if position > 0 and doc[position].lower_ == "of":
        return doc[position - 1].lemma_.lower() in cues.nouns
    return position >= 0 and doc[position].lower_ in cues.locative


def _followed_by_region(doc: Doc, end: int) -> bool:
    if end + 1 >= len(doc) or doc[end].text != ",":
        return False
    _, entries = _longest(doc, end + 1)
    return any(entry.kind in _BROAD for entry in entries)


def _narrow(doc: Doc, found: list[Candidate]) -> None:
    """ "Paris, Texas": keep the entries that lie in the division or country that follows."""
    for candidate, following in pairwise(found):
        if following.first != candidate.end + 1 or doc[candidate.end].text not in {",", "("}:
            continue
        own_country = any(entry.kind == "country" for entry in candidate.entries)
        kinds = {"state"} if own_country else {"country", "state", "county"}
        regions = [entry for entry in following.entries if entry.kind in kinds]
        inside = tuple(entry for entry in candidate.entries if any(_lies_in(entry, region) for region in regions))
        if inside:
            candidate.entries = (max(inside, key=lambda entry: _KIND_WEIGHT.get(entry.kind, 5.0) + math.log10(entry.population + 1)),)


def _lies_in(entry: Entry, region: Entry) -> bool:
    if entry.row == region.row or entry.country != region.country or entry.kind == "country":
        return False
    return region.kind == "country" or (entry.admin1 == region.admin1 and entry.kind != "state")


def _votes(found: list[Candidate], context: Iterable[str]) -> dict[tuple[str, str], float]:
    """How much the names of the text, each once, speak for each division and country."""
    votes: dict[tuple[str, str], float] = defaultdict(float)
    for code in context:
        votes[code, ""] += 2.0
    for rows in {tuple(sorted((e.country, e.admin1, e.kind) for e in candidate.entries)) for candidate in found if candidate.entries}:
        divisions = {(country, admin1) for country, admin1, _ in rows}
        for division in divisions:
            votes[division] += 1.0 / len(divisions)
        for country in {country for country, _, _ in rows}:
            votes[country, ""] += 0.5 / len({country for country, _, _ in rows})
    return votes


def _score(entry: Entry, votes: dict[tuple[str, str], float], anchored: list[Entry], text: str) -> float:
    score = _KIND_WEIGHT.get(entry.kind, 7.5) + (math.log10(entry.population + 1) if entry.kind in {"city", "capital", "county"} else 0.0)
    if entry.kind == "county" and "county" not in text and "parish" not in text:
        score -= 2.0
    if entry.admin1:
        score += 2.2 * min(votes[entry.country, entry.admin1], 2.0)
    score += 1.2 * min(votes[entry.country, ""], 2.0)
    if entry.kind in {"city", "capital", "county"} and any(
        other.row != entry.row and other.kind not in _BROAD and distance_km(entry, other) < _NEAR_KM for other in anchored
    ):
        score += 1.5
    return score + (1.5 if place_key(entry.name) == place_key(text) else 0.0)


def distance_km(one: Entry, other: Entry) -> float:
    """Great-circle distance, by the haversine formula on a sphere of 6,371 km."""
    lat1, lon1, lat2, lon2 = map(math.radians, (one.latitude, one.longitude, other.latitude, other.longitude))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))
