"""Which time expression dates the happening that a token tells of."""

from __future__ import annotations

import datetime

import msgspec
from spacy.tokens import Token

from dragoman.parse.carried_dates import carried_date, entry_date, since_date
from dragoman.parse.clause_words import clause_words
from dragoman.parse.clauses import auxiliaries, clause_of, clauses_carried, conjuncts_before, main_line, present, unreal_or_later
from dragoman.parse.sentence_times import as_range, times_in
from dragoman.parse.time_words import time_words
from dragoman.types import DateValue, TimeExpression
from dragoman.types.parse import Parse, Sentence

_NOMINAL_LINKS = frozenset({"poss", "compound", "amod", "nmod", "nummod"})
_OPENING = 12
_ACL_REACH = 12
_BASE_REACH = 70
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_APART = frozenset({"after", "before", "since", "until", "over", "against", "following", "despite"})
_UNIT_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}


class _Host(msgspec.Struct, frozen=True):
    """What an expression hangs on: the predicate or noun it dates, and the nouns passed on the way to a predicate."""

    token: Token
    passed: tuple[int, ...] = ()


def date_of(parse: Parse, head: Token) -> DateValue | None:
    """The date of the event that `head` (a verb or event noun) tells of, or None where the text dates no such happening.

    An expression that hangs on the head itself comes first, then one of its clause or of the clause it continues, then
    one that opens the sentence, then the label of a chronology's entry; these quote their expression ("from 3 to 5 May"
    as one range). Where there is none, the date is worked out from the main clause ("two days after rebels seized the
    port") or carried over from the sentence before that the clause goes on from; such a date is marked `inferred` and
    has no span. Durations and sets date nothing.
    """
    sentence = parse.sentence_at(head.idx)
    if sentence is None:
        return None
    return (
        _stated(parse, sentence, head)
        or _from_main_clause(parse, sentence, head)
        or entry_date(parse, sentence, head)
        or since_date(parse, sentence, head, _stated)
        or carried_date(parse, sentence, head, _stated)
    )


def _stated(parse: Parse, sentence: Sentence, head: Token) -> DateValue | None:
    best: tuple[int, int, TimeExpression] | None = None
    times = times_in(parse, sentence)
    for index, time in enumerate(times):
        rank = _rank(parse, sentence, time, head)
        if rank and index and _is_base(parse, times[index - 1], time):
            continue
        distance = abs(time.span.start - head.idx)
        if rank is not None and (best is None or (rank, distance) < best[:2]):
            best = (rank, distance, time)
    return as_range(parse, best[2]) if best else None


def _is_base(parse: Parse, offset: TimeExpression, time: TimeExpression) -> bool:
    """Whether the expression only tells what the one before is counted from ("a week before the vote of 3 May")."""
    between = parse.article.text[offset.span.end : time.span.start]
    return offset.span.text.lower().endswith((" before", " after")) and len(between) <= _BASE_REACH and "," not in between


def _rank(parse: Parse, sentence: Sentence, time: TimeExpression, head: Token) -> int | None:
    """How closely the expression is tied to the head: 0 to itself, then ever more loosely; None when not at all."""
    first, root, last = _tokens_of(parse, sentence, time)
    host = _host_of(_attached(first, root))
    clause = clause_of(head)
    if head in (host.token, root) or head.i in host.passed:
        return 0
    if any(_opens_with_when(line, first, last) for line in (clause, *conjuncts_before(clause))):
        return 0
    if any(child.dep_ == "mark" and first.i <= child.i <= last.i for child in clause.children):
        return 1
    if clause == host.token:
        return 1 if clause == head or _goes_with(head, clause) else None
    shares = clause == head or _goes_with(head, clause)
    if shares and any(before == host.token for before in clauses_carried(clause)) and (root.i < clause.i or clause.dep_ != "conj"):
        return 2
    if head.lemma_ in clause_words().planning and host.token.dep_ in {"xcomp", "ccomp"} and host.token.head == head:
        return 3
    if shares and _loosely(host.token, clause):
        return 5
    opening = parse.article.text[sentence.span.start : time.span.start]
    if shares and len(opening) <= _OPENING and _in_main_line(clause):
        return 4
    return None


def _attached(first: Token, root: Token) -> Token:
    """The token to start from: the preposition before the expression where the parser tied the date to what follows instead."""
    before = first.nbor(-1) if first.i else first
    return before if before.pos_ == "ADP" and before.lower_ != "of" and root.head.i > root.i else root


def _loosely(host: Token, clause: Token) -> bool:
    """Whether the expression hangs on the clause's subject or on a participle of its nouns, which parsers mix up with the clause."""
    if clause.lemma_ in clause_words().speech:
        return False
    lines = (clause, *clauses_carried(clause))
    if host.dep_ in _SUBJECTS:
        return any(host.head == line for line in lines)
    return host.dep_ == "acl" and host.i < clause.i + _ACL_REACH and any(clause_of(host.head) == line for line in lines)


def _in_main_line(clause: Token) -> bool:
    return main_line(clause) or any(main_line(before) for before in clauses_carried(clause))


