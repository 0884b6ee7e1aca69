"""Events of many readings as one list: two reports of one happening are one event with two pieces of evidence.

In: readings with threads, actors' places, edits. Out: CrisisEvent records and the members of each.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from dragoman.crisis.actors import Places
from dragoman.crisis.edits import Edits, bad_edit
from dragoman.crisis.groups import Groups
from dragoman.crisis.sources import holder_of
from dragoman.crisis.wording import content_stems
from dragoman.types import DateValue, Event, Reading
from dragoman.types.crisis import CrisisEvent, Evidence

LONGEST_DATE = 31
NEAR_DAYS = 2
_HAPPENED = frozenset({"actual", "historical"})


class Report(msgspec.Struct, frozen=True):
    """One article's event with its actors as the crisis has them."""

    article: str
    thread: str
    event: Event
    actors: frozenset[str]
    recipients: frozenset[str]
    stems: frozenset[str]
    place: str | None
    holder: str
    confirmed: bool


def collect_reports(reading: Reading, thread: str, places: Places, names: Mapping[str, str]) -> list[Report]:
    """The events of one reading, ready to be compared."""
    article = reading.article.id
    where = {place.id: place.geonames_id or place.name for place in reading.places}
    found = []
    for event in reading.events:
        who = places.get((article, event.asserted_by), event.asserted_by) if event.asserted_by else None
        found.append(Report(
            article, thread, event, frozenset(places.get((article, a), a) for a in event.actors),
            frozenset(places.get((article, a), a) for a in event.recipients), frozenset(content_stems(event.trigger.text)),
            where.get(event.place) if event.place else None, holder_of(reading, who, dict(names)), who is None,
        ))
    return found


def merge_events(reports: Sequence[Report], edits: Edits) -> tuple[tuple[CrisisEvent, ...], dict[str, list[Report]]]:
    """The events after the edits, and the reports behind each. Raises DataError for an edit that names nothing."""
    groups = Groups(len(reports))
    buckets: dict[tuple[str, str], list[int]] = {}
    for number, report in enumerate(reports):
        buckets.setdefault((report.thread, report.event.type), []).append(number)
    for several in buckets.values():
        for place, number in enumerate(several):
            for other in several[:place]:
                if reports[other].article != reports[number].article and same_event(reports[other], reports[number]):
                    groups.join(other, number, "same type, parties and date")
    _merge_by_hand(groups, reports, edits)
    members: dict[str, list[Report]] = {}
    for items, _ in groups.members():
        told = [reports[item] for item in items]
        members[_name(told[0])] = told
    _drop(members, edits)
    return tuple(_record(name, told) for name, told in members.items()), members


def same_event(first: Report, other: Report) -> bool:
    """Whether two articles report one happening.

    Type the same; actors overlap, recipients overlap or both have none; both happened, or both have the same status; and
    either both are dated to a month or better with overlapping dates, one of them a day or the words or place the same;
    or days at most two apart with the same words, place and parties. What has no date is never merged.
    """
    if first.event.type != other.event.type or not _parties_agree(first, other) or not _status_agrees(first.event, other.event):
        return False
    spans = _days(first.event.date), _days(other.event.date)
    if spans[0] is None or spans[1] is None:
        return False
    (start, end), (start2, end2) = spans[0], spans[1]
    alike = bool(first.stems & other.stems) or (first.place is not None and first.place == other.place)
    if start <= end2 and start2 <= end:
        return alike or (start == end and start2 == end2)
    exact = start == end and start2 == end2 and abs((start - start2).days) <= NEAR_DAYS
    return exact and bool(first.stems & other.stems) and first.place is not None and first.place == other.place


def _parties_agree(first: Report, other: Report) -> bool:
    if not first.actors & other.actors:
        return False
    return bool(first.recipients & other.recipients) or not (first.recipients or other.recipients)


def _status_agrees(first: Event, other: Event) -> bool:
    return first.status == other.status or {first.status, other.status} <= _HAPPENED


def _days(date: DateValue | None) -> tuple[datetime.date, datetime.date] | None:
    if date is None or date.start is None or date.end is None or date.precision == "vague":
        return None
    start, end = datetime.date.fromisoformat(date.start), datetime.date.fromisoformat(date.end)
    return (start, end) if (end - start).days <= LONGEST_DATE else None


def _name(report: Report) -> str:
    """An id that shows what and when; the letters at its end are those of the place of its first evidence."""
    iso = report.event.date.iso() if report.event.date else None
    mark = hashlib.sha256(f"{report.article}:{report.event.trigger.start}:{report.event.type}".encode()).hexdigest()[:6]
    return f"{report.event.type.lower()}-{(iso or 'undated').replace('/', '-')}-{mark}"


def _place_of(name: str, reports: Sequence[Report]) -> int | None:
    return next((n for n, r in enumerate(reports) if name in (f"{r.article}:{r.event.id}", _name(r))), None)


def _merge_by_hand(groups: Groups, reports: Sequence[Report], edits: Edits) -> None:
    for edit in edits.merge:
        found = []
        for name in edit.events:
            place = _place_of(name, reports)
            if place is None:
                raise bad_edit(edits, edit.line, f"there is no event '{name}'.", "events.csv lists them; write the id or ARTICLE:EVENT.")
            found.append(place)
        for other in found[1:]:
            groups.join(found[0], other, f"merged by hand, {edits.file}:{edit.line}")


def _drop(members: dict[str, list[Report]], edits: Edits) -> None:
    for edit in edits.drop:
        if edit.event is None:
            continue
        found = [name for name, several in members.items() if _place_of(edit.event, several) is not None]
        if not found:
            raise bad_edit(edits, edit.line, f"there is no event '{edit.event}'.", "events.csv lists them; write the id or ARTICLE:EVENT.")
        del members[found[0]]


def _record(name: str, reports: Sequence[Report]) -> CrisisEvent:
    full = max(reports, key=_fullness)
    event = full.event
    evidence = tuple(Evidence(r.article, r.event.id, mention.evidence) for r in reports for mention in r.event.mentions)
    return CrisisEvent(
        id=name, type=event.type, modes=event.modes, actors=tuple(sorted(full.actors)), recipients=tuple(sorted(full.recipients)),
        status=event.status, date=event.date, place=full.place, quad=event.quad, score=event.score, counts=event.counts,
        asserted_by=tuple(dict.fromkeys(r.holder for r in reports)), evidence=evidence,
    )


def _fullness(report: Report) -> int:
    event = report.event
    counts = sum(value is not None for value in (event.counts.killed, event.counts.injured, event.counts.arrested))
    return bool(report.actors) + bool(report.recipients) + (event.date is not None) + (event.place is not None) + counts
