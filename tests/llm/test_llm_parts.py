"""Long articles: parts overlap and cover the text, and what two parts both tell is one record."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest
from server import EMPTY, ReplayServer

from dragoman.llm.parts import split_range
from dragoman.llm.prompts import fence_of
from dragoman.llm.reader import LlmReader
from dragoman.read import make_article

Make = Callable[..., LlmReader]
SENTENCES = [f"On day {n} the army of Chad shelled village number {n} near the lake." for n in range(60)]
TEXT = "\n\n".join(" ".join(SENTENCES[n : n + 3]) for n in range(0, 60, 3))


@pytest.mark.parametrize("size", [500, 900, 2000, 10_000])
def test_parts_cover_the_text_and_overlap(size: int) -> None:
    parts = split_range(TEXT, 0, len(TEXT), size)
    assert parts[0][0] == 0
    assert parts[-1][1] == len(TEXT)
    assert all(end - start <= size for start, end in parts)
    for (_, end), (start, _) in itertools.pairwise(parts):
        assert start < end


def test_text_without_breaks_is_parted_too() -> None:
    parts = split_range("x" * 5000, 0, 5000, 1000)
    assert parts[-1][1] == 5000
    assert all(later[0] > earlier[0] for earlier, later in itertools.pairwise(parts))


def test_what_two_parts_tell_is_one_record(reader_on: Make) -> None:
    article = make_article(TEXT)
    parts = split_range(article.text, 0, len(article.text), 1500)
    answers: dict[str, Any] = {}
    for number, (start, end) in enumerate(parts):
        answers[fence_of(article.text[start:end])] = answer_to(article.text[start:end], number)
    with ReplayServer(answers) as server:
        read = reader_on(server, part_size=1500).read(article)
        asked = [request["messages"][1]["content"] for request in server.requests]
    reading = read.reading
    assert len(asked) == len(parts) > 2
    assert f"part 2 of {len(parts)}" in asked[1]
    assert len(reading.events) == 60
    assert [event.id for event in reading.events] == [f"e{n}" for n in range(1, 61)]
    assert [event.trigger.start for event in reading.events] == sorted(event.trigger.start for event in reading.events)
    assert {actor.id for actor in reading.actors} == {"TCD", "army-of-chad"}
    assert len(reading.actor("army-of-chad").mentions) == 60
    assert {event.actors for event in reading.events} == {("army-of-chad",)}
    assert len(read.origins) == 62
    assert read.account.parts == len(parts)


def answer_to(text: str, number: int) -> str:
    """What a model would answer to a part: ids of its own, one event for each whole sentence."""
    told = [sentence for sentence in SENTENCES if sentence in text]
    own = f"x{number}"
    events = [
        {"type": "ASSAULT", "status": "actual", "actors": [own], "mentions": [{"quote": sentence.rstrip("."), "trigger": "shelled"}]}
        for sentence in told
    ]
    actors = [
        {"id": own, "name": "army of Chad", "kind": "organisation", "wordings": ["the army of Chad"], "country": "TCD"},
        {"id": "s", "name": "Chad", "kind": "state", "wordings": ["Chad"], "country": "TCD"},
    ]
    return json.dumps({**EMPTY, "actors": actors, "events": events})
