"""Dates that a clause takes over from the label of its entry or from the sentence before it."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from dragoman.parse.clause_words import clause_words
from dragoman.parse.clauses import clause_of, main_line, present, simple_past, unreal_or_later
from dragoman.parse.sentence_times import as_range, times_in
from dragoman.types import DateValue
from dragoman.types.parse import Parse, Sentence

_LABEL_SLACK = 4
_REACH = 3
_DAYS = frozenset({"day", "time"})
_LABEL_ENDS = ":.-–—|\n"
Stated = Callable[[Parse, Sentence, Token], DateValue | None]


def entry_date(parse: Parse, sentence: Sentence, head: Token) -> DateValue | None:
    """The date of a chronology's entry ("12 July. The guns fell silent.", "- 3 May: the army leaves"): its label opens the paragraph."""
    opening = sentence
    while opening.index > 0 and parse.sentences[opening.index - 1].paragraph == sentence.paragraph:
        opening = parse.sentences[opening.index - 1]
    times = times_in(parse, opening)
    if not times:
        return None
    text = parse.article.text
    lead = text[opening.span.start : times[0].span.start].strip(" .:-–—•*·(\n")
    after = text[times[0].span.end : times[0].span.end + 2].strip(" ")[:1]
    if len(lead) > _LABEL_SLACK or not after or after not in _LABEL_ENDS:
        return None
    verb = clause_of(head)
    if unreal_or_later(verb) or (opening.index != sentence.index and times_in(parse, sentence)):
        return None
    told = simple_past(verb) or present(verb) or verb.tag_ == "VBG" or verb.pos_ not in {"VERB", "AUX"}
    return as_range(parse, times[0]) if told else None


def since_date(parse: Parse, sentence: Sentence, head: Token, stated: Stated) -> DateValue | None:
    """ "has since sent troops": from the day last told to the publication date."""
    verb = clause_of(head)
    before = [token.lower_ for token in verb.doc[max(0, verb.i - 2) : verb.i]]
    if before not in (["has", "since"], ["have", "since"], ["since", "been"]) and not any(
        child.lower_ == "since" and child.dep_ == "advmod" for child in verb.children
    ):
        return None
    told = _told_before(parse, sentence, stated)
    if told is None or told.start is None:
        return None
    end = parse.article.date.day().isoformat() if parse.article.date else None
    return DateValue(told.start, end if end is None or end >= told.start else None, "vague", None, inferred=True)


def carried_date(parse: Parse, sentence: Sentence, head: Token, stated: Stated) -> DateValue | None:
    """The day of the sentence before, for a clause in the simple past that goes on telling of it.

    What people say of a happening may be said on any later day, so verbs of speech carry nothing. A sentence with a date
    of its own, or a word that leads elsewhere in time, breaks the thread.
    """
    verb = clause_of(head)
    if not simple_past(verb) or verb.lemma_ in clause_words().speech or times_in(parse, sentence):
        return None
    if any(token.lower_ in clause_words().breaks for token in parse.tokens(sentence)):
        return None
    if any(sentence.span.contains(time.span) for time in parse.times if time.value == "PRESENT_REF"):
        return None
    told = _told_before(parse, sentence, stated)
    if told is None or told.precision not in _DAYS:
        return None
    return DateValue(told.start, told.end, told.precision, None, inferred=True)


def _told_before(parse: Parse, sentence: Sentence, stated: Stated) -> DateValue | None:
    """The date of the last main clause told in the paragraph before the sentence, at most three sentences back."""
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - _REACH), -1):
        earlier = parse.sentences[index]
        if earlier.paragraph != sentence.paragraph:
            return None
        if not times_in(parse, earlier):
            continue
        predicates = [token for token in parse.tokens(earlier) if token.pos_ in {"VERB", "AUX"}]
        verbs = [token for token in predicates if main_line(token) and simple_past(token)]
        dates = [date for verb in reversed(verbs) if (date := stated(parse, earlier, verb)) is not None]
        return dates[0] if dates else None
    return None
