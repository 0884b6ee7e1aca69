"""A sentence, the statements it must give, and those it must not."""

from __future__ import annotations

import pytest

import dragoman
from dragoman.statements.attribution import find_attributions
from dragoman.types import Reading, Statement


def read(text: str) -> Reading:
    return dragoman.read_text(text, date="2021-03-04")


def said(text: str) -> list[tuple[str, str]]:
    return [(found.act, " ".join(part.text for part in found.content)) for found in read(text).statements]


@pytest.mark.parametrize(
    ("text", "act", "content"),
    [
        ("Turkey accused Greece of violating its airspace.", "accuse", "Greece of violating its airspace"),
        ("The United States condemned the attacks.", "criticise", "the attacks"),
        ("France urged Iran to release the sailors.", "demand", "to release the sailors"),
        ("Egypt denied that its army had crossed the border.", "deny", "that its army had crossed the border"),
        ("Poland vowed to close the crossing.", "promise", "to close the crossing"),
        ("China refused to recall its envoy.", "refuse", "to recall its envoy"),
        ("Russia warned that sanctions would backfire.", "warn", "that sanctions would backfire"),
        ("Germany ruled out a withdrawal.", "refuse", "a withdrawal"),
        ("Japan called for an immediate ceasefire.", "demand", "an immediate ceasefire"),
        ("India praised the agreement.", "praise", "the agreement"),
    ],
)
def test_one_statement_a_sentence(text: str, act: str, content: str) -> None:
    assert said(text) == [(act, content)]


def test_the_holder_of_a_belief_is_not_its_subject() -> None:
    reading = read("Iran believes that Israel is weak.")
    (belief,) = reading.statements
    assert belief.kind == "attitude"
    assert belief.speaker is not None
    assert reading.actor(belief.speaker).name == "Iran"


def test_a_pledge_told_as_said_is_a_promise() -> None:
    assert [found.act for found in read("Ukraine said it would send troops to the north.").statements] == ["promise"]


def test_a_report_inside_a_report_points_at_it() -> None:
    found = read("Officials in Cairo said that Turkey had denied the charge.").statements
    outer = next(item for item in found if item.cue is not None and item.cue.text == "said")
    inner = next(item for item in found if item.cue is not None and item.cue.text == "denied")
    assert inner.within == outer.id
    assert outer.within is None


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    (found,) = read('"We will not go," Merkel said. "The door stays open."').statements
    assert found.quoted
    assert [part.text for part in found.content] == ['"We will not go,"', '"The door stays open."']


def test_acts_are_no_statements() -> None:
    assert said("Gunmen attacked the parliament.") == []
    assert said("Lithuania declared a state of emergency.") == []
    assert said("The army seeks a second front.") == []


def test_nobody_named_nobody_invented() -> None:
    statements: tuple[Statement, ...] = read("It is expected that the talks will fail.").statements
    assert all(found.speaker is None for found in statements)


def test_attribution_in_the_wide_sense_quotes_the_text() -> None:
    text = "The talks failed, according to the ministry. A survey showed that most people want peace."
    found = find_attributions(text)
    assert [[part.text for part in item.cue] for item in found][:2] == [["according to"], ["showed"]]
    for item in found:
        for part in (*item.source, *item.cue, *item.content):
            assert text[part.start : part.end] == part.text


def test_quotations_typed_with_two_apostrophes() -> None:
    (found,) = find_attributions("''The bridge will open in May,'' the mayor said.")
    assert found.quoted
    assert found.source[0].text == "the mayor"
