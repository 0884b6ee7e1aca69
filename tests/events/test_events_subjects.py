"""Subjects that the parser leaves stranded, senders, and figures of speech that are no events."""

from __future__ import annotations

import pytest

from dragoman import code_triples


def sources(text: str, type_name: str) -> set[str]:
    return {s.text for t in code_triples(text) if t.type == type_name for s in t.sources}


def test_a_noun_coordinated_with_a_verb_is_the_next_verbs_subject() -> None:
    text = "Turkey, by contrast, declined to join, and Germany, having abstained in the vote, pulled its ships out of the operation."
    assert "Germany" in " ".join(sources(text, "RETREAT"))


def test_the_only_predicate_is_no_participle() -> None:
    found = sources("The Chadian secretary of state, Amina Diallo, offered on Monday to carry messages between the two capitals.", "AGREE")
    assert found
    assert all("messages" not in name for name in found)


def test_a_plea_comes_from_its_sender() -> None:
    assert sources("A plea from Lesotho for help went unanswered.", "REQUEST") == {"Lesotho"}


@pytest.mark.parametrize(
    "text",
    [
        "The country braced for the invasion of tourists after the holidays.",
        "The pound came under attack from short sellers.",
        "A battle for subscribers broke out between the two newspapers.",
        '"Nonsense," the minister shot back.',
    ],
)
def test_figures_of_speech_are_no_assaults(text: str) -> None:
    assert "ASSAULT" not in {t.type for t in code_triples(text)}


def test_tourists_can_be_killed() -> None:
    assert "ASSAULT" in {t.type for t in code_triples("Gunmen killed two tourists near Luxor.")}
