"""First version of the cast: named entities only."""

from __future__ import annotations

import re

from dragoman.types import Actor, Cast, Mention, Place
from dragoman.types.parse import Parse


def find_cast(parse: Parse) -> Cast:
    """Actors and places of an article."""
    grouped: dict[str, list[Mention]] = {}
    for entity in parse.doc.ents:
        if entity.label_ in {"PERSON", "ORG", "GPE", "NORP"}:
            name = re.sub(r"^(the|The) |['’]s$", "", entity.text)
            span = parse.article.span(entity.start_char, entity.end_char)
            grouped.setdefault(name, []).append(Mention(span, "name", entity.root.i))
    actors = tuple(
        Actor(re.sub(r"\W+", "-", name.casefold()).strip("-") or "unnamed", name, "organisation", tuple(mentions)) for name, mentions in grouped.items()
    )
    by_token: dict[int, tuple[str, ...]] = {}
    by_head: dict[int, tuple[str, ...]] = {}
    for actor in actors:
        for mention in actor.mentions:
            by_head[mention.head] = (actor.id,)
            for token in parse.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand"):
                by_token[token.i] = (actor.id,)
    places: tuple[Place, ...] = ()
    return Cast(actors, places, by_token, by_head)
