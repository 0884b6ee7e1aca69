"""Events of an article: candidates, types, status, modes, arguments, dates, and one record a happening."""

from __future__ import annotations

import datetime
import re
from typing import Literal

import msgspec
from spacy.tokens import Doc, Token

from dragoman.codebook import Codebook, load_codebook
from dragoman.events.arguments import content
from dragoman.events.candidates import find_candidates
from dragoman.events.classify import CandidateFinder, Classifier, Coding, LexiconClassifier
from dragoman.events.counts import find_counts
from dragoman.events.event_places import place_of
from dragoman.events.lexicon import word_lists
from dragoman.events.merge import Draft, merge_mentions
from dragoman.events.modes import find_contexts, find_modes
from dragoman.events.participants import participants, state_of_place
from dragoman.events.status import StatusReading, read_status
from dragoman.parse.event_dates import date_of
from dragoman.types import Cast, Counts, DateValue, Event, EventMention, Span, Status
from dragoman.types.parse import Parse, Sentence

_SPEAKING = frozenset({"REQUEST", "AGREE", "REJECT", "CONCEDE"})
_ON_PLACES = frozenset({"ASSAULT", "CONSULT", "MOBILIZE", "AID"})
_UNDERTAKINGS = frozenset({"AGREE", "CONCEDE"})
_OLD_TIME = re.compile(r"\b(?:ago|century|centuries|decade|decades|that year|years earlier|years before)\b")
_WRITTEN_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\ds?\b")
_YEAR = datetime.timedelta(days=365)


def find_events(parse: Parse, cast: Cast, *, codebook: Codebook | None = None, classifier: Classifier | None = None) -> tuple[Event, ...]:
    """Every event the article's prose tells of, one record a happening, in text order.

    `codebook` gives types, scores and type changes (PLOVER by default); `classifier` types the candidates (the trigger
    lexicon by default).
    """
    book = codebook or load_codebook()
    typist = classifier or LexiconClassifier()
    drafts: list[Draft] = []
    past = _past_sentences(parse)
    for sentence in parse.prose():
        codings = code_sentence(parse, sentence, typist)
        drafts += [
            draft for coding in codings if (draft := _draft(parse, cast, sentence, coding, book, past.get(sentence.index))) is not None
        ]
    events = merge_mentions(parse.doc, drafts)
    return tuple(_numbered(event, number) for number, event in enumerate(events, 1))


def code_sentence(parse: Parse, sentence: Sentence, classifier: Classifier) -> list[Coding]:
    """The codings of a sentence, in text order, less the nouns that another trigger already holds."""
    finder = classifier.find_candidates if isinstance(classifier, CandidateFinder) else find_candidates
    candidates = list(finder(parse, sentence))
    codings = [coding for coding in classifier.classify(parse, candidates) if coding is not None]
    taken = {i for coding in codings for i in coding.consumed}
    taken |= {content(parse.doc[i]).i for i in taken}
    verbal = {coding.candidate.trigger for coding in codings if coding.type in _SPEAKING}
    supports = {
        coding.candidate.slots.support: coding for coding in codings if coding.candidate.noun and coding.candidate.trigger not in taken
    }
    kept = []
    for coding in codings:
        if coding.candidate.trigger in taken:
            continue
        if coding.candidate.trigger in supports and coding.rank < 1.5:
            continue
        reading = read_status(parse.doc[coding.candidate.trigger])
        if reading.governor in verbal and reading.status in ("hypothetical", "future", "negated"):
            continue
        kept.append(coding)
    return kept


def _draft(parse: Parse, cast: Cast, sentence: Sentence, coding: Coding, book: Codebook, past: bool | None) -> Draft | None:
    doc, candidate = parse.doc, coding.candidate
    token = doc[candidate.trigger]
    reading = read_status(token)
    if _unwanted(doc, coding):
        return None
    actors, actor_spans = participants(parse, cast, coding.actors)
    recipients, recipient_spans = participants(parse, cast, coding.recipients)
    if not recipients:
        recipients, recipient_spans = participants(parse, cast, coding.further_recipients)
        recipients = recipients[:1]
    if not recipients and coding.type in _ON_PLACES:
        recipients, recipient_spans = state_of_place(parse, cast, coding.recipients + coding.further_recipients)
    recipients = tuple(found for found in recipients if found not in actors)
    date = _date(parse, token, coding.type, reading)
    status = _status(parse, reading, date, past if past is None or _past_tense(token) else None)
    type_name, status = _changed(book, coding.type, "refused" if reading.refused and status == "negated" else status)
    evidence = parse.span_of(doc[candidate.first], doc[candidate.last])
    modes = find_modes(type_name, coding.modes if type_name == coding.type else (), evidence.text)
    modes = tuple(mode for mode in modes if mode in book.types[type_name].modes)
    contexts = find_contexts(book, sentence.span.text)
    entry = book.types[type_name]
    speaker = participants(parse, cast, (reading.asserted_by,))[0] if reading.asserted_by is not None else ()
    counts = find_counts(parse.tokens(sentence)) if type_name in ("ASSAULT", "COERCE", "PROTEST") else Counts()
    event = Event(
        id="",
        type=type_name,
        actors=actors,
        recipients=recipients,
        status=status,
        mentions=(EventMention(_trigger_span(parse, coding), evidence, actor_spans, recipient_spans),),
        modes=modes,
        contexts=contexts,
        cameo=book.cameo_code(type_name, modes, contexts),
        quad=entry.quad,
        score=book.score(type_name, modes),
        date=date,
        place=place_of(parse, cast, token, evidence),
        counts=_own_counts(type_name, counts),
        asserted_by=speaker[0] if speaker else None,
        disputed=reading.disputed,
        confidence=coding.confidence,
    )
    return Draft(event, token.i, candidate.noun, sentence.index, token.lemma_.lower())


