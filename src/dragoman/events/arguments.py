"""Who stands where around a predicate: the syntactic slots of verbs and event nouns.

Labels are those of the ClearNLP dependency scheme that spaCy's English models use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from spacy.tokens import Doc, Token

from dragoman.events.lexicon import word_lists
from dragoman.events.subjects import is_finite, stranded_subject

_RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
_COMPANIONS = frozenset({"prt", "advmod", "acomp", "oprd", "dobj", "xcomp", "amod", "npadvmod", "neg", "auxpass", "attr", "ccomp"})
_PARTICLES = frozenset({"off", "up", "down", "out", "away", "back"})
_ORDINALS = frozenset({"first", "second", "third", "last", "latest", "next", "only", "sole"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})


class Slots(msgspec.Struct, frozen=True):
    """Token indices of the phrases round a predicate, by grammatical place.

    `subjects` act and `objects` undergo, whatever the voice; `prepositions` maps a preposition to its objects;
    `words` are particles and complements by lemma; `clause` is the head of a complement clause, `infinitive` of an
    infinitive one.
    """

    subjects: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    datives: tuple[int, ...] = ()
    predicatives: tuple[int, ...] = ()
    possessors: tuple[int, ...] = ()
    modifiers: tuple[int, ...] = ()
    prepositions: dict[str, tuple[int, ...]] = {}
    words: frozenset[str] = frozenset()
    clause: int | None = None
    infinitive: int | None = None
    passive: bool = False
    support: int | None = None

    def named(self, name: str) -> tuple[int, ...]:
        """The fillers of a slot by the name that frames use for it."""
        fixed = {"obj": self.objects, "subj": self.subjects, "iobj": self.datives, "oprd": self.predicatives, "poss": self.possessors}
        return fixed[name] if name in fixed else self.prepositions.get(name, ())


def expand(token: Token) -> tuple[int, ...]:
    """The token and what is coordinated with it."""
    return (token.i, *(found.i for found in token.conjuncts if found.i > token.i))


def content(token: Token) -> Token:
    """The noun that a quantity word measures ("thousands of troops": troops), else the token itself."""
    if token.lemma_.lower() in word_lists("light")["quantities"] or token.pos_ == "NUM":
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return inner
    return token


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive: with its auxiliary, as a reduced relative, or coordinated with a passive."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ in ("aux", "nsubj", "dobj") for child in verb.children):
        return False
    if verb.dep_ in ("acl", "amod"):
        return not _lone_predicate(verb)
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return is_passive(verb.head)
    return verb.dep_ in ("advcl", "ccomp", "ROOT", "xcomp", "pcomp", "oprd")


def _lone_predicate(verb: Token) -> bool:
    """Whether what was read as a participle is the only predicate of its sentence ("The envoy, Ann Lee, offered to go")."""
    head = verb.head
    if head.dep_ != "ROOT" or head.pos_ not in ("NOUN", "PROPN") or verb.i - 1 < 0 or verb.doc[verb.i - 1].text != ",":
        return False
    return not any(c.dep_ == "agent" for c in verb.children) and verb.tag_ in ("VBD", "VBN")


def verb_slots(verb: Token) -> Slots:
    """The slots of a verb, with subjects shared through coordination, control, relative and participle clauses."""
    passive = is_passive(verb)
    subjects, objects = _own_arguments(verb, passive)
    gap_subject, gap_object = _inherited(verb, passive)
    subjects = subjects or gap_subject
    objects = objects or gap_object
    prepositions = _prepositions(verb)
    for index in objects:
        for name, found in _prepositions(verb.doc[index]).items():
            prepositions.setdefault(name, found)
    clause, infinitive = _complements(verb)
    return Slots(
        subjects=subjects,
        objects=objects,
        datives=_all(verb, ("dative",)),
        predicatives=_all(verb, ("oprd", "acomp", "attr")) + _small_clause(verb),
        prepositions=prepositions,
        words=_companions(verb),
        clause=clause,
        infinitive=infinitive,
        passive=passive,
    )


def noun_slots(noun: Token) -> Slots:
    """The slots of an event noun; a light verb that carries it lends its subject and prepositions."""
    prepositions = _prepositions(noun)
    support = supporting_verb(noun)
    subjects: tuple[int, ...] = prepositions.get("by", ())
    datives: tuple[int, ...] = ()
    if support is not None:
        carried = verb_slots(support)
        if support.lemma_.lower() in word_lists("light")["suffering"]:
            prepositions.setdefault("against", carried.subjects)
        else:
            subjects = subjects or carried.subjects
        datives = carried.datives
        for name, found in carried.prepositions.items():
            prepositions.setdefault(name, found)
    clause, infinitive = None, None
    for child in noun.children:
        if child.dep_ == "acl" and any(inner.dep_ == "aux" and inner.lower_ == "to" for inner in child.children):
            infinitive = child.i
        elif child.dep_ == "acl" and child.tag_ == "VBN":
            carried = verb_slots(child)
            subjects = subjects or carried.subjects
            for name, found in carried.prepositions.items():
                prepositions.setdefault(name, found)
        elif child.dep_ in ("acl", "ccomp", "relcl") and any(inner.dep_ == "mark" and inner.lower_ == "that" for inner in child.children):
            clause = child.i
    return Slots(
        subjects=subjects,
        datives=datives,
        possessors=tuple(i for child in noun.children if child.dep_ == "poss" for i in expand(_antecedent(child))),
        modifiers=tuple(child.i for child in noun.children if child.dep_ in ("compound", "amod", "nmod") and _named(child)),
        prepositions=prepositions,
        words=frozenset(child.lemma_.lower() for child in noun.children if child.dep_ in ("compound", "amod")),
        clause=clause,
        infinitive=infinitive,
        support=support.i if support is not None else None,
    )


def _named(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.ent_type_ in ("GPE", "NORP", "ORG", "PERSON")


def supporting_verb(noun: Token) -> Token | None:
    """The light verb that carries an event noun ("carried out a strike"), or None."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ in ("NOUN", "PROPN"):
        top = top.head
    if (
        top.dep_ == "pobj"
        and top.head.dep_ == "prep"
        and top.head.lower_ == "of"
        and top.head.head.lemma_.lower() in word_lists("light")["quantities"]
    ):
        top = top.head.head
    verb = top.head
    if top.dep_ in ("dobj", "nsubjpass") and verb.pos_ == "VERB" and verb.lemma_.lower() in word_lists("light")["verbs"]:
        return verb
    return None


