"""Proper names: those the gazetteer knows, those that titles, first names, name words and the tagger show to be actors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.actors.gazetteer import Match
from dragoman.actors.lexicon import cues, names, nouns, titles
from dragoman.actors.mentions import SILENT_SECTIONS, Candidate, Scene, is_modifier, is_state, words_of
from dragoman.actors.metonyms import acts, is_where
from dragoman.actors.namesakes import is_mere_place, own_matches
from dragoman.actors.place_index import place_index
from dragoman.types import ActorKind, MentionKind

_GLUE = frozenset({"-", "–", "‑", "'", "’", "`", "/"})
_NOT_NAMES = frozenset(
    {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE", "LAW", "WORK_OF_ART", "EVENT", "PRODUCT"}
)
_TYPE = re.compile(r"[A-Z][A-Za-z]{0,3}[-–‑]?\d+[A-Z]{0,3}s?")
_ROUND_PLACES = frozenset({"GPE", "LOC", "FAC"})


def find_named(scene: Scene) -> None:
    """Add to the scene every proper name that is or may be an actor, and note demonyms used as adjectives."""
    scene.matches = own_matches(scene)
    _demonyms(scene)
    _wide(scene)
    runs = list(_runs(scene))
    covered = {index for first, last in runs for index in range(first, last + 1)}
    for first, last in runs:
        _split_run(scene, first, last)
    _short_names(scene, runs)
    for first, last, match in scene.matches:
        if first not in covered and match.alias_kind in {"name", "acronym", "capital", "seat"}:
            _known(scene, first, last, match)


def _demonyms(scene: Scene) -> None:
    doc = scene.doc
    for first, last, match in scene.matches:
        country = match.entries[0].country
        if match.alias_kind != "demonym" or country is None or scene.sections[first] in SILENT_SECTIONS:
            continue
        token = doc[last]
        following = doc[last + 1] if last + 1 < len(doc) else None
        if following is not None and following.text in _GLUE and not token.whitespace_:
            tied = doc[last + 2].lower_ if last + 2 < len(doc) else ""
            if tied not in cues().foreign_tie:
                scene.demonyms[last] = country
            else:
                scene.tied.add(first)
            continue
        if is_modifier(token) and token.head.lemma_.lower() in cues().acts and token.head.dep_ in {"nsubj", "pobj", "nsubjpass", "dobj"}:
            entry = match.entries[0]
            scene.demonyms[last] = country
            if is_state(entry):
                scene.add(
                    Candidate(
                        first,
                        last,
                        last,
                        "demonym",
                        words_of(doc, first, last),
                        entry.kind,
                        country=country,
                        entries=(entry,),
                        sectors=entry.sectors,
                    )
                )
        elif is_modifier(token) or (token.pos_ == "ADJ" and following is not None and following.pos_ in {"NOUN", "PROPN", "ADJ"}):
            scene.demonyms[last] = country
        elif token.pos_ in {"NOUN", "PROPN"} or (token.pos_ == "ADJ" and first and doc[first - 1].lower_ == "the"):
            _people(scene, first, last, country)
        else:
            scene.demonyms[last] = country


def _wide(scene: Scene) -> None:
    """Known names with words in lower case ("US forces", "Wagner group"), which no run of capitals holds."""
    doc = scene.doc
    for first, last, match in scene.matches:
        if (
            match.alias_kind in {"name", "acronym"}
            and last > first
            and not all(_capital(t) or t.text in _GLUE for t in doc[first : last + 1])
        ):
            if is_modifier(doc[last]) and match.entries[0].country and doc[last].whitespace_:
                if doc[first].text.isupper() or doc[first].i in scene.demonyms:
                    scene.demonyms[first] = match.entries[0].country
            elif doc[last].is_lower or doc[first].is_lower:
                _known(scene, first, last, match)


def _people(scene: Scene, first: int, last: int, country: str) -> None:
    """A demonym as a noun: a people, or with a bare "the" its state ("the Saudis refused")."""
    doc = scene.doc
    token = doc[last]
    lefts = [child for child in token.children if child.i < first and child.dep_ in {"det", "nummod", "amod", "poss"}]
    whole = len(lefts) == 1 and lefts[0].lower_ == "the"
    plural = token.tag_ in {"NNS", "NNPS"} or token.text.endswith(("s", "ese", "sh", "ch"))
    edge = min((child.left_edge.i for child in lefts), default=first)
    kind: ActorKind = "population" if plural else "person"
    scene.add(
        Candidate(edge, last, last, "demonym", words_of(doc, first, last), kind, plural, country=country, sectors=("CVL",), definite=whole)
    )


def _runs(scene: Scene) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised tokens that may hold one name, titles included."""
    doc, index = scene.doc, 0
    while index < len(doc):
        if index in scene.taken or not _capital(doc[index]) or scene.sections[index] in SILENT_SECTIONS:
            index += 1
            continue
        last = index
        while (step := _next_in_run(doc, index, last)) is not None and step not in scene.taken:
            last = step
        yield index, last
        index = last + 1


