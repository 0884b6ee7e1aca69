"""Which mentions speak of the same actor: names and short names, descriptions, groups.

Rules by Hobbs-style recency and by agreement in number, kind, office and country; pronouns are in pronouns.py. No
score is given: a mention joins the best compatible actor before it or starts one of its own.
"""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass, field

from spacy.tokens import Token

from dragoman.actors.gazetteer import Entry
from dragoman.actors.lexicon import Gender, names
from dragoman.actors.mentions import Candidate, Scene, is_state
from dragoman.actors.names import name_key
from dragoman.actors.sectors import office_of
from dragoman.types import ActorKind

_SETTLED = 0.5
"""Share of the weight of all countries in the text around, from which on it is about one country only."""
_SMALL = frozenset({"al", "el", "bin", "ibn", "ben", "de", "da", "van", "von", "the", "of", "and", "for", "y", "s"})
_PAST = re.compile(r"\b(former|ex|late|ousted|deposed|previous|then|erstwhile|next|future|new|another)\b", re.I)
_NO_COUNTRY = re.compile(
    r"\b(foreign|western|european|international|african|arab|gulf|asian|regional|un|eu|nato|world|latin|american|allied|coalition|other|neighbouring|multinational)\b",
    re.I,
)


@dataclass(slots=True, eq=False)
class Entity:
    """An actor being put together from its mentions."""

    mentions: list[Candidate] = field(default_factory=list)
    entry: Entry | None = None
    country: str | None = None
    kind: ActorKind | None = None
    gender: Gender | None = None
    plural: bool = False
    inferred: bool = False
    """The country is only a guess from what the text around the mentions is about."""

    def add(self, candidate: Candidate) -> None:
        """Take a mention in and learn from it."""
        self.mentions.append(candidate)
        if candidate.country and (self.country is None or (self.inferred and not candidate.inferred)):
            self.country, self.inferred = candidate.country, candidate.inferred
        self.kind = self.kind or candidate.kind
        self.gender = self.gender or candidate.gender
        self.plural = self.plural or (candidate.plural and candidate.form == "nominal")


@dataclass(slots=True)
class Grouping:
    """The entities of one article so far, and who each mention belongs to."""

    scene: Scene
    day: datetime.date | None
    entities: list[Entity] = field(default_factory=list)
    of: dict[int, Entity] = field(default_factory=dict)
    """Head token of a mention -> its entity."""
    several: dict[int, list[Entity]] = field(default_factory=dict)
    """Head token of a mention of two or more actors at once ("both sides") -> all of them."""
    known: dict[str, Entity] = field(default_factory=dict)
    weights: list[tuple[int, str]] = field(default_factory=list)

    def join(self, candidate: Candidate, entity: Entity) -> None:
        """Put the mention to the entity."""
        entity.add(candidate)
        for head in (candidate.head, *candidate.heads):
            self.of.setdefault(head, entity)

    def share(self, candidate: Candidate, entity: Entity) -> None:
        """Put a mention of several actors to one of them, of whom its number and gender tell nothing."""
        number, gender = entity.plural, entity.gender
        self.join(candidate, entity)
        entity.plural, entity.gender = number, gender

    def start(self, candidate: Candidate) -> Entity:
        """Start an entity with the mention."""
        entity = Entity()
        self.entities.append(entity)
        self.join(candidate, entity)
        return entity

    def entry(self, entry: Entry) -> Entity:
        """The entity of a gazetteer entry, made when there is none yet."""
        if entry.id not in self.known:
            entity = Entity(entry=entry, country=entry.country, kind=entry.kind)
            if entry.kind == "person":
                first = entry.name.split()[0]
                entity.gender = "female" if first in names().female else "male" if first in names().male else None
            self.known[entry.id] = entity
            self.entities.append(entity)
        return self.known[entry.id]

    def state(self, country: str) -> Entity | None:
        """The entity of a state by its ISO code; None for what is no state."""
        try:
            entry = self.scene.gazetteer.entry(country)
        except KeyError:
            return None
        return self.entry(entry) if is_state(entry) or entry.kind == "igo" else None

    def context(self, position: int) -> str | None:
        """The country that the text around a token is about: all its mentions, the near and the earlier ones most."""
        score = self._about(position)
        return max(score, key=lambda c: score[c]) if score else None

    def _about(self, position: int) -> dict[str, float]:
        score: dict[str, float] = {}
        for at, country in self.weights:
            distance = abs(position - at)
            near = math.exp(-distance / 60) * (1.5 if at <= position else 0.6)
            score[country] = score.get(country, 0.0) + 0.15 + near
        return score

    def plain_state(self, position: int) -> str | None:
        """The one state that who acts at a token plausibly belongs to: the only one its sentence names, or the text nearly throughout."""
        sentence = self.scene.parse.sentence_at(self.scene.doc[position].idx)
        if sentence is None:
            return None
        named = [(at, country) for at, country in self.weights if sentence.first_token <= at < sentence.end_token]
        found = {country for at, country in named if at not in self.scene.demonyms and not _undergoes(self.scene.doc[at])}
        if len(found) == 1 and len({country for _, country in named}) == 1:
            return found.pop()
        if named and not found:
            return None
        score = self._about(position)
        best = max(score, key=lambda c: score[c], default=None)
        return best if best and score[best] >= _SETTLED * sum(score.values()) and (not found or best in found) else None


