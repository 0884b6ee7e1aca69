"""Subjects the parser left stranded: nouns hung on the wrong word, with a finite verb to their right that has no subject."""

from __future__ import annotations

from spacy.tokens import Token

_NOMINAL = ("NOUN", "PROPN", "PRON")
_FINITE = ("VBD", "VBZ", "VBP")
_REACH = 40


def is_finite(verb: Token) -> bool:
    """Whether the verb, by its own form or an auxiliary's, is finite."""
    return verb.tag_ in _FINITE or any(c.dep_ in ("aux", "auxpass") and c.tag_ in (*_FINITE, "MD") for c in verb.children)


def stranded_subject(verb: Token) -> Token | None:
    """The head of the noun phrase that must be the verb's subject though the parse does not say so, or None.

    Three marks of such a phrase: a noun coordinated with the verb before it ("Spain left, and Italy, after a vote,
    stayed"); one that depends across that verb on a word to its left; one that stands right before the verb where
    coordination would show "and" or a comma. It ignores lone participles, which have no subject to find.
    """
    if verb.dep_ in ("conj", "advcl", "ccomp", "dep", "parataxis") and verb.head.pos_ in ("VERB", "AUX") and verb.head.i < verb.i:
        if not is_finite(verb) or (verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.i > verb.i - 4 for c in verb.children)):
            return None
        return _between(verb.head, verb) or _adjacent(verb)
    if verb.dep_ == "ROOT" and is_finite(verb):
        return _before_comma(verb)
    return None


def _between(outer: Token, verb: Token) -> Token | None:
    found = None
    for token in verb.doc[max(outer.i + 1, verb.i - _REACH) : verb.i]:
        if token.pos_ not in _NOMINAL:
            continue
        crossing = token.dep_ in ("appos", "conj") and token.head.i < outer.i
        if (token.dep_ == "conj" and token.head == outer) or crossing:
            found = token
    return found


def _start(verb: Token) -> int:
    """The index of the first word of the verb group."""
    first = verb.i
    while first > verb.sent.start and verb.doc[first - 1].dep_ in ("aux", "auxpass", "neg", "advmod") and verb.doc[first - 1].head == verb:
        first -= 1
    return first


def _adjacent(verb: Token) -> Token | None:
    first = _start(verb)
    if first <= verb.sent.start:
        return None
    token = verb.doc[first - 1]
    if token.pos_ not in ("NOUN", "PROPN") or token.ent_type_ in ("DATE", "TIME") or token.dep_ != "pobj":
        return None
    inside = verb.doc[token.head.i + 1 : token.i]
    return token if any(word.dep_ == "cc" for word in inside) else None


def _before_comma(verb: Token) -> Token | None:
    first = _start(verb)
    if first - 2 < verb.sent.start or verb.doc[first - 1].text != ",":
        return None
    token = verb.doc[first - 2]
    if token.pos_ not in ("NOUN", "PROPN") or token.ent_type_ in ("DATE", "TIME"):
        return None
    while token.dep_ in ("appos", "conj", "compound") and token.head.pos_ in ("NOUN", "PROPN") and token.head.i < token.i:
        if token.dep_ == "appos" and token.head.dep_ == "pobj" and any(c.dep_ == "cc" for c in token.children):
            return token
        token = token.head
    return token if token.dep_ in ("nsubj", "dep", "npadvmod", "ROOT") else None
