"""Places: which names are places, which place of that name, and when a state is one."""

from __future__ import annotations

import pytest

from dragoman.actors.place_index import place_index
from dragoman.actors.place_names import place_key
from dragoman.actors.places import find_places, find_toponyms, resolve_place
from dragoman.parse import parse_article
from dragoman.types import Article, Place


def places(text: str) -> dict[str, Place]:
    return {place.name: place for place in find_places(parse_article(Article(id="t", text=text)))}


def test_mentions_quote_the_text() -> None:
    text = "Rockets hit the Green Zone in Baghdad. Later the Green Zone was closed."
    article = Article(id="t", text=text)
    for place in find_places(parse_article(article)):
        assert all(text[span.start : span.end] == span.text for span in place.mentions)
    found = places(text)
    assert len(found["Green Zone"].mentions) == 2
    assert found["Green Zone"].country == "IRQ"


@pytest.mark.parametrize(
    ("text", "present", "absent"),
    [
        ("Baghdad said it would not pay.", set(), {"Baghdad"}),
        ("The minister flew to Baghdad on Monday.", {"Baghdad"}, set()),
        ("Iraq warned Iran.", set(), {"Iraq", "Iran"}),
        ("Protests spread across Iraq.", {"Iraq"}, set()),
        ("The Washington Post reported the story.", set(), {"Washington"}),
        ("Soldiers shelled villages near Mariupol.", {"Mariupol"}, set()),
        ("Troops guard the Syria-Iraq border.", {"Syria-Iraq border"}, set()),
        ("A crowd stormed the US Embassy in Tehran.", {"US Embassy", "Tehran"}, set()),
        ("The parallel with Cuba in 1962 is weak.", {"Cuba"}, set()),
        ("The tanker was stopped in the Strait of Hormuz.", {"Strait of Hormuz"}, set()),
    ],
)
def test_place_or_actor(text: str, present: set[str], absent: set[str]) -> None:
    names = set(places(text))
    assert present <= names
    assert not absent & names


@pytest.mark.parametrize(
    ("text", "name", "country", "latitude"),
    [
        ("He was arrested in Paris, Texas, on Friday.", "Paris", "USA", 33.7),
        ("Talks were held in Paris between the French and German ministers.", "Paris", "FRA", 48.9),
        ("Shells fell on Tripoli, Lebanon, at dawn.", "Tripoli", "LBN", 34.4),
        ("The Libyan army advanced on Tripoli from Misrata.", "Tripoli", "LBY", 32.9),
    ],
)
def test_namesakes(text: str, name: str, country: str, latitude: float) -> None:
    (found,) = [toponym for toponym in find_toponyms(text) if toponym.span.text == name]
    assert found.country == country
    assert found.latitude == pytest.approx(latitude, abs=0.3)


def test_toponyms_include_states_and_leave_people_out() -> None:
    text = "Georgia accused Russia. Mr Lincoln Chafee and Jordan Smith disagreed in Boston."
    assert [toponym.span.text for toponym in find_toponyms(text)] == ["Georgia", "Russia", "Boston"]


def test_demonyms_only_when_asked() -> None:
    text = "The Egyptian army moved."
    assert find_toponyms(text) == ()
    (found,) = find_toponyms(text, demonyms=True)
    assert found.country == "EGY"


def test_resolve_place() -> None:
    kyiv = resolve_place("Kiev")
    assert kyiv is not None
    assert kyiv.country == "UKR"
    hama = resolve_place("Tripoli", ["LBN"])
    assert hama is not None
    assert hama.country == "LBN"
    assert resolve_place("Xyzzyville") is None


def test_names_are_compared_without_accents_and_articles() -> None:
    assert place_key("The Saint-Étienne") == place_key("st etienne")
    assert {entry.country for entry in place_index().lookup("Côte d’Ivoire")} == {"CIV"}


def test_gazetteer_covers_capitals_and_crises() -> None:
    for name in ("Kabul", "Sanaa", "N'Djamena", "Port-au-Prince", "Donbas", "Tigray", "Golan Heights", "South China Sea", "Ayn al-Asad"):
        assert place_index().lookup(name), name


def test_the_short_name_of_a_state_with_and_in_it() -> None:
    found = places("The leaders of Guyana and Venezuela will meet in Saint Vincent, not in Trinidad.")
    assert {name: place.country for name, place in found.items()} == {"Saint Vincent": "VCT", "Trinidad": "TTO"}


def test_a_peoples_adjective_is_no_hamlet() -> None:
    found = places("Some 900 people were hurt, according to the Catalan health department.")
    assert not found
