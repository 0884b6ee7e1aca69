"""Where a local reading is doubtful, sentence by sentence: what a large model should look at first.

Doubt is counted in expected wrong or missing records: one minus the calibrated confidence of each record that has one, and fixed
weights for the signs of a mistake that carry no confidence (data/doubt.toml). It ignores how much a record matters.
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files

import msgspec

from dragoman.claims.likelihood import find_hedges
from dragoman.errors import DataError
from dragoman.llm.sentences import Sentences
from dragoman.types import Article, Event, Reading, Span


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Expected mistakes for each sign of doubt; see data/doubt.toml."""

    unscored_event: float
    event_without_actor: float
    contradiction: float
    claim_without_cause: float
    claim: float
    statement_without_speaker: float
    statement: float
    silent_with_hedge: float
    silent_with_actor: float
    shortest_silent: int


class Doubt(msgspec.Struct, frozen=True):
    """One sentence and how doubtful its records are, with the reasons."""

    sentence: Span
    weight: float
    reasons: tuple[str, ...]


@cache
def load_weights() -> Weights:
    """The packaged weights. Raises DataError when the file is broken."""
    source = files("dragoman.llm") / "data" / "doubt.toml"
    try:
        return msgspec.convert(tomllib.loads(source.read_text(encoding="utf-8"))["weights"], Weights)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, KeyError) as error:
        raise DataError(f"llm/data/doubt.toml does not check out: {error}.", "Restore the file or correct it.") from error


def body_sentences(article: Article) -> list[Span]:
    """The sentences of the body; of an article without known sections, all."""
    found = Sentences(article).all()
    return [one for one in found if not article.sections or article.section_at(one.end - 1) == "body"]


def doubts(reading: Reading) -> tuple[Doubt, ...]:
    """Every sentence of the body with some doubt, the most doubtful first."""
    sentences = body_sentences(reading.article)
    notes: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for span, weight, reason in (*_event_notes(reading), *_word_notes(reading)):
        at = _holding(sentences, span)
        if at is not None:
            notes[at].append((weight, reason))
    for at, weight, reason in _silences(reading, sentences):
        notes[at].append((weight, reason))
    found = [
        Doubt(sentences[at], sum(weight for weight, _ in listed), tuple(dict.fromkeys(reason for _, reason in listed)))
        for at, listed in notes.items()
    ]
    return tuple(sorted((one for one in found if one.weight > 0), key=lambda one: (-one.weight, one.sentence.start)))


def most_doubtful(reading: Reading, share: float) -> tuple[Span, ...]:
    """The most doubtful sentences, at most `share` (0 to 1) of the body's, in text order."""
    allowed = math.floor(share * len(body_sentences(reading.article)) + 1e-9)
    return tuple(sorted(one.sentence for one in doubts(reading)[:allowed]))


def _event_notes(reading: Reading) -> list[tuple[Span, float, str]]:
    weights = load_weights()
    notes = []
    for event in reading.events:
        doubt = weights.unscored_event if event.confidence is None else 1 - event.confidence
        notes.append((event.trigger, doubt, "an event of low confidence"))
        if not event.actors:
            notes.append((event.trigger, weights.event_without_actor, "an event without an actor"))
        if any(_contradicts(event, other) for other in reading.events):
            notes.append((event.trigger, weights.contradiction, "events that contradict each other"))
    return notes


def _contradicts(event: Event, other: Event) -> bool:
    """The same act of the same actors is told as done and as not done."""
    told = {event.status, other.status}
    return (
        "negated" in told and bool(told & {"actual", "historical"}) and event.type == other.type
        and bool(event.actors) and event.actors == other.actors and event.recipients == other.recipients
    )


def _word_notes(reading: Reading) -> list[tuple[Span, float, str]]:
    weights = load_weights()
    notes: list[tuple[Span, float, str]] = []
    for claim in reading.claims:
        notes.append((claim.effect, weights.claim if claim.confidence is None else 1 - claim.confidence, "a claim"))
        if claim.cause is None and not claim.chain_from:
            notes.append((claim.effect, weights.claim_without_cause, "a claim without a cause"))
    for statement in reading.statements:
        notes.append((statement.content[0], weights.statement if statement.confidence is None else 1 - statement.confidence, "a statement"))
        if statement.speaker is None:
            notes.append((statement.content[0], weights.statement_without_speaker, "a statement without a speaker"))
    return notes


def _silences(reading: Reading, sentences: list[Span]) -> list[tuple[int, float, str]]:
    """Sentences of some length that gave no record, though they hedge or name an actor."""
    weights = load_weights()
    spoken = {_holding(sentences, span) for span in _record_spans(reading)}
    named = {_holding(sentences, mention.span) for actor in reading.actors for mention in actor.mentions}
    found = []
    for at, sentence in enumerate(sentences):
        if at in spoken or len(sentence.text.split()) < weights.shortest_silent:
            continue
        if find_hedges(sentence.text):
            found.append((at, weights.silent_with_hedge, "likelihood words and no claim"))
        elif at in named:
            found.append((at, weights.silent_with_actor, "an actor and no record"))
    return found


def _record_spans(reading: Reading) -> list[Span]:
    return [
        *(mention.trigger for event in reading.events for mention in event.mentions),
        *(span for statement in reading.statements for span in statement.content), *(claim.effect for claim in reading.claims),
    ]


def _holding(sentences: list[Span], span: Span) -> int | None:
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle].end <= span.start:
            low = middle + 1
        else:
            high = middle
    return low if low < len(sentences) and sentences[low].start <= span.start else None
