"""Actors of two readings of one text that are the same."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.types import Actor


def same_actors(first: Sequence[Actor], second: Sequence[Actor]) -> dict[str, str]:
    """Ids of `second` -> ids of `first`, for actors with the same id, the same name, or most shared mentions; each used once.

    A person is never the same as what is none. Aliases count as names when they are written with a capital.
    """
    same: dict[str, str] = {}
    by_id = {actor.id: actor for actor in first}
    by_name = {name.casefold(): actor.id for actor in reversed(first) for name in _names(actor)}
    by_place = {mention.span: actor.id for actor in first for mention in actor.mentions}
    for actor in second:
        shared = [by_place[mention.span] for mention in actor.mentions if mention.span in by_place]
        candidates = [
            actor.id if actor.id in by_id else None, by_name.get(actor.name.casefold()), max(shared, key=shared.count) if shared else None
        ]
        for found in candidates:
            if found is not None and found not in same.values() and (by_id[found].kind == "person") == (actor.kind == "person"):
                same[actor.id] = found
                break
    return same


def _names(actor: Actor) -> list[str]:
    return [*(alias for alias in actor.aliases if alias[:1].isupper()), actor.name]
