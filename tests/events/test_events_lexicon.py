"""The trigger lexicon: size, grammar, faults."""

from __future__ import annotations

import pytest

from dragoman.codebook import load_codebook
from dragoman.errors import DataError
from dragoman.events.counts import number_of
from dragoman.events.lexicon import load_lexicon, make_frame


def test_every_type_has_frames() -> None:
    lexicon = load_lexicon()
    frames = [frame for table in (lexicon.verbs, lexicon.nouns) for found in table.values() for frame in found]
    assert {frame.type for frame in frames} == set(load_codebook().types)
    assert len(lexicon) >= 1200


def test_entry_grammar() -> None:
    frame = make_frame("call off obj=@meeting subj!=weather", noun=False, type_name="REJECT", mode="meet", prepositions=("with",))
    assert frame.words == ("off",)
    assert frame.takes_object
    assert [(c.slot, c.negated) for c in frame.conditions] == [("obj", False), ("subj", True)]
    assert "summit" in frame.conditions[0].values


def test_unknown_class_is_named() -> None:
    with pytest.raises(DataError, match="@nonesuch"):
        make_frame("call obj=@nonesuch", noun=False, type_name="REJECT", mode=None, prepositions=())


@pytest.mark.parametrize(("words", "number"), [("nine", 9), ("1,200", 1200), ("twenty-two", 22), ("three hundred", 300), ("dozens", None)])
def test_numbers(words: str, number: int | None) -> None:
    assert number_of(words) == number
