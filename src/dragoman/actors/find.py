"""The cast of an article: who is in it, under which name, and where each is mentioned."""

from __future__ import annotations

import re
from functools import cache

from dragoman.actors.coreference import Entity, Grouping, group_names, no_one_country
from dragoman.actors.descriptions import adjectives, place_nominals
from dragoman.actors.gazetteer import Gazetteer, load_gazetteer
from dragoman.actors.lexicon import cues
from dragoman.actors.mentions import Candidate, Scene, is_state, open_scene
from dragoman.actors.named import find_named
from dragoman.actors.names import name_key
from dragoman.actors.nominals import find_nominals, takes_part
from dragoman.actors.places import find_places
from dragoman.actors.pronouns import place_pronouns
from dragoman.actors.sectors import office_on, sectors_on
from dragoman.actors.tables import state_rows
from dragoman.actors.taught import learn
from dragoman.types import Actor, Cast, Mention, Office, Place
from dragoman.types.parse import Parse

_SHARED = frozenset(
    {"senator", "representative", "ambassador", "governor", "mayor", "member", "lawmaker", "deputy", "judge", "general", "envoy"}
)
"""Words of offices that many hold at once."""


def find_cast(parse: Parse, gazetteer: Gazetteer | None = None) -> Cast:
    """The actors and places of an article, every mention resolved, with look-up by token.

    Names come from the gazetteer, the tagger and the article's own titles and appositions; descriptions and pronouns
    are put to the actors they speak of. `gazetteer` is the packaged one unless given (one with a user's own actors).
    Offsets of all spans count characters of `parse.article.text`, end exclusive.
    """
    scene = open_scene(parse, gazetteer or load_gazetteer())
    find_named(scene)
    find_nominals(scene)
    learn(scene)
    day = parse.article.date.day() if parse.article.date else None
    places = find_places(parse)
    _leave_places(scene, places)
    grouping = group_names(scene, day)
    place_nominals(grouping)
    place_pronouns(grouping)
    return _cast(parse, grouping, places)


def _leave_places(scene: Scene, places: tuple[Place, ...]) -> None:
    """Drop names that only the tagger took for somebody's where the article uses them as places."""
    spans = {(m.start, m.end) for place in places if place.latitude is not None for m in place.mentions}
    spelled = {m.text for place in places for m in place.mentions}
    doc = scene.doc

    def is_place(candidate: Candidate) -> bool:
        if candidate.form != "name" or candidate.entries or candidate.described or candidate.sectors:
            return False
        if candidate.text in spelled:
            return True
        return (doc[candidate.first].idx, doc[candidate.last].idx + len(doc[candidate.last])) in spans

    scene.candidates = [candidate for candidate in scene.candidates if not is_place(candidate)]


def _cast(parse: Parse, grouping: Grouping, places: tuple[Place, ...]) -> Cast:
    ids: dict[int, str] = {}
    used: set[str] = set()
    kept = [entity for entity in grouping.entities if entity.mentions and _counts(grouping, entity)]
    for entity in kept:
        ids[id(entity)] = _identifier(entity, grouping, used)
    actors = tuple(_actor(parse, grouping, entity, ids) for entity in kept)
    by_token: dict[int, list[tuple[int, str]]] = {}
    by_head: dict[int, list[str]] = {}
    for entity in kept:
        name = ids[id(entity)]
        for mention in entity.mentions:
            for head in (mention.head, *mention.heads):
                by_head.setdefault(head, []).append(name)
            for index in {*range(mention.first, mention.last + 1), *mention.heads}:
                by_token.setdefault(index, []).append((mention.last - mention.first, name))
    for index, name in _through(grouping, ids).items():
        by_token.setdefault(index, []).append((98, name))
    for index, country in (*grouping.scene.demonyms.items(), *_addressed(grouping)):
        if country in grouping.known and grouping.known[country].mentions:
            by_token.setdefault(index, []).append((99, country))
    return Cast(
        actors,
        places,
        {i: tuple(dict.fromkeys(name for _, name in sorted(found, key=lambda f: f[0]))) for i, found in sorted(by_token.items())},
        {i: tuple(dict.fromkeys(found)) for i, found in sorted(by_head.items())},
    )


def _addressed(grouping: Grouping) -> list[tuple[int, str]]:
    """Capitals and states that an act goes to or comes from though they name a place ("flew to Cairo", "shelled Damascus")."""
    found = []
    for first, last, match in grouping.scene.matches:
        head = grouping.scene.doc[first : last + 1].root
        reached = head.dep_ in {"dobj", "nsubjpass"} or (head.dep_ == "pobj" and head.head.lower_ in {"to", "from"})
        if reached and head.i not in grouping.of and match.alias_kind in {"name", "capital", "seat"} and is_state(match.entries[0]):
            found.append((head.i, match.entries[0].id))
    return found


