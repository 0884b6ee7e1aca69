"""Phrases that mean the same are one proposition, and propositions have readable labels."""

from __future__ import annotations

import pytest

import dragoman
from dragoman.types import Proposition


def propositions_of(text: str) -> tuple[Proposition, ...]:
    return dragoman.read_text(text).propositions


def together(text: str, first: str, second: str) -> bool:
    """Whether a phrase starting with `first` and one starting with `second` share a proposition."""
    found = propositions_of(text)
    holding = [[p.id for p in found if any(m.text.startswith(words) for m in p.mentions)] for words in (first, second)]
    assert all(holding), [m.text for p in found for m in p.mentions]
    return bool(set(holding[0]) & set(holding[1]))


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "A French withdrawal from Mali would lead to chaos. A withdrawal of French troops would cause a coup.",
            "A French",
            "A withdrawal",
        ),
        (
            "The sanctions could lead to the collapse of the Malian government. If the Malian government falls, prices will rise.",
            "the collapse",
            "the Malian government",
        ),
        ("If Chad closes the border, trade will suffer. Such a step would cause a famine.", "Chad closes", "Such a step"),
    ],
)
def test_the_same_act_is_one_proposition(text: str, first: str, second: str) -> None:
    if first == "Chad closes":
        assert together(text, "trade", second)
    else:
        assert together(text, first, second)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "The siege would lead to the collapse of the army. The drought would lead to the collapse of the currency.",
            "the collapse of the army",
            "the collapse of the currency",
        ),
        (
            "An attack by Chad on Sudan would cause a war. An attack by Sudan on Chad would cause a coup.",
            "An attack by Chad",
            "An attack by Sudan",
        ),
        (
            "A partial withdrawal of French troops would cause a coup. A withdrawal of French troops would cause a war.",
            "A partial",
            "A withdrawal",
        ),
        ("If Chad attacks, prices will rise. If Chad does not attack, prices will fall.", "Chad attacks", "Chad does not"),
    ],
)
def test_acts_that_conflict_stay_apart(text: str, first: str, second: str) -> None:
    assert not together(text, first, second)


def test_every_merge_has_its_reason() -> None:
    for proposition in propositions_of(
        "A French withdrawal from Mali would lead to chaos. A withdrawal of French troops would cause a coup."
    ):
        assert len(proposition.merged_because) == len(proposition.mentions) - 1


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("If the strike goes on, insurers will very likely raise premiums again.", "Insurers raise premiums again"),
        ("A strike would lead to a war, allowing hardliners in Chad to tighten their grip.", "Hardliners in Chad tighten their grip"),
        ("If the talks fail, the president would not hesitate to order a strike.", "President does not hesitate to order a strike"),
        ("A longer siege could push up bread prices in Mali.", "Bread prices rise in Mali"),
        ("If the army leaves, the rebels would almost certainly not attack.", "Rebels attack"),
    ],
)
def test_labels_are_plain_sentences(text: str, label: str) -> None:
    assert label in [p.label for p in propositions_of(text)]
