"""The hybrid reader: the local reader reads all, the large model only what the local one doubts.

In: Article. Out: HybridReading, with the records of doubtful sentences taken from the model's answer and all others from the local reading.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import msgspec

from dragoman._version import __version__
from dragoman.llm.alignments import alignments_of
from dragoman.llm.doubt import body_sentences, most_doubtful
from dragoman.llm.merge import merge_records, under_ids
from dragoman.llm.propositions import propositions_of
from dragoman.llm.quoting import Origin
from dragoman.llm.reader import Account, LlmReader
from dragoman.llm.records import Records
from dragoman.llm.same_actors import same_actors
from dragoman.types import (
    AlignmentChange,
    Analogy,
    Article,
    Claim,
    Event,
    Explanation,
    ReaderInfo,
    Reading,
    Relation,
    Span,
    Statement,
    spans_of,
)

DEFAULT_SHARE = 0.3

Record = Event | Statement | Claim | Relation | AlignmentChange | Explanation | Analogy
_LAYERS = ("events", "statements", "relations", "alignment_changes", "explanations", "claims", "analogies")


class HybridReading(msgspec.Struct, frozen=True):
    """A reading with each record's origin, and the share of the body's sentences that the model was asked about."""

    reading: Reading
    origins: dict[str, Origin]
    asked: tuple[Span, ...]
    share: float
    account: Account | None = None


class HybridReader:
    """Reads with a local reader and asks a model about the most doubtful sentences, at most `share` of the body's."""

    def __init__(self, local: Callable[[Article], Reading], reader: LlmReader, *, share: float = DEFAULT_SHARE) -> None:
        self.local, self.reader, self.share = local, reader, share
        self._lock = threading.Lock()

    @property
    def at_once(self) -> int:
        """How many questions may be under way at once."""
        return self.reader.at_once

    def read(self, article: Article) -> HybridReading:
        """Read one article. Raises what the model's reader raises; nothing is asked when nothing is doubtful."""
        with self._lock:  # the parser behind the local reader is not made for threads
            local = self.local(article)
        asked = most_doubtful(local, self.share)
        if not asked:
            return HybridReading(local, dict.fromkeys(_ids(local), Origin("local")), (), 0.0)
        second = self.reader.read(article, asked)
        return combine(local, second.reading, asked, second.origins, second.account)


def combine(
    local: Reading, second: Reading, asked: Sequence[Span], origins: dict[str, Origin] | None = None, account: Account | None = None
) -> HybridReading:
    """The reading that takes the records of the sentences `asked` from `second` and all others from `local`."""
    kept = _part(local, lambda place: not _inside(place, asked), dict.fromkeys(_ids(local), Origin("local")))
    added = _part(second, lambda place: _inside(place, asked), origins or dict.fromkeys(_ids(second), Origin("llm")))
    records = merge_records([kept, under_ids(_needed(added), same_actors(local.actors, second.actors))])
    claims, propositions = propositions_of(records)
    info = ReaderInfo("hybrid", __version__, (*local.reader.models, *second.reader.models), local.reader.codebook, local.reader.scale)
    share = len(asked) / max(1, len(body_sentences(local.article)))
    notice = f"{len(asked)} sentences ({share:.0%} of the body) were read by the model, the others by the local reader."
    reading = Reading(
        article=local.article, reader=info, actors=records.actors, places=records.places, events=records.events,
        statements=records.statements, relations=records.relations, alignments=alignments_of(records),
        alignment_changes=records.alignment_changes,
        explanations=records.explanations, claims=claims, propositions=propositions, analogies=records.analogies,
        notices=(*local.notices, *second.notices, notice),
    )
    return HybridReading(reading, records.origins, tuple(asked), share, account)


def _part(reading: Reading, wanted: Callable[[Span], bool], origins: dict[str, Origin]) -> Records:
    """The records of a reading whose place is wanted; references to others are cut."""
    layers = {layer: tuple(one for one in getattr(reading, layer) if wanted(_place(one))) for layer in _LAYERS}
    statements = {one.id for one in layers["statements"]}
    layers["claims"] = tuple(
        msgspec.structs.replace(claim, statement=claim.statement if claim.statement in statements else None) for claim in layers["claims"]
    )
    return Records(actors=reading.actors, places=reading.places, origins=origins, **layers)


def _needed(records: Records) -> Records:
    """The records with only those actors and places that they refer to, and whom these act for."""
    used = {value for layer in _LAYERS for one in getattr(records, layer) for value in _named(one)}
    actors = {actor.id: actor for actor in records.actors}
    used |= {actors[one].represents or "" for one in used if one in actors}
    actors_used = tuple(one for one in records.actors if one.id in used)
    return msgspec.structs.replace(records, actors=actors_used, places=tuple(one for one in records.places if one.id in used))


def _named(record: object) -> list[str]:
    """The ids that a record refers to, wherever they stand."""
    if isinstance(record, str):
        return [record]
    if isinstance(record, tuple):
        return [name for item in record for name in _named(item)]
    if isinstance(record, msgspec.Struct) and not isinstance(record, Span):
        return [name for field in record.__struct_fields__ for name in _named(getattr(record, field))]
    return []


def _place(record: Record) -> Span:
    """The words a record stands or falls with: trigger, content, effect, or its evidence."""
    if isinstance(record, Event):
        return record.trigger
    if isinstance(record, Statement):
        return record.content[0]
    if isinstance(record, Claim):
        return record.effect
    if isinstance(record, Explanation):
        return record.explained
    return min(spans_of(record))


def _inside(place: Span, sentences: Sequence[Span]) -> bool:
    return any(sentence.start <= place.start < sentence.end for sentence in sentences)


def _ids(reading: Reading) -> list[str]:
    return [one.id for layer in ("actors", "places", *_LAYERS) for one in getattr(reading, layer)]
