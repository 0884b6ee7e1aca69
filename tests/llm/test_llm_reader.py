"""An answer becomes a Reading like any other: anchored, coded, linked; what cannot be used is repaired once, then dropped and counted."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec
from server import ReplayServer

from dragoman.llm.reader import LlmReader
from dragoman.types import Article

Make = Callable[..., LlmReader]


def test_an_answer_becomes_records(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    with ReplayServer({"*": lake_answer}) as server:
        read = reader_on(server).read(lake)
    reading = read.reading
    assert [(e.type, e.actors, e.recipients, e.trigger.text) for e in reading.events] == [
        ("ASSAULT", ("kenyan-army",), (), "shelled"), ("ACCUSE", ("ETH",), ("kenyan-army",), "condemned")
    ]
    shelled = reading.events[0]
    assert shelled.date is not None
    assert shelled.date.span is not None
    assert (shelled.date.iso(), shelled.date.span.text, shelled.place) == ("2023-05-02", "on Tuesday", "place:moyale")
    assert (shelled.modes, shelled.quad, shelled.score) == (("heavy-weapons",), 4, -9.5)
    assert shelled.evidence.text == "Kenya’s army shelled a rebel camp near Moyale"
    (statement,) = reading.statements
    assert (statement.quoted, statement.act, statement.evidence.text[-7:]) == (True, "warn", "warned.")
    first, second = reading.claims
    assert first.likelihood is not None
    assert (first.likelihood.band, first.likelihood.low, first.likelihood.high) == ("very likely", 80, 95)
    assert second.likelihood is not None
    assert (second.likelihood.low, second.chain_from, second.cause_proposition) == (None, ("c1",), first.effect_proposition)
    assert {a.id: a.represents for a in reading.actors}["kenyan-army"] == "KEN"
    assert ("ETH", "kenyan-army", "negative") in [(a.actor, a.target, a.stance) for a in reading.alignments]
    assert reading.reader.models == ("replay", "prompt reader-1")
    assert not reading.notices
    assert read.account.anchored == 1.0


def test_every_record_says_how_it_was_anchored(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    with ReplayServer({"*": lake_answer}) as server:
        read = reader_on(server).read(lake)
    ids = {record.id for layer in ("actors", "places", "events", "statements", "claims") for record in getattr(read.reading, layer)}
    assert set(read.origins) == ids
    assert {(o.model, o.prompt_version) for o in read.origins.values()} == {("replay", "reader-1")}
    assert (read.origins["e1"].anchored, read.origins["e2"].anchored) == ("normalised", "exact")


def test_every_span_quotes_the_text_and_survives_json(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    with ReplayServer({"*": lake_answer}) as server:
        reading = reader_on(server).read(lake).reading
    for span in reading.spans():
        assert lake.text[span.start : span.end] == span.text
    assert msgspec.json.decode(msgspec.json.encode(reading), type=type(reading)) == reading


def test_faults_are_named_in_one_repair_round(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    first, second = lake_answer["events"]
    bad = {**lake_answer, "events": [first, second, {**second, "type": "BLAME"}, {**first, "actors": ["a9"]}]}
    bad["statements"] = [{**lake_answer["statements"][0], "content": ["We shall never surrender to anybody"]}]
    repaired = {"statements": lake_answer["statements"]}
    with ReplayServer({"*": [bad, repaired]}) as server:
        read = reader_on(server).read(lake)
        faults = server.requests[1]["messages"][-1]["content"]
    assert len(server.requests) == 2
    assert "'BLAME' is none of the words allowed" in faults
    assert "'a9' names no actor" in faults
    assert "'We shall never surrender to anybody' does not stand in the article" in faults
    assert len(read.reading.statements) == 1
    assert len(read.reading.events) == 2
    assert read.account.repaired == 3


def test_what_the_repair_leaves_is_dropped_and_counted(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    ghost = {"id": "a9", "name": "Sudan", "kind": "state", "wordings": ["Sudan"], "country": "SDN"}
    event = {**lake_answer["events"][1], "actors": ["a9"]}
    bad = {**lake_answer, "actors": [*lake_answer["actors"], ghost], "events": [*lake_answer["events"], event]}
    with ReplayServer({"*": [bad, {"actors": [ghost], "events": [event]}]}) as server:
        read = reader_on(server).read(lake)
    assert len(server.requests) == 2
    assert "SDN" not in {a.id for a in read.reading.actors}
    assert len(read.reading.events) == 2
    assert read.account.dropped == {"actors: not in the text": 1, "events: unknown actor": 1}
    assert any("1 of events: unknown actor" in notice for notice in read.reading.notices)


def test_quotes_from_the_title_make_no_event(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    titled = {"type": "ACCUSE", "status": "actual", "actors": [], "mentions": [{"quote": "Lakeside states quarrel", "trigger": "quarrel"}]}
    with ReplayServer({"*": {**lake_answer, "events": [titled]}}) as server:
        read = reader_on(server).read(lake)
    assert read.reading.events == ()
    assert read.account.dropped == {"events: outside the body": 1}


def test_broken_items_cost_only_themselves(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    lake_answer["events"].append({"type": 7, "mentions": "none"})
    lake_answer["claims"].append("just a string")
    remarks = f"Here are the records:\n```json\n{json.dumps(lake_answer)}\n```\nDone."
    with ReplayServer({"*": remarks}) as server:
        read = reader_on(server, repair=False).read(lake)
    assert len(server.requests) == 1
    assert len(read.reading.events) == 2
    assert read.account.dropped == {"claims: malformed": 1, "events: malformed": 1}


def test_a_state_and_its_government_are_one_actor(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    government = {"id": "a5", "name": "Ethiopian government", "kind": "government", "wordings": ["Ethiopia"], "country": "ETH"}
    lake_answer["actors"].append(government)
    lake_answer["events"][1]["actors"] = ["a5"]
    with ReplayServer({"*": lake_answer}) as server:
        reading = reader_on(server).read(lake).reading
    assert reading.events[1].actors == ("ETH",)
    assert [a.id for a in reading.actors].count("ETH") == 1
