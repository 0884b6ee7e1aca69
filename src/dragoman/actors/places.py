"""Places named in an article, with coordinates."""

from __future__ import annotations

from dragoman.types import Place, Span
from dragoman.types.parse import Parse

_LABELS = frozenset({"GPE", "LOC", "FAC"})


def find_places(parse: Parse) -> tuple[Place, ...]:
    """The places of an article, each with all its mentions, in text order."""
    mentions: dict[str, list[Span]] = {}
    for entity in parse.doc.ents:
        if entity.label_ in _LABELS:
            mentions.setdefault(entity.text, []).append(parse.article.span(entity.start_char, entity.end_char))
    return tuple(Place("place:" + name.lower().replace(" ", "-"), name, tuple(spans)) for name, spans in mentions.items())
