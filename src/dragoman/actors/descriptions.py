"""Descriptions put to their actors: "the prime minister", "the government", "the group", "the demonstrators"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from dragoman.actors.coreference import Entity, Grouping, is_past, no_one_country, same_office
from dragoman.actors.gazetteer import Entry
from dragoman.actors.lexicon import cues
from dragoman.actors.mentions import Candidate, is_state
from dragoman.actors.nominals import states_in
from dragoman.actors.pronouns import possessor
from dragoman.actors.sectors import office_of
from dragoman.actors.tables import state_rows


def place_nominals(grouping: Grouping) -> None:
    """Put every noun phrase not yet placed to an actor, in text order."""
    waiting = [c for c in grouping.scene.candidates if c.form == "nominal" and c.head not in grouping.of]
    for candidate in sorted(waiting, key=lambda c: c.first):
        pair = _pair(grouping, candidate)
        if pair:
            for entity in pair:
                grouping.share(candidate, entity)
            grouping.several[candidate.head] = pair
        else:
            _place(grouping, candidate)


def _place(grouping: Grouping, candidate: Candidate) -> None:
    noun = candidate.noun
    if noun is None:
        return
    _own_country(grouping, candidate)
    found: Entity | None = None
    if noun.form == "state" and not (candidate.plural and candidate.lemma not in {"authority", "authorities"}):
        found = _state(grouping, candidate)
    elif candidate.kind == "person" and not candidate.plural:
        found = _person(grouping, candidate)
    else:
        found = _group(grouping, candidate)
    if found is not None:
        grouping.join(candidate, found)
    else:
        grouping.start(candidate)


def _pair(grouping: Grouping, candidate: Candidate) -> list[Entity]:
    """The two actors meant by "the two countries", "both sides", "the two leaders": the nearest two that fit, both named before."""
    doc = grouping.scene.doc
    left = {doc[i].lower_ for i in range(candidate.first, candidate.last)}
    if candidate.plural and len(candidate.owners) == 1 and (found := _each_of(grouping, candidate)):
        return found
    if not (left & {"both", "either", "neither", "each"} or {"the", "two"} <= left) or candidate.country or candidate.owners:
        return []
    persons = candidate.lemma in {
        "leader",
        "minister",
        "president",
        "foreign minister",
        "prime minister",
        "men",
        "general",
        "diplomat",
        "foreign ministers",
        "presidents",
    }
    states = candidate.lemma in {
        "country",
        "state",
        "nation",
        "government",
        "side",
        "neighbour",
        "capital",
        "power",
        "army",
        "military",
        "armies",
    }
    if not persons and not states:
        return []
    near: dict[int, tuple[int, Entity]] = {}
    for head, entity in grouping.of.items():
        fits = _leads(entity, candidate.lemma) if persons else entity.kind == "state"
        reach = 600 if persons and candidate.lemma != "leader" else 150
        if fits and 0 < candidate.head - head < reach and head > near.get(id(entity), (-1, entity))[0]:
            near[id(entity)] = (head, entity)
    found = [entity for _, entity in sorted(near.values(), key=lambda n: -n[0])[:2]]
    return found if len(found) == 2 else []


def _leads(entity: Entity, lemma: str) -> bool:
    """Whether the entity is a named person who may be one of "the two presidents": of that office, or of one if the noun tells none."""
    if entity.kind != "person" or entity.plural or not any(m.form == "name" for m in entity.mentions):
        return False
    titles = [o.title for m in entity.mentions for o in m.offices] + [o.title for o in (entity.entry.offices if entity.entry else ())]
    if lemma in {"leader", "men"}:
        return any(office_of(title) in cues().heads or title.endswith("leader") for title in titles)
    return any(same_office(lemma, title) or title.endswith(lemma) for title in titles)


def _each_of(grouping: Grouping, candidate: Candidate) -> list[Entity]:
    """Who is meant by "the presidents of A, B and C": the holders the article names, else their states."""
    doc, noun = grouping.scene.doc, candidate.noun
    if noun is None or not noun.acts_for_state:
        return []
    first = doc[candidate.owners[0]]
    states = [grouping.of[t.i] for t in (first, *first.conjuncts) if t.i in grouping.of and grouping.of[t.i].kind == "state"]
    if len(states) < 2:
        return []
    people = [entity for entity in grouping.entities if _leads(entity, candidate.lemma)]
    return [next((p for p in people if noun.office and p.country == state.country), state) for state in states]


def _own_country(grouping: Grouping, candidate: Candidate) -> None:
    """The country that the phrase itself names: demonym, possessor, "of Iraq", "in Taipei"."""
    if candidate.country is not None or candidate.lemma in cues().others:
        return
    doc = grouping.scene.doc
    for owner in candidate.owners:
        entity = grouping.of.get(owner)
        if len({c for t in (doc[owner], *doc[owner].conjuncts) for c in states_in(grouping.scene, t.i, t.i)}) > 1:
            continue
        if entity is not None and entity.country:
            candidate.country = entity.country
            return
        countries = states_in(grouping.scene, owner, owner)
        if countries:
            candidate.country = countries[0]
            return
        token = grouping.scene.doc[owner]
        if token.lower_ in {"its", "his", "her", "their", "whose"}:
            subject = _antecedent(grouping, token) if token.lower_ == "whose" else possessor(grouping, token)
            if subject is not None and subject.country:
                candidate.country = subject.country
                return


def _antecedent(grouping: Grouping, relative: Token) -> Entity | None:
    """Whom "whose" stands for: the noun that the relative clause hangs on."""
    token = relative
    while token.dep_ != "relcl" and token.head != token:
        token = token.head
    return grouping.of.get(token.head.i) if token.dep_ == "relcl" else None


def _context(grouping: Grouping, candidate: Candidate) -> str | None:
    """What the text around is about: good enough to put a description to a known actor, not to give an actor a country."""
    if no_one_country(candidate.text):
        return None
    candidate.inferred = candidate.country is None
    return grouping.context(candidate.head)


def _state(grouping: Grouping, candidate: Candidate) -> Entity | None:
    person = next(
        (grouping.of[i] for i in range(candidate.first, candidate.last + 1) if i in grouping.of and grouping.of[i].kind == "person"), None
    )
    if person is None:
        person = next((c for i in range(candidate.first, candidate.last) for c in [_surname(grouping, i)] if c), None)
    country = candidate.country or (person.country if person else None) or _context(grouping, candidate)
    candidate.country = country
    return grouping.state(country) if country else None


def _surname(grouping: Grouping, index: int) -> Entity | None:
    """The person whose name a modifier is ("the Trump administration"), from the article or the gazetteer."""
    token = grouping.scene.doc[index]
    if token.pos_ != "PROPN":
        return None
    for entity in grouping.entities:
        if entity.kind == "person" and any(m.text.split()[-1] == token.text for m in entity.mentions if m.form == "name"):
            return entity
    day = grouping.day.isoformat() if grouping.day else None
    entries = [e for e in grouping.scene.gazetteer.lookup(token.text) if e.kind == "person"]
    held = [e for e in entries if day is None or any((o.start or "") <= day and (o.end is None or day <= o.end) for o in e.offices)]
    chosen = (held or entries)[:1]
    return Entity(entry=chosen[0], country=chosen[0].country, kind="person") if chosen else None


def _person(grouping: Grouping, candidate: Candidate) -> Entity | None:
    noun = candidate.noun
    if noun is None or is_past(candidate.text):
        return None
    if noun.office:
        found = _office_holder(grouping, candidate)
        if found is not None:
            return found
    if not candidate.definite:
        return None
    candidate.country = candidate.country or (_context(grouping, candidate) if noun.group in cues().placed else None)
    for entity in sorted(grouping.entities, key=lambda e: _distance(e, candidate)):
        if entity.kind != "person" or entity.plural or _distance(entity, candidate) > 600:
            continue
        if candidate.country and entity.country and candidate.country != entity.country:
            continue
        offices = [o.title for m in entity.mentions for o in m.offices]
        lemmas = [m.lemma for m in entity.mentions if m.form == "nominal"]
        if (
            any(same_office(candidate.lemma, title) or candidate.lemma == title.split()[-1] for title in offices)
            or candidate.lemma in lemmas
        ):
            return entity
        if candidate.lemma == "leader" and not candidate.owners and entity.entry and entity.entry.offices:
            return entity
    return None


def _office_holder(grouping: Grouping, candidate: Candidate) -> Entity | None:
    """Who holds the office: by the article's own titles, else by the gazetteer on the article's day."""
    explicit = candidate.country
    country = explicit or _context(grouping, candidate)
    best: tuple[float, Entity] | None = None
    for entity in grouping.entities:
        if entity.kind != "person" or (explicit and entity.country and entity.country != explicit):
            continue
        titles = [o.title for m in entity.mentions for o in m.offices]
        titled = any(same_office(candidate.lemma, t) for t in titles)
        held = (
            entity.entry is not None
            and not titled
            and any(same_office(candidate.lemma, o.title) and _on(o, grouping) for o in entity.entry.offices)
        )
        same_words = any(m.form == "nominal" and m.lemma == candidate.lemma for m in entity.mentions)
        if titled or held or same_words:
            score = (2.0 if entity.country == country else 0.0) - _distance(entity, candidate) / 1000
            if best is None or score > best[0]:
                best = (score, entity)
    if best is not None and (candidate.definite or explicit):
        return best[1]
    candidate.country = country
    if country and (candidate.definite or explicit):
        entry = grouping.scene.gazetteer.holder(candidate.lemma, country, grouping.day) if grouping.day else None
        if entry is not None:
            return grouping.entry(entry)
    return None


def _on(office: object, grouping: Grouping) -> bool:
    start, end = getattr(office, "start", None), getattr(office, "end", None)
    if grouping.day is None:
        return end is None
    day = grouping.day.isoformat()
    return (start or "") <= day and (end is None or day <= end)


def _distance(entity: Entity, candidate: Candidate) -> int:
    before = [candidate.head - m.head for m in entity.mentions if m.head <= candidate.head]
    return min(before) if before else 300 + min((m.head - candidate.head for m in entity.mentions), default=1000)


def _group(grouping: Grouping, candidate: Candidate) -> Entity | None:
    """A collective or a plural: the same words again, the same sort of group, or a named body it points back to."""
    noun = candidate.noun
    if noun is None:
        return None
    explicit = candidate.country
    if (
        noun.group in cues().placed
        and candidate.country is None
        and not (candidate.plural and noun.group in {"official", "civilians"} and not candidate.definite)
    ):
        candidate.country = _context(grouping, candidate)
    if explicit:
        known = _known_body(candidate, grouping)
        if known is not None:
            return grouping.entry(known)
    text, plain = candidate.text.lower(), candidate.text.lower() == candidate.lemma or candidate.text.lower().rstrip("s") == candidate.lemma
    for entity in sorted(grouping.entities, key=lambda e: _distance(e, candidate)):
        if entity.kind in {"person", "state"} or _distance(entity, candidate) >= 1000:
            continue
        if explicit and entity.country and entity.country != explicit:
            continue
        if any(_again(candidate, mention, text, plain) for mention in entity.mentions):
            return entity
    if candidate.definite and plain and not candidate.plural and candidate.lemma in cues().bodies and not candidate.owners:
        return _named_body(grouping, candidate)
    return None


def _again(candidate: Candidate, mention: Candidate, text: str, plain: bool) -> bool:
    """Whether a group is mentioned again: the same forces of one country, the same words, or the bare noun that points back."""
    noun = candidate.noun
    if noun is None:
        return False
    if mention.form == "name":
        points_back = plain and candidate.definite and not candidate.owners
        return points_back and mention.text.lower().split()[-1] == candidate.lemma
    if mention.noun is None or mention.form != "nominal":
        return False
    own = candidate.country if not (candidate.inferred or mention.inferred) else None
    forces = _forces(candidate)
    if own and own == mention.country and forces and forces == _forces(mention):
        return True
    if mention.text.lower() == text and (candidate.definite or mention.country in (own, candidate.country)):
        return candidate.definite or (noun.form != "generic" and not candidate.counted and not mention.counted)
    same = mention.lemma == candidate.lemma or (noun.merge and mention.noun.group == noun.group and not _kit(candidate, mention))
    return same and plain and candidate.definite and mention.first < candidate.first and not candidate.owners


def _kit(*mentions: Candidate) -> bool:
    """Whether one of the mentions is a ship, a plane, a unit: not whatever other men or machines of an army there are."""
    return any(m.noun is not None and m.noun.group in {"army", "troops"} and m.lemma not in cues().forces for m in mentions)


def _forces(candidate: Candidate) -> str | None:
    """The service of a state that a description speaks of as a whole: its army ("Israeli troops") or its police."""
    noun = candidate.noun
    if noun is None or candidate.kind == "person" or candidate.counted or no_one_country(candidate.text):
        return None
    if noun.group in {"army", "troops", "soldier"} and candidate.sectors[:1] == ("MIL",):
        return "army" if candidate.lemma in cues().forces else None
    return "police" if noun.group == "police" and candidate.sectors[:1] == ("COP",) else None


def _named_body(grouping: Grouping, candidate: Candidate) -> Entity | None:
    wanted = {
        "party": {"party"},
        "militia": {"armed_group"},
        "alliance": {"igo", "party", "organisation"},
        "bloc": {"igo"},
        "bank": {"company", "igo"},
        "company": {"company"},
        "firm": {"company"},
        "court": {"organisation"},
    }
    kinds = wanted.get(candidate.lemma, {"organisation", "armed_group", "party", "igo", "company"})
    near = [
        entity
        for entity in grouping.entities
        if entity.kind in kinds
        and _may_be(entity, candidate)
        and any(m.form == "name" and m.head < candidate.head for m in entity.mentions)
    ]
    return min(near, key=lambda e: _distance(e, candidate), default=None)


_ANY_BODY = frozenset(
    {"body", "group", "organisation", "organization", "agency", "alliance", "bloc", "company", "firm", "club", "fund", "watchdog"}
)
_OF_A_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD"})


def _may_be(entity: Entity, candidate: Candidate) -> bool:
    """Whether a named body may be meant by the noun: its name has the noun, or its sector is the noun's."""
    sectors = {sector for m in entity.mentions for sector in m.sectors} | set(entity.entry.sectors if entity.entry else ())
    if candidate.lemma in _ANY_BODY or candidate.noun is None:
        return candidate.lemma not in {"group", "movement", "alliance", "company", "firm", "club"} or not sectors & _OF_A_STATE
    named = any(candidate.lemma in m.text.lower() for m in entity.mentions if m.form == "name")
    return named or bool(sectors & set(candidate.noun.sectors))


def _known_body(candidate: Candidate, grouping: Grouping) -> Entry | None:
    """The gazetteer's entry for a body of a state that the phrase names ("US Congress", "Israel's parliament")."""
    for adjective in adjectives(candidate.country or "")[:2]:
        entries = grouping.scene.gazetteer.lookup(f"{adjective} {candidate.lemma}")
        if len(entries) == 1 and entries[0].kind not in {"person"} and not is_state(entries[0]):
            return entries[0]
    return None


@cache
def _adjectives() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in state_rows():
        found.setdefault(row.id, row.adjectives)
    return found


def adjectives(country: str) -> tuple[str, ...]:
    """The adjectives of a country by its ISO code ("Iraqi"); empty for what is no state."""
    return _adjectives().get(country, ())
