"""Teaching material from a large model's readings: corpus records to train local models on, and a sample for a person to check.

In: readings of a user's own articles, made with the user's own codebook. Out: records in the format of training/corpus (GUIDE.md
there), and a check sheet whose filled-in verdicts give the share of right records with its uncertainty.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from dragoman.errors import DataError
from dragoman.llm.sentences import Sentences
from dragoman.types import Actor, Claim, Event, Reading, Span, Statement

_SHEET = ("article", "layer", "record", "sentence", "reading", "verdict")
Verdict = Literal["right", "wrong"]


class Quote(msgspec.Struct, frozen=True):
    """Words and their place; offsets count Unicode characters, end exclusive."""

    start: int
    end: int
    quote: str


class TaughtActor(msgspec.Struct, frozen=True):
    """An actor of a corpus record."""

    id: str
    name: str
    kind: str
    iso3: str | None
    sectors: tuple[str, ...]
    mentions: tuple[Quote, ...]


class TaughtPlace(msgspec.Struct, frozen=True):
    """A place of a corpus record."""

    name: str
    iso3: str | None
    mentions: tuple[Quote, ...]


class TaughtEvent(msgspec.Struct, frozen=True):
    """An event of a corpus record: every mention's trigger, and the argument phrases beside the first."""

    type: str
    mode: str | None
    status: str
    date: str | None
    place: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    triggers: tuple[Quote, ...]
    actor_spans: tuple[Quote, ...]
    recipient_spans: tuple[Quote, ...]


class TaughtStatement(msgspec.Struct, frozen=True):
    """A statement of a corpus record."""

    speaker: str | None
    act: str
    target: tuple[str, ...]
    speaker_span: Quote | None
    cue: Quote | None
    content: Quote


class TaughtRelation(msgspec.Struct, frozen=True):
    """A relation of a corpus record."""

    source: str
    type: str
    target: str
    evidence: Quote


