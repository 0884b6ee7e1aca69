"""What a language model is asked to answer: records with quotes and short ids, never offsets.

In: JSON. Out: Answer, whose items are still unchecked: enumerated fields are plain strings here, so that one wrong word
spoils one item and not the whole answer. The meaning of the fields is that of the records in `dragoman.types`.
"""

from __future__ import annotations

import msgspec


class ActorAnswer(msgspec.Struct, frozen=True):
    """An actor and the wordings by which the text calls it; `id` holds within the answer only."""

    id: str
    name: str
    kind: str
    wordings: tuple[str, ...]
    country: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    represents: str | None = None


class PlaceAnswer(msgspec.Struct, frozen=True):
    """A place and the wordings by which the text calls it."""

    id: str
    name: str
    wordings: tuple[str, ...]
    country: str | None = None
    kind: str | None = None


class MentionAnswer(msgspec.Struct, frozen=True):
    """One place that tells of an event: the clause, and in it the trigger and the argument phrases."""

    quote: str
    trigger: str
    actor_quotes: tuple[str, ...] = ()
    recipient_quotes: tuple[str, ...] = ()


class EventAnswer(msgspec.Struct, frozen=True):
    """One happening, the fullest mention first."""

    type: str
    status: str
    mentions: tuple[MentionAnswer, ...]
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date: str | None = None
    date_quote: str | None = None
    place: str | None = None
    killed: int | None = None
    injured: int | None = None
    arrested: int | None = None
    asserted_by: str | None = None
    disputed: bool = False


class StatementAnswer(msgspec.Struct, frozen=True):
    """Words, or a belief, put to a source."""

    id: str
    content: tuple[str, ...]
    act: str
    kind: str = "speech"
    speaker: str | None = None
    speaker_quote: str | None = None
    cue: str | None = None
    addressees: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    stance: str | None = None
    within: str | None = None
    date: str | None = None
    date_quote: str | None = None


class RelationAnswer(msgspec.Struct, frozen=True):
    """A tie between two actors."""

    source: str
    type: str
    target: str
    quote: str
    former: bool = False


class AlignmentChangeAnswer(msgspec.Struct, frozen=True):
    """An actor turning towards or away from others."""

    actor: str
    targets: tuple[str, ...]
    direction: str
    quote: str
    stance_before: str | None = None
    stance_after: str | None = None
    reasons: tuple[str, ...] = ()


class AlternativeAnswer(msgspec.Struct, frozen=True):
    """One reading or reason, and who holds it."""

    quote: str
    holder: str | None = None
    reasons: tuple[str, ...] = ()


class ExplanationAnswer(msgspec.Struct, frozen=True):
    """Why something is so: alternatives that compete, or reasons that add up."""

    explained: str
    competing: bool
    alternatives: tuple[AlternativeAnswer, ...]
    announced: int | None = None


class ClaimAnswer(msgspec.Struct, frozen=True):
    """One causal or conditional link."""

    id: str
    effect: str
    sign: str
    kind: str
    cause: str | None = None
    hedge: str | None = None
    band: str | None = None
    condition: str | None = None
    marker: str | None = None
    asserted_by: str | None = None
    chain_from: tuple[str, ...] = ()
    self_binding: bool = False
    horizon: str | None = None
    horizon_quote: str | None = None


class AnalogyAnswer(msgspec.Struct, frozen=True):
    """A precedent called on."""

    quote: str
    precedent: str
    compared_with: str | None = None
    date: str | None = None
    date_quote: str | None = None


class Answer(msgspec.Struct, frozen=True):
    """All that a model answered about one article, or one part of it."""

    actors: tuple[ActorAnswer, ...] = ()
    places: tuple[PlaceAnswer, ...] = ()
    events: tuple[EventAnswer, ...] = ()
    statements: tuple[StatementAnswer, ...] = ()
    relations: tuple[RelationAnswer, ...] = ()
    alignment_changes: tuple[AlignmentChangeAnswer, ...] = ()
    explanations: tuple[ExplanationAnswer, ...] = ()
    claims: tuple[ClaimAnswer, ...] = ()
    analogies: tuple[AnalogyAnswer, ...] = ()


LAYERS: dict[str, type[msgspec.Struct]] = {
    "actors": ActorAnswer, "places": PlaceAnswer, "events": EventAnswer, "statements": StatementAnswer, "relations": RelationAnswer,
    "alignment_changes": AlignmentChangeAnswer, "explanations": ExplanationAnswer, "claims": ClaimAnswer, "analogies": AnalogyAnswer,
}
"""The lists of an answer and the item each holds, in the order in which they are asked for."""
