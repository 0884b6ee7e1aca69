"""Ties that hold between actors, from titles, appositions, possessives, compounds and verbs that state them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from spacy.tokens import Token

from dragoman.statements.sources import agent_of, antecedent, child, is_passive, subject_of
from dragoman.statements.ties import TieGroup, ties
from dragoman.types import Cast, Relation
from dragoman.types.parse import Parse

_FORMER = frozenset({"former", "ex", "late", "then", "once", "ousted", "deposed", "erstwhile", "onetime", "old"})
_DEVOTED = frozenset({"loyal", "dependent", "reliant", "beholden"})
_OWNER_LABELS = ("poss", "compound", "amod", "nmod")
_OWNER_PREPOSITIONS = ("of", "to", "for", "from", "in", "with", "against")
_OFFICES = frozenset({"leads", "holds_office", "represents", "speaks_for"})
_NOMINAL_TIES = frozenset({"proxy_of", "allied_with", "rival_of", "hostile_to", "backs", "speaks_for"})
_PERSONAL = frozenset({"adviser", "advisor", "aide", "deputy", "lawyer", "spokesman", "spokeswoman", "spokesperson", "envoy", "mouthpiece"})
_GOVERNMENTS = frozenset({"government", "cabinet", "administration", "regime", "coalition", "presidency"})
_HOLD_TIES = frozenset({"have", "maintain", "keep", "enjoy", "retain"})
_LEANING = re.compile(r"\b(anti|pro)[-–‑ ]([A-Z][\w.]+)")


class _Tie(msgspec.Struct, frozen=True):
    source: str
    target: str
    group: TieGroup
    first: int
    last: int
    former: bool = False


def find_relations(parse: Parse, cast: Cast) -> tuple[Relation, ...]:
    """Every tie between two actors that the article's prose states, each once, in text order of first statement.

    A title without an owner ("the president, Barham Salih") ties its holder to the actor that the cast says they
    represent. Ties known only from the gazetteer are left out: the evidence is always in the text.
    """
    listed = sorted(cast.actors, key=lambda actor: actor.known)
    states = {actor.country: actor.id for actor in listed if actor.kind == "state" and actor.country}
    reader = _Reader(parse, cast, states)
    relations: list[Relation] = []
    seen: set[tuple[str, str, str]] = set()
    for tie in reader.ties():
        key = (tie.source, tie.target, tie.group.relation_class)
        mirrored = (tie.target, tie.source, tie.group.relation_class)
        if tie.source == tie.target or key in seen or mirrored in seen:
            continue
        seen.add(key)
        evidence = parse.span_of(parse.doc[min(tie.first, tie.last)], parse.doc[max(tie.first, tie.last)])
        relations.append(
            Relation(f"r{len(relations) + 1}", tie.source, tie.group.type, tie.target, tie.group.relation_class, evidence, tie.former)
        )
    return tuple(relations)


class _Reader:
    """The rules over one article."""

    def __init__(self, parse: Parse, cast: Cast, states: dict[str, str]) -> None:
        self.parse, self.cast, self.states = parse, cast, states
        self.actors = {actor.id: actor for actor in cast.actors}

    def ties(self) -> Iterator[_Tie]:
        known = ties()
        for sentence in self.parse.prose():
            yield from self._leaning(sentence.span.start, sentence.span.end)
            for token in self.parse.tokens(sentence):
                lemma = token.lemma_.lower()
                if token.pos_ in ("NOUN", "PROPN") and (group := known.nouns.get(lemma) or known.nouns.get(token.lower_)):
                    yield from self._noun(token, group)
                if token.pos_ in ("NOUN", "PROPN"):
                    yield from self._of_body(token)
                    if lemma in _GOVERNMENTS:
                        yield from self._government(token)
                if token.pos_ in ("VERB", "AUX"):
                    yield from self._verb(token, lemma)
                if group := known.compounds.get(token.lower_.rpartition("-")[2]):
                    yield from self._compound(token, group)
                if token.lower_ in _DEVOTED:
                    yield from self._loyal(token)

    def at(self, token: Token) -> tuple[str, ...]:
        """The actors whose mention this token heads, with conjoined ones."""
        found = self.cast.by_head.get(token.i, ())
        return found or (self.cast.by_head.get(token.head.i, ()) if token.dep_ == "appos" else ())

    def _noun(self, noun: Token, group: TieGroup) -> Iterator[_Tie]:
        holders = list(self._holders(noun, group))
        for holder, where in holders:
            owners = list(self._owners(noun, holder, group))
            for owner, at in owners:
                former = any(inner.lower_ in _FORMER for inner in (*noun.children, *where.children) if inner.dep_ in ("amod", "advmod"))
                yield _Tie(holder, owner, group, min(noun.i, where.i, at), max(noun.i, where.i, at), former)

    def _holders(self, noun: Token, group: TieGroup) -> Iterator[tuple[str, Token]]:
        """Who is called by the noun: a name it precedes, an apposition, the subject of "is", or the phrase itself."""
        found = False
        places = [inner for inner in (*noun.children, *(noun.head.children if noun.dep_ == "conj" else ())) if inner.dep_ == "appos"]
        if noun.dep_ == "conj" and noun.head.dep_ == "appos":
            places.append(noun.head.head)
        if noun.dep_ in ("compound", "nmod", "appos", "amod"):
            places.append(noun.head)
        if noun.dep_ == "attr" and noun.head.lemma_ in ("be", "remain", "become") and (subject := child(noun.head, "nsubj")) is not None:
            places.append(antecedent(subject))
        for place in places:
            for actor in self.at(place):
                if not (noun.dep_ == "compound" and self.actors[actor].kind != "person"):
                    found = True
                    yield actor, place
        if not found and group.type in _NOMINAL_TIES and (own := self.at(noun)):
            yield own[0], noun
        if group.type == "linked_to" and noun.dep_ == "dobj" and noun.head.lemma_ in _HOLD_TIES:
            subject = subject_of(noun.head)
            for linked in self.at(subject) if subject is not None else ():
                yield linked, noun

    def _owners(self, noun: Token, holder: str, group: TieGroup) -> Iterator[tuple[str, int]]:
        """Whose the noun says the holder is; for offices, else whom the holder represents."""
        found = False
        places = [noun] if noun.dep_ not in ("compound", "nmod", "amod", "conj") else [noun, noun.head]
        for place in places:
            for owner, at in self._owned_by(place):
                personal = self.actors[owner].kind == "person" and group.type in _OFFICES and noun.lemma_.lower() not in _PERSONAL
                if owner != holder and not personal:
                    found = True
                    yield owner, at
        if not found and group.type in _OFFICES:
            actor = self.actors[holder]
            state = actor.represents or self.states.get(actor.country or "")
            if state in self.actors and state != holder and actor.kind == "person":
                yield str(state), noun.i

    def _owned_by(self, noun: Token) -> Iterator[tuple[str, int]]:
        for inner in noun.children:
            if inner.dep_ in _OWNER_LABELS:
                for actor in self.at(inner) or self._by_name(inner):
                    yield actor, inner.i
                if inner.dep_ in ("compound", "amod"):
                    for deeper in inner.children:
                        if deeper.dep_ in _OWNER_LABELS:
                            for actor in self.at(deeper) or self._by_name(deeper):
                                yield actor, deeper.i
            if inner.dep_ == "prep" and inner.lower_ in _OWNER_PREPOSITIONS and (place := child(inner, "pobj")) is not None:
                for token in (place, *place.conjuncts):
                    for actor in self.at(token):
                        yield actor, token.i

    def _by_name(self, token: Token) -> tuple[str, ...]:
        """The state a demonym or adjective names, if it is an actor here: "Iranian"."""
        if not token.text[:1].isupper():
            return ()
        return tuple(self.states[code] for code in self._countries(token.text) if code in self.states)

    @staticmethod
    def _countries(name: str) -> tuple[str, ...]:
        from dragoman.actors.gazetteer import load_gazetteer

        return tuple(entry.country for entry in load_gazetteer().lookup(name) if entry.country and entry.kind == "state")

    def _government(self, noun: Token) -> Iterator[_Tie]:
        """ "Al-Kadhimi's government", "the government of Al-Kadhimi": its leader."""
        for owner, at in self._owned_by(noun):
            actor = self.actors[owner]
            led = [a for a in self.at(noun) if a != owner] or [a for a in (actor.represents,) if a in self.actors]
            if actor.kind == "person" and led:
                yield _Tie(owner, str(led[0]), TieGroup("leads", "structural"), min(at, noun.i), max(at, noun.i))

    def _leaning(self, start: int, end: int) -> Iterator[_Tie]:
        """ "his anti-US sentiments", "pro-Russian separatists": for or against a state."""
        for match in _LEANING.finditer(self.parse.article.text, start, end):
            covered = self.parse.doc.char_span(match.start(), match.end(), alignment_mode="expand")
            targets = [self.states[code] for code in self._countries(match.group(2)) if code in self.states]
            if covered is None or not targets:
                continue
            head = covered[-1]
            while head.dep_ in ("amod", "compound", "punct", "nmod", "npadvmod") and head.head.i != head.i:
                head = head.head
            sources = self.at(head) or tuple(a for inner in head.children if inner.dep_ == "poss" for a in self.at(inner))
            group = TieGroup("hostile_to", "conflictual") if match.group(1) == "anti" else TieGroup("backs", "cooperative")
            for source in sources:
                yield _Tie(source, targets[0], group, covered[0].i, head.i)

    def _of_body(self, token: Token) -> Iterator[_Tie]:
        """ "Margaret Chan of the World Health Organization": a person's name with the body they come from."""
        for actor in self.at(token):
            if self.actors[actor].kind != "person" or token.pos_ != "PROPN":
                continue
            for inner in token.children:
                if inner.dep_ == "prep" and inner.lower_ == "of" and (place := child(inner, "pobj")) is not None:
                    for body in self.at(place):
                        if self.actors[body].kind != "person":
                            kind = "represents" if self.actors[body].kind == "state" else "member_of"
                            yield _Tie(actor, body, TieGroup(kind, "structural"), token.i, place.i)

    def _verb(self, verb: Token, lemma: str) -> Iterator[_Tie]:
        for found in (verb, *[inner for inner in verb.children if inner.dep_ in ("prep", "prt", "agent")]):
            word = "" if found.i == verb.i else found.lower_
            group = ties().verbs.get((lemma, word))
            if group is None or any(inner.dep_ == "neg" for inner in verb.children):
                continue
            subjects, objects = self._arguments(verb, found if word else None)
            if group.type == "backs" and verb.tag_ in ("VBD", "VB") and verb.dep_ != "relcl":
                continue
            for source in subjects:
                for target in objects:
                    for a in self.at(source):
                        for b in self.at(target):
                            first, last = min(source.i, target.i, verb.i), max(source.i, target.i, verb.i)
                            yield _Tie(a, b, group, first, last, verb.tag_ == "VBD" and group.type == "backs")

    def _arguments(self, verb: Token, preposition: Token | None) -> tuple[list[Token], list[Token]]:
        subject: Token | None
        target: Token | None
        if preposition is not None and preposition.dep_ == "prep":
            subject = subject_of(verb) if not is_passive(verb) else child(verb, "nsubjpass") or (verb.head if verb.dep_ == "acl" else None)
            target = child(preposition, "pobj")
        elif is_passive(verb):
            subject = agent_of(verb)
            passive = child(verb, "nsubjpass")
            target = antecedent(passive) if passive is not None else (verb.head if verb.dep_ == "acl" else None)
        else:
            subject = subject_of(verb)
            target = child(verb, "dobj")
            target = None if target is None else antecedent(target)
        return _with_conjuncts(subject), _with_conjuncts(target)

    def _compound(self, token: Token, group: TieGroup) -> Iterator[_Tie]:
        """ "Iranian-backed militias Kata'ib Hezbollah and ...": the first half backs what the second half modifies."""
        start = token.text if "-" in token.text else ""
        first = start.rpartition("-")[0]
        if not first and token.i >= 2 and self.parse.doc[token.i - 1].text in "-–‑" and not self.parse.doc[token.i - 2].whitespace_:
            first = self.parse.doc[token.i - 2].text
        if not first:
            return
        backers = {self.states[code] for code in self._countries(first) if code in self.states}
        backers |= {a.id for a in self.cast.actors if first in (a.name, *a.aliases) or a.name.split()[-1] == first}
        head = token.head
        while head.dep_ in ("amod", "compound", "punct", "nmod", "npadvmod") and head.head.i != head.i:
            head = head.head
        places = [head, *(inner for inner in head.children if inner.dep_ == "appos")]
        for place in [named for p in places for named in _with_conjuncts(p)]:
            for actor in self.at(place):
                for backer in sorted(backers):
                    if group.type in ("leads", "backs"):
                        yield _Tie(backer, actor, group, token.i, place.i)
                    else:
                        yield _Tie(actor, backer, group, token.i, place.i)

    def _loyal(self, token: Token) -> Iterator[_Tie]:
        for inner in token.children:
            place = child(inner, "pobj") if inner.dep_ == "prep" and inner.lower_ in ("to", "on") else None
            holder = subject_of(token.head) if token.dep_ in ("acomp", "attr") else token.head
            if place is None or holder is None:
                continue
            kind = "backs" if token.lower_ == "loyal" else "allied_with"
            for source in self.at(holder):
                for target in self.at(place):
                    yield _Tie(source, target, TieGroup(kind, "cooperative"), min(holder.i, token.i), place.i)


def _with_conjuncts(token: Token | None) -> list[Token]:
    return [] if token is None else [token, *(other for other in token.conjuncts if other.i > token.i)]
