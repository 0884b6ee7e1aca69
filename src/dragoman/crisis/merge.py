"""Readings -> Crisis: the whole merge on one screen.

The same readings and edits give the same crisis in whatever order they come; reading an article twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.crisis.actors import Places, merge_actors
from dragoman.crisis.claims import made_phrases, merge_claims
from dragoman.crisis.contradictions import claim_contradictions, event_contradictions
from dragoman.crisis.edits import Edits, bad_edit
from dragoman.crisis.events import collect_reports, merge_events
from dragoman.crisis.ledger import explanations_of, ledger_of, merge_relations, statements_of
from dragoman.crisis.propositions import collect_wordings, merge_propositions
from dragoman.crisis.sources import distinct, find_threads
from dragoman.types import Reading
from dragoman.types.crisis import Crisis, CrisisActor, Source


def merge_readings(readings: Sequence[Reading], edits: Edits | None = None, *, name: str = "crisis") -> Crisis:
    """One crisis from many readings, after the edits.

    Actors, events, ties and propositions that are the same are one, with all evidence; claims stay their authors';
    contradictions are listed. Raises DataError, with file and line, for an edit that names nothing.
    """
    edits = edits or Edits()
    kept, notices = distinct(readings)
    threads = find_threads(kept)
    actors, places = _cast(kept, threads, edits)
    names = {actor.id: actor.name for actor in actors}
    wordings = [
        wording for r in kept for wording in collect_wordings(r, threads[r.article.id], places, made_phrases(r))
    ]
    propositions, where = merge_propositions(wordings, edits)
    claims, more = merge_claims(kept, propositions, where, places, names, edits)
    reports = [report for r in kept for report in collect_reports(r, threads[r.article.id], places, names)]
    events, members = merge_events(reports, edits)
    apart = len(set(threads.values()))
    if apart > 1:
        notices.append(f"The articles are of {apart} crises that share too few parties or dates: kept apart as threads.")
    return Crisis(
        name=name,
        sources=tuple(_source(r, threads[r.article.id]) for r in kept),
        actors=actors,
        events=tuple(sorted(events, key=lambda e: ((e.date.start if e.date else None) or "9999", e.id))),
        statements=tuple(s for r in kept for s in statements_of(r, places)),
        relations=merge_relations(kept, places),
        ledger=tuple(entry for r in kept for entry in ledger_of(r, places)),
        explanations=tuple(x for r in kept for x in explanations_of(r, places, names)),
        propositions=propositions,
        claims=claims,
        contradictions=(*event_contradictions(members), *claim_contradictions(claims, propositions)),
        assumptions=tuple(f"{key}={value}" for key, value in sorted(edits.assume.items())),
        notices=(*notices, *more),
    )


def _cast(readings: Sequence[Reading], threads: dict[str, str], edits: Edits) -> tuple[tuple[CrisisActor, ...], Places]:
    """The cast after the edits. Actors are named there by id or by name."""
    plain, places = merge_actors(readings, threads, {}, {}, frozenset())
    ids = {word: actor.id for actor in plain for word in (actor.name.casefold(), actor.id.casefold())}

    def find(name: str, line: int) -> str:
        found = ids.get(" ".join(name.split()).casefold())
        if found is None:
            raise bad_edit(edits, line, f"there is no actor '{name}'.", "actors.csv lists them by id and name.")
        return found

    renamed = {find(edit.actor, edit.line): edit.to for edit in edits.rename if edit.actor is not None}
    joined = {find(other, edit.line): find(edit.actors[0], edit.line) for edit in edits.merge for other in edit.actors[1:]}
    dropped = frozenset(find(edit.actor, edit.line) for edit in edits.drop if edit.actor is not None)
    return merge_actors(readings, threads, renamed, joined, dropped) if renamed or joined or dropped else (plain, places)


def _source(reading: Reading, thread: str) -> Source:
    article = reading.article
    return Source(
        article.id, article.title, article.date.value if article.date else None, article.author, article.publisher, article.url,
        reading.reader.name, thread,
    )
