"""Whatever a model answers, reading it raises nothing unforeseen, and every span still quotes the text."""

from __future__ import annotations

import copy
import json
import pathlib
import random
from typing import Any

import pytest

from dragoman.codebook.load import load_codebook
from dragoman.llm.assemble import Codes, assemble
from dragoman.llm.decode import decode_answer
from dragoman.llm.merge import merge_records
from dragoman.llm.prompts import load_prompts, read_messages
from dragoman.llm.propositions import propositions_of
from dragoman.read import make_article
from dragoman.types import spans_of

ANSWER = json.loads((pathlib.Path(__file__).parent / "lake_answer.json").read_text(encoding="utf-8"))
ODD: list[Any] = [
    None, "", " ", "a1", "a9", 7, -1, 1e300, True, [], {}, ["x"], "\ud800", "…", "Kenya", "...", "was ... is", "x" * 3000, "2023-13-40",
    "2023/2022", "shelled", [None], {"quote": "Kenya"}, "remote", "c1", "c2", "s1",
]


def mutated(value: Any, chance: random.Random) -> Any:
    """The value with something in it exchanged, doubled or left out."""
    if isinstance(value, dict) and value:
        key = chance.choice(list(value))
        if chance.random() < 0.15:
            del value[key]
        else:
            value[key] = mutated(value[key], chance)
        return value
    if isinstance(value, list) and value and chance.random() < 0.8:
        at = chance.randrange(len(value))
        if chance.random() < 0.15:
            value.append(copy.deepcopy(value[at]))
        else:
            value[at] = mutated(value[at], chance)
        return value
    return copy.deepcopy(chance.choice(ODD))


@pytest.mark.parametrize("seed", range(10))
def test_mutated_answers_never_break_the_reader(seed: int, lake: Any) -> None:
    chance = random.Random(seed)
    codes = Codes(load_codebook(), load_prompts(), "icd_203", "fuzz")
    for _ in range(30):
        answer = copy.deepcopy(ANSWER)
        for _ in range(chance.randrange(1, 8)):
            answer = mutated(answer, chance)
        content = json.dumps(answer)
        if chance.random() < 0.2:
            content = content[: chance.randrange(len(content) + 1)]
        decoded = decode_answer(content)
        if decoded is None:
            continue
        records = merge_records([assemble(lake, decoded.answer, codes).records])
        claims, propositions = propositions_of(records)
        for span in spans_of((*records.events, *records.statements, *claims, *propositions, *records.actors, *records.places)):
            assert lake.text[span.start : span.end] == span.text
            assert span.start < span.end
        actors = {actor.id for actor in records.actors}
        for event in records.events:
            assert {*event.actors, *event.recipients} <= actors
        assert {one for claim in claims for one in claim.chain_from} <= {claim.id for claim in claims}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "One word", "…", "“", "a\u00ad\u200bb \U0001f600 c", "\ud800 lone"])
def test_odd_articles_are_read(text: str) -> None:
    codes = Codes(load_codebook(), load_prompts(), "icd_203", "fuzz")
    decoded = decode_answer(json.dumps(ANSWER))
    assert decoded is not None
    records = assemble(make_article(text), decoded.answer, codes).records
    assert records.events == ()
    for message in read_messages(text, None, load_codebook(), load_prompts()):
        assert message.content.encode("utf-8")