def _through(grouping: Grouping, ids: dict[int, str]) -> dict[int, str]:
    """Nouns that are no actors but belong to one ("Israeli strikes", "its envoy's car"): token -> whose they are."""
    doc, found = grouping.scene.doc, {}
    for token in doc:
        placed = grouping.of.get(token.i)
        kept = placed is not None and id(placed) in ids
        if token.pos_ not in {"NOUN", "PROPN"} or kept or grouping.scene.sections[token.i] != "body":
            continue
        for child in token.children:
            country = grouping.scene.demonyms.get(child.i)
            if country in grouping.known:
                owner: Entity | None = grouping.known[country]
            elif child.dep_ == "poss" or (child.dep_ == "compound" and child.i in grouping.of):
                owner = grouping.of.get(child.i)
            elif child.dep_ == "prep" and child.lower_ == "of":
                owner = next((grouping.of[t.i] for t in child.children if t.dep_ == "pobj" and t.i in grouping.of), None)
            else:
                continue
            if owner is not None and id(owner) in ids:
                found[token.i] = ids[id(owner)]
                break
    return found


def _counts(grouping: Grouping, entity: Entity) -> bool:
    """Whether the entity is somebody in this article: not one passing mention that no verb or preposition makes take part."""
    spoken = [m for m in entity.mentions if m.form != "pronoun"]
    if not spoken:
        return False
    if any(m.form != "nominal" for m in spoken):
        return True
    if all(m.lemma in cues().vague for m in spoken):
        return any(m.country is not None and not m.inferred and m.definite for m in spoken) and len(spoken) > 1
    return len(spoken) > 1 or _matters(grouping.scene, spoken[0])


def _matters(scene: Scene, mention: Candidate) -> bool:
    """Whether a group mentioned once acts or is acted on itself, and is not a thing or a man of its owner, or a mere audience."""
    token = scene.doc[mention.head]
    if not takes_part(token):
        return False
    if mention.noun is not None and mention.noun.group == "press" and token.dep_ in {"dobj", "dative", "pobj", "iobj"}:
        return False
    acting = token.dep_ in {"nsubj", "agent"} or (token.dep_ == "pobj" and token.head.dep_ == "agent")
    return acting or not (mention.owners and mention.lemma in cues().belongings)


def _identifier(entity: Entity, grouping: Grouping, used: set[str]) -> str:
    if entity.entry is not None:
        used.add(entity.entry.id)
        return entity.entry.id
    base = re.sub(r"\W+", "-", _name(entity).casefold()).strip("-") or "unnamed"
    found, number = base, 2
    while found in used or found in grouping.known:
        found, number = f"{base}-{number}", number + 1
    used.add(found)
    return found


def _name(entity: Entity) -> str:
    """The fullest name; for a group known only by description its words, with the adjective of the country they belong to."""
    if entity.entry is not None:
        return entity.entry.name
    names = [m.text for m in entity.mentions if m.form == "name"]
    if names:
        return max(names, key=lambda text: (len(text.split()), len(text)))
    first = max(
        (m for m in entity.mentions if m.form != "pronoun"),
        key=lambda m: (m.country is not None and not m.inferred, len(m.text.split()), -m.first),
        default=entity.mentions[0],
    )
    text = first.text
    owned = first.noun is not None and (first.noun.acts_for_state or first.noun.merge or first.noun.form == "body")
    if owned and first.country and not first.inferred and not no_one_country(text):
        known = adjectives(first.country)
        plain = "-" not in text and not any(word[:1].isupper() for word in text.split())
        if known and plain and not any(word.lower() in text.lower() for word in known):
            return f"{known[0]} {text}"
    return text


