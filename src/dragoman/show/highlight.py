"""The article's text cut where any record begins or ends, so that overlapping records can all be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from dragoman.types import Reading, Span

LAYERS = ("actor", "place", "event", "statement", "claim", "explanation", "analogy", "alignment")


class Piece(msgspec.Struct, frozen=True):
    """A run of text that the same records cover.

    `layers` are the kinds of records whose own words it belongs to, `records` their ids, `evidence` the ids of all
    records whose evidence covers it.
    """

    start: int
    text: str
    layers: tuple[str, ...]
    records: tuple[str, ...]
    evidence: tuple[str, ...]


class Block(msgspec.Struct, frozen=True):
    """A section or paragraph of the article: its kind and its pieces."""

    kind: str
    pieces: tuple[Piece, ...]


def own_spans(reading: Reading) -> Iterator[tuple[str, str, Span]]:
    """Layer, record id and span for the words each record is made of."""
    for actor in reading.actors:
        yield from (("actor", actor.id, mention.span) for mention in actor.mentions if mention.kind != "pronoun")
    for place in reading.places:
        yield from (("place", place.id, span) for span in place.mentions)
    for event in reading.events:
        yield from (("event", event.id, mention.trigger) for mention in event.mentions)
    for statement in reading.statements:
        yield from (("statement", statement.id, span) for span in (*statement.content, *([statement.cue] if statement.cue else [])))
    for claim in reading.claims:
        yield from (("claim", claim.id, span) for span in (claim.cause, claim.effect) if span)
    for explanation in reading.explanations:
        yield from (("explanation", explanation.id, reason.span) for reason in explanation.alternatives)
    yield from (("analogy", analogy.id, analogy.evidence) for analogy in reading.analogies)
    yield from (("alignment", change.id, change.evidence) for change in reading.alignment_changes)


def evidence_spans(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Record id and the span that a reader should see for it."""
    for event in reading.events:
        yield from ((event.id, mention.evidence) for mention in event.mentions)
    for records in (
        reading.statements,
        reading.relations,
        reading.alignments,
        reading.alignment_changes,
        reading.explanations,
        reading.claims,
        reading.analogies,
    ):
        yield from ((record.id, record.evidence) for record in records)
    for _, record_id, span in own_spans(reading):
        yield record_id, span


def blocks(reading: Reading) -> tuple[Block, ...]:
    """The article cut into paragraphs, each into pieces."""
    text = reading.article.text
    starts: dict[int, list[tuple[str, str]]] = defaultdict(list)
    ends: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for layer, record_id, span in own_spans(reading):
        starts[span.start].append((record_id, layer))
        ends[span.end].append((record_id, layer))
    for record_id, span in set(evidence_spans(reading)):
        starts[span.start].append((record_id, ""))
        ends[span.end].append((record_id, ""))
    paragraphs = list(_paragraphs(reading))
    cuts = sorted({*starts, *ends, *(offset for _, a, b in paragraphs for offset in (a, b))})
    active: dict[tuple[str, str], int] = defaultdict(int)
    pieces: dict[int, Piece] = {}
    for cut, following in zip(cuts, [*cuts[1:], len(text)], strict=True):
        for key in ends.get(cut, ()):
            active[key] -= 1
        for key in starts.get(cut, ()):
            active[key] += 1
        if cut < following:
            live = [key for key, count in active.items() if count > 0]
            layers = tuple(name for name in LAYERS if any(layer == name for _, layer in live))
            records = tuple(dict.fromkeys(record_id for record_id, layer in live if layer))
            evidence = tuple(dict.fromkeys(record_id for record_id, layer in live if not layer))
            pieces[cut] = Piece(cut, text[cut:following], layers, records, evidence)
    ordered = sorted(pieces)
    return tuple(Block(kind, tuple(pieces[offset] for offset in ordered if first <= offset < last)) for kind, first, last in paragraphs)


def _paragraphs(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """Kind, first and last-plus-one character of every line that is not blank, cut at section borders."""
    text = reading.article.text
    borders = sorted({0, len(text), *(s.span.start for s in reading.article.sections), *(s.span.end for s in reading.article.sections)})
    position = 0
    for line in text.splitlines(keepends=True):
        inner = [position, *(b for b in borders if position < b < position + len(line)), position + len(line)]
        for first, last in pairwise(inner):
            if text[first:last].strip():
                middle = first + len(text[first:last]) - len(text[first:last].lstrip())
                yield reading.article.section_at(middle) or ("body" if not reading.article.sections else "other"), first, last
        position += len(line)
