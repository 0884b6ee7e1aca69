"""Quotations: content between quotation marks, completed over sentence borders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from spacy.tokens import Token

from dragoman.statements.content import Content
from dragoman.types import Span
from dragoman.types.parse import Parse, Quotation, Sentence

if TYPE_CHECKING:
    from dragoman.statements.attribution import Attribution

_SHORT_TAIL = 12


def quoted_content(parse: Parse, verb: Token, sentence: Sentence) -> Content | None:
    """The quotation a cue without a clause belongs to: in its sentence, just before it, or after its colon."""
    position = verb.idx
    if parse.in_quotation(position) is not None:
        return None
    inside = [q for q in parse.quotations if q.span.overlaps(sentence.span) and not q.scare]
    if not inside:
        inside = _neighbours(parse, sentence)
    if not inside:
        return None
    nearest = min(inside, key=lambda q: min(abs(q.span.start - position), abs(q.span.end - position)))
    tokens = _tokens(parse, nearest)
    return Content("quote", frozenset(tokens)) if tokens else None


def _neighbours(parse: Parse, sentence: Sentence) -> list[Quotation]:
    text = parse.article.text
    found = []
    for quotation in parse.quotations:
        before = text[quotation.span.end : sentence.span.start] if quotation.span.end <= sentence.span.start else None
        after = text[sentence.span.end : quotation.span.start] if sentence.span.end <= quotation.span.start else None
        if before is not None and not before.strip() and "\n" not in before and sentence.end_token - sentence.first_token <= _SHORT_TAIL:
            found.append(quotation)
        if after is not None and not after.strip() and sentence.span.text.endswith(":"):
            found.append(quotation)
    return found


def _tokens(parse: Parse, quotation: Quotation) -> list[int]:
    covered = parse.doc.char_span(quotation.span.start, quotation.span.end, alignment_mode="expand")
    return [] if covered is None else [token.i for token in covered]


def complete_quotations(parse: Parse, found: Sequence[Attribution]) -> list[Attribution]:
    """Widen contents to the whole quotations they touch, and add quoted sentences that follow on in the same paragraph."""
    utterances = [quotation for quotation in parse.quotations if not quotation.scare]
    widened = [_widen(parse, item, utterances) for item in found]
    claimed = {q.span for q in utterances for item in widened for span in item.content if span.overlaps(q.span)}
    for quotation in utterances:
        if quotation.span not in claimed:
            owner = _owner(parse, quotation, widened)
            if owner is not None:
                item = widened[owner]
                widened[owner] = msgspec.structs.replace(item, content=(*item.content, quotation.span))
                claimed.add(quotation.span)
    return widened


def _widen(parse: Parse, item: Attribution, utterances: Sequence[Quotation]) -> Attribution:
    spans = list(item.content)
    cue = item.cue[0]
    for quotation in utterances:
        if quotation.span.overlaps(cue):
            continue
        for position, span in enumerate(spans):
            if span.overlaps(quotation.span) and not span.contains(quotation.span):
                start, end = min(span.start, quotation.span.start), max(span.end, quotation.span.end)
                if not any(part.start < end and start < part.end for part in (*item.cue, *item.source)):
                    spans[position] = parse.article.span(start, end)
    return msgspec.structs.replace(item, content=_joined(parse, spans))


def _joined(parse: Parse, spans: Sequence[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end + 1:
            joined[-1] = parse.article.span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _owner(parse: Parse, quotation: Quotation, found: Sequence[Attribution]) -> int | None:
    """The attribution whose sentence ends just before the quotation, in the same paragraph."""
    text = parse.article.text
    here = parse.sentence_at(quotation.content.start)
    if here is None or quotation.span.start > here.span.start + 1:
        return None
    best = None
    for position, item in enumerate(found):
        if item.entry.kind != "speech" or not item.source or item.content[0].start > quotation.span.start:
            continue
        end = max(item.content[-1].end, *(span.end for span in (*item.cue, *item.source)))
        gap = text[end : quotation.span.start]
        if end <= quotation.span.start and "\n" not in gap and len(gap.split()) <= _SHORT_TAIL:
            best = position
    return best
