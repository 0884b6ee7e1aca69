"""A model's readings become teaching material in the corpus format, and a sheet that a person can judge."""

from __future__ import annotations

import csv
import io
import json
import pathlib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import msgspec
import pytest
from server import ReplayServer

from dragoman.codebook.load import load_codebook
from dragoman.errors import DataError
from dragoman.llm.prompts import load_prompts, words_for
from dragoman.llm.reader import LlmReader
from dragoman.llm.schema import describe_format, json_schema
from dragoman.llm.teach import check_sheet, corpus_lines, sample_agreement
from dragoman.types import Article

Make = Callable[..., LlmReader]
OWN = """
[codebook]
name = "Harbour"
[types.BLOCKS]
quad = 4
score = -5.0
definition = "A port or a road is closed to somebody."
[types.BLOCKS.modes.sea]
[types.OPENS]
quad = 2
score = 5.0
definition = "A port or a road is opened."
"""


def test_lines_are_corpus_records(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    with ReplayServer({"*": lake_answer}) as server:
        reading = reader_on(server).read(lake).reading
    (line,) = corpus_lines([reading])
    record = json.loads(line)
    shipped = pathlib.Path(__file__).parents[2] / "training" / "corpus" / "corpus.jsonl"
    with shipped.open(encoding="utf-8") as lines:
        other = json.loads(next(lines))
    assert set(other) <= set(record)
    for layer in ("actors", "places", "events", "statements"):
        assert set(other[layer][0]) == set(record[layer][0])
    quotes = [*record["events"][0]["triggers"], record["statements"][0]["content"], record["claims"][0]["effect"]]
    assert all(record["text"][one["start"] : one["end"]] == one["quote"] for one in quotes)
    assert record["claims"][1]["chain_from"] == 0
    assert record["annotator"] == "llm, replay, prompt reader-1"


def test_a_filled_sheet_gives_the_share_of_right_records(lake: Article, lake_answer: dict[str, Any], reader_on: Make) -> None:
    with ReplayServer({"*": lake_answer}) as server:
        reading = reader_on(server).read(lake).reading
    sheet = check_sheet([reading], 4)
    assert sheet == check_sheet([reading], 4)
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert len(rows) == 4
    assert {row["layer"] for row in rows} == {"events", "statements", "claims"}
    filled = sheet.replace(",\n", ",right\n", 3)
    *_, whole = sample_agreement(filled)
    assert (whole.layer, whole.judged, whole.right) == ("all", 3, 3)
    assert 0.4 < whole.low < whole.high == 1.0
    with pytest.raises(DataError):
        sample_agreement(sheet.replace(",\n", ",perhaps\n", 1))
    with pytest.raises(DataError):
        sample_agreement("a,b\n1,2\n")


def test_a_codebook_of_ones_own_rules_questions_and_answers(
    tmp_path: pathlib.Path, lake: Article, lake_answer: dict[str, Any], reader_on: Make
) -> None:
    path = tmp_path / "harbour.toml"
    path.write_text(OWN, encoding="utf-8")
    own = load_codebook(path)
    lake_answer["events"].append({**lake_answer["events"][0], "type": "BLOCKS", "modes": ["sea"]})
    with ReplayServer({"*": lake_answer}) as server:
        reader = reader_on(server, codebook=own, repair=False)
        read = reader.read(lake)
        system = server.requests[0]["messages"][0]["content"]
    assert "BLOCKS: A port or a road is closed to somebody. Modes: sea." in system
    assert "ASSAULT" not in system
    assert [event.type for event in read.reading.events] == ["BLOCKS"]
    assert read.reading.events[0].modes == ("sea",)
    assert read.account.dropped == {"events: unknown word": 2}
    assert read.reading.reader.codebook == "Harbour"


def test_the_schema_is_strict_and_names_every_word() -> None:
    book, codebook = load_prompts(), load_codebook()
    words = words_for(codebook, book)
    schema = msgspec.to_builtins(json_schema(words))

    def objects(part: Any) -> list[dict[str, Any]]:
        found = [part] if isinstance(part, dict) and part.get("type") == "object" else []
        values = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        return found + [one for value in values for one in objects(value)]

    for one in objects(schema):
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])
    event = schema["properties"]["events"]["items"]["properties"]
    assert event["type"]["enum"] == list(codebook.types)
    assert None in schema["properties"]["claims"]["items"]["properties"]["band"]["enum"]
    described = describe_format(words, book.notes)
    for name in [*schema["properties"], *event]:
        assert name in described


def test_prompts_that_lack_a_mark_are_refused(tmp_path: pathlib.Path) -> None:
    text = (files("dragoman.llm") / "data" / "prompts" / "reader-1.toml").read_text(encoding="utf-8")
    broken = tmp_path / "mine.toml"
    broken.write_text(text.replace("{article}\n", "\n"), encoding="utf-8")
    with pytest.raises(DataError, match="article"):
        load_prompts(broken)
    with pytest.raises(DataError, match="cannot be used"):
        load_prompts("reader-0")