def _aliases(grouping: Grouping, entity: Entity, name: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for mention in entity.mentions:
        if mention.form == "pronoun" or mention.head in grouping.several:
            continue
        for wording in (mention.text, *mention.wordings):
            text = re.sub(r"^(the|a|an|its|his|her|their|our) ", "", wording, flags=re.I)
            if text and text != name:
                found.setdefault(text)
    return tuple(found)


def _actor(parse: Parse, grouping: Grouping, entity: Entity, ids: dict[int, str]) -> Actor:
    name = _name(entity)
    mentions = [
        Mention(parse.span_of(parse.doc[m.first], parse.doc[m.last]), m.form, m.head)
        for m in sorted(entity.mentions, key=lambda m: (m.first, m.last))
    ]
    country = _country(grouping, entity)
    return Actor(
        id=ids[id(entity)],
        name=name,
        kind=entity.kind or "organisation",
        mentions=tuple(mentions),
        aliases=_aliases(grouping, entity, name),
        country=country,
        sectors=_sectors(grouping, entity),
        offices=_offices(entity, country),
        represents=_represents(grouping, entity, ids, country),
        known=entity.entry is not None,
    )


def _country(grouping: Grouping, entity: Entity) -> str | None:
    """Its own, its owner's, or for who acts for a state the only state that the sentence names; not what the text is about."""
    if entity.entry is not None and entity.entry.kind == "person":
        held = office_on(entity.entry.offices, grouping.day)
        return held.of if held is not None and held.of else entity.country
    if entity.entry or (entity.country and not entity.inferred):
        return entity.country
    owner = _owner(grouping, entity)
    if owner is not None and owner.country:
        return owner.country
    first = entity.mentions[0]
    if no_one_country(_name(entity)) or first.lemma in cues().others:
        return None
    named = any(m.form == "name" for m in entity.mentions)
    if named and entity.kind in {"person", "party", "armed_group"}:
        guess = grouping.context(first.head)
        return None if guess and _held_by_another(grouping, entity, guess) else guess
    if first.noun is not None and (
        first.noun.acts_for_state or first.noun.group in cues().placed or entity.kind == "population"
    ):
        return next((c for m in entity.mentions if m.form != "pronoun" and (c := grouping.plain_state(m.head))), None)
    return None


def _held_by_another(grouping: Grouping, entity: Entity, country: str) -> bool:
    """Whether somebody else is known to hold on the day, in that country, the office that the text gives the person."""
    if grouping.day is None:
        return False
    own = {word for m in entity.mentions if m.form == "name" for word in name_key(m.text).split()}
    titles = [office.title for m in entity.mentions for office in m.offices if not _SHARED & set(office.title.lower().split())]
    holders = [grouping.scene.gazetteer.holder(title, country, grouping.day) for title in titles]
    return any(holder is not None and not own & set(name_key(holder.name).split()) for holder in holders)


def _owner(grouping: Grouping, entity: Entity) -> Entity | None:
    """Whom the entity belongs to or leads, by its own wording."""
    for mention in entity.mentions:
        for index in ((mention.represents,) if mention.represents is not None else ()) + mention.owners:
            owner = grouping.of.get(index)
            if owner is not None and owner is not entity:
                return owner
    return None


def _sectors(grouping: Grouping, entity: Entity) -> tuple[str, ...]:
    taught = tuple(dict.fromkeys(s for m in entity.mentions for s in m.sectors if not m.entries))
    if entity.entry is not None:
        if entity.entry.kind == "person":
            return sectors_on(entity.entry.offices, entity.entry.sectors if not entity.entry.offices else (), grouping.day) or taught
        return entity.entry.sectors
    if not taught and entity.kind == "person":
        owner = _owner(grouping, entity)
        if owner is not None:
            return _sectors(grouping, owner)
    return taught


def _offices(entity: Entity, country: str | None) -> tuple[Office, ...]:
    found = list(entity.entry.offices) if entity.entry else []
    for mention in entity.mentions:
        for office in mention.offices:
            if not any(o.title == office.title for o in found):
                found.append(Office(office.title, office.of or country))
    return tuple(found)


def _represents(grouping: Grouping, entity: Entity, ids: dict[int, str], country: str | None) -> str | None:
    if entity.entry is not None and entity.entry.represents:
        wanted = entity.entry.represents
        return wanted if wanted in ids.values() else country if country in _states() else None
    if entity.entry is not None and is_state(entity.entry):
        return None
    owner = _owner(grouping, entity)
    if owner is not None and _acts_for(entity.mentions) and id(owner) in ids and owner.kind != "person":
        return ids[id(owner)]
    if country and _acts_for_state(entity.mentions):
        return country if country in _states() or country in ids.values() else None
    return None


@cache
def _states() -> frozenset[str]:
    return frozenset(row.id for row in state_rows())


def _acts_for(mentions: list[Candidate]) -> bool:
    return any(
        m.represents is not None
        or (m.noun is not None and m.noun.group in {"office", "official", "politician", "ministry", "igo official"})
        for m in mentions
    )


def _acts_for_state(mentions: list[Candidate]) -> bool:
    state = {"GOV", "MIL", "COP", "SPY", "LEG"}
    return any(m.noun is not None and m.noun.acts_for_state for m in mentions) or any(
        m.form == "name" and state & set(m.sectors[:1]) for m in mentions
    )
