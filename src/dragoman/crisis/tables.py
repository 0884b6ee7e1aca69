"""A crisis as CSV tables that git can diff: one record a line, sorted, nothing that changes from run to run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from dragoman.crisis.contradictions import likelihood_words
from dragoman.crisis.dyads import Period, dyads, network
from dragoman.crisis.weigh import weigh_explanations
from dragoman.types.crisis import Crisis, CrisisEvent, Evidence
from dragoman.types.dates import DateValue

Cell = str | int | float | bool | None | tuple[str, ...]
PERIODS: tuple[Period, ...] = ("day", "week", "month")


def tables(crisis: Crisis) -> dict[str, str]:
    """File name -> CSV text, for every table of the crisis."""
    found = {
        "actors.csv": _actors(crisis), "events.csv": _events(crisis), "statements.csv": _statements(crisis),
        "relations.csv": _relations(crisis), "ledger.csv": _ledger(crisis), "propositions.csv": _propositions(crisis),
        "claims.csv": _claims(crisis), "explanations.csv": _explanations(crisis), "contradictions.csv": _contradictions(crisis),
        "timeline.csv": _timeline(crisis), "consistency.csv": _consistency(crisis), "weighed.csv": _weighed(crisis),
    }
    for period in PERIODS:
        found[f"dyads-{period}.csv"] = _dyads(crisis, period)
        found[f"network-{period}.csv"] = _network(crisis, period)
    return found


def _csv(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, keep_order: bool = False) -> str:
    lines = [tuple(_cell(cell) for cell in row) for row in rows]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines if keep_order else sorted(lines))
    return out.getvalue()


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else ""
    if isinstance(cell, tuple):
        return "; ".join(cell)
    text = f"{cell:g}" if isinstance(cell, float) else " ".join(str(cell).split())
    return "'" + text if text[:1] in ("=", "+", "@") else text


def _where(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(f"{e.article}:{e.record}@{e.span.start}-{e.span.end}" for e in evidence)


def _iso(date: DateValue | None) -> str | None:
    return date.iso() if date else None


def _actors(crisis: Crisis) -> str:
    header = ("id", "name", "kind", "country", "sectors", "represents", "aliases", "articles", "mentions")
    return _csv(header, (
        (a.id, a.name, a.kind, a.country, a.sectors, a.represents, a.aliases, a.articles, a.mentions) for a in crisis.actors
    ))


def _event(event: CrisisEvent) -> tuple[Cell, ...]:
    words = event.evidence[0].span.text if event.evidence else ""
    return (event.type, event.modes, event.status, event.actors, event.recipients, event.place, event.score,
            event.counts.killed, event.counts.injured, event.counts.arrested, event.asserted_by, words, _where(event.evidence))


_EVENT = ("type", "modes", "status", "actors", "recipients", "place", "score", "killed", "injured", "arrested", "asserted_by", "words",
          "evidence")


def _events(crisis: Crisis) -> str:
    return _csv(("id", "date", *_EVENT), ((e.id, _iso(e.date), *_event(e)) for e in crisis.events))


def _timeline(crisis: Crisis) -> str:
    happened = [e for e in crisis.events if e.status in ("actual", "historical", "future") and e.date is not None and e.date.iso()]
    return _csv(("date", "id", *_EVENT), ((_iso(e.date), e.id, *_event(e)) for e in happened))


def _statements(crisis: Crisis) -> str:
    header = ("id", "speaker", "act", "stance", "targets", "date", "content", "evidence")
    return _csv(header, (
        (s.id, s.speaker, s.act, s.stance, s.targets, _iso(s.date), s.content, _where(s.evidence)) for s in crisis.statements
    ))


def _relations(crisis: Crisis) -> str:
    header = ("source", "type", "target", "class", "former", "evidence")
    return _csv(header, ((r.source, r.type, r.target, r.relation_class, r.former, _where(r.evidence)) for r in crisis.relations))


def _ledger(crisis: Crisis) -> str:
    header = ("actor", "target", "date", "stance", "direction", "basis", "reasons", "words", "evidence")
    return _csv(header, (
        (e.actor, e.target, _iso(e.date), e.stance, e.direction, e.basis, e.reasons, e.evidence[0].span.text, _where(e.evidence))
        for e in crisis.ledger
    ))


def _propositions(crisis: Crisis) -> str:
    header = ("id", "label", "thread", "actors", "event_type", "negated", "probability", "phrases", "merged_because", "evidence")
    return _csv(header, (
        (p.id, p.label, p.thread, p.actors, p.event_type, p.negated, p.probability, tuple(f"'{w}'" for w in p.phrases),
         p.merged_because, _where(p.evidence)) for p in crisis.propositions
    ))


def _claims(crisis: Crisis) -> str:
    header = ("id", "holder", "causes", "sign", "effect", "likelihood", "kind", "condition", "horizon", "carried", "threat", "by_hand",
              "words", "evidence")
    return _csv(header, (
        (c.id, c.holder, c.causes, c.sign, c.effect, likelihood_words(c.likelihood, c.typed).removeprefix(", "), c.kind, c.condition,
         _iso(c.horizon), c.carried, c.threat, c.by_hand, c.evidence[0].span.text if c.evidence else "", _where(c.evidence))
        for c in crisis.claims
    ))


def _explanations(crisis: Crisis) -> str:
    header = ("id", "explained", "competing", "number", "holder", "likelihood", "reason", "evidence")
    return _csv(header, (
        (x.id, x.explained, x.competing, f"{number:02d}", r.holder, likelihood_words(r.likelihood).removeprefix(", "), r.text,
         _where(r.evidence))
        for x in crisis.explanations for number, r in enumerate(x.alternatives, 1)
    ))


def _consistency(crisis: Crisis) -> str:
    rows = []
    for weighed in weigh_explanations(crisis):
        numbers = {reason.text: n for x in crisis.explanations if x.id == weighed.explanation for n, reason in enumerate(x.alternatives)}
        order = sorted(numbers, key=lambda text: numbers[text])
        for row in weighed.matrix:
            rows += [
                (weighed.explanation, f"{n + 1:02d}", text, cell, row.record, row.holder, row.words)
                for n, (text, cell) in enumerate(zip(order, row.cells, strict=False)) if cell != "silent"
            ]
    return _csv(("explanation", "number", "alternative", "proposed", "record", "holder", "words"), rows)


def _weighed(crisis: Crisis) -> str:
    rows = [
        (w.explanation, a.text, a.holder, a.likelihood, a.against, a.supporting, a.given, a.coherent, w.violations)
        for w in weigh_explanations(crisis) for a in w.alternatives
    ]
    header = ("explanation", "alternative", "holder", "likelihood", "against", "for", "given_percent", "coherent_percent", "violations")
    return _csv(header, rows)


def _contradictions(crisis: Crisis) -> str:
    return _csv(("about", "record", "words", "evidence"), ((c.about, c.record, c.words, _where(c.evidence)) for c in crisis.contradictions))


def _dyads(crisis: Crisis, period: Period) -> str:
    header = ("period", "actor", "recipient", "events", "cooperation", "conflict", "score", "types")
    rows = ((d.period, d.actor, d.recipient, d.events, d.cooperation, d.conflict, d.score, d.types) for d in dyads(crisis, period))
    return _csv(header, rows, keep_order=True)


def _network(crisis: Crisis, period: Period) -> str:
    rows = ((t.period, t.one, t.other, t.events, t.score) for t in network(crisis, period))
    return _csv(("period", "one", "other", "events", "score"), rows, keep_order=True)
