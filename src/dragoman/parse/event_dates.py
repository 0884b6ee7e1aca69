"""Which time expression dates the clause around a token."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Token

from dragoman.types import DateValue, TimeExpression
from dragoman.types.parse import Parse, Sentence

_CHRONOLOGY_SLACK = 4
_CLAUSE = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "xcomp", "csubj"})


def date_of(parse: Parse, head: Token) -> DateValue | None:
    """The date of the event that `head` (a verb or event noun) tells of, or None where the text dates no part of its clause.

    An expression that hangs on the head itself comes first, then one in its clause, then one that opens the sentence,
    then a chronology's date that stands alone before it in the paragraph; durations and sets date nothing. The date
    quotes its expression ("from 3 to 5 May" as one range). It ignores other sentences: carrying dates over from them
    is left to the caller, who knows the narrative.
    """
    sentence = parse.sentence_at(head.idx)
    if sentence is None:
        return None
    clause = _clause_of(head)
    best: tuple[int, int, TimeExpression] | None = None
    for time in _times_in(parse, sentence):
        rank = _rank(time, _head_token(parse, sentence, time), head, clause, sentence)
        distance = abs(time.span.start - head.idx)
        if rank is not None and (best is None or (rank, distance) < best[:2]):
            best = (rank, distance, time)
    return _as_range(parse, best[2]) if best else _chronology_date(parse, sentence)


def _times_in(parse: Parse, sentence: Sentence) -> list[TimeExpression]:
    first = bisect_left(parse.times, sentence.span.start, key=lambda time: time.span.start)
    found = []
    for time in parse.times[first:]:
        if time.span.start >= sentence.span.end:
            break
        if time.date is not None and time.span.end <= sentence.span.end:
            found.append(time)
    return found


def _as_range(parse: Parse, time: TimeExpression) -> DateValue | None:
    """The expression's date, or the whole of a range it is one end of."""
    text = parse.article.text
    index = bisect_left(parse.times, time.span.start, key=lambda item: item.span.start)
    for first, second in zip(parse.times[max(0, index - 1) : index + 1], parse.times[index if index else 1 : index + 2], strict=False):
        if time not in (first, second) or first.date is None or second.date is None:
            continue
        between = text[first.span.end : second.span.start].strip().lower()
        lead = text[max(0, first.span.start - 9) : first.span.start].lower().split()[-1:]
        if between in {"-", "–"} or (lead, between) in ((["from"], "to"), (["from"], "until"), (["between"], "and")):
            whole = parse.article.span(first.span.start, second.span.end)
            return DateValue(first.date.start, second.date.end, second.date.precision, whole)
    return time.date


def _chronology_date(parse: Parse, sentence: Sentence) -> DateValue | None:
    """The date of a chronology's entry ("12 July. The guns fell silent."): a sentence of nothing else that opens the paragraph."""
    index = sentence.index
    while index > 0 and parse.sentences[index - 1].paragraph == sentence.paragraph:
        index -= 1
    opening = parse.sentences[index]
    if index == sentence.index:
        return None
    times = _times_in(parse, opening)
    rest = len(opening.span.text.strip(" .:-–")) - sum(len(time.span.text) for time in times)
    return _as_range(parse, times[0]) if times and rest <= _CHRONOLOGY_SLACK else None


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
    while up not in (up.head, head) and up.pos_ not in {"VERB", "AUX"}:
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