def _all(token: Token, labels: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(i for child in token.children if child.dep_ in labels for i in expand(child))


def _small_clause(verb: Token) -> tuple[int, ...]:
    """The predicate of "called it aggression" and "kept it open", which the parser makes a clause without a verb."""
    found = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp") and c.pos_ in ("NOUN", "ADJ", "PROPN")]
    return tuple(child.i for child in found)


def _own_arguments(verb: Token, passive: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
    subjects: list[Token] = []
    objects: list[Token] = []
    for child in verb.children:
        if child.dep_ in ("nsubj", "csubj"):
            subjects.append(child)
        elif child.dep_ in ("nsubjpass", "dobj"):
            objects.append(child)
        elif child.dep_ == "agent" or (passive and child.dep_ == "prep" and child.lower_ == "by"):
            subjects += [inner for inner in child.children if inner.dep_ == "pobj"]
        elif child.dep_ in ("ccomp", "xcomp") and child.pos_ in ("NOUN", "ADJ", "PROPN"):
            objects += [inner for inner in child.children if inner.dep_ == "nsubj"]
    return _resolved(subjects), _resolved(objects)


def _resolved(tokens: Iterable[Token]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(i for token in tokens for i in expand(_antecedent(token))))


def _antecedent(token: Token) -> Token:
    """The noun a relative pronoun stands for."""
    if token.lower_ in _RELATIVES and token.tag_ in ("WDT", "WP", "IN", "DT", "WP$"):
        for ancestor in token.ancestors:
            if ancestor.dep_ == "relcl":
                return ancestor.head
    return token


def _inherited(verb: Token, passive: bool, depth: int = 0) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The subject (or, for a passive, the object) that the verb takes over from another clause."""
    giver = _giver(verb, depth)
    gap: tuple[int, ...] = ()
    if verb.dep_ == "relcl" and not any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children) and not _has_relative(verb):
        gap = expand(verb.head)
    return ((), giver or gap) if passive else (giver, gap)


def _has_relative(verb: Token) -> bool:
    return any(child.lower_ in _RELATIVES for child in verb.subtree if child.head == verb)


def _giver(verb: Token, depth: int) -> tuple[int, ...]:
    if depth > 4:
        return ()
    head = verb.head
    control = word_lists("light")
    stranded = stranded_subject(verb)
    if stranded is not None:
        return expand(stranded)
    if verb.dep_ in ("conj", "dep") and head.pos_ in ("VERB", "AUX"):
        return _subject_of(head, depth)
    if verb.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
        if is_finite(verb) or (verb.tag_ in ("VBG", "VBN") and head.lemma_.lower() not in control["documents"]):
            return expand(head)
        if any(child.lower_ in _ORDINALS for child in head.children if child.dep_ == "amod"):
            return expand(head)
        return noun_agents(head)
    if verb.dep_ == "xcomp" or (verb.dep_ == "ccomp" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)):
        if head.pos_ in ("ADJ", "NOUN") and head.dep_ in ("acomp", "oprd", "attr"):
            head = head.head
        if head.lemma_.lower() in control["object_control"]:
            found = _own_arguments(head, is_passive(head))[1] or _on_object(head)
            if found:
                return found
        return _subject_of(head, depth)
    if verb.dep_ == "advcl" and head.pos_ in ("VERB", "AUX"):
        return _subject_of(head, depth)
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        governor = head.head
        if governor.pos_ == "VERB":
            if governor.lemma_.lower() in control["of_control"]:
                return _own_arguments(governor, is_passive(governor))[1]
            return _subject_of(governor, depth)
        return noun_agents(governor)
    return ()


def _on_object(verb: Token) -> tuple[int, ...]:
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("on", "upon", "to", "with"):
            return tuple(i for inner in child.children if inner.dep_ == "pobj" for i in expand(inner))
    return ()


def _subject_of(verb: Token, depth: int) -> tuple[int, ...]:
    """What stands as grammatical subject of a verb, whatever its voice."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            return _resolved([child])
    return _giver(verb, depth + 1)


def noun_agents(noun: Token) -> tuple[int, ...]:
    """Who acts in a noun's event: its possessor, or the subject of the verb that governs it."""
    owners = tuple(i for child in noun.children if child.dep_ == "poss" for i in expand(child))
    if owners:
        return owners
    verb = noun.head
    if noun.dep_ == "dobj" and verb.pos_ == "VERB":
        return _own_arguments(verb, is_passive(verb))[0]
    return ()


def _prepositions(token: Token) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for preposition in _preposition_tokens(token):
        objects = tuple(
            i
            for child in preposition.children
            if child.dep_ in ("pobj", "pcomp") and child.ent_type_ not in ("DATE", "TIME")
            for i in expand(_antecedent(child))
        )
        if objects:
            name = preposition.lower_
            found[name] = found.get(name, ()) + objects
    return found


def _preposition_tokens(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ"):
            yield child
            yield from (inner for inner in child.children if inner.dep_ == "prep")
        elif child.dep_ in ("advmod", "prt"):
            yield from (inner for inner in child.children if inner.dep_ == "prep")


def _companions(verb: Token) -> frozenset[str]:
    found = set()
    for child in verb.children:
        if child.dep_ in _COMPANIONS:
            found |= {child.lower_, child.lemma_.lower()}
        elif child.dep_ == "prep":
            inside = {inner.lemma_.lower() for inner in child.children if inner.dep_ in ("pobj", "prep", "pcomp")}
            found |= inside | ({child.lower_} if not inside or child.lower_ in _PARTICLES else set())
    return frozenset(found)


def _complements(verb: Token) -> tuple[int | None, int | None]:
    clause = infinitive = None
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and child.pos_ in ("VERB", "AUX"):
            if any(inner.dep_ == "aux" and inner.lower_ == "to" for inner in child.children):
                infinitive = infinitive or child.i
            elif child.dep_ == "ccomp":
                clause = child.i
    return clause, infinitive


def clause_of(token: Token) -> tuple[int, int]:
    """First and last token of the clause round a predicate: its subtree without the clauses and conjuncts that hang on it.

    Commas and brackets at the edges are left out. A noun counts with the verb that governs it.
    """
    top = token
    while top.pos_ not in ("VERB", "AUX") and top.dep_ not in _CLAUSES and top.head != top:
        top = top.head
    first = last = token.i
    for child in top.children:
        if child.dep_ in ("conj", "punct", "cc", "parataxis") or (child.dep_ in ("advcl", "ccomp") and not _within(child, token)):
            continue
        first, last = min(first, child.left_edge.i), max(last, child.right_edge.i)
    first, last = min(first, top.i), max(last, top.i)
    return _trim(token.doc, first, last)


def _within(ancestor: Token, token: Token) -> bool:
    return ancestor == token or ancestor.is_ancestor(token)


def _trim(doc: Doc, first: int, last: int) -> tuple[int, int]:
    while first < last and (doc[first].is_punct or doc[first].is_space):
        first += 1
    while last > first and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    return first, last
