"""A reader on a local server, and one small article with a whole answer to it."""

from __future__ import annotations

import copy
import json
import pathlib
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from server import ReplayServer

from dragoman.llm.cache import AnswerCache
from dragoman.llm.client import Client
from dragoman.llm.limits import Limiter
from dragoman.llm.meter import Meter, Price
from dragoman.llm.reader import LlmReader
from dragoman.llm.requests import Settings
from dragoman.llm.transport import open_transport
from dragoman.read import make_article
from dragoman.types import Article

TEXT = (
    "Lakeside states quarrel\n\n4 May 2023\n\n"
    "NAIROBI - Kenya’s army shelled a rebel camp near Moyale on Tuesday. Ethiopia condemned the attack. "
    "“We will not be silent,” the Ethiopian foreign minister, Demeke Mekonnen, warned.\n\n"
    "If the shelling goes on, Ethiopia will very likely close the border, which could push up food prices in Moyale.\n"
)
ANSWER: dict[str, Any] = json.loads((pathlib.Path(__file__).parent / "lake_answer.json").read_text(encoding="utf-8"))


@pytest.fixture
def lake() -> Article:
    return make_article(TEXT)


@pytest.fixture
def lake_answer() -> dict[str, Any]:
    return copy.deepcopy(ANSWER)


@pytest.fixture
def reader_on() -> Iterator[Callable[..., LlmReader]]:
    """A reader on a server that does not wait between tries."""
    clients: list[Client] = []

    def make(
        server: ReplayServer,
        *,
        tries: int = 4,
        at_once: int = 4,
        cache: pathlib.Path | None = None,
        budget: float | None = None,
        timeout: float = 10.0,
        **options: Any,
    ) -> LlmReader:
        limiter = Limiter(at_once, sleep=lambda _: None)
        meter = Meter(Price(1.0, 4.0), budget)
        client = Client(open_transport(server.url, timeout=timeout), limiter=limiter, meter=meter, cache=AnswerCache(cache), tries=tries)
        clients.append(client)
        return LlmReader(client, Settings("replay"), **options)

    yield make
    for client in clients:
        client.close()
