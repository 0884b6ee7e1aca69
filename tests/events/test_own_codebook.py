"""A user's own ontology, here labour disputes: types from triggers and examples, none for lures, better with training."""

from __future__ import annotations

import pathlib

import pytest

from dragoman.codebook import Codebook, EventType, load_codebook
from dragoman.codebook.load import About
from dragoman.errors import DataError
from dragoman.events.own_codebook import OwnCodebookClassifier, parse_example
from dragoman.events.own_training import LabelledSentence, agreement, load_examples, train

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load_codebook(EXAMPLES / "labour_disputes.toml")


@pytest.fixture(scope="module")
def coder(book: Codebook) -> OwnCodebookClassifier:
    return OwnCodebookClassifier(book)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Cooks at the canteen walked out on Friday.", {"STRIKE"}),
        ("The foundry locked out its night shift.", {"LOCKOUT"}),
        ("The union and the ferry line resumed talks.", {"NEGOTIATION"}),
        ("The union called off the strike.", {"SETTLEMENT"}),
        ("The two sides struck a deal on pay.", {"SETTLEMENT"}),
        ("The brewery laid off forty brewers.", {"DISMISSAL"}),
        ("A court ruled the stoppage unlawful and the union appealed.", {"INJUNCTION", "STRIKE"}),
        ("Gardeners voted to join a union.", {"RECOGNITION"}),
        ("The union rejected the offer.", {"DEMAND"}),
        ("The mayor visited the new museum.", set()),
        ("The committee ratified nothing and the company grew.", {"SETTLEMENT"}),
        ("Both teams met at the stadium in the rain.", set()),
    ],
)
def test_types_from_the_codebook_alone(text: str, types: set[str], coder: OwnCodebookClassifier) -> None:
    found = agreement(coder, [LabelledSentence(text, tuple(types))])
    assert (found.right, found.found) == (len(types), len(types))


def test_modes_and_arguments(coder: OwnCodebookClassifier) -> None:
    parse, _ = parse_example("Miners launched a wildcat strike against the company.")
    candidates = list(coder.find_candidates(parse, parse.sentences[0]))
    (coding,) = [found for found in coder.classify(parse, candidates) if found is not None]
    assert (coding.type, coding.modes) == ("STRIKE", ("wildcat",))
    assert [parse.doc[i].text for i in coding.actors] == ["Miners"]
    assert [parse.doc[i].text for i in coding.recipients] == ["company"]


def test_held_out_sentences(book: Codebook, coder: OwnCodebookClassifier) -> None:
    sentences = load_examples(EXAMPLES / "labour_disputes_examples.csv", book)
    assert len(sentences) >= 80
    found = agreement(coder, sentences)
    assert found.f1 > 0.5
    assert found.precision > 0.65


def test_training_learns_words_that_recur(book: Codebook, coder: OwnCodebookClassifier) -> None:
    seen = [
        LabelledSentence("The mill *axed* thirty weavers.", ("DISMISSAL",)),
        LabelledSentence("A printer *axed* its typesetters.", ("DISMISSAL",)),
        LabelledSentence("The bakery *padlocked* its doors to staff.", ("LOCKOUT",)),
        LabelledSentence("The owners *padlocked* the yard.", ("LOCKOUT",)),
        LabelledSentence("The mayor visited the mill.", ()),
        LabelledSentence("The yard built two ships.", ()),
    ]
    unseen = [
        LabelledSentence("The hotel axed its porters.", ("DISMISSAL",)),
        LabelledSentence("The mine padlocked its entrance.", ("LOCKOUT",)),
        LabelledSentence("The mayor built a bridge.", ()),
    ]
    assert agreement(coder, unseen).found == 0
    model = train(book, seen)
    found = agreement(OwnCodebookClassifier(book, model), unseen)
    assert (found.right, found.found, found.there) == (2, 2, 2)
    assert train(book, seen) == model


def test_a_trigger_that_cannot_be_read_is_told() -> None:
    wrong = Codebook(About("x"), {"A": EventType(4, -1, "", triggers=("noun:",))})
    with pytest.raises(DataError, match="empty trigger"):
        OwnCodebookClassifier(wrong)
    wrong = Codebook(About("x"), {"A": EventType(4, -1, "", triggers=("strike obj=@nosuch",))})
    with pytest.raises(DataError, match="@nosuch"):
        OwnCodebookClassifier(wrong)
