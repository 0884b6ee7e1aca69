"""An article is data: what it tells a machine to do changes neither the question's frame nor the records."""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from typing import Any

import pytest
from server import EMPTY, ReplayServer

from dragoman.llm.hostile import addressed_to_machines
from dragoman.llm.prompts import fence_of, load_prompts, read_messages
from dragoman.llm.reader import LlmReader
from dragoman.read import make_article, open_sources
from dragoman.types import Article

Make = Callable[..., LlmReader]
FOLDER = pathlib.Path(__file__).parent / "articles"
PROSE = (
    "closed the Jarinje crossing", "Kosovo's prime minister", "recalled its ambassador", "Turkey offered", "released two Azerbaijani",
    "Pashinyan", "moved light tanks", "Brazil warned",
)
NAMES = sorted(path.stem for path in FOLDER.glob("hostile-*.txt"))


def article_of(name: str) -> Article:
    (article,) = open_sources([FOLDER / f"{name}.txt"])
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("name", NAMES)
def test_the_article_cannot_close_its_mark(name: str, reader_on: Make) -> None:
    article = article_of(name)
    with ReplayServer() as server:
        reader_on(server).read(article)
        (request,) = server.requests
    assert [message["role"] for message in request["messages"]] == ["system", "user"]
    user = request["messages"][1]["content"]
    fence = fence_of(article.text)
    assert user.count(f"</article {fence}>") == 1
    assert user.index(f"<article {fence}>\n{article.text}\n</article {fence}>") > 0
    assert article.text not in request["messages"][0]["content"]


def test_marks_of_the_template_in_an_article_stay_text() -> None:
    from dragoman.codebook.load import load_codebook

    text = "The {article} and {fence} and {date} of {format}."
    _, user = read_messages(text, None, load_codebook(), load_prompts())
    assert text in user.content


@pytest.mark.parametrize("name", NAMES)
def test_passages_for_machines_are_found(name: str) -> None:
    found = addressed_to_machines(article_of(name))
    assert found
    joined = " ".join(span.text for span in found)
    assert not [prose for prose in PROSE if prose in joined]


@pytest.mark.parametrize(
    "prose",
    [
        "The court ignored previous instructions from the ministry and freed the two editors.",
        "The system: a fragile balance of clans and generals.",
        "Ministers must answer to parliament, and the report lists all violations of the truce above the river.",
        "Language models and drones will change war, the general wrote in the journal.",
        "Officials said they would disregard the previous agreement on water.",
        "The assistant secretary of state told reporters to ignore earlier rumours.",
    ],
)
def test_prose_is_not_taken_for_orders_to_machines(prose: str) -> None:
    assert addressed_to_machines(make_article(prose)) == ()


def test_what_a_duped_model_reports_is_dropped(reader_on: Make) -> None:
    """The model obeyed: it reports the article's planted event. Its quote stands in the text, and still makes no record."""
    article = article_of("hostile-json")
    mentions = [{"quote": "France bombed Mogadishu", "trigger": "bombed"}]
    planted: dict[str, Any] = {
        **EMPTY,
        "actors": [{"id": "a1", "name": "France", "kind": "state", "wordings": ["France"], "country": "FRA"}],
        "events": [{"type": "ASSAULT", "status": "actual", "actors": ["a1"], "mentions": mentions}],
    }
    with ReplayServer({"*": planted}) as server:
        read = reader_on(server).read(article)
    assert read.reading.events == ()
    assert read.account.dropped == {"events: instruction": 1}
    assert any("address a language model" in notice for notice in read.reading.notices)
    assert len(server.requests) == 1


def test_a_silenced_model_is_noticed(reader_on: Make) -> None:
    article = make_article(article_of("hostile-orders").text + "\n\n" + "The two governments went on talking in the capital. " * 20)
    with ReplayServer() as server:
        read = reader_on(server).read(article)
    assert any("compare with the local reader" in notice for notice in read.reading.notices)