def _unwanted(doc: Doc, coding: Coding) -> bool:
    """Bare abstract nouns name no happening ("war is costly")."""
    if not coding.candidate.noun:
        return False
    token = doc[coding.candidate.trigger]
    bare = not any(child.dep_ in ("det", "poss", "amod", "compound", "prep", "nummod") for child in token.children)
    return bare and token.lemma_.lower() in word_lists("guards")["generic"] and not coding.candidate.slots.subjects


def _trigger_span(parse: Parse, coding: Coding) -> Span:
    """The trigger's words: the head with its particle and, for an idiom, its object's head, when they stand close together."""
    token = parse.doc[coding.candidate.trigger]
    last = token
    for index in coding.consumed:
        if 0 < index - token.i <= 3:
            last = parse.doc[index]
    for child in token.children:
        if child.dep_ in ("prt", "acomp") and child.i == last.i + 1:
            last = child
    return parse.span_of(token, last)


def _date(parse: Parse, token: Token, type_name: str, reading: StatusReading) -> DateValue | None:
    """The date of a trigger's happening; what is announced or agreed ("announced on Monday that it would leave") has that of its verb."""
    date = date_of(parse, token)
    if date is None and type_name in _UNDERTAKINGS and reading.governor is not None:
        return date_of(parse, parse.doc[reading.governor])
    return date


def _status(parse: Parse, reading: StatusReading, date: DateValue | None, past: bool | None) -> Status:
    """The reading's status; what lies more than twelve months before the document's date is historical.

    `past`: None unless the paragraph is telling of such a time, True when the sentence itself dates it. A date without its
    year counts only there, since which year is meant is a guess; an undated event in the past tense is taken along
    within the sentence. Where the document's date is unknown, an event given with its
    year is historical: news leaves the current year out.
    """
    document = parse.article.date
    if reading.status != "actual" or (date is not None and date.inferred):
        return reading.status
    if date is None or date.span is None:
        return "historical" if past else "actual"
    if document is None:
        return "historical" if _WRITTEN_YEAR.search(date.span.text) else "actual"
    old = date.end is not None and date.end < (document.day() - _YEAR).isoformat()
    return "historical" if old and (past is not None or _names_year(date.span.text)) else "actual"


def _names_year(text: str) -> bool:
    return _WRITTEN_YEAR.search(text) is not None or _OLD_TIME.search(text.lower()) is not None


def _past_sentences(parse: Parse) -> dict[int, bool]:
    """Sentences (by index) that tell of a time more than twelve months before the document's date.

    Such a stretch opens with a dated expression that names its year and runs to the end of the paragraph, or to a date or
    word that leads back to the present. The value says whether the expression stands in the sentence itself.
    """
    document = parse.article.date
    if document is None:
        return {}
    border = (document.day() - _YEAR).isoformat()
    found: dict[int, bool] = {}
    paragraph, past = -1, False
    breaks = word_lists("status")["narrative_breaks"]
    for sentence in parse.prose():
        if sentence.paragraph != paragraph:
            paragraph, past = sentence.paragraph, False
        dated = [t for t in parse.times if t.date is not None and t.date.end is not None and sentence.span.contains(t.span)]
        old = [t for t in dated if t.date is not None and (t.date.end or "") < border and _names_year(t.span.text)]
        recent = [t for t in dated if t.date is not None and (t.date.end or "") >= border]
        if old and not recent:
            past = True
        elif recent or any(token.lower_ in breaks for token in parse.tokens(sentence)):
            past = False
        if past:
            found[sentence.index] = bool(old)
    return found


def _past_tense(token: Token) -> bool:
    """Whether the clause of a predicate stands in the simple past or past perfect."""
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    auxiliaries = [child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if auxiliaries:
        return auxiliaries[0] in ("had", "was", "were", "did")
    return verb.tag_ in ("VBD", "VBN")


def _changed(book: Codebook, type_name: str, status: Status | Literal["refused"]) -> tuple[str, Status]:
    changed = book.changed_type(type_name, status)
    if changed is not None:
        return changed, "actual"
    return type_name, "negated" if status == "refused" else status


def _own_counts(type_name: str, counts: Counts) -> Counts:
    if type_name == "COERCE":
        return Counts(arrested=counts.arrested)
    return Counts(killed=counts.killed, injured=counts.injured)


def _numbered(event: Event, number: int) -> Event:
    return msgspec.structs.replace(event, id=f"e{number}")
