"""Where a happening is set: the place of its own clause, not any place its sentence names."""

from __future__ import annotations

import pytest

from dragoman.events.event_places import place_of
from dragoman.parse import parse_article
from dragoman.types import Article, Cast, Place


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("Jets bombed a camp near the town of Basra on Monday.", "bombed", "Basra"),
        ("In Basra thousands marched on the palace.", "marched", "Basra"),
        ("The envoy flew to Cairo and met the president.", "met", "Cairo"),
        ("The minister condemned attacks on the port in Basra.", "condemned", None),
        ("Basra rejected the plan.", "rejected", None),
        ("Talks were held in Cairo after rebels shelled Basra.", "held", "Cairo"),
    ],
)
def test_place(text: str, word: str, place: str | None) -> None:
    parse = parse_article(Article(id="t", text=text))
    names = [name for name in ("Basra", "Cairo") if name in text]
    places = tuple(Place(name, name, (parse.article.span(text.index(name), text.index(name) + len(name)),)) for name in names)
    head = next(token for token in parse.doc if token.text == word)
    assert place_of(parse, Cast((), places, {}, {}), head, parse.sentences[0].span) == place
