"""Who stands how towards whom, and turns with their direction and reasons."""

from __future__ import annotations

import pytest

import dragoman
from dragoman.statements.lexicon import cue_lexicon
from dragoman.statements.stances import stances
from dragoman.statements.ties import ties
from dragoman.types import AlignmentChange, Reading


def read(text: str) -> Reading:
    return dragoman.read_text(text, date="2021-03-04")


def turn(text: str) -> tuple[str, list[str], str]:
    reading = read(text)
    (change,) = reading.alignment_changes
    return reading.actor(change.actor).name, [reading.actor(target).name for target in change.targets], change.direction


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey has turned against Russia.", ("Turkey", ["Russia"], "further")),
        ("Serbia is drifting towards China.", ("Serbia", ["China"], "closer")),
        ("Sudan broke with Iran in January.", ("Sudan", ["Iran"], "further")),
        ("Egypt mended ties with Qatar.", ("Egypt", ["Qatar"], "closer")),
        ("Hungary no longer supports Ukraine.", ("Hungary", ["Ukraine"], "further")),
        ("Italy, once an ally of France, is now its loudest critic.", ("Italy", ["France"], "further")),
    ],
)
def test_turns(text: str, expected: tuple[str, list[str], str]) -> None:
    assert turn(text) == expected


def test_what_pushed_an_actor_is_its_reason() -> None:
    changes: tuple[AlignmentChange, ...] = read("The embargo pushed Qatar into the arms of Iran.").alignment_changes
    assert [reason.span.text for reason in changes[0].reasons] == ["The embargo"]


def test_what_could_happen_is_no_change() -> None:
    assert read("Turkey could turn against Russia.").alignment_changes == ()


def test_stances_name_what_they_follow_from() -> None:
    reading = read("Greece condemned Turkey. Albania is an ally of Italy.")
    found = {(reading.actor(a.actor).name, reading.actor(a.target).name, a.stance, a.basis.partition(":")[0]) for a in reading.alignments}
    assert ("Greece", "Turkey", "negative", "statement") in found
    assert ("Albania", "Italy", "positive", "relation") in found


def test_data_files_check_out() -> None:
    assert cue_lexicon().verbs["call"][0].words[0] == "call"
    assert stances().turns
    assert ties().nouns["ally"].relation_class == "cooperative"
