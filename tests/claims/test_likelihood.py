"""Hedges: phrases, compositions, numbers, scales."""

import pytest

from dragoman.claims import likelihood_of, number_of, percent_of, scale_names
from dragoman.errors import UsageError


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("will almost certainly fall", "almost certainly"),
        ("is highly likely", "very likely"),
        ("probably", "likely"),
        ("a roughly even chance", "roughly even"),
        ("fifty-fifty", "roughly even"),
        ("is unlikely to last", "unlikely"),
        ("very unlikely", "very unlikely"),
        ("not very likely", "unlikely"),
        ("isn't likely", "unlikely"),
        ("almost certainly not", "remote"),
        ("a remote possibility", "remote"),
        ("could well spread", "possible"),
        ("not impossible", "possible"),
        ("far from certain", "possible"),
        ("a 35 per cent chance", "unlikely"),
        ("one in three", "unlikely"),
        ("nine times out of ten", "very likely"),
    ],
)
def test_band(text: str, band: str) -> None:
    found = likelihood_of(text)
    assert found is not None
    assert found.band == band


def test_plain_words_and_the_month_of_may_are_no_hedge() -> None:
    assert likelihood_of("the army entered the town") is None
    assert likelihood_of("in May the army entered the town") is None


def test_could_has_numbers_only_on_a_scale_that_gives_them() -> None:
    plain, surveyed = likelihood_of("could"), likelihood_of("could", scale="capphrase_survey")
    assert plain is not None
    assert surveyed is not None
    assert (plain.low, plain.high) == (None, None)
    assert (surveyed.low, surveyed.high) == (10, 70)


def test_the_same_word_has_each_scales_interval() -> None:
    intervals = {name: likelihood_of("unlikely", scale=name) for name in ("icd_203", "uk_phia", "ipcc")}
    assert {name: (found.low, found.high) for name, found in intervals.items() if found} == {
        "icd_203": (20, 45),
        "uk_phia": (25, 35),
        "ipcc": (0, 33),
    }
    assert len(scale_names()) == 7


def test_an_unknown_scale_is_refused() -> None:
    with pytest.raises(UsageError):
        likelihood_of("likely", scale="astrology")


def test_readers_percent_and_numbers() -> None:
    assert percent_of("We Doubt") == pytest.approx(22)
    assert percent_of("Probably Not") == pytest.approx(25)
    assert percent_of("a table") is None
    assert number_of("Several") == 6
    assert number_of("blue") is None
