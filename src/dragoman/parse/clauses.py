"""Clauses of a sentence: predicates, their tense, what continues what."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.parse.clause_words import clause_words

_CLAUSE = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "xcomp", "csubj"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_VERBAL = frozenset({"VERB", "AUX"})
_WILL = frozenset({"will", "would", "shall", "should", "may", "might", "can", "could", "must", "'ll", "’ll", "wo", "to", "'d", "’d"})


def clause_of(token: Token) -> Token:
    """The predicate whose clause holds the token."""
    while token.head != token and not (token.pos_ in _VERBAL and token.dep_ in _CLAUSE):
        token = token.head
    return token


def conjuncts_before(verb: Token) -> Iterator[Token]:
    """The predicates that a coordinated predicate follows, the nearest first."""
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
        yield verb


def clauses_carried(verb: Token) -> Iterator[Token]:
    """The predicates whose time a predicate shares, the nearest first.

    What it is coordinated with before it, what its participle accompanies ("left, taking hostages"), what lets, makes or
    begins it ("let him go"), and what a progressive relative clause goes on beside ("a crowd that was throwing stones").
    """
    words = clause_words()
    while verb.head != verb:
        if verb.dep_ in {"conj", "dep"} or (verb.dep_ in {"xcomp", "ccomp"} and verb.head.lemma_ in words.carrying):
            verb = verb.head
        elif _accompanies(verb):
            verb = clause_of(verb.head)
        else:
            return
        yield verb


def _accompanies(verb: Token) -> bool:
    """Whether a subordinate predicate goes on beside the one it hangs on."""
    if verb.dep_ == "relcl":
        return verb.tag_ == "VBG" and auxiliaries(verb)[:1] in (["was"], ["were"])
    if has_subject(verb):
        return False
    if verb.dep_ in {"advcl", "acl", "xcomp"} and verb.tag_ == "VBG" and verb.i > verb.head.i:
        return True
    return verb.dep_ in {"advcl", "xcomp"} and verb.head.lemma_ not in clause_words().speech


def has_subject(verb: Token) -> bool:
    """Whether the predicate has a subject of its own."""
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def main_line(verb: Token) -> bool:
    """Whether the predicate is a main clause of its sentence, or what a trailing "officials said" reports."""
    for before in conjuncts_before(verb):
        verb = before
    if verb.dep_ == "ccomp" and verb.i < verb.head.i and verb.head.head == verb.head:
        return True
    return verb.head == verb


def auxiliaries(verb: Token) -> list[str]:
    """The auxiliaries of a predicate, lower case; a coordinated predicate without any shares those of the one before it."""
    own = [child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if own or verb.dep_ != "conj" or has_subject(verb) or verb.tag_ not in {"VBN", "VB", "VBG"}:
        return own
    return [child.lower_ for child in verb.head.children if child.dep_ in {"aux", "auxpass"}]


def simple_past(verb: Token) -> bool:
    """Whether the predicate stands in the simple past ("crossed", "was held", "did not cross")."""
    words = auxiliaries(verb)
    if words:
        return words[0] in {"was", "were", "did"}
    return verb.tag_ == "VBD" or (verb.pos_ == "AUX" and verb.lower_ in {"was", "were"})


def present(verb: Token) -> bool:
    """Whether the predicate stands in the simple present, as chronologies tell what happened."""
    words = auxiliaries(verb)
    return words[0] in {"is", "are", "does", "do"} if words else verb.tag_ in {"VBZ", "VBP", "VB"}


def unreal_or_later(verb: Token) -> bool:
    """Whether an auxiliary says that the clause is not, or not yet, so ("will", "may", "to")."""
    return any(word in _WILL for word in auxiliaries(verb))
