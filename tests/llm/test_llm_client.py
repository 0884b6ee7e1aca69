"""Everything that goes wrong between here and a model: tried again, told, counted; nothing is lost, nothing is paid twice."""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from server import ReplayServer

from dragoman.errors import AnswerUnusable, BudgetSpent, DragomanError, ModelRefused, ModelUnreachable, UsageError
from dragoman.llm import transport as transport_module
from dragoman.llm.archive import read_articles
from dragoman.llm.limits import Limiter
from dragoman.llm.prompts import fence_of
from dragoman.llm.reader import LlmReader
from dragoman.llm.transport import open_transport
from dragoman.read import make_article
from dragoman.types import Article

Make = Callable[..., LlmReader]


@pytest.mark.parametrize("trouble", ["429", "500", "503", "408", "empty", "malformed", "no json", "overlong", "drop"])
def test_passing_trouble_is_tried_again(trouble: str, lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    with ReplayServer({"*": lake_answer}, [trouble, trouble]) as server:
        reader = reader_on(server)
        read = reader.read(lake)
    assert len(read.reading.events) == 2
    assert len(server.requests) == 3
    outcomes = reader.client.meter.spent().outcomes
    assert outcomes.pop("answered") == 1
    assert list(outcomes.values()) == [2]


def test_a_slow_server_is_given_up_and_asked_again(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    with ReplayServer({"*": lake_answer}, ["slow"]) as server:
        reader = reader_on(server, timeout=0.3)
        assert len(reader.read(lake).reading.events) == 2
    assert reader.client.meter.spent().outcomes == {"answered": 1, "timeout": 1}


LASTING = [("429", ModelUnreachable), ("500", ModelUnreachable), ("empty", AnswerUnusable), ("no json", AnswerUnusable)]


@pytest.mark.parametrize(("trouble", "error"), LASTING)
def test_lasting_trouble_is_told(trouble: str, error: type[DragomanError], lake: Article, reader_on: Make) -> None:
    with ReplayServer({}, [trouble] * 4) as server, pytest.raises(error) as told:
        reader_on(server).read(lake)
    assert len(server.requests) == 4
    assert "4 tries" in told.value.problem
    assert told.value.next_step


@pytest.mark.parametrize("status", ["401", "403", "404", "400", "413"])
def test_a_refusal_is_not_tried_again(status: str, lake: Article, reader_on: Make) -> None:
    with ReplayServer({}, [status]) as server, pytest.raises(ModelRefused) as told:
        reader_on(server).read(lake)
    assert len(server.requests) == 1
    assert told.value.next_step


def test_no_server_is_told() -> None:
    from dragoman.llm.client import Client
    from dragoman.llm.requests import Settings

    with ReplayServer() as server:
        address = server.url
    client = Client(open_transport(address, timeout=2.0), limiter=Limiter(sleep=lambda _: None), tries=2)
    with pytest.raises(ModelUnreachable, match="cannot be reached"):
        LlmReader(client, Settings("replay")).read(make_article("One army shelled another."))
    client.close()


def test_servers_without_schemas_are_asked_for_plain_json(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    with ReplayServer({"*": lake_answer, "no schema": True}) as server:
        reader = reader_on(server, repair=False)
        assert len(reader.read(lake).reading.events) == 2
        reader.read(make_article("Nothing happened."))
    assert [request["response_format"]["type"] for request in server.requests] == ["json_schema", "json_object", "json_object"]
    assert server.requests[0]["response_format"]["json_schema"]["strict"] is True


def test_a_cut_off_answer_is_asked_in_smaller_parts(lake_answer: dict[str, Any], reader_on: Make, lake: Article) -> None:
    padding = "The talks in Nairobi went on for another day without result, officials said. "
    article = make_article(lake.text + "\n" + "\n\n".join([padding * 5] * 8))
    with ReplayServer({"*": lake_answer}, ["cut off"]) as server:
        read = reader_on(server, repair=False).read(article)
    assert len(server.requests) >= 3
    assert [event.trigger.text for event in read.reading.events] == ["shelled", "condemned"]
    assert read.account.cut_off == 1


def test_a_short_article_keeps_what_a_cut_off_answer_holds(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    with ReplayServer({"*": lake_answer}, ["cut off"]) as server:
        read = reader_on(server, repair=False).read(lake)
    assert len(read.reading.actors) >= 1
    assert read.account.cut_off == 1
    assert any("cut off" in notice for notice in read.reading.notices)


def test_a_rerun_asks_nothing_and_gives_the_same_bytes(
    tmp_path: pathlib.Path, lake: Article, lake_answer: dict[str, Any], reader_on: Make
) -> None:
    with ReplayServer({"*": lake_answer}, ["429"]) as server:
        first = reader_on(server, cache=tmp_path).read(lake)
        asked = len(server.requests)
        again = reader_on(server, cache=tmp_path)
        second = again.read(lake)
        assert len(server.requests) == asked
        third = reader_on(server, cache=tmp_path, scale="uk_phia").read(lake)
        assert len(server.requests) == asked
    assert msgspec.json.encode(first) == msgspec.json.encode(second)
    assert third.reading.claims[0].likelihood != first.reading.claims[0].likelihood
    assert again.client.meter.spent().from_cache == 1
    assert again.client.meter.spent().cost == 0


def test_the_cache_tells_text_and_settings_apart(
    tmp_path: pathlib.Path, lake: Article, lake_answer: dict[str, Any], reader_on: Make
) -> None:
    with ReplayServer({"*": lake_answer}) as server:
        reader = reader_on(server, cache=tmp_path)
        reader.read(lake)
        reader.read(make_article(lake.text + " "))
        reader.settings = msgspec.structs.replace(reader.settings, seed=1)
        reader.read(lake)
    assert len(server.requests) == 3


def test_a_broken_cache_file_is_asked_anew(tmp_path: pathlib.Path, lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    with ReplayServer({"*": lake_answer}) as server:
        reader_on(server, cache=tmp_path).read(lake)
        (kept,) = tmp_path.rglob("*.json")
        kept.write_bytes(kept.read_bytes()[:20])
        assert len(reader_on(server, cache=tmp_path).read(lake).reading.events) == 2
    assert len(server.requests) == 2


def test_the_budget_stops_and_a_second_run_goes_on(
    tmp_path: pathlib.Path, lake: Article, lake_answer: dict[str, Any], reader_on: Make
) -> None:
    articles = [make_article(lake.text + f"\n\nEdition {number}.") for number in range(6)]
    with ReplayServer({"*": lake_answer}) as server:
        poor = reader_on(server, cache=tmp_path, budget=0.02, at_once=1)
        done = [result for _, result in read_articles(articles, poor)]
        spent = poor.client.meter.spent()
        assert spent.cost <= 0.02
        assert 0 < sum(isinstance(result, BudgetSpent) for result in done) < 6
        answered = len(server.requests)
        rich = reader_on(server, cache=tmp_path, at_once=1)
        assert not any(isinstance(result, DragomanError) for _, result in read_articles(articles, rich))
        assert len(server.requests) == 6
        assert rich.client.meter.spent().questions == 6 - answered


def test_many_articles_keep_their_order_and_the_limit(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    articles = [make_article(lake.text + f"\n\nEdition {number}.") for number in range(24)]
    bad = articles[7]
    with ReplayServer({"*": lake_answer, fence_of(bad.text): "no records here"}, delay=0.02) as server:
        found = list(read_articles(articles, reader_on(server, at_once=3)))
    assert [article.id for article, _ in found] == [article.id for article in articles]
    assert isinstance(found[7][1], AnswerUnusable)
    assert sum(isinstance(result, DragomanError) for _, result in found) == 1
    assert server.most_at_once <= 3


def test_starts_are_spaced_by_the_rate() -> None:
    now, slept = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    limiter = Limiter(2, per_minute=30, clock=lambda: now[0], sleep=sleep)
    for _ in range(3):
        with limiter.slot():
            pass
    limiter.pause(10)
    with limiter.slot():
        pass
    assert slept == [2.0, 2.0, 10.0]


def test_the_key_goes_to_the_server_and_nowhere_else(
    tmp_path: pathlib.Path,
    lake: Article,
    lake_answer: dict[str, Any],
    reader_on: Make,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    monkeypatch.setenv("DRAGOMAN_API_KEY", "secret-of-the-test")
    with ReplayServer({"*": lake_answer}, ["500", "401"]) as server:
        reader = reader_on(server, cache=tmp_path)
        with pytest.raises(ModelRefused) as told:
            reader.read(lake)
        read = reader.read(lake)
    assert {headers["authorization"] for headers in server.headers} == {"Bearer secret-of-the-test"}
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*.json")).decode()
    written = msgspec.json.encode(read).decode()
    for shown in (str(told.value), repr(reader.client.transport), repr(vars(reader)), written, caplog.text, kept):
        assert "secret-of-the-test" not in shown


def test_openais_key_stays_with_openai(
    lake: Article, lake_answer: dict[str, Any], reader_on: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DRAGOMAN_API_KEY", raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "secret-for-openai")
    with ReplayServer({"*": lake_answer}) as server:
        reader_on(server).read(lake)
        assert "secret-for-openai" not in str(server.headers)


def test_without_key_or_address_the_next_step_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DRAGOMAN_API_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ModelRefused, match="DRAGOMAN_API_KEY"):
        open_transport()
    for address in ("localhost:8000", "ftp://host/v1", "https://user:word@host/v1"):
        with pytest.raises(UsageError):
            open_transport(address)


def test_without_any_client_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport_module.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"dragoman\[llm\]"):
        open_transport("http://localhost:9/v1")
