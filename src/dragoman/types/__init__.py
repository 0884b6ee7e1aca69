"""The nouns on the arrows: frozen, typed records that pass from stage to stage."""

from dragoman.types.actor import Actor, ActorKind, Cast, Mention, MentionKind, Office, Place
from dragoman.types.article import Article, DateSource, DocumentDate, Section, SectionKind
from dragoman.types.claim import (
    Analogy,
    Band,
    Claim,
    ClaimKind,
    Explanation,
    Likelihood,
    Proposition,
    Reason,
    Sign,
)
from dragoman.types.dates import DateValue, Precision, TimeExpression
from dragoman.types.event import Counts, Event, EventMention, Status
from dragoman.types.reading import ReaderInfo, Reading, spans_of
from dragoman.types.span import Span
from dragoman.types.statement import (
    Act,
    Alignment,
    AlignmentChange,
    Relation,
    RelationClass,
    Stance,
    Statement,
)

__all__ = [
    "Act", "Actor", "ActorKind", "Alignment", "AlignmentChange", "Analogy", "Article", "Band", "Cast", "Claim",
    "ClaimKind", "Counts", "DateSource", "DateValue", "DocumentDate", "Event", "EventMention", "Explanation",
    "Likelihood", "Mention", "MentionKind", "Office", "Place", "Precision", "Proposition", "ReaderInfo", "Reading",
    "Reason", "Relation", "RelationClass", "Section", "SectionKind", "Sign", "Span", "Stance", "Statement", "Status",
    "TimeExpression", "spans_of",
]
