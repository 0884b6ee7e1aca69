"""Sentence starts and quotations."""

from __future__ import annotations

import pytest

from dragoman.parse import parse_article
from dragoman.types import Article, Section


def sentences(text: str) -> list[str]:
    return [sentence.span.text for sentence in parse_article(Article(id="t", text=text)).sentences]


@pytest.mark.parametrize(
    "parts",
    [
        ["Gen. Omar Said met Lt. Col. Ali Reza on Friday.", "They agreed."],
        ["The U.S. Army left at 5 a.m. on Monday.", "It came back."],
        ["He asked for arms; she refused; nobody left.", "That was all."],
        ["The port fell.", "But unless it is held, the road is open."],
    ],
)
def test_boundaries(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_list_markers_and_headings() -> None:
    text = "TALKS COLLAPSE IN GENEVA\n\n• The envoy left.\n• The army stayed; so did we.\n1. The rebels won."
    assert sentences(text) == ["TALKS COLLAPSE IN GENEVA", "• The envoy left.", "• The army stayed; so did we.", "1. The rebels won."]


def test_section_starts_a_sentence() -> None:
    text = "KYIV, 3 March - Troops crossed the river."
    article = Article(id="t", text=text)
    start = text.index("Troops")
    sections = (Section("dateline", article.span(0, start - 1)), Section("body", article.span(start, len(text))))
    found = parse_article(Article(id="t", text=text, sections=sections)).sentences
    assert [(s.section, s.span.text) for s in found][-1] == ("body", "Troops crossed the river.")


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("He said, “We will not yield.”", ["We will not yield."]),
        ('"We will not yield," he said. "Never."', ["We will not yield,", "Never."]),
        ("“She told me ‘get out of here’ and left,” he said.", ["She told me ‘get out of here’ and left,", "get out of here"]),
        ("The workers' unions didn't object to the ministers' plan.", []),
        ("He called it ‘the workers’ last hope’ yesterday.", ["the workers’ last hope"]),
        ("“We fought for years.\n\n“We will fight on.”", ["We fought for years.", "We will fight on."]),
    ],
)
def test_quotations(text: str, contents: list[str]) -> None:
    assert [quotation.content.text for quotation in parse_article(Article(id="t", text=text)).quotations] == contents


def test_scare_quotes() -> None:
    (scare,) = parse_article(Article(id="t", text="The so-called “volunteers” crossed the border.")).quotations
    assert scare.scare
