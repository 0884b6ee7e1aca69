"""What differs between two versions of a crisis, record by record, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from dragoman.crisis.contradictions import likelihood_words
from dragoman.types.crisis import Crisis

_LAYERS = ("sources", "actors", "events", "statements", "relations", "ledger", "explanations", "propositions", "claims", "contradictions")


class Change(msgspec.Struct, frozen=True):
    """One record that is new, gone, or not as before. `fields` says which fields differ and how (before -> after)."""

    layer: str
    kind: str
    record: str
    words: str
    fields: tuple[str, ...] = ()


def changes(before: Crisis, after: Crisis) -> tuple[Change, ...]:
    """All differences, by layer, in the order of the records' keys. Offsets and the order of records do not count."""
    found: list[Change] = []
    for layer in _LAYERS:
        old, new = _keyed(layer, before), _keyed(layer, after)
        for key in sorted(set(old) | set(new)):
            if key not in old:
                found.append(Change(layer, "added", key, new[key][""]))
            elif key not in new:
                found.append(Change(layer, "removed", key, old[key][""]))
            elif old[key] != new[key]:
                fields = tuple(
                    f"{name}: {old[key].get(name) or '-'} -> {new[key].get(name) or '-'}"
                    for name in sorted({*old[key], *new[key]} - {""}) if old[key].get(name) != new[key].get(name)
                )
                if fields:
                    found.append(Change(layer, "changed", key, new[key][""], fields))
    return tuple(found)


def _keyed(layer: str, crisis: Crisis) -> dict[str, Mapping[str, str]]:
    """Key -> field -> words for each record of a layer; the words under "" name the record."""
    names = {a.id: a.name for a in crisis.actors}
    labels = {p.id: p.label for p in crisis.propositions}

    def called(ids: Iterable[str]) -> str:
        return ", ".join(names.get(one, one) for one in ids)

    rows: dict[str, list[tuple[str, Mapping[str, str]]]] = {
        "sources": [(s.id, {"": s.title or s.id, "date": s.date or "", "thread": s.thread}) for s in crisis.sources],
        "actors": [(a.id, {"": a.name, "name": a.name, "country": a.country or "", "articles": called(a.articles)}) for a in crisis.actors],
        "events": [(e.id, {
            "": f"{e.type} {called(e.actors) or '(nobody named)'} -> {called(e.recipients) or '-'}", "status": e.status,
            "date": (e.date.iso() if e.date else None) or "", "asserted by": called(e.asserted_by), "reports": str(len(e.evidence)),
            "killed": "" if e.counts.killed is None else str(e.counts.killed),
        }) for e in crisis.events],
        "statements": [(s.id, {"": f"{names.get(s.speaker or '', 'somebody')} ({s.act}): {s.content}"}) for s in crisis.statements],
        "relations": [(f"{r.source} {r.type} {r.target}", {
            "": f"{called([r.source])} {r.type.replace('_', ' ')} {called([r.target])}", "evidence": str(len(r.evidence)),
        }) for r in crisis.relations],
        "ledger": [(f"{e.evidence[0].article}:{e.evidence[0].record} {e.target}", {
            "": f"{called([e.actor])} towards {called([e.target])}: {e.stance or e.direction}", "stance": e.stance or "",
        }) for e in crisis.ledger],
        "explanations": [(x.id, {"": x.explained, "alternatives": str(len(x.alternatives))}) for x in crisis.explanations],
        "propositions": [(p.id, {
            "": p.label, "label": p.label, "probability": p.probability or "", "wordings": "; ".join(sorted(p.phrases)),
        }) for p in crisis.propositions],
        "claims": [(c.id, {
            "": f"{' and '.join(labels.get(k, k) for k in c.causes) or '(no cause)'} {c.sign} {labels.get(c.effect, c.effect)}",
            "likelihood": likelihood_words(c.likelihood, c.typed).removeprefix(", "), "causes": "; ".join(c.causes), "effect": c.effect,
            "sign": c.sign, "holder": c.holder,
        }) for c in crisis.claims],
        "contradictions": [(f"{c.about} {c.record} {c.words}", {"": c.words}) for c in crisis.contradictions],
    }
    return dict(rows[layer])
