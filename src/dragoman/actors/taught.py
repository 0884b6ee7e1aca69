"""What the article itself teaches about its actors: titles before names, appositions, relative clauses, bracketed acronyms."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.actors.lexicon import ActorNoun, cues, nouns, titles
from dragoman.actors.mentions import Candidate, Scene, words_of
from dragoman.types import Office

_STOP = frozenset({"DET", "PUNCT", "VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PRON", "ADV", "NUM", "SPACE", "PART"})


def learn(scene: Scene) -> None:
    """Give every name what stands around it, and link the descriptions that mean the same actor."""
    by_head = {c.head: c for c in scene.candidates}
    by_first = {c.first: c for c in scene.candidates}
    named = [c for c in scene.candidates if c.form == "name"]
    for candidate in named:
        _title(scene, candidate)
        _brackets(scene, candidate, by_first)
    for candidate in scene.candidates:
        for child in scene.doc[candidate.head].children:
            if child.dep_ == "appos" and child.i > candidate.last and child.i in by_head:
                _appose(candidate, by_head[child.i])
        _comma_apposition(scene, candidate, by_first)
    for candidate in named:
        _relative(scene, candidate)
        _led_by(scene, candidate, by_head)


def _title(scene: Scene, candidate: Candidate) -> None:
    """Read the title phrase before a name: office, sectors, gender, country, and the head it may hide."""
    doc, position = scene.doc, candidate.first - 1
    if candidate.kind != "person":
        return
    while position >= 0:
        token = doc[position]
        if token.i + 1 < len(doc) and doc[token.i + 1].is_sent_start:
            break
        titled = token.text in titles() or token.i in scene.demonyms or token.text in {"-", "–"}
        if not titled and (
            token.pos_ in _STOP or token.tag_ == "POS" or token.is_punct or (token.i in scene.taken and token.i not in scene.demonyms)
        ):
            break
        if not titled and token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
            break
        position -= 1
    first = position + 1
    while first < candidate.first and doc[first].is_punct:
        first += 1
    if first == candidate.first:
        return
    noun, lemma, at = _title_noun(scene, first, candidate.first - 1)
    courtesy = [titles()[doc[i].text] for i in range(first, candidate.first) if doc[i].text in titles()]
    candidate.gender = candidate.gender or next((t.gender for t in courtesy if t.gender), None)
    if noun is None and not courtesy:
        return
    candidate.described = True
    candidate.country = candidate.country or next((scene.demonyms[i] for i in range(first, candidate.first) if i in scene.demonyms), None)
    sectors = [
        cues().adjective_sectors[doc[i].lower_]
        for i in range(first, candidate.first)
        if doc[i].lower_ in cues().adjective_sectors and i != at
    ]
    sectors += list(noun.sectors) if noun is not None else [s for t in courtesy for s in t.sectors]
    if not candidate.sectors:
        candidate.sectors = tuple(dict.fromkeys(sectors))
    possessor = doc[first - 1] if first and doc[first - 1].tag_ == "POS" else None
    if possessor is not None and first >= 2:
        candidate.owners = (first - 2,)
    elif first and doc[first - 1].tag_ == "PRP$":
        candidate.owners = (first - 1,)
    if noun is not None:
        candidate.offices.append(Office(lemma))
        candidate.wordings += (words_of(doc, first, candidate.first - 1),) if noun.office and doc[at].text not in titles() else ()
    candidate.heads += tuple(
        i for i in range(first, candidate.first) if i not in scene.demonyms and i not in scene.taken and doc[i].is_alpha and i >= at >= 0
    )
    for index in range(first, candidate.first):
        if index not in scene.demonyms:
            scene.taken.setdefault(index, candidate)


def _title_noun(scene: Scene, first: int, last: int) -> tuple[ActorNoun | None, str, int]:
    """The person noun that ends a title phrase ("foreign minister"), its wording and its first token."""
    for end in range(last, first - 1, -1):
        for start in range(first, end + 1):
            lower = words_of(scene.doc, start, end).lower().replace(" - ", "-")
            group = nouns().singular.get(lower)
            if group is not None and group.form == "person":
                return group, lower, start
    return None, "", -1


def _brackets(scene: Scene, candidate: Candidate, by_first: dict[int, Candidate]) -> None:
    """ "Gulf Cooperation Council (GCC)": the acronym is another name of the same body."""
    doc, position = scene.doc, candidate.last + 1
    if position + 2 >= len(doc) or doc[position].text != "(" or doc[position + 2].text != ")":
        return
    inner = doc[position + 1]
    if not (inner.text.isupper() and len(inner.text) > 1):
        return
    known = by_first.get(inner.i)
    if known is None:
        known = Candidate(inner.i, inner.i, inner.i, "name", inner.text, candidate.kind)
        scene.add(known)
    if not {entry.id for entry in candidate.entries} & {entry.id for entry in scene.gazetteer.lookup(inner.text)}:
        scene.own.add(inner.text)
    if known.apposed is None:
        known.apposed = candidate.head


def _appose(one: Candidate, other: Candidate) -> None:
    """Two phrases in apposition mean one actor, unless their number or kind forbids it."""
    if one is other or (one.apposed is not None and other.apposed is not None):
        return
    if {one.form, other.form} == {"name"} and one.text != other.text and not (one.entries == () and other.entries == ()):
        return
    if one.form == other.form == "name" and (one.kind != other.kind or one.kind == "person"):
        return
    named, described = (one, other) if one.form in {"name", "metonym"} else (other, one)
    if (named.kind == "person") != (described.kind == "person") or (named.kind == "person" and described.plural):
        return
    if named.kind == "state" and described.form == "nominal" and not _names_state(described):
        return
    described.apposed = named.head
    _teach(named, described)


def _names_state(described: Candidate) -> bool:
    noun = described.noun
    return noun is not None and (noun.group in {"country", "countries"} or described.lemma in {*cues().others, "power", "state"})


def _teach(named: Candidate, described: Candidate) -> None:
    named.described = True
    if described.noun is None:
        return
    named.country = named.country or described.country
    if not named.entries or not named.sectors:
        generic = described.noun.group in {"civilians", "people", "organisation"}
        if not named.sectors or (not generic and not named.entries):
            named.sectors = tuple(dict.fromkeys((*described.sectors, *(() if generic else named.sectors))))
    if named.kind != "person" and not named.entries and described.kind not in {None, "person", "population"}:
        named.kind = described.kind
    if not named.owners:
        named.owners = described.owners
    if named.kind == "person" and described.noun.form == "person":
        named.offices.append(Office(described.lemma))


def _comma_apposition(scene: Scene, candidate: Candidate, by_first: dict[int, Candidate]) -> None:
    """ "X, a spokesman for Y," and "the premier, X," where the parser missed the apposition."""
    doc, position = scene.doc, candidate.last + 1
    if position + 2 >= len(doc) or doc[position].text != ",":
        return
    following = by_first.get(position + 1)
    if (
        following is None
        or following.apposed is not None
        or candidate.apposed is not None
        or doc[following.head].dep_ in {"conj", "nsubj", "nsubjpass"}
    ):
        return
    if {candidate.form, following.form} != {"name", "nominal"}:
        return
    nominal = candidate if candidate.form == "nominal" else following
    if (
        following.form == "nominal"
        and doc[following.first].lower_ not in {"a", "an", "the", "its", "his", "her", "their"}
        and not nominal.owners
    ):
        return
    closing = doc[following.last + 1] if following.last + 1 < len(doc) else None
    if closing is not None and (closing.text in {",", ".", ";", ")", "—", "–"} or closing.dep_ in {"prep", "nsubj", "relcl"}):
        _appose(candidate, following)


def _relative(scene: Scene, candidate: Candidate) -> None:
    """ "X, who leads Y": X leads and represents Y."""
    for child in scene.doc[candidate.head].children:
        if child.dep_ != "relcl" or not any(t.lower_ == "who" for t in child.children):
            continue
        candidate.described = True
        led = next((t for t in child.children if t.dep_ == "dobj"), None)
        if child.lemma_.lower() in cues().leads and led is not None:
            candidate.offices.append(Office("leader"))
            candidate.represents = led.i
        noun = next((t for t in child.children if t.dep_ == "attr"), None)
        if child.lemma_ == "be" and noun is not None:
            group = nouns().singular.get(noun.lemma_.lower())
            if group is not None and group.form == "person" and not candidate.sectors:
                candidate.sectors = group.sectors


def _led_by(scene: Scene, candidate: Candidate, by_head: dict[int, Candidate]) -> None:
    """ "Y, led by X": X leads and represents Y."""
    token: Token = scene.doc[candidate.head]
    if candidate.kind != "person" or token.dep_ != "pobj" or token.head.lower_ != "by":
        return
    verb = token.head.head
    if verb.dep_ == "acl" and verb.lemma_.lower() in cues().leads and verb.head.i in by_head:
        candidate.offices.append(Office("leader"))
        candidate.represents = verb.head.i