class TaughtChange(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """A change of alignment of a corpus record, one target each."""

    actor: str
    target: str
    from_: str | None
    to: str | None
    direction: str
    evidence: Quote


class TaughtExplanation(msgspec.Struct, frozen=True):
    """An explanation of a corpus record."""

    explained: Quote
    alternatives: tuple[Quote, ...]


class TaughtClaim(msgspec.Struct, frozen=True):
    """A claim of a corpus record; `chain_from` is the 0-based place of the claim whose effect is this one's cause."""

    band: str | None
    polarity: str
    kind: str
    asserter: str
    chain_from: int | None
    cause: Quote | None
    effect: Quote
    hedge: Quote | None
    condition: Quote | None


class TaughtAnalogy(msgspec.Struct, frozen=True):
    """An analogy of a corpus record."""

    evidence: Quote


class TaughtDocument(msgspec.Struct, frozen=True):
    """One article as a corpus record. `traps` stay empty: a model's reading names no mistakes of others."""

    id: str
    date: str | None
    genre: str
    region: str
    text: str
    annotator: str
    actors: tuple[TaughtActor, ...]
    places: tuple[TaughtPlace, ...]
    events: tuple[TaughtEvent, ...]
    statements: tuple[TaughtStatement, ...]
    relations: tuple[TaughtRelation, ...]
    alignment_changes: tuple[TaughtChange, ...]
    explanations: tuple[TaughtExplanation, ...]
    claims: tuple[TaughtClaim, ...]
    analogies: tuple[TaughtAnalogy, ...]
    traps: tuple[Quote, ...] = ()


def teaching_document(reading: Reading, *, genre: str = "own", region: str = "") -> TaughtDocument:
    """A reading as a corpus record; `annotator` names the model and the prompt version."""
    places = {place.id: place.name for place in reading.places}
    order = {claim.id: at for at, claim in enumerate(reading.claims)}
    return TaughtDocument(
        id=reading.article.id, date=reading.article.date.value if reading.article.date else None, genre=genre, region=region,
        text=reading.article.text, annotator=", ".join((reading.reader.name, *reading.reader.models)),
        actors=tuple(_actor(actor) for actor in reading.actors),
        places=tuple(TaughtPlace(one.name, one.country, tuple(_quote(span) for span in one.mentions)) for one in reading.places),
        events=tuple(_event(event, places) for event in reading.events),
        statements=tuple(_statement(one, reading) for one in reading.statements),
        relations=tuple(TaughtRelation(one.source, one.type, one.target, _quote(one.evidence)) for one in reading.relations),
        alignment_changes=tuple(
            TaughtChange(one.actor, target, one.stance_before, one.stance_after, one.direction, _quote(one.evidence))
            for one in reading.alignment_changes for target in one.targets
        ),
        explanations=tuple(
            TaughtExplanation(_quote(one.explained), tuple(_quote(reason.span) for reason in one.alternatives))
            for one in reading.explanations
        ),
        claims=tuple(_claim(claim, order) for claim in reading.claims),
        analogies=tuple(TaughtAnalogy(_quote(one.evidence)) for one in reading.analogies),
    )


def corpus_lines(readings: Iterable[Reading], *, genre: str = "own", region: str = "") -> Iterable[bytes]:
    """One JSON line for each reading, in the corpus format, line end included."""
    for reading in readings:
        yield msgspec.json.encode(teaching_document(reading, genre=genre, region=region)) + b"\n"


def _quote(span: Span) -> Quote:
    return Quote(span.start, span.end, span.text)


def _actor(actor: Actor) -> TaughtActor:
    mentions = tuple(_quote(mention.span) for mention in actor.mentions)
    return TaughtActor(actor.id, actor.name, actor.kind, actor.country, actor.sectors, mentions)


def _event(event: Event, places: dict[str, str]) -> TaughtEvent:
    first = event.mentions[0]
    return TaughtEvent(
        event.type, event.modes[0] if event.modes else None, event.status, event.date.iso() if event.date else None,
        places.get(event.place or ""), event.actors, event.recipients, tuple(_quote(mention.trigger) for mention in event.mentions),
        tuple(_quote(span) for span in first.actor_spans), tuple(_quote(span) for span in first.recipient_spans),
    )


def _statement(one: Statement, reading: Reading) -> TaughtStatement:
    whole = reading.article.span(one.content[0].start, one.content[-1].end)
    speaker, cue = one.speaker_span, one.cue
    return TaughtStatement(
        one.speaker, one.act, one.targets, _quote(speaker) if speaker else None, _quote(cue) if cue else None, _quote(whole)
    )


def _claim(claim: Claim, order: dict[str, int]) -> TaughtClaim:
    likelihood, links = claim.likelihood, [order[one] for one in claim.chain_from if one in order]
    return TaughtClaim(
        likelihood.band if likelihood else None, claim.sign, claim.kind, claim.asserted_by or "author", links[0] if links else None,
        _quote(claim.cause) if claim.cause else None, _quote(claim.effect), _quote(likelihood.span) if likelihood else None,
        _quote(claim.condition) if claim.condition else None,
    )


def check_sheet(readings: Sequence[Reading], size: int = 100) -> str:
    """A CSV sheet of `size` records for a person to judge: sentence, what was read, and an empty column `verdict` (right or wrong).

    The sample is drawn by a digest of article and record, so the same readings give the same sheet; layers are drawn in equal
    shares as far as they go.
    """
    layers: dict[str, list[tuple[str, tuple[str, ...]]]] = {"events": [], "statements": [], "claims": []}
    for reading in readings:
        sentences = Sentences(reading.article)
        names = {actor.id: actor.name for actor in reading.actors}
        for layer, record, place, text in _judgeable(reading, names):
            digest = hashlib.sha256(f"{reading.article.id} {layer} {record} {place.start}".encode()).hexdigest()
            sentence = " ".join(sentences.around(place).text.split())
            layers[layer].append((digest, (reading.article.id, layer, record, sentence, text, "")))
    rows: list[tuple[str, ...]] = []
    queues = [sorted(listed) for listed in layers.values()]
    while len(rows) < size and any(queues):
        for queue in queues:
            if queue and len(rows) < size:
                rows.append(queue.pop(0)[1])
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(_SHEET)
    writer.writerows(sorted(rows))
    return sheet.getvalue()


def _judgeable(reading: Reading, names: dict[str, str]) -> list[tuple[str, str, Span, str]]:
    """Events, statements and claims as sentences that can be judged."""
    def who(ids: Sequence[str]) -> str:
        return " and ".join(names[one] for one in ids) or "nobody named"

    found: list[tuple[str, str, Span, str]] = []
    for event in reading.events:
        text = f"{event.type} ({event.status}) by {who(event.actors)} to {who(event.recipients)}: {event.trigger.text}"
        found.append(("events", event.id, event.trigger, text))
    for one in reading.statements:
        speaker = who([one.speaker]) if one.speaker else "nobody named"
        found.append(("statements", one.id, one.content[0], f"{speaker} ({one.act}): {' '.join(part.text for part in one.content)}"))
    for claim in reading.claims:
        cause = claim.cause.text if claim.cause else "no cause named"
        band = claim.likelihood.band if claim.likelihood else "no hedge"
        found.append(("claims", claim.id, claim.effect, f"{cause} -> {claim.sign} -> {claim.effect.text} ({band})"))
    return found


class SampleAgreement(msgspec.Struct, frozen=True):
    """How many of the judged records of a layer are right, with the 95% interval of the share (Wilson 1927).

    It is precision only: what the model overlooked is on no sheet.
    """

    layer: str
    judged: int
    right: int
    share: float
    low: float
    high: float


def sample_agreement(sheet: str) -> tuple[SampleAgreement, ...]:
    """The agreement that a filled-in sheet shows, by layer, and over all as layer "all". Rows without a verdict do not count.

    Raises DataError for a sheet without the columns of `check_sheet`, or with another verdict than right or wrong.
    """
    rows = list(csv.DictReader(io.StringIO(sheet)))
    if not rows or not {"layer", "verdict"} <= set(rows[0]):
        raise DataError("The check sheet has no columns layer and verdict.", "Fill in the sheet as it was written, and save it as CSV.")
    counts: dict[str, list[bool]] = {}
    for number, row in enumerate(rows, 2):
        verdict = (row["verdict"] or "").strip().lower()
        if not verdict:
            continue
        if verdict not in ("right", "wrong"):
            raise DataError(f"Line {number} of the check sheet has the verdict {verdict!r}.", "Write right or wrong, or leave it empty.")
        for layer in (row["layer"], "all"):
            counts.setdefault(layer, []).append(verdict == "right")
    return tuple(_agreement(layer, judged) for layer, judged in sorted(counts.items(), key=lambda item: (item[0] == "all", item[0])))


def _agreement(layer: str, judged: list[bool]) -> SampleAgreement:
    count, right = len(judged), sum(judged)
    share, z = right / count, 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return SampleAgreement(layer, count, right, share, max(0.0, middle - half), min(1.0, middle + half))
