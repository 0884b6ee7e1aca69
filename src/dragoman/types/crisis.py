"""A crisis: many readings as one, with who asserted what and where sources contradict each other."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.types.actor import ActorKind, Office
from dragoman.types.claim import ClaimKind, Likelihood, Sign
from dragoman.types.dates import DateValue
from dragoman.types.event import Counts, Status
from dragoman.types.span import Span
from dragoman.types.statement import Act, RelationClass, Stance


class Source(msgspec.Struct, frozen=True):
    """One article of the crisis: what is known about it, and who read it. `author` names whose claims are the article's own.

    `thread` names the group of articles about the same parties at the same time; nothing is merged across threads but actors.
    """

    id: str
    title: str | None
    date: str | None
    author: str | None
    publisher: str | None
    url: str | None
    reader: str
    thread: str = "1"


class Evidence(msgspec.Struct, frozen=True, order=True):
    """Words in an article: `span` counts characters of the text of the article with id `article`; `record` is the id there."""

    article: str
    record: str
    span: Span


class CrisisActor(msgspec.Struct, frozen=True):
    """An actor across articles. `articles` are the ids of those that name it, `mentions` how often they do in all."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    sectors: tuple[str, ...]
    aliases: tuple[str, ...]
    offices: tuple[Office, ...]
    represents: str | None
    articles: tuple[str, ...]
    mentions: int


class CrisisEvent(msgspec.Struct, frozen=True):
    """One happening across articles, with all its evidence. `asserted_by` holds actor names, or author or publisher.

    Where the sources differ, each field is that of the earliest fullest report and `Contradiction` records keep the rest.
    """

    id: str
    type: str
    modes: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status
    date: DateValue | None
    place: str | None
    quad: int | None
    score: float | None
    counts: Counts
    asserted_by: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class CrisisStatement(msgspec.Struct, frozen=True):
    """Words put to a source, in one article."""

    id: str
    speaker: str | None
    act: Act
    stance: Stance | None
    targets: tuple[str, ...]
    date: DateValue | None
    content: str
    evidence: tuple[Evidence, ...]


class CrisisRelation(msgspec.Struct, frozen=True):
    """A tie between two actors, with every article that states it."""

    source: str
    type: str
    target: str
    relation_class: RelationClass
    former: bool
    evidence: tuple[Evidence, ...]


class LedgerEntry(msgspec.Struct, frozen=True):
    """One line of the alignment ledger: a stance at a time, or a turn (`direction` set) with its stated reasons."""

    actor: str
    target: str
    stance: Stance | None
    direction: Literal["closer", "further", "neutral"] | None
    date: DateValue | None
    basis: str
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class CrisisProposition(msgspec.Struct, frozen=True):
    """What causes and effects of all articles are about; `merged_because` says why phrases were taken to mean the same.

    `phrases` are all wordings, any of which names it in the edits file. `probability` is the base rate as somebody typed
    it there ("20-40", "likely"), None where nobody did.
    """

    id: str
    label: str
    actors: tuple[str, ...]
    event_type: str | None
    evidence: tuple[Evidence, ...]
    phrases: tuple[str, ...] = ()
    negated: bool = False
    thread: str = "1"
    merged_because: tuple[str, ...] = ()
    probability: str | None = None


class CrisisClaim(msgspec.Struct, frozen=True):
    """One link asserted in one article, or drawn by hand in the edits file.

    `causes` are proposition ids: none where the text names none, several where it points back to several ("all this").
    `holder` says whose belief it is in words that compare across articles: an actor's name, or the article's author or publisher.
    `carried` marks a cause taken over from the sentence before, `threat` one's own announced act, which is no forecast.
    `typed` is the likelihood as typed by hand (`article` and `evidence` are then empty), `delay_days` the claim's horizon
    from the article's date.
    """

    id: str
    causes: tuple[str, ...]
    effect: str
    sign: Sign
    kind: ClaimKind
    holder: str
    likelihood: Likelihood | None = None
    condition: str | None = None
    marker: str | None = None
    horizon: DateValue | None = None
    delay_days: float | None = None
    article: str | None = None
    evidence: tuple[Evidence, ...] = ()
    carried: bool = False
    threat: bool = False
    by_hand: bool = False
    typed: str | None = None


class CrisisReason(msgspec.Struct, frozen=True):
    """One alternative of an explanation: its words, its hedge, who holds it."""

    text: str
    likelihood: Likelihood | None
    holder: str
    evidence: tuple[Evidence, ...]


class CrisisExplanation(msgspec.Struct, frozen=True):
    """What is explained and how, in one article."""

    id: str
    explained: str
    competing: bool
    alternatives: tuple[CrisisReason, ...]
    evidence: tuple[Evidence, ...]


class Contradiction(msgspec.Struct, frozen=True):
    """Sources that cannot both be right, kept side by side. `record` is the id of the merged event or pair of propositions."""

    record: str
    about: Literal["status", "counts", "sign", "likelihood", "date"]
    words: str
    evidence: tuple[Evidence, ...]


class Crisis(msgspec.Struct, frozen=True):
    """Many readings merged. Ids are stable: the same readings and edits give the same crisis, in whatever order they come."""

    name: str
    sources: tuple[Source, ...]
    actors: tuple[CrisisActor, ...] = ()
    events: tuple[CrisisEvent, ...] = ()
    statements: tuple[CrisisStatement, ...] = ()
    relations: tuple[CrisisRelation, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    explanations: tuple[CrisisExplanation, ...] = ()
    propositions: tuple[CrisisProposition, ...] = ()
    claims: tuple[CrisisClaim, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    assumptions: tuple[str, ...] = ()
    """What the edits file assumes, as typed: "possible=5-55"."""
    notices: tuple[str, ...] = ()

    def actor(self, actor_id: str) -> CrisisActor:
        """The actor with this id. Raises KeyError when the crisis has none."""
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise KeyError(actor_id)