def _goes_with(noun: Token, clause: Token) -> bool:
    """Whether an event noun shares the time of its clause: not under a verb of speech, nor inside another noun's phrase."""
    words = clause_words()
    link = noun.head
    if noun.dep_ == "pobj" and link.lower_ in words.inside and (link.head == clause or link.head.dep_ in _SUBJECTS):
        return True
    if clause.lemma_ in words.speech:
        return False
    up, depth = noun, 0
    while up not in (clause, up.head):
        if up.dep_ in {"relcl", "acl"} or (up.dep_ == "pobj" and up.head.lower_ in _APART):
            return False
        up = up.head
        depth += up.pos_ in {"NOUN", "PROPN"}
    return depth <= 1


def _tokens_of(parse: Parse, sentence: Sentence, time: TimeExpression) -> tuple[Token, Token, Token]:
    span = parse.doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    if span is None or not len(span):
        token = parse.doc[sentence.first_token]
        return token, token, token
    return span[0], span.root, span[-1]


def _host_of(root: Token) -> _Host:
    passed: list[int] = []
    token = root
    while token.head != token:
        up = token.head
        if up.pos_ in {"VERB", "AUX"}:
            return _Host(up, tuple(passed))
        if up.pos_ in {"NOUN", "PROPN", "PRON"}:
            of = token.pos_ == "ADP" and token.lower_ == "of"
            if of or token.dep_ in _NOMINAL_LINKS or up.dep_ in _SUBJECTS:
                return _Host(up, tuple(passed))
            passed.append(up.i)
        token = up
    return _Host(token, tuple(passed))


def _opens_with_when(clause: Token, first: Token, last: Token) -> bool:
    """Whether the clause is the "when ..." that follows the expression directly ("on Monday, when the talks broke down")."""
    when = next((child for child in clause.children if child.lower_ == "when"), None)
    if when is None or first.i > clause.i:
        return False
    return 0 < when.i - last.i <= 2


def _from_main_clause(parse: Parse, sentence: Sentence, head: Token, depth: int = 2) -> DateValue | None:
    """The date worked out from the clause that an "after" or "before" clause or phrase hangs on."""
    mark, verb = _marker(head)
    if mark is None or verb is None or depth == 0:
        return None
    days = _distance(mark)
    main = _stated(parse, sentence, verb) or _from_main_clause(parse, sentence, verb, depth - 1) or entry_date(parse, sentence, verb)
    if main is None and days:
        main = _published(parse, verb)
    if main is None or main.start is None or days is None:
        return None
    if days == 0:
        earlier = mark.lower_ == "after" and auxiliaries(clause_of(head))[:1] == ["had"]
        if earlier and main.precision in {"day", "time"} and mark.nbor(-1).lemma_ not in clause_words().short_units:
            return None
        return DateValue(main.start, main.end, main.precision, None, inferred=True)
    if main.precision not in {"day", "time"}:
        return None
    try:
        day = datetime.date.fromisoformat(main.start) + datetime.timedelta(days={"after": -days, "before": days}.get(mark.lower_, 0))
    except (OverflowError, ValueError):
        return None
    return DateValue(day.isoformat(), day.isoformat(), "day", None, inferred=True)


def _published(parse: Parse, verb: Token) -> DateValue | None:
    """The publication date, for a main clause in the present or perfect ("Nine days after ..., they are talking")."""
    document = parse.article.date
    if document is None or len(document.value) < 10 or not (present(verb) or auxiliaries(verb)[:1] in (["has"], ["have"])):
        return None
    return DateValue(document.value[:10], document.value[:10], "day", document.span, inferred=True)


def _marker(head: Token) -> tuple[Token | None, Token | None]:
    """The conjunction or preposition that ties the head's clause or phrase to a main clause, and that clause's predicate."""
    words = clause_words().same_time
    clause = clause_of(head)
    if clause != head and head.dep_ == "pobj" and head.head.lower_ in {"after", "before"} and head.head.head != head.head:
        return head.head, clause_of(head.head.head)
    if clause.head == clause:
        return None, None
    for verb in (clause, *conjuncts_before(clause)):
        if unreal_or_later(verb) or verb.head == verb:
            return None, None
        mark = next((c for c in verb.children if c.dep_ in {"mark", "advmod", "prep"} and c.lower_ in words and c.i < verb.i), None)
        if mark is None and verb.dep_ == "pcomp" and verb.head.lower_ in words:
            mark = verb.head
        if mark is not None and verb.dep_ in {"advcl", "pcomp"}:
            main = clause_of(verb.head)
            return (mark, main) if main != verb else (None, None)
    return None, None


def _distance(mark: Token) -> int | None:
    """The days said before the conjunction ("two days after" 2, "hours after" and plain "after" 0); None where vague or long."""
    if mark.i == 0:
        return 0
    unit = mark.doc[mark.i - 1]
    words = time_words()
    name = words.unit(unit.text) if unit.is_alpha else ""
    if name not in words.units:
        return 0
    if name in clause_words().short_units:
        return 0
    count = words.number(mark.doc[mark.i - 2].text) if mark.i > 1 else None
    return None if count is None or name not in _UNIT_DAYS else count * _UNIT_DAYS[name]
