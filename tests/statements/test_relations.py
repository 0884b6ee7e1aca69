"""Ties the text states, with their direction and class."""

from __future__ import annotations

import pytest

import dragoman
from dragoman.types import Reading


def ties(text: str) -> set[tuple[str, str, str]]:
    reading: Reading = dragoman.read_text(text, date="2021-03-04")
    return {(reading.actor(r.source).name, r.type, reading.actor(r.target).name) for r in reading.relations}


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("Iran, a close ally of Syria, sent an envoy.", ("Iran", "allied_with", "Syria")),
        ("Iran is a rival of Saudi Arabia.", ("Iran", "rival_of", "Saudi Arabia")),
        ("Eritrea, which backs Ethiopia, closed the border.", ("Eritrea", "backs", "Ethiopia")),
    ],
)
def test_ties(text: str, tie: tuple[str, str, str]) -> None:
    assert tie in ties(text)


def test_each_tie_once_with_its_words() -> None:
    reading = dragoman.read_text("Iran, an ally of Syria, sent help. Iran, an ally of Syria, waited.", date="2021-03-04")
    assert [(r.type, r.relation_class) for r in reading.relations] == [("allied_with", "cooperative")]
    assert "ally" in reading.relations[0].evidence.text


def test_meeting_is_no_tie() -> None:
    assert ties("Iran met Syria in Geneva.") == set()
