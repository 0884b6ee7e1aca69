"""Which time expression dates the clause around a token."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.types import DateValue, TimeExpression
from dragoman.types.parse import Parse, Sentence

_CLAUSE = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "xcomp", "csubj"})


def date_of(parse: Parse, head: Token) -> DateValue | None:
    """The date of the event that `head` (a verb or event noun) tells of, or None where the text dates no part of its clause.

    An expression that hangs on the head itself comes first, then one in its clause, then one that opens the sentence;
    durations and sets date nothing. The date quotes its expression. It ignores other sentences: carrying dates over
    from them is left to the caller, who knows the narrative.
    """
    sentence = parse.sentence_at(head.idx)
    if sentence is None:
        return None
    found = [(time, _head_token(parse, sentence, time)) for time in parse.times if time.date is not None and sentence.span.contains(time.span)]
    clause = _clause_of(head)
    best: tuple[int, int, DateValue] | None = None
    for time, token in found:
        rank = _rank(time, token, head, clause, sentence)
        if rank is None or time.date is None:
            continue
        distance = abs(time.span.start - head.idx)
        if best is None or (rank, distance) < best[:2]:
            best = (rank, distance, time.date)
    return best[2] if best else None


def _head_token(parse: Parse, sentence: Sentence, time: TimeExpression) -> Token:
    inside = [t for t in parse.tokens(sentence) if t.idx < time.span.end and t.idx + len(t.text) > time.span.start]
    span = parse.doc[inside[0].i : inside[-1].i + 1]
    return span.root


def _clause_of(token: Token) -> Token:
    """The predicate whose clause holds the token."""
    while token.head != token and not (token.pos_ in {"VERB", "AUX"} and token.dep_ in _CLAUSE):
        token = token.head
    return token


def _rank(time: TimeExpression, token: Token, head: Token, clause: Token, sentence: Sentence) -> int | None:
    up = token
    while up.head != up and up != head and up.pos_ not in {"VERB", "AUX"}:
        up = up.head
    if up == head:
        return 0
    own = _clause_of(token)
    if own == clause:
        return 1
    if clause.dep_ in {"conj", "xcomp"} and own == _clause_of(clause.head):
        return 2
    if time.span.start - sentence.span.start <= 12:
        return 3
    return None
