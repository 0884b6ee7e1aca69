"""Noun cues ("Iran's claim that ...", "a call for calm") and "according to"."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.statements.content import Content, is_infinitive, subtree
from dragoman.statements.lexicon import Cue
from dragoman.statements.sources import child, noun_source

_CLAUSES = ("VERB", "AUX")


def noun_content(noun: Token, cue: Cue) -> tuple[Token, Content] | None:
    """Source and content of a noun cue; None without both."""
    source = noun_source(noun)
    if source is None:
        return None
    verb = (noun.head.i,) if noun.dep_ == "dobj" else ()
    for found in noun.children:
        if found.dep_ in ("acl", "ccomp", "relcl") and found.i > noun.i:
            marked = any(mark.lower_ == "that" and mark.dep_ == "mark" for mark in found.children)
            if ("clause" in cue.frames and marked) or ("to" in cue.frames and is_infinitive(found)):
                return source, Content("clause", frozenset(subtree(found)), cue=verb)
        if found.dep_ == "prep" and found.lower_ in cue.prepositions and (content := child(found, "pobj", "pcomp")) is not None:
            return source, Content("np", frozenset(subtree(content)), objects=(content.i,), cue=(*verb, found.i))
    if verb and noun.head.lemma_ in ("express", "voice"):
        return source, Content("np", frozenset(subtree(noun)), cue=verb)
    return None


def attributor(token: Token) -> tuple[tuple[Token, ...], Token, Content] | None:
    """Words, source and content of "according to X": the content is the clause it stands in."""
    to = child(token, "prep")
    source = None if to is None else child(to, "pobj")
    if to is None or source is None:
        return None
    clause = token.head
    while clause.pos_ not in _CLAUSES and clause.head.i != clause.i:
        clause = clause.head
    tokens = subtree(clause) - subtree(token)
    return (token, to), source, Content("clause", frozenset(tokens))
