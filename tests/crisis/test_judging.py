"""Coherence, explanations weighed, pools, scores: small cases with known answers."""

from __future__ import annotations

import importlib.util
import pathlib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.crisis import merge_readings
from dragoman.crisis.coherence import at_most, check, complements, sum_at_most_one, sum_to_one, total
from dragoman.crisis.score import Resolution, load_resolutions, propose, score, wilson
from dragoman.crisis.weigh import weigh_explanations
from dragoman.errors import DataError, UsageError
from dragoman.scenario.pooling import linear_pool, log_odds_pool
from dragoman.types import Explanation, Likelihood, Reason, Span

SPEC = importlib.util.spec_from_file_location("crisis_readings", pathlib.Path(__file__).with_name("crisis_readings.py"))
assert SPEC is not None
assert SPEC.loader is not None
made = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(made)
ATTACK, FALL = "ardia-attacks-belland-again", "the-government-of-belland-will-almost-certainly-fall"


def test_projection_takes_the_same_from_each() -> None:
    found = check([0.6, 0.8], [sum_to_one([0, 1])])
    assert found.coherent == pytest.approx((0.4, 0.6))
    assert found.violations[0].by == pytest.approx(0.4)


def test_a_wide_interval_moves_more_than_a_narrow_one() -> None:
    narrow, wide = check([0.7, 0.7], [sum_at_most_one([0, 1])], [0.1, 0.4]).coherent
    assert narrow + wide == pytest.approx(1)
    assert wide < narrow


def test_coherent_numbers_are_left_alone_and_impossible_ones_told() -> None:
    assert check([0.3, 0.7], [complements(0, 1)]).coherent == (0.3, 0.7)
    assert check([0.5, 0.4], [at_most(0, 1)]).coherent == pytest.approx((0.45, 0.45))
    assert check([0.9], [total(0, 0.5, 0.8, 0.2)]).coherent == pytest.approx((0.5,))
    with pytest.raises(UsageError):
        check([0.5], [total(0, 1, 0.8, 0.2), total(0, 1, 0.2, 0.8)])
    with pytest.raises(UsageError):
        check([1.5], [])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=2, max_size=6))
def test_the_projection_is_coherent_and_nothing_coherent_is_nearer(numbers: list[float]) -> None:
    found = check(numbers, [sum_at_most_one(range(len(numbers)))]).coherent
    assert sum(found) <= 1 + 1e-6
    assert all(-1e-9 <= one <= 1 + 1e-9 for one in found)
    even = [1 / len(numbers)] * len(numbers)
    assert sum((a - b) ** 2 for a, b in zip(found, numbers, strict=True)) <= sum(
        (a - b) ** 2 for a, b in zip(even, numbers, strict=True)
    ) + 1e-6


def test_pools() -> None:
    assert linear_pool([0.2, 0.8], [1, 3]) == pytest.approx(0.65)
    assert log_odds_pool([0.2, 0.8], [1, 1]) == pytest.approx(0.5)
    assert log_odds_pool([0.0, 0.8], [1, 1]) == 0


def test_explanations_are_weighed_against_reports() -> None:
    text = (
        "Why did Ardia shell Belland? Either Ardia very likely wants the northern oil fields, or Ardia almost certainly fears elections. "
        "Ardia moved tanks to the northern oil fields on 2 January. The ministry denied that Ardia fears elections."
    )
    base = made.make_reading("why", text, events=[("moved tanks", "MOBILIZE", "ARD", None, "actual", "2030-01-02", None)])

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words), words)

    def hedge(phrase, low: float, high: float) -> Likelihood:  # type: ignore[no-untyped-def]
        return Likelihood(phrase, span(phrase), phrase, "x", low, high)

    reasons = (
        Reason(span("very likely wants the northern oil fields"), hedge("very likely", 80, 95)),
        Reason(span("almost certainly fears elections"), hedge("almost certainly", 95, 99)),
    )
    explanation = Explanation("x1", span("did Ardia shell Belland"), reasons, True, span(text[: text.index(" Ardia moved")]))
    (weighed,) = weigh_explanations(merge_readings([msgspec.structs.replace(base, explanations=(explanation,))]))
    oil = next(a for a in weighed.alternatives if "oil" in a.text)
    assert (oil.supporting, oil.against) == (1, 0)
    assert weighed.violations
    assert sum(a.coherent or 0 for a in weighed.alternatives) == pytest.approx(100, abs=0.01)
    assert oil.given == 87.5


def test_scores_by_author_and_what_is_set_aside() -> None:
    crisis = merge_readings([made.ann(), made.bob()])
    settled = {ATTACK: Resolution(ATTACK, "yes", "2030-03-01"), FALL: Resolution(FALL, "yes", "2030-03-02")}
    card = score(crisis, settled)
    by_author = {one.name: one for one in card.scores if one.group == "author"}
    assert by_author["Ann"].brier == pytest.approx(0.03**2)
    assert by_author["Bob"].brier == pytest.approx(0.675**2, abs=1e-6)
    assert set(card.not_quantified) == {"ann:c2", "ann:c3"}
    settled[ATTACK] = Resolution(ATTACK, "no")
    assert set(score(crisis, settled).cause_not_met) == {"ann:c1", "bob:c1"}
    settled[ATTACK] = Resolution(ATTACK, "unresolvable")
    assert set(score(crisis, settled).unresolvable) == {"ann:c1", "bob:c1"}
    hindsight = {ATTACK: Resolution(ATTACK, "yes"), FALL: Resolution(FALL, "yes", "2030-01-20")}
    assert score(crisis, hindsight).unresolved == ("bob:c1",)


def test_wilson_of_none_of_ten() -> None:
    low, high = wilson(0, 10)
    assert (low, round(high, 4)) == (0.0, 0.2775)


def test_later_events_are_proposed_and_nothing_is_settled_by_itself() -> None:
    text = "The government of Belland collapsed on 5 May and Ardia rejoiced. Ardia and Belland talk."
    later = made.make_reading(
        "later", text, events=[("collapsed", "RETREAT", "BEL", None, "actual", "2030-05-05", None)], author="Dee", date="2030-05-06"
    )
    crisis = merge_readings([made.ann(), later])
    assert [(p.proposition, p.date) for p in propose(crisis)] == [(FALL, "2030-05-05")]
    assert propose(crisis, {FALL: Resolution(FALL, "no")}) == ()


@pytest.mark.parametrize(("rows", "line", "words"), [
    ("nobody knows it,yes,,", 2, "nobody knows it"), (f"{FALL},perhaps,,", 2, "perhaps"), (f"{FALL},yes,May,", 2, "May"),
    (f"{FALL},yes,,\n{FALL},no,,", 3, "twice"),
])
def test_bad_resolutions_are_told_with_their_line(tmp_path: pathlib.Path, rows: str, line: int, words: str) -> None:
    file = tmp_path / "resolutions.csv"
    file.write_text(f"proposition,outcome,date,evidence\n{rows}\n")
    with pytest.raises(DataError) as error:
        load_resolutions(file, merge_readings([made.ann()]))
    assert f"resolutions.csv:{line}:" in error.value.problem
    assert words in error.value.problem
