"""Evidence first: every span of every record quotes the article's text, and every reference leads somewhere."""

import pathlib

import msgspec
import pytest

import dragoman
from dragoman.types import Reading
from dragoman.types.reading import spans_of

TEXTS = {
    "curly": "“We will respond,” General Smith said on 3 May 2021. He warned that Iran’s attack would “almost certainly” lead to war.",
    "odd": "The U.S. \u00a0 accused\u2009Iran —without proof— of an attack.\n\n• Tehran denied it; “never”, it said.\r\n•  \U0001f600.",
    "empty body": "TITLE ONLY",
}


def assert_quotes(reading: Reading) -> None:
    spans = list(spans_of(reading))
    for span in spans:
        assert reading.article.text[span.start : span.end] == span.text
        assert span.start < span.end


@pytest.mark.parametrize("name", TEXTS)
def test_spans_quote_odd_texts(name: str) -> None:
    assert_quotes(dragoman.read_text(TEXTS[name]))


def test_spans_quote_the_example(example_reading: Reading) -> None:
    assert len(list(example_reading.spans())) > 100
    assert_quotes(example_reading)


def test_every_layer_of_the_example_is_filled(example_reading: Reading) -> None:
    for layer in (
        "actors",
        "places",
        "events",
        "statements",
        "relations",
        "alignments",
        "alignment_changes",
        "explanations",
        "claims",
        "propositions",
        "analogies",
    ):
        assert getattr(example_reading, layer), layer


def test_references_lead_to_records(example_reading: Reading) -> None:
    actors = {a.id for a in example_reading.actors}
    assert len(actors) == len(example_reading.actors)
    for event in example_reading.events:
        assert {*event.actors, *event.recipients} <= actors
        assert event.place is None or event.place in {p.id for p in example_reading.places}
    for statement in example_reading.statements:
        assert {statement.speaker, *statement.targets, *statement.addressees} - {None} <= actors
    for relation in example_reading.relations:
        assert {relation.source, relation.target} <= actors
    claims = {c.id for c in example_reading.claims}
    propositions = {p.id for p in example_reading.propositions}
    for claim in example_reading.claims:
        assert set(claim.chain_from) <= claims
        assert {claim.cause_proposition, claim.effect_proposition} - {None} <= propositions


def test_same_text_same_reading(example_reading: Reading) -> None:
    again = dragoman.read_article(example_reading.article)
    assert msgspec.json.encode(again) == msgspec.json.encode(example_reading)


def test_title_caption_and_biography_make_no_events(example_reading: Reading) -> None:
    for event in example_reading.events:
        for mention in event.mentions:
            assert example_reading.article.section_at(mention.trigger.start) == "body"


def test_reading_survives_json(example_reading: Reading, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "reading.json"
    path.write_bytes(msgspec.json.encode(example_reading))
    assert msgspec.json.decode(path.read_bytes(), type=Reading) == example_reading
