"""Where a local reading is doubtful, sentence by sentence: what a large model should look at first.

Doubt is the number of wrong and missing records expected in a sentence: a weighted sum of signs that the reading itself shows
(data/doubt.toml, fitted by training/doubt.py on the corpus). It ignores how much a record matters.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from dragoman.claims.likelihood import find_hedges
from dragoman.errors import DataError
from dragoman.llm.sentences import Sentences
from dragoman.types import Article, Event, Reading, Span

SIGNS = {
    "event of low confidence": "one minus the confidence of each event that has one",
    "event without confidence": "events whose reader gave no calibrated confidence",
    "event without actor": "events that name nobody who did it",
    "contradiction": "the same act of the same actors told as done and as not done",
    "claim": "causal or conditional claims",
    "claim without cause": "claims whose cause was not found",
    "statement": "statements",
    "statement without speaker": "statements put to nobody",
    "hedge": "words of likelihood, where there is no claim",
    "silence": "an actor is named, and no event, statement or claim was found",
    "actors": "mentions of actors",
    "words": "words, in tens",
    "words without record": "words, in tens, beyond ten for each record found",
    "quotation": "quotation marks",
}
"""The signs of doubt, and what each counts."""


class Doubt(msgspec.Struct, frozen=True):
    """One sentence and how many of its records are expected to be wrong or missing, with the signs seen in it."""

    sentence: Span
    weight: float
    signs: tuple[str, ...]


@cache
def load_weights() -> dict[str, float]:
    """The packaged weight of each sign. Raises DataError when the file is broken."""
    source = files("dragoman.llm") / "data" / "doubt.toml"
    try:
        weights = msgspec.convert(tomllib.loads(source.read_text(encoding="utf-8"))["weights"], dict[str, float])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, KeyError) as error:
        raise DataError(f"llm/data/doubt.toml does not check out: {error}.", "Restore the file or correct it.") from error
    if set(weights) != set(SIGNS):
        raise DataError("llm/data/doubt.toml does not weigh exactly the known signs.", "Restore the file or run training/doubt.py.")
    return weights


def body_sentences(article: Article) -> list[Span]:
    """The sentences of the body; of an article without known sections, all."""
    found = Sentences(article).all()
    return [one for one in found if not article.sections or article.section_at(one.end - 1) == "body"]


def doubts(reading: Reading) -> tuple[Doubt, ...]:
    """Every sentence of the body that shows a sign of doubt, the most doubtful first."""
    weights, sentences = load_weights(), body_sentences(reading.article)
    found = []
    for sentence, signs in zip(sentences, signs_of(reading, sentences), strict=True):
        weight = sum(weights[name] * amount for name, amount in signs.items())
        if weight > 0:
            found.append(Doubt(sentence, round(weight, 4), tuple(name for name, amount in signs.items() if amount and weights[name])))
    return tuple(sorted(found, key=lambda one: (-one.weight, one.sentence.start)))


def most_doubtful(reading: Reading, share: float) -> tuple[Span, ...]:
    """The most doubtful sentences, at most `share` (0 to 1) of the body's, in text order."""
    allowed = math.floor(share * len(body_sentences(reading.article)) + 1e-9)
    return tuple(sorted(one.sentence for one in doubts(reading)[:allowed]))


def signs_of(reading: Reading, sentences: list[Span]) -> list[dict[str, float]]:
    """How much of each sign each sentence shows."""
    signs: list[dict[str, float]] = [dict.fromkeys(SIGNS, 0.0) for _ in sentences]

    def note(span: Span, sign: str, amount: float = 1.0) -> None:
        at = _holding(sentences, span)
        if at is not None:
            signs[at][sign] += amount

    for event in reading.events:
        if event.confidence is None:
            note(event.trigger, "event without confidence")
        else:
            note(event.trigger, "event of low confidence", 1 - event.confidence)
        if not event.actors:
            note(event.trigger, "event without actor")
        if any(_contradicts(event, other) for other in reading.events):
            note(event.trigger, "contradiction")
    for claim in reading.claims:
        note(claim.effect, "claim")
        if claim.cause is None and not claim.chain_from:
            note(claim.effect, "claim without cause")
    for statement in reading.statements:
        note(statement.content[0], "statement")
        if statement.speaker is None:
            note(statement.content[0], "statement without speaker")
    for actor in reading.actors:
        for mention in actor.mentions:
            note(mention.span, "actors")
    records = _records_in(reading, sentences)
    for at, sentence in enumerate(sentences):
        _add_text_signs(signs[at], sentence, records[at])
    return signs


def _add_text_signs(signs: dict[str, float], sentence: Span, records: int) -> None:
    words = len(sentence.text.split())
    signs["words"] = words / 10
    signs["words without record"] = max(0.0, words / 10 - records)
    signs["quotation"] = float(sum(sentence.text.count(mark) for mark in '"“”'))
    if not signs["claim"]:
        signs["hedge"] = float(len(find_hedges(sentence.text)))
    if not records and signs["actors"]:
        signs["silence"] = 1.0


def _contradicts(event: Event, other: Event) -> bool:
    """The same act of the same actors is told as done and as not done."""
    told = {event.status, other.status}
    return (
        "negated" in told and bool(told & {"actual", "historical"}) and event.type == other.type
        and bool(event.actors) and event.actors == other.actors and event.recipients == other.recipients
    )


def _records_in(reading: Reading, sentences: list[Span]) -> list[int]:
    """How many events, statements and claims each sentence holds."""
    counts = [0] * len(sentences)
    spans = [
        *(mention.trigger for event in reading.events for mention in event.mentions),
        *(statement.content[0] for statement in reading.statements), *(claim.effect for claim in reading.claims),
    ]
    for span in spans:
        at = _holding(sentences, span)
        if at is not None:
            counts[at] += 1
    return counts


def _holding(sentences: list[Span], span: Span) -> int | None:
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle].end <= span.start:
            low = middle + 1
        else:
            high = middle
    return low if low < len(sentences) and sentences[low].start <= span.start else None
