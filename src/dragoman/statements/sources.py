"""Whose words they are: from a cue word to the token that heads its source."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.statements.lexicon import cue_lexicon

_SUBJECTS = ("nsubj", "csubj")
_RELATIVES = ("who", "which", "that", "whom")
_DEPTH = 6


def child(token: Token, *labels: str) -> Token | None:
    """The first child of `token` with one of the dependency labels; of two subjects, the one next to the verb."""
    matching = [found for found in token.children if found.dep_ in labels]
    if not matching:
        return None
    if "nsubj" in labels:
        return next((found for found in reversed(matching) if found.i < token.i), matching[0])
    return matching[0]


def is_passive(verb: Token) -> bool:
    """Say whether the verb is passive: "was accused", or a bare participle after a noun ("a charge dismissed by ...")."""
    if child(verb, "nsubjpass", "auxpass") is not None:
        return True
    if verb.dep_ == "advcl" and verb.tag_ == "VBN":
        return child(verb, "nsubj", "aux", "mark") is None
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and not is_finite_acl(verb)


def is_finite_acl(verb: Token) -> bool:
    """Say whether a participle after a comma is a past tense the parser took for one ("denied any role, offered to talk, and")."""
    if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD") or not verb.i or verb.nbor(-1).text != ",":
        return False
    return agent_of(verb) is None and child(verb, "xcomp", "ccomp", "dobj") is not None


def is_stray_conjunct(verb: Token) -> bool:
    """Say whether a past tense hangs on an infinitive it cannot be conjoined with ("said it would go, and asked ...")."""
    head = verb.head
    if verb.dep_ != "conj" or verb.tag_ not in ("VBD", "VBZ") or head.tag_ != "VB":
        return False
    return any(found.tag_ == "MD" for found in head.children) and child(verb, "nsubj") is None


def governor_of(verb: Token) -> Token | None:
    """The cue verb whose content clause holds a stray conjunct."""
    token = verb.head
    for _ in range(_DEPTH):
        if token.dep_ in ("ccomp", "xcomp", "advcl") and token.head.tag_ in ("VBD", "VBZ", "VBP", "VBN"):
            return token.head
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def beside(verb: Token) -> Token | None:
    """The subject of a finite verb that the parser gave none: the subject of a participle before it, or the noun to its left."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.dep_ not in ("ROOT", "ccomp", "conj", "advcl", "relcl"):
        return None
    for found in verb.children:
        if found.i < verb.i and found.dep_ in ("advcl", "ccomp") and found.tag_ in ("VBG", "VBN") and (subject := child(found, "nsubj")):
            return subject
    left = verb.i - 1
    start = verb.sent.start
    while left >= start and verb.doc[left].pos_ in ("ADV", "AUX", "PART"):
        left -= 1
    if left > start and verb.doc[left].text == "," and verb.doc[left - 1].pos_ == "PROPN":
        left -= 1
    token = verb.doc[left] if left >= start else None
    return token if token is not None and token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ not in ("dobj", "npadvmod") else None


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
    if is_stray_conjunct(verb) and (governor := governor_of(verb)) is not None:
        return subject_of(governor, depth + 1)
    if is_finite_acl(verb) and depth <= _DEPTH and verb.head.head.pos_ in ("VERB", "AUX"):
        return subject_of(verb.head.head, depth + 1)
    if depth > _DEPTH or verb.head.i == verb.i:
        return beside(verb)
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return subject_of(head, depth + 1) or beside(verb)
    if verb.dep_ in ("xcomp", "advcl", "ccomp", "dep", "parataxis") and head.pos_ in ("VERB", "AUX", "ADJ"):
        if verb.dep_ in ("ccomp", "dep", "parataxis") and verb.tag_ not in ("VBG", "VB"):
            return subject_of(head, depth + 1) if _runs_on(verb) else beside(verb)
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


def _runs_on(verb: Token) -> bool:
    """Say whether a past tense after a comma goes on with its head's subject ("toured the port, promised help")."""
    past = verb.dep_ == "dep" and verb.tag_ in ("VBD", "VBZ") and verb.head.tag_ in ("VBD", "VBZ")
    return past and verb.i > 0 and verb.nbor(-1).text == ","


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
    while token.head.i not in (head.i, token.i):
        token = token.head
    return {inner.i for inner in token.subtree}
