"""Counterfactual spans and causal ties of reports."""

from dragoman.claims import counterfactual_spans, find_causal, is_counterfactual


def test_condition_before_and_behind() -> None:
    first = counterfactual_spans("If the guards had stayed awake, the prisoners would not have escaped.")
    second = counterfactual_spans("The crop would have failed had the rain not come.")
    assert first is not None
    assert second is not None
    assert (first.antecedent.text, first.consequent and first.consequent.text) == (
        "If the guards had stayed awake",
        "the prisoners would not have escaped",
    )
    assert (second.antecedent.text, second.consequent and second.consequent.text) == ("had the rain not come", "The crop would have failed")


def test_detection() -> None:
    assert is_counterfactual("If they had known, they would have left.")
    assert not is_counterfactual("If it rains, they will leave.")


def test_a_purpose_is_a_cause_in_reports() -> None:
    found = find_causal("The miners marched through the city to demand safer shafts.")
    assert [(tie.cause.text, tie.effect.text) for tie in found] == [("to demand safer shafts", "The miners marched through the city")]
