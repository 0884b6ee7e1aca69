"""Who did what to whom over time: dyads with PLOVER scores, and the network of actors, by day, week or month."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Literal, get_args

import msgspec

from dragoman.errors import UsageError
from dragoman.types.crisis import Crisis, CrisisEvent

Period = Literal["day", "week", "month"]
_FITS: dict[str, int] = {"day": 1, "week": 7, "month": 31}


class Dyad(msgspec.Struct, frozen=True):
    """What one actor did to another in a period. `score` is the mean PLOVER conflict-cooperation score (-10 to 10), None without scores.

    It counts events once, however many articles tell of them; it ignores how grave an event is beyond its type and mode.
    """

    period: str
    actor: str
    recipient: str
    events: int
    cooperation: int
    conflict: int
    score: float | None
    types: tuple[str, ...]


class Tie(msgspec.Struct, frozen=True):
    """One edge of the network in a period, direction aside: how many events link the two, and their mean score."""

    period: str
    one: str
    other: str
    events: int
    score: float | None


def dyads(crisis: Crisis, period: Period = "month") -> tuple[Dyad, ...]:
    """Dyads of events that happened, sorted by period, actor, recipient.

    An event whose date is wider than the period is left out, as are events without date, actor or recipient: a date no
    more precise than the words allow cannot be put into one day. Raises UsageError for another period.
    """
    rows: dict[tuple[str, str, str], list[CrisisEvent]] = {}
    for event in crisis.events:
        when = period_of(event, period)
        if when is None or event.status not in ("actual", "historical"):
            continue
        for actor in event.actors:
            for recipient in event.recipients:
                if actor != recipient:
                    rows.setdefault((when, actor, recipient), []).append(event)
    return tuple(_dyad(key, rows[key]) for key in sorted(rows))


def network(crisis: Crisis, period: Period = "month") -> tuple[Tie, ...]:
    """The network of actors for each period, from the dyads."""
    rows: dict[tuple[str, str, str], list[Dyad]] = {}
    for dyad in dyads(crisis, period):
        one, other = sorted((dyad.actor, dyad.recipient))
        rows.setdefault((dyad.period, one, other), []).append(dyad)
    found = []
    for (when, one, other), several in sorted(rows.items()):
        scored = [(dyad.score, dyad.events) for dyad in several if dyad.score is not None]
        weight = sum(events for _, events in scored)
        score = round(sum(s * n for s, n in scored) / weight, 3) if weight else None
        found.append(Tie(when, one, other, sum(dyad.events for dyad in several), score))
    return tuple(found)


def period_of(event: CrisisEvent, period: Period) -> str | None:
    """The period an event lies in ("2020-09-14", "2020-W38", "2020-09"), None when its date is open, absent or wider."""
    if period not in get_args(Period):
        raise UsageError(f"'{period}' is no period.", "Choose day, week or month.")
    date = event.date
    if date is None or date.start is None or date.end is None:
        return None
    start, end = datetime.date.fromisoformat(date.start), datetime.date.fromisoformat(date.end)
    names = {_name(start, period), _name(end, period)}
    return names.pop() if len(names) == 1 and (end - start).days < _FITS[period] else None


def _name(day: datetime.date, period: Period) -> str:
    if period == "day":
        return day.isoformat()
    if period == "month":
        return day.isoformat()[:7]
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _dyad(key: tuple[str, str, str], events: Sequence[CrisisEvent]) -> Dyad:
    scores = [event.score for event in events if event.score is not None]
    mean = round(sum(scores) / len(scores), 3) if scores else None
    cooperation, conflict = sum(score > 0 for score in scores), sum(score < 0 for score in scores)
    return Dyad(*key, len(events), cooperation, conflict, mean, tuple(sorted({event.type for event in events})))