def _undergoes(token: Token) -> bool:
    """Whether something is done to what the token names."""
    return token.dep_ in {"dobj", "nsubjpass"} or (token.dep_ == "pobj" and token.head.lower_ in {"against", "on", "at", "to", "from"})


def group_names(scene: Scene, day: datetime.date | None) -> Grouping:
    """Group the names, and the descriptions in apposition to them."""
    grouping = Grouping(scene, day)
    named = [c for c in scene.candidates if c.form in {"name", "metonym", "demonym"} and c.apposed is None]
    for candidate in sorted(named, key=lambda c: (c.guessed, " " not in c.text and c.kind not in {"state", "igo"}, c.first)):
        _place_name(grouping, candidate)
    for first, _, match in scene.matches:
        country = match.entries[0].country
        if (
            match.alias_kind != "surname"
            and first not in scene.tied
            and country
            and len(country) == 3
            and country not in {"UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"}
        ):
            grouping.weights.append((first, country))
    by_head = {c.head: c for c in scene.candidates}
    for candidate in sorted((c for c in scene.candidates if c.head not in grouping.of), key=lambda c: c.first):
        if candidate.apposed is not None and candidate.apposed in by_head and candidate.apposed in grouping.of:
            grouping.join(candidate, grouping.of[candidate.apposed])
        elif candidate.apposed is not None and candidate.form != "nominal":
            _place_name(grouping, candidate)
    return grouping


def _place_name(grouping: Grouping, candidate: Candidate) -> None:
    entry = _entry_of(grouping, candidate)
    unsure = (
        candidate.kind not in {"state", "person"} and (entry is None or entry.kind not in {"state", "person"}) and " " not in candidate.text
    )
    if entry is None and candidate.text in grouping.scene.own:
        candidate.kind = "organisation"
    namesake = _same_person(grouping, candidate) if unsure and candidate.form == "name" else None
    if namesake is not None and any(m.text.split()[-1] == candidate.text for m in namesake.mentions):
        grouping.join(candidate, namesake)
        return
    if entry is not None and not candidate.guessed:
        grouping.join(candidate, grouping.entry(entry))
        return
    match = _same_person(grouping, candidate) if candidate.kind == "person" else _same_body(grouping, candidate)
    if match is None and candidate.kind == "person" and " " not in candidate.text and not candidate.described:
        match = _same_body(grouping, candidate)
    if match is not None:
        grouping.join(candidate, match)
    elif entry is not None:
        grouping.join(candidate, grouping.entry(entry))
    elif candidate.kind == "person" and candidate.guessed:
        return
    elif candidate.form == "demonym" and candidate.definite and candidate.country and grouping.known.get(candidate.country):
        grouping.join(candidate, grouping.known[candidate.country])
    else:
        grouping.start(candidate)


