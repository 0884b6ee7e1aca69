"""Who said what, who stands where, and how that changed."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.types.claim import Reason
from dragoman.types.dates import DateValue
from dragoman.types.span import Span

Act = Literal["assert", "deny", "accuse", "demand", "promise", "warn", "praise", "criticise", "predict", "refuse", "support"]
Stance = Literal["positive", "negative", "neutral"]
RelationClass = Literal["structural", "cooperative", "conflictual"]


class Statement(msgspec.Struct, frozen=True):
    """Words, or a belief, put to a source.

    `content` may be discontinuous (a quotation broken by "he said"), in text order. `kind` tells speech from a belief
    or attitude ("fears that"). `within` is the id of the statement that reports this one. `speaker` is an actor id,
    None when the text names no one ("it was reported").
    """

    id: str
    speaker: str | None
    content: tuple[Span, ...]
    act: Act
    evidence: Span
    cue: Span | None = None
    speaker_span: Span | None = None
    kind: Literal["speech", "attitude"] = "speech"
    quoted: bool = False
    addressees: tuple[str, ...] = ()
    stance: Stance | None = None
    targets: tuple[str, ...] = ()
    date: DateValue | None = None
    within: str | None = None
    confidence: float | None = None


class Relation(msgspec.Struct, frozen=True):
    """A tie that holds: `source` `type` `target` (Hadi al-Amiri leads the Fatah Alliance), both actor ids.

    `type` is one of leads, member_of, part_of, speaks_for, holds_office, represents, backs, proxy_of, allied_with,
    rival_of, hostile_to, linked_to; `relation_class` groups them. `former` marks ties that no longer hold.
    """

    id: str
    source: str
    type: str
    target: str
    relation_class: RelationClass
    evidence: Span
    former: bool = False
    date: DateValue | None = None


class Alignment(msgspec.Struct, frozen=True):
    """How one actor stands towards another at a time, and what that was read from.

    `basis` names the record it follows from ("event:e3", "statement:s2", "relation:r1"), or "words" for explicit wording.
    """

    id: str
    actor: str
    target: str
    stance: Stance
    evidence: Span
    basis: str
    date: DateValue | None = None


class AlignmentChange(msgspec.Struct, frozen=True):
    """An actor turning towards or away from others, with the stated reasons."""

    id: str
    actor: str
    targets: tuple[str, ...]
    direction: Literal["closer", "further", "neutral"]
    evidence: Span
    stance_before: str | None = None
    stance_after: str | None = None
    date: DateValue | None = None
    reasons: tuple[Reason, ...] = ()
