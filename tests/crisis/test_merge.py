"""Many readings as one: what is merged, what stays apart, and what is shown as a contradiction."""

from __future__ import annotations

import importlib.util
import itertools
import pathlib

import pytest

from dragoman.crisis import merge_readings, read_edits
from dragoman.crisis.changes import changes
from dragoman.crisis.dyads import dyads, network
from dragoman.crisis.wording import Named, gist_of, same_meaning
from dragoman.errors import DataError, UsageError
from dragoman.types import Reading
from dragoman.types.crisis import Crisis

SPEC = importlib.util.spec_from_file_location("crisis_readings", pathlib.Path(__file__).with_name("crisis_readings.py"))
assert SPEC is not None
assert SPEC.loader is not None
made = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(made)

COLLAPSE = "the-government-of-belland-will-almost-certainly-fall"


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [made.ann(), made.bob(), made.far()]


@pytest.fixture(scope="module")
def crisis(readings: list[Reading]) -> Crisis:
    return merge_readings(readings)


def test_order_and_repetition_change_nothing(readings: list[Reading], crisis: Crisis) -> None:
    for order in itertools.permutations(readings):
        assert merge_readings(order) == crisis
    again = merge_readings([*readings, readings[0]])
    assert again.events == crisis.events
    assert again.claims == crisis.claims
    assert "counts once" in " ".join(again.notices)


def test_the_same_proposition_keeps_all_wordings_and_why(crisis: Crisis) -> None:
    (fall,) = [p for p in crisis.propositions if p.id == COLLAPSE]
    assert {e.article for e in fall.evidence} == {"ann", "bob"}
    assert "the collapse of the government of Belland" in fall.phrases
    assert all("same content" in reason for reason in fall.merged_because)


def test_other_crises_stay_apart(crisis: Crisis) -> None:
    threads = {source.id: source.thread for source in crisis.sources}
    assert threads["ann"] == threads["bob"] != threads["far"]
    assert len([p for p in crisis.propositions if p.thread == "far"]) == 2


def test_one_event_with_two_reports_and_their_counts(crisis: Crisis) -> None:
    (shelled,) = [e for e in crisis.events if "ARD" in e.actors]
    assert {e.article for e in shelled.evidence} == {"ann", "bob"}
    assert shelled.asserted_by == ("Ann", "Bob")
    (counts,) = [c for c in crisis.contradictions if c.about == "counts"]
    assert "12" in counts.words
    assert "15" in counts.words


def test_likelihoods_that_do_not_overlap_are_shown_with_their_holders(crisis: Crisis) -> None:
    (likelihood,) = [c for c in crisis.contradictions if c.about == "likelihood"]
    for part in ("Ann", "Bob", "almost certainly (95-99%)", "unlikely (20-45%)"):
        assert part in likelihood.words


def test_a_cause_left_to_the_reader_is_carried_and_marked(crisis: Crisis) -> None:
    (trade,) = [c for c in crisis.claims if c.effect == "trade-could-stop"]
    assert trade.carried
    assert trade.causes == (COLLAPSE,)


@pytest.mark.parametrize(("first", "other", "same"), [
    ("a withdrawal of Ardia", "Ardia withdraws its troops", True),
    ("Ardia attacks Belland", "Belland attacks Ardia", False),
    ("Ardia attacks Belland", "an attack on Belland by Ardia", True),
    ("Ardia withdraws", "Ardia does not withdraw", False),
    ("a collapse", "the collapse of Belland", False),
    ("the collapse of the government of Belland", "the collapse of the army of Belland", False),
])
def test_same_meaning(first: str, other: str, same: bool) -> None:
    def gist(text: str):  # type: ignore[no-untyped-def]
        return gist_of(text, [Named(text.index(n), text.index(n) + len(n), n) for n in ("Ardia", "Belland") if n in text])

    assert (same_meaning(gist(first), gist(other)) is not None) is same
    assert (same_meaning(gist(other), gist(first)) is not None) is same


def test_dyads_count_an_event_once_and_leave_out_what_is_wider_than_the_period(crisis: Crisis) -> None:
    (row,) = [d for d in dyads(crisis, "day") if d.actor == "ARD"]
    assert (row.period, row.events, row.score, row.conflict) == ("2030-01-03", 1, -7.0, 1)
    assert next(d.period for d in dyads(crisis, "week")) == "2030-W01"
    assert {t.period for t in network(crisis, "month")} == {"2030-01"}
    with pytest.raises(UsageError):
        dyads(crisis, "year")  # type: ignore[arg-type]


def test_edits_apply_and_outlive_new_articles(readings: list[Reading]) -> None:
    edits = read_edits("""
[[rename]]
proposition = "the collapse of the government of Belland"
to = "Government falls"
[[split]]
proposition = "A fall of the government of Belland"
phrases = ["the collapse of the government of Belland"]
to = "Collapse, says Bob"
[[merge]]
propositions = ["open the border", "Trade could stop"]
[[drop]]
claim = "far:c1"
[[probability]]
proposition = "Ardia attacks Belland again"
likelihood = "10-20"
[[link]]
cause = "Trade could stop"
effect = "Prices rise"
likelihood = "likely"
[assume]
possible = "5-55"
""")
    crisis = merge_readings(readings, edits)
    labels = {p.id: p.label for p in crisis.propositions}
    assert "Government falls" in labels.values()
    assert [labels[c.effect] for c in crisis.claims if c.id == "bob:c1"] == ["Government falls"]
    assert {c.effect for c in crisis.claims if c.id in ("ann:c2", "ann:c3")} == {"open-the-border"}
    assert "far:c1" not in {c.id for c in crisis.claims}
    assert [labels[c.effect] for c in crisis.claims if c.by_hand] == ["Prices rise"]
    assert crisis.assumptions == ("possible=5-55",)
    renamed = merge_readings(readings[:1], read_edits('[[rename]]\nactor = "Ardia"\nto = "The Ardian state"'))
    assert renamed.actor("ARD").name == "The Ardian state"


@pytest.mark.parametrize(("text", "line", "words"), [
    ('\n[[merge]]\npropositions = ["Trade could stop", "no such thing"]', 2, "no such thing"),
    ('[[drop]]\nclaim = "ann:c99"', 1, "ann:c99"),
    ('\n\n[[drop]]\nclaims = "ann:c99"', 3, "claims"),
    ('[[rename]]\nto = "X"', 1, "one thing"),
    ("[[drop]]\nevent = ", 2, "TOML"),
    ("\n[[erase]]\n", 2, "erase"),
    ('[[drop]]\nactor = "Nobody"', 1, "Nobody"),
    ('[[merge]]\nactors = ["Ardia"]', 1, "two or more"),
])
def test_bad_edits_are_told_with_their_line(readings: list[Reading], text: str, line: int, words: str) -> None:
    with pytest.raises(DataError) as error:
        merge_readings(readings, read_edits(text))
    assert f"edits.toml:{line}:" in error.value.problem
    assert words in error.value.problem


def test_changes_tell_what_is_new_gone_and_different(readings: list[Reading], crisis: Crisis) -> None:
    found = changes(merge_readings(readings[:1]), crisis)
    assert any(c.layer == "sources" and c.kind == "added" and c.record == "bob" for c in found)
    assert any(c.layer == "events" and c.kind == "changed" and "reports: 1 -> 2" in c.fields for c in found)
    assert changes(crisis, crisis) == ()