def _entry_of(grouping: Grouping, candidate: Candidate) -> Entry | None:
    """The gazetteer entry of a name; of several, one in office on the day or of a country in the text."""
    if candidate.text in grouping.scene.own:
        return None
    entries = candidate.entries
    if not entries and candidate.form == "name":
        entries = grouping.scene.gazetteer.lookup(candidate.text)
        if entries and grouping.scene.gazetteer.alias_kind(candidate.text) not in {"name", "acronym"}:
            candidate.guessed = True
        if entries and (entries[0].kind == "person") != (candidate.kind == "person"):
            return None
    if not entries:
        return None
    if len(entries) == 1:
        return entries[0]
    present = {m.entries[0].country for _, _, m in grouping.scene.matches if len(m.entries) == 1}
    day = grouping.day.isoformat() if grouping.day else None

    def fit(entry: Entry) -> tuple[bool, bool, bool]:
        held = any(day is not None and (o.start or "") <= day and (o.end is None or day <= o.end) for o in entry.offices)
        return entry.id in grouping.known, entry.country in present, held

    best = max(entries, key=fit)
    return best if any(fit(best)) or not candidate.guessed else None


def _parts(name: str) -> list[str]:
    return [part for part in name_key(name).split() if part not in _SMALL]


def _same_person(grouping: Grouping, candidate: Candidate) -> Entity | None:
    """The person before (or anywhere) whose name holds all parts of this one, the last part counting most."""
    parts = _parts(candidate.text)
    if not parts:
        return None
    best: tuple[float, Entity] | None = None
    for entity in grouping.entities:
        if entity.kind != "person" or (candidate.gender and entity.gender and candidate.gender != entity.gender):
            continue
        for other in (*(m.text for m in entity.mentions if m.form == "name"), *((entity.entry.name,) if entity.entry else ())):
            theirs = _parts(other)
            if not theirs:
                continue
            small, large = sorted((parts, theirs), key=len)
            if not all(any(_alike(a, b) for b in large) for a in small):
                continue
            score = len(small) + (1.0 if _alike(small[-1], large[-1]) else 0.0) + (0.5 if _alike(small[0], large[0]) else 0.0)
            if len(small) == 1 and len(large) > 1 and not _alike(small[0], large[-1]) and _alike(small[0], large[0]):
                score -= 0.4
            if best is None or score > best[0]:
                best = (score, entity)
    return best[1] if best else None


def _alike(one: str, other: str) -> bool:
    """Equal, or the same but for one letter in a long word (spelling variants of transliterated names)."""
    if one == other:
        return True
    if min(len(one), len(other)) < 6 or abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1 and one[-1] == other[-1]
    short, long = sorted((one, other), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(1, len(long) - 1))


def _same_body(grouping: Grouping, candidate: Candidate) -> Entity | None:
    parts = _parts(candidate.text)
    text = candidate.text
    for entity in reversed(grouping.entities):
        if entity.kind == "person" or (candidate.form == "demonym" and not any(m.form == "demonym" for m in entity.mentions)):
            continue
        names = [m.text for m in entity.mentions if m.form in {"name", candidate.form}] + (
            [entity.entry.name, *entity.entry.aliases] if entity.entry and not is_state(entity.entry) else []
        )
        for other in names:
            theirs = _parts(other)
            if theirs == parts:
                return entity
            if candidate.form == "demonym":
                continue
            if text.isupper() and len(text) > 2 and text == "".join(w[0] for w in re.findall(r"[^\W\d_]+", other) if w[0].isupper()):
                return entity
            if len(parts) < len(theirs) and parts and theirs[: len(parts)] == parts and len(theirs) - len(parts) <= 2:
                return entity
    return None


def same_office(one: str, other: str) -> bool:
    """Whether two titles name the same office ("defence secretary", "defence minister")."""
    return one == other or office_of(one) == office_of(other)


def is_past(text: str) -> bool:
    """Whether a description says that the office is held no more, or not yet ("former president")."""
    return _PAST.search(text) is not None


def no_one_country(text: str) -> bool:
    """Whether a description names a region or the world, so that no single country can be inferred for it."""
    return _NO_COUNTRY.search(text) is not None
