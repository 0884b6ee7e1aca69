"""Statement, relation and alignment-change items of an answer -> records."""

from __future__ import annotations

from dragoman.llm.answer import AlignmentChangeAnswer, RelationAnswer, StatementAnswer
from dragoman.llm.workbench import Workbench
from dragoman.types import AlignmentChange, Reason, Relation, RelationClass, Span, Statement


def build_statements(items: tuple[StatementAnswer, ...], bench: Workbench) -> tuple[tuple[Statement, ...], dict[str, str]]:
    """The statements that hold, and the answer's ids of them."""
    statements: list[Statement] = []
    ids: dict[str, str] = {}
    for index, item in enumerate(items):
        bench.quoting.begin("statements", index, item)
        statement = _statement(item, f"s{len(statements) + 1}", ids, bench)
        if statement is not None:
            statements.append(statement)
            ids[item.id] = statement.id
    return tuple(statements), ids


def _statement(item: StatementAnswer, identifier: str, ids: dict[str, str], bench: Workbench) -> Statement | None:
    quoting = bench.quoting
    words_hold = [bench.allowed("StatementAnswer", field, value) for field, value in (("act", item.act), ("kind", item.kind))]
    speaker, known = bench.actor("speaker", item.speaker)
    content = _content(item, bench)
    if not all(words_hold) or not known or not content:
        return None
    whole = quoting.article.span(content[0].start, content[-1].end)
    cue = quoting.want("cue", item.cue, near=whole)
    speaker_span = quoting.want("speaker_quote", item.speaker_quote, near=cue or whole)
    beside = [span for span in (*content, cue, speaker_span) if span is not None and abs(span.start - whole.start) < 600]
    stance = item.stance if item.stance in (bench.words.of("StatementAnswer", "stance") or ()) else None
    evidence = quoting.sentences.around(min(beside), max(beside))
    return Statement(
        id=bench.built(identifier), speaker=speaker, content=content, act=item.act, evidence=evidence,  # type: ignore[arg-type]
        cue=cue, speaker_span=speaker_span, kind=item.kind, quoted=any(quoting.is_quoted(span) for span in content),  # type: ignore[arg-type]
        addressees=bench.actors("addressees", item.addressees) or (), stance=stance, targets=bench.actors("targets", item.targets) or (),  # type: ignore[arg-type]
        date=bench.date(item.date, item.date_quote, whole), within=ids.get(item.within or ""),
    )


def _content(item: StatementAnswer, bench: Workbench) -> tuple[Span, ...]:
    """The pieces of content in text order: the longest is looked for first, the others beside it."""
    longest = max(item.content, key=len, default="")
    if not longest:
        bench.quoting.fault("malformed", "content", "an empty list")
        return ()
    anchor = bench.quoting.want("cue", item.cue, near=None) if len(longest.split()) <= 2 else None
    first = bench.quoting.need("content", longest, near=anchor)
    if first is None:
        return ()
    others = [bench.quoting.want("content", piece, near=first) for piece in item.content if piece != longest]
    spans = sorted({first, *(span for span in others if span is not None)})
    kept = [spans[0]]
    for span in spans[1:]:
        if span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def build_relations(items: tuple[RelationAnswer, ...], classes: dict[str, RelationClass], bench: Workbench) -> tuple[Relation, ...]:
    """The ties between two known actors that the text bears out."""
    relations: list[Relation] = []
    for index, item in enumerate(items):
        bench.quoting.begin("relations", index, item)
        (source, has_source), (target, has_target) = bench.actor("source", item.source), bench.actor("target", item.target)
        evidence = bench.quoting.need("quote", item.quote)
        if not bench.allowed("RelationAnswer", "type", item.type) or not has_source or not has_target or evidence is None:
            continue
        if source is not None and target is not None and source != target:
            identifier = bench.built(f"r{len(relations) + 1}")
            relations.append(Relation(identifier, source, item.type, target, classes[item.type], evidence, item.former))
    return tuple(relations)


def build_changes(items: tuple[AlignmentChangeAnswer, ...], bench: Workbench) -> tuple[AlignmentChange, ...]:
    """The turns of known actors that the text tells."""
    changes: list[AlignmentChange] = []
    for index, item in enumerate(items):
        bench.quoting.begin("alignment_changes", index, item)
        actor, known = bench.actor("actor", item.actor)
        targets = bench.actors("targets", item.targets)
        evidence = bench.quoting.need("quote", item.quote)
        if not bench.allowed("AlignmentChangeAnswer", "direction", item.direction) or not known or targets is None or evidence is None:
            continue
        if actor is not None:
            found = [bench.quoting.want("reasons", quote, near=evidence) for quote in item.reasons]
            reasons = tuple(Reason(span, holder=None) for span in found if span is not None)
            changes.append(AlignmentChange(
                bench.built(f"ac{len(changes) + 1}"), actor, targets, item.direction, evidence, item.stance_before, item.stance_after,  # type: ignore[arg-type]
                reasons=reasons,
            ))
    return tuple(changes)