def _capital(token: Token) -> bool:
    if (
        not token.text[0].isupper()
        or token.lower_ in {"the", "a", "an", "i"}
        or token.ent_type_ in _NOT_NAMES - {"CARDINAL", "LAW", "PRODUCT", "EVENT", "WORK_OF_ART"}
    ):
        return False
    if token.tag_ in {"NNP", "NNPS"}:
        return True
    if token.is_sent_start:
        return token.ent_type_ in {"PERSON", "ORG"} or token.text.rstrip(".") in titles()
    return token.pos_ in {"NOUN", "ADJ", "PROPN", "X"} and token.text != "I"


def _next_in_run(doc: Doc, first: int, last: int) -> int | None:
    following = doc[last + 1] if last + 1 < len(doc) else None
    if following is None or following.is_sent_start:
        return None
    if _capital(following):
        return last + 1
    after = doc[last + 2] if last + 2 < len(doc) else None
    if after is None:
        return None
    if following.text in _GLUE and not doc[last].whitespace_ and not following.whitespace_:
        return last + 2 if after.text[0].isupper() or (after.i < len(doc) and after.text[0].isalpha() and after.is_lower) else None
    if following.lower_ in names().particles and _capital(after):
        return last + 2
    if following.lower_ in names().particles and after.text in _GLUE and last + 3 < len(doc) and doc[last + 3].text[0].isupper():
        return last + 3
    if following.tag_ == "POS" and doc[last].lower_ in names().owners and _capital(after):
        return last + 2
    if following.lower_ in {"of", "for"} and doc[last].text in names().wide and after.text[0].isupper() and after.tag_ != "DT":
        return last + 2
    if following.lower_ == "and" and doc[first].text in names().wide and doc[first + 1].lower_ in {"of", "for"} and _capital(after):
        noun = doc[last + 3] if last + 3 < len(doc) else None
        return last + 2 if noun is not None and _capital(noun) and noun.text.endswith("s") else None
    one_body = following.ent_type_ == "ORG" and after.ent_type_ == "ORG" and after.ent_iob_ == "I"
    if following.lower_ in {"of", "for", "and", "on", "&"} and one_body and _capital(after):
        return last + 2
    if following.lower_ == "of" and doc[last].text in names().bodies and _capital(after) and doc[last].text not in nouns().singular:
        return (
            last + 2
            if doc[last].text
            in {"Bank", "University", "Organisation", "Organization", "Army", "Front", "League", "Party", "Council", "House"}
            else None
        )
    return None


def _designation(scene: Scene, first: int, last: int) -> bool:
    """Whether the run is the type of a machine ("F-16", "Su-25"): letters, a dash and figures."""
    doc = scene.doc
    while first < last and first in scene.demonyms:
        first += 1
    end = last + 1
    while end < len(doc) and not doc[end - 1].whitespace_ and not doc[end].is_punct:
        end += 1
    text = doc[first:end].text
    return _TYPE.fullmatch(text) is not None and not any(a == first and m.end - m.start == len(text) for a, _, m in scene.matches)


def _split_run(scene: Scene, first: int, last: int) -> None:
    """Make the actors of one run: known names first, unless the run as a whole is somebody else's name."""
    doc = scene.doc
    if _designation(scene, first, last):
        return
    inner = [(a, b, m) for a, b, m in scene.matches if first <= a and b <= last and m.alias_kind != "demonym"]
    start = _after_titles(scene, first, last)
    whole = [(a, b, m) for a, b, m in inner if a <= start and b == last]
    if whole:
        _known(scene, *whole[0])
        return
    strong = [
        (a, b, m) for a, b, m in inner if m.alias_kind in {"name", "acronym", "seat"} and (b > a or not _person_like(scene, start, last))
    ]
    if strong and not _one_body(doc, start, last):
        position = first
        for a, b, m in strong:
            if position < a:
                _rest(scene, position, a - 1)
            _known(scene, a, b, m)
            position = b + 1
        if position <= last:
            _rest(scene, position, last)
        return
    _unknown(scene, first, start, last)


