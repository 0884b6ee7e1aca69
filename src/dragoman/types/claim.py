"""Why, and what if: likelihoods, reasons, explanations, causal and conditional claims, precedents."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.types.dates import DateValue
from dragoman.types.span import Span

Band = Literal[
    "almost certainly", "very likely", "likely", "roughly even", "unlikely", "very unlikely", "remote", "possible"
]
Sign = Literal["increases", "decreases", "prevents", "no_effect"]
ClaimKind = Literal["conditional", "forecast", "explanation", "past_cause"]


class Likelihood(msgspec.Struct, frozen=True):
    """A hedge as data: its words, its band, and the interval a named scale gives it.

    `low` and `high` are percent on `scale`; both None for "possible" (may, might, could), which is no probability
    until the user picks a scale that gives it one.
    """

    phrase: str
    span: Span
    band: Band
    scale: str | None = None
    low: float | None = None
    high: float | None = None


class Reason(msgspec.Struct, frozen=True):
    """One reason or one reading: its words, how sure it is said to be, who holds it, and its own sub-reasons."""

    span: Span
    likelihood: Likelihood | None = None
    holder: str | None = None
    ordinal: int | None = None
    reasons: tuple[Reason, ...] = ()


class Explanation(msgspec.Struct, frozen=True):
    """Why something is so: competing alternatives, or one list of reasons that stand together.

    `competing` is True for alternatives of which one may hold, False for reasons that add up. `announced` is the number
    the text announces ("four key reasons"), or None.
    """

    id: str
    explained: Span
    alternatives: tuple[Reason, ...]
    competing: bool
    evidence: Span
    announced: int | None = None


class Claim(msgspec.Struct, frozen=True):
    """One causal or conditional link: cause, effect, sign, and how likely the text says it is.

    The cause of an unless, until, without or absent clause stands without its marker and `prevents` the effect.
    `cause` is None where the text leaves it to a pronoun that could not be resolved. `likelihood` is None for bare
    would, will and plain assertions. `asserted_by` is an actor id (None: the author), `statement` the statement that
    holds the claim. `chain_from` are ids of claims whose effect is this claim's cause. `self_binding` marks a threat
    or promise of the speaker's own act ("if attacked, we will respond"), which is no forecast.
    """

    id: str
    cause: Span | None
    effect: Span
    sign: Sign
    kind: ClaimKind
    evidence: Span
    likelihood: Likelihood | None = None
    condition: Span | None = None
    marker: Span | None = None
    asserted_by: str | None = None
    statement: str | None = None
    horizon: DateValue | None = None
    scope: Span | None = None
    domain: str | None = None
    chain_from: tuple[str, ...] = ()
    self_binding: bool = False
    cause_proposition: str | None = None
    effect_proposition: str | None = None
    confidence: float | None = None


class Proposition(msgspec.Struct, frozen=True):
    """What causes and effects are about: phrases that mean the same, as one node with a short label.

    `merged_because` says, for each mention after the first, why it was taken to mean the same.
    """

    id: str
    label: str
    mentions: tuple[Span, ...]
    actors: tuple[str, ...] = ()
    event_type: str | None = None
    negated: bool = False
    merged_because: tuple[str, ...] = ()


class Analogy(msgspec.Struct, frozen=True):
    """A precedent called on: the words that call it, its name and date where given, what it is compared with."""

    id: str
    evidence: Span
    precedent: Span
    compared_with: Span | None = None
    date: DateValue | None = None
