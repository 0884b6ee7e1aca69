"""Quotes find their place: exact, normalised, close, the nearest of several, or none."""

import pytest

from dragoman.llm.anchor import Anchorer
from dragoman.llm.sentences import Sentences
from dragoman.read import make_article
from dragoman.types import Article, Section

TEXT = (
    "Kenya’s army shelled the camp on Friday. “We shall — if needed — return,” Gen. Odhiambo said.\n\n"
    "Two days later the army shelled the camp again, and the U.N. asked the two governments to talk at once. "
    "The metal bridge was not hit. They met on Sunday."
)


@pytest.fixture
def anchorer() -> Anchorer:
    return Anchorer(Article("x", TEXT))


@pytest.mark.parametrize(
    ("quote", "found", "how"),
    [
        ("asked the two governments to talk", "asked the two governments to talk", "exact"),
        ("Kenya's army shelled", "Kenya’s army shelled", "normalised"),
        ('"We shall - if needed - return"', "We shall — if needed — return", "normalised"),
        ("the  U.N.\nasked", "the U.N. asked", "normalised"),
        ("The U.N. asked our two governments to talk at once", "the U.N. asked the two governments to talk at once", "close"),
        ("asked the two governments ... at once", "asked the two governments to talk at once", "close"),
        ("met", "met", "exact"),
    ],
)
def test_quotes_are_found(anchorer: Anchorer, quote: str, found: str, how: str) -> None:
    anchor = anchorer.find(quote)
    assert anchor is not None
    assert (anchor.span.text, anchor.how) == (found, how)
    assert TEXT[anchor.span.start : anchor.span.end] == anchor.span.text


ABSENT = ["", "   ", "etal", "government", "the navy sank two ships", "asked the two presidents and generals to leave", "x" * 5000]


@pytest.mark.parametrize("quote", ABSENT)
def test_what_is_not_there_is_not_found(anchorer: Anchorer, quote: str) -> None:
    assert anchorer.find(quote) is None


def test_close_matches_name_their_similarity(anchorer: Anchorer) -> None:
    anchor = anchorer.find("They met late on Sunday in town")
    assert anchor is None
    anchor = anchorer.find("the army shelled the old camp again")
    assert anchor is not None
    assert anchor.how == "close"
    assert 0.8 <= anchor.similarity < 1


def test_of_repeated_quotes_the_nearest_counts(anchorer: Anchorer) -> None:
    again = anchorer.find("again")
    assert again is not None
    first, second = anchorer.find("shelled the camp"), anchorer.find("shelled the camp", near=again.span)
    assert first is not None
    assert second is not None
    assert first.span.start < TEXT.index("“") < second.span.start
    clause = anchorer.find("Two days later the army shelled the camp again")
    assert clause is not None
    inside = anchorer.find("army", within=clause.span)
    assert inside is not None
    assert clause.span.contains(inside.span)


def test_title_and_headings_hold_no_records() -> None:
    article = Article("x", "Army shells camp\n\nThe army shells camp after camp.", sections=())
    body = Section("body", article.span(18, len(article.text)))
    title = Section("title", article.span(0, 16))
    article = Article("x", article.text, sections=(title, body))
    anchor = Anchorer(article).find("shells camp")
    assert anchor is not None
    assert anchor.span.start > 18
    assert Anchorer(article).find("Army shells camp", body=False) is not None
    assert [span.start for span in Anchorer(article).everywhere("shells camp")] == [5, 27]


def test_a_part_of_an_article_finds_only_in_itself() -> None:
    article = Article("x", TEXT)
    second = Anchorer(article, ((TEXT.index("Two days"), len(TEXT)),))
    anchor = second.find("army shelled the camp")
    assert anchor is not None
    assert anchor.span.start > TEXT.index("Two days")
    assert second.find("Odhiambo") is None


def test_sentences_end_where_readers_end_them() -> None:
    found = [span.text for span in Sentences(make_article(TEXT)).all()]
    assert found[0] == "Kenya’s army shelled the camp on Friday."
    assert found[1] == "“We shall — if needed — return,” Gen. Odhiambo said."
    assert found[-1] == "They met on Sunday."
    assert len(found) == 5
