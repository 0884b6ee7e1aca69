"""Actors of many readings as one cast.

Known actors have the same id everywhere. One that only an article taught is the same as another's when kind and country
agree and one is called as the other is, by more than one word; names of populations and other nominals stay in their thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dragoman.types import Actor, Reading
from dragoman.types.crisis import CrisisActor

Places = dict[tuple[str, str], str]
"""(article id, actor id there) -> actor id in the crisis."""


def merge_actors(
    readings: Sequence[Reading], threads: Mapping[str, str], renamed: Mapping[str, str], joined: Mapping[str, str], dropped: frozenset[str]
) -> tuple[tuple[CrisisActor, ...], Places]:
    """The cast, and where each article's actor went.

    `renamed` (id -> name), `joined` (id -> id it is one with) and `dropped` come from the edits.
    """
    groups: dict[str, list[tuple[str, Actor]]] = {}
    places: Places = {}
    taken: dict[str, tuple[str, str]] = {}
    for reading in readings:
        article = reading.article.id
        for actor in sorted(reading.actors, key=lambda a: (not a.known, a.id)):
            target = actor.id if actor.known else _taught(actor, threads[article], groups, taken)
            target = joined.get(target, target)
            taken.setdefault(target, (threads[article], "known" if actor.known else "taught"))
            groups.setdefault(target, []).append((article, actor))
            places[article, actor.id] = target
    cast = tuple(_merged(name, members, places, renamed) for name, members in sorted(groups.items()) if name not in dropped)
    return cast, places


def _taught(actor: Actor, thread: str, groups: Mapping[str, list[tuple[str, Actor]]], taken: Mapping[str, tuple[str, str]]) -> str:
    """The crisis id of an actor without an entry in the gazetteer: that of one who is called the same, else its own."""
    calls = {name.casefold() for name in (actor.name, *actor.aliases) if " " in name}
    for target, members in groups.items():
        first = members[0][1]
        if (first.kind, first.country) != (actor.kind, actor.country) or not any(calls & _calls(other) for _, other in members):
            continue
        if taken[target] == (thread, "taught") or (actor.kind != "population" and actor.name[:1].isupper()):
            return target
    name = actor.id
    number = 2
    while name in taken:
        name, number = f"{actor.id}~{number}", number + 1
    return name


def _calls(actor: Actor) -> set[str]:
    return {name.casefold() for name in (actor.name, *actor.aliases) if " " in name}


def _merged(name: str, members: Sequence[tuple[str, Actor]], places: Places, renamed: Mapping[str, str]) -> CrisisActor:
    main = next((actor for _, actor in members if actor.id == name), members[0][1])
    article = next(where for where, actor in members if actor is main)
    names = Counter(actor.name for _, actor in members)
    called = renamed.get(name) or main.name
    sectors = tuple(dict.fromkeys((*main.sectors, *(s for _, actor in members for s in actor.sectors))))
    offices = tuple(dict.fromkeys(office for _, actor in members for office in actor.offices))
    aliases = sorted({*(n for _, actor in members for n in (*actor.aliases, actor.name)), *names} - {called})
    return CrisisActor(
        id=name, name=called, kind=main.kind, country=main.country, sectors=sectors, aliases=tuple(aliases), offices=offices,
        represents=places.get((article, main.represents), main.represents) if main.represents else None,
        articles=tuple(sorted({where for where, _ in members})), mentions=sum(len(actor.mentions) for _, actor in members),
    )
