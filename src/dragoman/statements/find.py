"""Statements of an article: attributions with a speaker, an act and a stance."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.statements.acts import act_of
from dragoman.statements.attribution import Attribution, read_attributions
from dragoman.statements.lexicon import cue_lexicon
from dragoman.statements.parties import actor_at, actors_judged, is_person_like
from dragoman.types import Cast, DateValue, Span, Statement
from dragoman.types.parse import Parse

_AUTHOR = frozenset({"i", "we", "you", "one"})
_OWN_CLAUSE = frozenset({"clause", "tell", "quote"})


def find_statements(parse: Parse, cast: Cast) -> tuple[Statement, ...]:
    """Everything said or believed in the article's prose, in text order.

    Plans, findings and appearances ("seems to") are attributions in the wide sense (see `find_attributions`) but no statements.
    What the author says in their own voice is none either.
    """
    found = [item for item in read_attributions(parse, parse.prose()) if _counts(parse, cast, item)]
    statements = [_statement(parse, cast, number, item) for number, item in enumerate(_best(found), 1)]
    return tuple(_nest(statements))


def _counts(parse: Parse, cast: Cast, item: Attribution) -> bool:
    if item.entry.scope == "broad":
        return False
    if item.source_head is None:
        return item.quoted and item.entry.kind == "speech"
    source = parse.doc[item.source_head]
    quoted_cue = parse.in_quotation(parse.doc[item.cue_head].idx) is not None
    if source.lower_ in _AUTHOR or (quoted_cue and item.entry.kind == "attitude"):
        return False
    if item.negated and item.entry.words[0] in cue_lexicon().words.negatable and item.entry.act != "deny":
        return False
    return actor_at(parse, cast, item.source_head) is not None or is_person_like(source)


def _best(found: Sequence[Attribution]) -> list[Attribution]:
    """One attribution a cue, and none that repeats another's words for the same source."""
    kept: list[Attribution] = []
    for item in found:
        twin = next((k for k in kept if k.content == item.content and k.source_head == item.source_head), None)
        if twin is None:
            kept.append(item)
    return kept


def _statement(parse: Parse, cast: Cast, number: int, item: Attribution) -> Statement:
    speaker = None if item.source_head is None else actor_at(parse, cast, item.source_head)
    addressees = tuple(dict.fromkeys(a for head in item.addressees if (a := actor_at(parse, cast, head)) and a != speaker))
    targets = tuple(a for a in actors_judged(parse, cast, item.objects) if a != speaker)
    if not targets and not addressees and item.entry.act in ("accuse", "criticise", "praise", "support", "refuse", "demand"):
        targets = tuple(a for part in item.content for a in cast.actors_in(part) if a != speaker)[:1]
    spans = (*item.source, *item.cue, *item.content)
    evidence = parse.article.span(min(s.start for s in spans), max(s.end for s in spans))
    return Statement(
        id=f"s{number}",
        speaker=speaker,
        content=item.content,
        act=act_of(parse, item, speaker, cast),
        evidence=evidence,
        cue=parse.article.span(item.cue[0].start, item.cue[-1].end),
        speaker_span=item.source[0] if item.source else None,
        kind=item.entry.kind,
        quoted=item.quoted,
        addressees=addressees,
        stance=item.entry.stance,
        targets=targets or (addressees if item.entry.act in ("warn", "demand", "promise", "praise", "criticise", "accuse") else ()),
        date=_date(parse, evidence, item.content),
    )


def _date(parse: Parse, evidence: Span, content: Sequence[Span]) -> DateValue | None:
    """A day or date that stands in the statement's sentence outside its content."""
    sentence = parse.sentence_at(evidence.start)
    if sentence is None:
        return None
    for time in parse.times:
        if sentence.span.contains(time.span) and time.date is not None and not any(time.span.overlaps(part) for part in content):
            return time.date
    return None


def _nest(statements: Sequence[Statement]) -> list[Statement]:
    nested = []
    for inner in statements:
        holders = [
            outer
            for outer in statements
            if outer.id != inner.id and inner.cue is not None and any(part.contains(inner.cue) for part in outer.content)
        ]
        holder = min(holders, key=lambda outer: outer.content[-1].end - outer.content[0].start, default=None)
        nested.append(inner if holder is None else msgspec.structs.replace(inner, within=holder.id))
    return nested
