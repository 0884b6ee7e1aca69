"""Who did what to whom: one event with all its mentions."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.types.dates import DateValue
from dragoman.types.span import Span

Status = Literal["actual", "historical", "future", "hypothetical", "threatened", "negated"]


class Counts(msgspec.Struct, frozen=True):
    """Numbers of people the text gives for an event; None where it gives none."""

    killed: int | None = None
    injured: int | None = None
    arrested: int | None = None


class EventMention(msgspec.Struct, frozen=True):
    """One place that tells of the event: the trigger words and the clause around them."""

    trigger: Span
    evidence: Span
    actor_spans: tuple[Span, ...] = ()
    recipient_spans: tuple[Span, ...] = ()


class Event(msgspec.Struct, frozen=True):
    """One happening, coded with the codebook (PLOVER by default).

    `actors`, `recipients` are actor ids (empty: the text names none), `place` a place id. `status` follows PLOVER's
    auxiliary modes; `asserted_by` is the actor the text puts it in the mouth of (None: the author). `score` is the
    codebook's conflict-cooperation score of mode or type. `confidence` is a calibrated probability that type and
    status are right, or None where no calibrated model was used.
    """

    id: str
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status
    mentions: tuple[EventMention, ...]
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int | None = None
    score: float | None = None
    date: DateValue | None = None
    place: str | None = None
    counts: Counts = Counts()
    asserted_by: str | None = None
    disputed: bool = False
    confidence: float | None = None

    @property
    def trigger(self) -> Span:
        """The trigger of the first, fullest mention."""
        return self.mentions[0].trigger

    @property
    def evidence(self) -> Span:
        """The clause of the first, fullest mention."""
        return self.mentions[0].evidence
