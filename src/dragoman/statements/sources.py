"""Whose words they are: from a cue word to the token that heads its source."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.statements.lexicon import cue_lexicon

_SUBJECTS = ("nsubj", "csubj")
_RELATIVES = ("who", "which", "that", "whom")
_DEPTH = 6


def child(token: Token, *labels: str) -> Token | None:
    """The first child of `token` with one of the dependency labels."""
    for found in token.children:
        if found.dep_ in labels:
            return found
    return None


def is_passive(verb: Token) -> bool:
    """Say whether the verb is passive: "was accused", or a bare participle after a noun ("a charge dismissed by ...")."""
    if child(verb, "nsubjpass", "auxpass") is not None:
        return True
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


def agent_of(verb: Token) -> Token | None:
    """Who does it in a passive: the object of its "by"."""
    for found in verb.children:
        if found.dep_ == "agent" or (found.dep_ == "prep" and found.lower_ == "by"):
            return child(found, "pobj")
    return None


def antecedent(subject: Token) -> Token:
    """What a relative pronoun stands for; any other token is its own antecedent."""
    if subject.lower_ not in _RELATIVES or subject.tag_ not in ("WP", "WDT", "IN", "DT"):
        return subject
    token = subject
    for _ in range(_DEPTH):
        if token.dep_ == "relcl":
            return token.head
        if token.head.i == token.i:
            return subject
        token = token.head
    return subject


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """The understood subject, active or passive, through conjunction, control and participles."""
    subject = child(verb, *_SUBJECTS) or child(verb, "nsubjpass")
    if subject is not None:
        return antecedent(subject)
    if depth > _DEPTH or verb.head.i == verb.i:
        return None
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return subject_of(head, depth + 1)
    if verb.dep_ in ("xcomp", "advcl", "ccomp", "dep", "parataxis") and head.pos_ in ("VERB", "AUX", "ADJ"):
        if verb.dep_ in ("ccomp", "dep", "parataxis") and verb.tag_ not in ("VBG", "VB"):
            return None
        if verb.dep_ == "xcomp" and head.pos_ == "VERB" and (controller := child(head, "dobj", "dative")) is not None:
            return controller
        return subject_of(head, depth + 1)
    if verb.dep_ == "pcomp":
        governor = head.head
        return subject_of(governor, depth + 1) if governor.pos_ in ("VERB", "AUX") else noun_source(governor)
    if verb.dep_ == "acl":
        if head.lemma_.lower() in cue_lexicon().words.documents:
            return noun_source(head) or head
        return noun_source(head) or head if verb.tag_ == "VB" else head
    return None


def source_of(verb: Token) -> Token | None:
    """The head of the phrase that names who says or believes; None where the text names no one."""
    if is_passive(verb):
        return agent_of(verb)
    subject = subject_of(verb)
    if subject is None and verb.i and (inverted := child(verb, "dobj", "attr")) is not None:
        before = verb.nbor(-1)
        if (before.is_punct or before.is_quote) and inverted.i > verb.i and inverted.pos_ in ("PROPN", "PRON", "NOUN"):
            return inverted
    if subject is not None and subject.lemma_.lower() in cue_lexicon().words.documents and subject.dep_ != "nsubjpass":
        return noun_owner(subject) or subject
    return subject


def noun_owner(noun: Token) -> Token | None:
    """Whose a noun is: "Iran's claim", "the US warning", "a claim by Iran"."""
    owner = child(noun, "poss")
    if owner is not None:
        return owner
    for found in noun.children:
        if found.dep_ == "prep" and found.lower_ in ("by", "from") and (agent := child(found, "pobj")) is not None:
            return agent
    for found in noun.children:
        if found.dep_ in ("amod", "compound") and found.ent_type_ in ("NORP", "GPE", "ORG", "PERSON"):
            return found
    return None


def noun_source(noun: Token) -> Token | None:
    """The source of a noun cue: its owner, or the subject of the light verb that governs it ("issued a warning")."""
    owner = noun_owner(noun)
    if owner is not None:
        return owner
    governor = noun.head
    if noun.dep_ == "dobj" and governor.lemma_.lower() in cue_lexicon().words.light_verbs:
        return agent_of(governor) if is_passive(governor) else subject_of(governor)
    if noun.dep_ == "pobj" and governor.dep_ == "prep" and governor.lower_ == "in" and governor.head.pos_ in ("VERB", "AUX"):
        return subject_of(governor.head)
    if noun.dep_ == "conj":
        return noun_source(governor) if governor.pos_ == "NOUN" else None
    return None


def phrase(head: Token, without: Token | None = None) -> set[int]:
    """Token indices of a noun phrase: the subtree of its head, less the clause that holds `without`, less other conjuncts."""
    found = {token.i for token in head.subtree}
    if without is not None and without.i in found and without.i != head.i:
        found -= _branch(head, without)
    return found


def _branch(head: Token, token: Token) -> set[int]:
    while token.head.i != head.i and token.head.i != token.i:
        token = token.head
    return {inner.i for inner in token.subtree}