def _short_names(scene: Scene, runs: list[tuple[int, int]]) -> None:
    """Single words that nothing classified but that end (or, family name first, begin) the name of a person in the text."""
    known: dict[str, Candidate] = {}
    for candidate in scene.candidates:
        if candidate.form == "name" and candidate.kind == "person":
            for index in (candidate.first, candidate.last):
                known.setdefault(scene.doc[index].text, candidate)
    for first, last in runs:
        text = scene.doc[last].text
        if first == last and first not in scene.taken and text in known and text not in names().male | names().female:
            scene.add(Candidate(first, last, last, "name", text, "person"))


def _rest(scene: Scene, first: int, last: int) -> None:
    start = _after_titles(scene, first, last)
    if start <= last:
        inner = [(a, b, m) for a, b, m in scene.matches if first <= a and b <= last and m.alias_kind != "demonym"]
        if inner and inner[0][0] == start and inner[0][1] == last:
            _known(scene, *inner[0])
        elif last > start or scene.doc[start].ent_type_ == "PERSON":
            _unknown(scene, first, start, last)


def _one_body(doc: Doc, first: int, last: int) -> bool:
    """Whether the tagger holds the whole run for one organisation and its last word is a body's ("Bank of China")."""
    return all(token.ent_type_ == "ORG" for token in doc[first : last + 1]) and any(
        token.text in names().bodies for token in doc[first : last + 1]
    )


def _person_like(scene: Scene, first: int, last: int) -> bool:
    doc = scene.doc
    known = names()
    if doc[first].text in known.male or doc[first].text in known.female:
        return last > first
    titled = first > 0 and doc[first - 1].text in titles() and titles()[doc[first - 1].text].group not in {"office"}
    return titled or all(token.ent_type_ == "PERSON" for token in doc[first : last + 1] if token.is_alpha)


def _after_titles(scene: Scene, first: int, last: int) -> int:
    """Index of the first token of the run that is neither demonym nor title; past `last` when nothing is left."""
    doc, position = scene.doc, first
    inside = titles()
    while position <= last:
        token = doc[position]
        if (
            position in scene.demonyms
            or token.text in inside
            or (position < last and token.text in _title_words())
            or (token.text in _GLUE and position > first)
        ):
            position += 1
        else:
            break
    return position


def _title_words() -> frozenset[str]:
    return frozenset(word for word, title in titles().items() if title.group == "inside")


def _known(scene: Scene, first: int, last: int, match: Match) -> None:
    """A name the gazetteer has, where it stands for an actor."""
    doc = scene.doc
    if scene.sections[first] in SILENT_SECTIONS or first in scene.taken:
        return
    text = words_of(doc, first, last)
    if all(token.ent_type_ == "DATE" for token in doc[first : last + 1]) or all(
        part.lower() in names().particles for part in text.replace("-", " ").split()
    ):
        return
    head = doc[first : last + 1].root
    entry = match.entries[0]
    if scene.gazetteer.is_common_word(text) and not _supported(scene, first, last, match):
        return
    if is_state(entry) and match.alias_kind in {"name", "acronym"} and _plain_modifier(doc, last):
        scene.demonyms[last] = entry.id
        return
    if match.alias_kind in {"capital", "seat"} and not (acts(head) or (match.alias_kind == "seat" and head.dep_ != "pobj")):
        return
    if is_state(entry) and match.alias_kind == "name" and is_where(head):
        return
    if entry.kind in {"media", "company"} and is_where(head) and place_index().lookup(text):
        return
    form: MentionKind = "metonym" if match.alias_kind in {"capital", "seat"} else "name"
    entries = match.entries
    country = entry.country if len({e.country for e in entries}) == 1 else None
    scene.add(
        Candidate(
            first,
            last,
            head.i,
            form,
            text,
            entry.kind,
            country=country,
            sectors=entry.sectors,
            entries=entries,
            guessed=match.alias_kind == "surname",
        )
    )


def _supported(scene: Scene, first: int, last: int, match: Match) -> bool:
    token = scene.doc[first]
    if match.entries[0].kind == "person":
        return last > first or token.ent_type_ == "PERSON" or (first > 0 and scene.doc[first - 1].text in titles())
    if is_state(match.entries[0]):
        return token.tag_ in {"NNP", "NNPS"} and not (
            first > 0 and scene.doc[first - 1].tag_ in {"NNP", "NNPS"} and first not in scene.taken
        )
    return last > first or (token.tag_ in {"NNP", "NNPS"} and token.ent_type_ != "PERSON") or (token.text.isupper() and len(token.text) > 1)


