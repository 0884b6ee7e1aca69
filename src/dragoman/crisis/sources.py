"""Which articles a crisis is made of: the same text twice is one, and articles of different crises form threads.

In: readings in any order. Out: readings in a fixed order with ids of their own, and a thread for each.
"""

from __future__ import annotations

import datetime
import hashlib
import math
from collections import Counter
from collections.abc import Sequence

import msgspec

from dragoman.types import Reading

LEAST_LIKENESS = 0.5
LEAST_SHARED = 2
CORE_SHARE = 0.04
MOST_DAYS = 366


def text_key(reading: Reading) -> str:
    """A key that is the same for the same words, however they are spaced."""
    return hashlib.sha256(" ".join(reading.article.text.split()).encode()).hexdigest()


def distinct(readings: Sequence[Reading]) -> tuple[list[Reading], list[str]]:
    """The readings sorted, each article once, and a notice for each that was dropped.

    Of two readings of the same text the one with more records stays. Different texts with the same id get ids of their
    own ("id~2"), in the order of their text keys, so that the result does not depend on the order they come in.
    """
    notices = []
    by_text: dict[str, list[Reading]] = {}
    for reading in readings:
        by_text.setdefault(text_key(reading), []).append(reading)
    kept: list[Reading] = []
    for several in by_text.values():
        several.sort(key=lambda r: (-sum(1 for _ in r.spans()), r.article.id, msgspec.json.encode(r)))
        kept.append(several[0])
        if len(several) > 1:
            names = ", ".join(sorted({r.article.id for r in several}))
            notices.append(f"The same text came {len(several)} times ({names}) and counts once.")
    by_id: dict[str, list[Reading]] = {}
    for reading in kept:
        by_id.setdefault(reading.article.id, []).append(reading)
    named = []
    for name, several in by_id.items():
        several.sort(key=text_key)
        for number, reading in enumerate(several):
            renamed = msgspec.structs.replace(reading.article, id=name if number == 0 else f"{name}~{number + 1}")
            named.append(msgspec.structs.replace(reading, article=renamed))
    return sorted(named, key=lambda r: (_day(r) or datetime.date.max, r.article.id)), sorted(notices)


def find_threads(readings: Sequence[Reading]) -> dict[str, str]:
    """Article id -> thread (the id of its earliest article), for articles about the same parties and time.

    Two articles are of one thread when their dates are at most a year apart (or one has none), at least two actors have a
    share of mentions of 4% or more in both, and the cosine of their profiles of mentions is 0.5 or more; bodies count as
    their state, and articles joined through a third are one thread. It ignores what the articles say of these actors.
    """
    profiles = [_profile(reading) for reading in readings]
    thread = list(range(len(readings)))
    for first in range(len(readings)):
        for other in range(first):
            if thread[first] != thread[other] and _near(readings[first], readings[other]) and _alike(profiles[first], profiles[other]):
                old, new = max(thread[first], thread[other]), min(thread[first], thread[other])
                thread = [new if number == old else number for number in thread]
    return {reading.article.id: readings[number].article.id for reading, number in zip(readings, thread, strict=True)}


def _profile(reading: Reading) -> Counter[str]:
    found: Counter[str] = Counter()
    for actor in reading.actors:
        if actor.kind != "media":
            found[actor.country or actor.represents or actor.id] += len(actor.mentions)
            if actor.known and actor.kind in ("person", "armed_group", "party"):
                found[actor.id] += len(actor.mentions)
    return found


def _alike(first: Counter[str], other: Counter[str]) -> bool:
    sizes = sum(first.values()), sum(other.values())
    if not all(sizes):
        return False
    shared = [a for a in first if a in other and first[a] >= CORE_SHARE * sizes[0] and other[a] >= CORE_SHARE * sizes[1]]
    product = sum(first[actor] * other[actor] for actor in first)
    norms = math.sqrt(sum(n * n for n in first.values())) * math.sqrt(sum(n * n for n in other.values()))
    return len(shared) >= LEAST_SHARED and product / norms >= LEAST_LIKENESS


def _near(first: Reading, other: Reading) -> bool:
    days = _day(first), _day(other)
    return days[0] is None or days[1] is None or abs((days[0] - days[1]).days) <= MOST_DAYS


def _day(reading: Reading) -> datetime.date | None:
    return reading.article.date.day() if reading.article.date else None


def holder_of(reading: Reading, actor: str | None = None, names: dict[str, str] | None = None) -> str:
    """Who believes it, in words that compare across articles: the actor's name, else author, publisher, title or id."""
    if actor is not None:
        known = (names or {}).get(actor)
        return known or next((a.name for a in reading.actors if a.id == actor), actor)
    article = reading.article
    return article.author or article.publisher or article.title or article.id
