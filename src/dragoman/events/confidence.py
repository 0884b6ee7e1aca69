"""How often an event coded like this one is right: the pair model's second opinion on the lexicon's coding."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
import numpy
from numpy.typing import NDArray

from dragoman.events.pair_model import Characters, MarkedSentence, pair_model
from dragoman.types import Event, Span
from dragoman.types.parse import Parse

_LEAST = 1e-4


def with_confidence(parse: Parse, events: Sequence[Event], *, least: float = 0.0) -> tuple[Event, ...]:
    """The events with their confidence, less those below `least`.

    Confidence is the calibrated probability that the type is right, fitted on held-out corpus documents by
    training/events/calibrate.py (Platt scaling); it ignores arguments, date and place.
    """
    if not events:
        return ()
    model = pair_model()
    rows = model.probabilities([evidence_of(parse, event) for event in events])
    found = []
    for event, row in zip(events, rows, strict=True):
        confidence = model.confidence(features(event.type, row, model.types))
        if confidence >= least:
            found.append(msgspec.structs.replace(event, confidence=round(confidence, 3)))
    return tuple(found)


def evidence_of(parse: Parse, event: Event) -> MarkedSentence:
    """The sentence of the event's first mention, with its arguments and trigger marked."""
    mention = event.mentions[0]
    sentence = parse.sentence_at(mention.trigger.start)
    whole = sentence.span if sentence is not None else mention.evidence

    def local(span: Span | None) -> Characters | None:
        return (span.start - whole.start, span.end - whole.start) if span is not None and whole.contains(span) else None

    source = mention.actor_spans[0] if mention.actor_spans else None
    target = mention.recipient_spans[0] if mention.recipient_spans else None
    return MarkedSentence(whole.text, local(source), local(target), local(mention.trigger))


def features(coded: str, row: NDArray[numpy.float32], types: Sequence[str]) -> tuple[float, ...]:
    """What the calibration looks at: log-probability of the coded type, of the best other type, and of none."""
    by_name = {name: max(float(value), _LEAST) for name, value in zip(types, row, strict=True)}
    own = by_name.get(coded, _LEAST)
    other = max(value for name, value in by_name.items() if name not in {coded, "none"})
    return math.log(own), math.log(other), math.log(by_name["none"])
