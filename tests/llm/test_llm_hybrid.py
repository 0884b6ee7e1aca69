"""The hybrid reader asks about what the local reading doubts and nothing else; the comparison says where two readings part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from server import EMPTY, ReplayServer

from dragoman.errors import UsageError
from dragoman.llm import doubt
from dragoman.llm.archive import read_articles
from dragoman.llm.compare import compare_readings
from dragoman.llm.doubt import SIGNS, body_sentences, doubts, load_weights, most_doubtful
from dragoman.llm.hybrid import HybridReader, HybridReading
from dragoman.llm.reader import LlmReader
from dragoman.read import make_article
from dragoman.types import Article, Claim, Event, EventMention, ReaderInfo, Reading

Make = Callable[..., LlmReader]
WEIGHTS = dict.fromkeys(SIGNS, 0.0) | {"event of low confidence": 1.0, "claim without cause": 1.0, "hedge": 0.2}


@pytest.fixture(autouse=True)
def plain_weights(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tested here is what the weights do, not what they were fitted to."""
    if "packaged" not in request.node.name:
        monkeypatch.setattr(doubt, "load_weights", lambda: WEIGHTS)


def local_reading(article: Article) -> Reading:
    """What a weak local reader might make of the lake article: one sure event, one doubtful one, a claim without its cause."""
    def event(number: int, type_name: str, trigger: str, confidence: float) -> Event:
        start = article.text.index(trigger)
        span = article.span(start, start + len(trigger))
        return Event(f"e{number}", type_name, (), (), "actual", (EventMention(span, span),), confidence=confidence)

    start = article.text.index("push up")
    effect = article.span(start, start + len("push up food prices"))
    claim = Claim("c1", None, effect, "increases", "conditional", effect)
    events = (event(1, "ASSAULT", "shelled", 0.99), event(2, "SUPPORT", "condemned", 0.3))
    return Reading(article, ReaderInfo("local", "0"), events=events, claims=(claim,))


def test_doubt_follows_confidence_and_missing_causes(lake: Article) -> None:
    found = doubts(local_reading(lake))
    assert [one.sentence.text.split()[0] for one in found] == ["If", "Ethiopia", "NAIROBI"]
    assert found[0].signs == ("claim without cause",)
    assert len(body_sentences(lake)) == 4
    assert most_doubtful(local_reading(lake), 0.5) == tuple(sorted(one.sentence for one in found[:2]))
    assert most_doubtful(local_reading(lake), 0.2) == ()


def test_packaged_weights_know_every_sign() -> None:
    assert set(load_weights()) == set(SIGNS)
    assert all(weight >= 0 for weight in load_weights().values())


def test_only_doubtful_sentences_are_asked_about(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    with ReplayServer({"*": lake_answer}) as server:
        hybrid = HybridReader(local_reading, reader_on(server), share=0.5).read(lake)
        (request,) = server.requests
    asked = request["messages"][1]["content"].rpartition("Code only what the following passages")[2]
    assert "Ethiopia condemned the attack." in asked
    assert "shelled" not in asked
    reading = hybrid.reading
    assert [(e.type, e.confidence) for e in reading.events] == [("ASSAULT", 0.99), ("ACCUSE", None)]
    assert [hybrid.origins[e.id].reader for e in reading.events] == ["local", "llm"]
    assert len(reading.claims) == 2
    assert reading.claims[1].cause is not None
    assert reading.statements == ()
    assert hybrid.share == 0.5
    assert reading.reader.name == "hybrid"
    assert {*reading.events[1].actors, *reading.events[1].recipients} <= {a.id for a in reading.actors}
    for span in reading.spans():
        assert lake.text[span.start : span.end] == span.text


def test_many_articles_go_through_the_hybrid_at_once(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    articles = [make_article(lake.text + f"\nEdition {number}.") for number in range(8)]
    with ReplayServer({"*": lake_answer}, delay=0.05) as server:
        found = list(read_articles(articles, HybridReader(local_reading, reader_on(server, at_once=3), share=0.5)))
    assert [article.id for article, _ in found] == [article.id for article in articles]
    assert all(isinstance(one, HybridReading) for _, one in found)
    assert 1 < server.most_at_once <= 3


def test_nothing_doubtful_asks_nothing(reader_on: Make) -> None:
    article = make_article("Nothing of note happened.")
    with ReplayServer() as server:
        hybrid = HybridReader(lambda one: Reading(one, ReaderInfo("local", "0")), reader_on(server)).read(article)
    assert server.requests == []
    assert hybrid.share == 0


def test_long_articles_send_excerpts(reader_on: Make) -> None:
    filler = "The weather in the capital was mild and the markets were open as usual that day. " * 12
    article = make_article(filler + "\n\nChad shelled Niger.\n\n" + filler + "\n\nNiger condemned Chad.\n\n" + filler)
    start, second = article.text.index("Chad shelled"), article.text.index("Niger condemned")
    passages = article.span(start, start + 19), article.span(second, second + 21)
    with ReplayServer({"*": EMPTY}) as server:
        reader_on(server).read(article, passages)
        shown = server.requests[0]["messages"][1]["content"]
    assert len(shown) < len(article.text)
    assert "[...]" in shown
    assert shown.count("Chad shelled Niger.") == 2


def test_two_readings_side_by_side(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    with ReplayServer({"*": lake_answer}) as server:
        second = reader_on(server).read(lake).reading
    comparison = compare_readings(local_reading(lake), second)
    events = {pair.label: pair for pair in comparison.pairs if pair.layer == "events"}
    assert {one.field: (one.first, one.second) for one in events["condemned"].differences}["type"] == ("SUPPORT", "ACCUSE")
    counts = {one.layer: one for one in comparison.agreements}
    assert (counts["events"].both, counts["events"].equal, counts["claims"].both, counts["claims"].only_second) == (2, 0, 1, 1)
    assert counts["statements"].only_second == 1
    assert counts["events"].f1 == 1.0
    assert msgspec.json.decode(msgspec.json.encode(comparison), type=type(comparison)) == comparison


def test_a_reading_agrees_with_itself(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    with ReplayServer({"*": lake_answer}) as server:
        reading = reader_on(server).read(lake).reading
    comparison = compare_readings(reading, reading)
    assert all(pair.agree for pair in comparison.pairs)
    assert all(one.f1 == 1.0 for one in comparison.agreements)


def test_readings_of_different_texts_are_not_compared() -> None:
    one, other = (Reading(make_article(text), ReaderInfo("local", "0")) for text in ("A text.", "Another text."))
    with pytest.raises(UsageError):
        compare_readings(one, other)