def _plain_modifier(doc: Doc, last: int) -> bool:
    token = doc[last]
    following = doc[last + 1] if last + 1 < len(doc) else None
    if following is None or following.tag_ == "POS":
        return False
    if following.text in _GLUE and not token.whitespace_:
        return True
    return is_modifier(token) and token.dep_ != "npadvmod"


def _unknown(scene: Scene, first: int, start: int, last: int) -> None:
    """A name the gazetteer does not have: person, body, or nothing that acts."""
    doc = scene.doc
    while start <= last and doc[start].text in _GLUE:
        start += 1
    if (
        start > last
        or doc[start].lower_ in {"of", "for", "and", "on"}
        or scene.sections[start] not in {"body", "caption", None}
        or _headline(doc, start, last)
        or any(index in scene.taken for index in range(start, last + 1))
    ):
        return
    body = doc[start : last + 1]
    text = words_of(doc, start, last)
    lower = text.lower()
    if lower in nouns().singular or lower in nouns().plural or (body[-1].lower_ in _acting_nouns() and body[-1].text not in names().bodies):
        return
    head = body.root
    seat = cues().acting_places.get(text)
    if seat is not None:
        entries = scene.gazetteer.lookup(seat)
        if entries and acts(head):
            scene.add(Candidate(start, last, head.i, "metonym", text, entries[0].kind, country=entries[0].country, entries=entries[:1]))
        return
    kind, sectors = _kind_of(scene, first, start, last)
    if kind is None or (first == start and not sectors and kind in {"person", "organisation"} and is_mere_place(scene, start, last)):
        return
    country = next((scene.demonyms[i] for i in range(first, last + 1) if i in scene.demonyms), None)
    candidate = Candidate(start, last, head.i, "name", text, kind, country=country, sectors=sectors)
    if kind == "person":
        first_name = body[0].text
        candidate.gender = "female" if first_name in names().female else "male" if first_name in names().male else None
    scene.add(candidate)


def _headline(doc: Doc, first: int, last: int) -> bool:
    """Whether the word stands among words in capitals, where capitals tell nothing."""
    near = [t for t in doc[max(0, first - 2) : last + 3] if t.is_alpha and not first <= t.i <= last]
    word = doc[first]
    return word.is_upper and len(word.text) > 3 and (len(word.text) > 6 or any(t.is_upper and len(t.text) > 3 for t in near))


def _acting_nouns() -> frozenset[str]:
    return frozenset({"minister", "president", "ministry", "government", "secretary"})


def _kind_of(scene: Scene, first: int, start: int, last: int) -> tuple[ActorKind | None, tuple[str, ...]]:
    doc = scene.doc
    body = doc[start : last + 1]
    labels = [token.ent_type_ for token in body if token.is_alpha]
    word = names().bodies.get(body[-1].text) or (names().bodies.get(body[0].text) if "of" in [t.lower_ for t in body] else None)
    if start > first and any(doc[i].text in titles() for i in range(first, start)) and word is None:
        return "person", ()
    if word is not None and labels.count("PERSON") < len(labels):
        return word.kind, word.sectors
    if _person_like(scene, start, last):
        return "person", ()
    if "PERSON" in labels and last > start:
        return "person", ()
    tokens = [t for t in body if t.is_alpha]
    if _personal(body.root):
        return "person", ()
    if labels and all(label == "ORG" for label in labels):
        return "organisation", ()
    if labels and all(label == "NORP" for label in labels) and body[-1].tag_ in {"NNS", "NNPS"}:
        return "population", ("CVL",)
    if (
        len(tokens) == 1
        and tokens[0].text.isupper()
        and len(tokens[0].text) > 1
        and body.root.dep_ in {"nsubj", "nsubjpass", "pobj", "dobj", "poss", "conj"}
    ):
        return ("organisation", ()) if not is_modifier(body.root) else (None, ())
    if body.root.dep_ == "nsubj" and body.root.head.lemma_ in cues().agent_verbs:
        place = labels and all(label in _ROUND_PLACES for label in labels)
        return ("person" if len(tokens) > 1 or not place else "organisation"), ()
    return None, ()


def _personal(head: Token) -> bool:
    """Whether a relative clause with who, or a personal noun in apposition, shows the name to be a person's."""
    for child in head.children:
        if child.dep_ == "relcl" and any(t.lower_ in {"who", "whom"} for t in child.children):
            return True
        if child.dep_ == "appos" and child.lemma_.lower() in nouns().singular and nouns().singular[child.lemma_.lower()].form == "person":
            return True
    return False
