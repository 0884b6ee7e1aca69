import datetime

import pytest

from dragoman.actors.resolve import resolve_actor


def codes(phrase, **known):
    found = resolve_actor(phrase, **known)
    return found and (found.country, found.sectors)


@pytest.mark.parametrize(
    ("phrase", "country", "sectors"),
    [
        ("Iranian foreign minister", "IRN", ("GOV",)),
        ("a Japanese frigate", "JPN", ("MIL",)),
        ("Norwegian defence minister", "NOR", ("GOV", "MIL")),
        ("osaka police", "JPN", ("COP",)),
        ("Peruvian miners", "PER", ("LAB",)),
        ("an Iran-backed Iraqi militia", "IRQ", ("PRM",)),
        ("thousands of Sudanese refugees", "SDN", ("REF",)),
        ("members of Boko Haram", "NGA", ("REB",)),
        ("the head of the army", None, ("MIL",)),
        ("a spokesman for the strikers", None, ("LAB",)),
        ("supporters of Imran Khan", "PAK", ("CVL",)),
        ("UN peacekeepers", "UNO", ("MIL",)),
        ("Tokyo", "JPN", ("GOV",)),
        ("Portugal", "PRT", ()),
        ("two Austrians", "AUT", ()),
        ("Abkhazia", "GEO", ("PRE",)),
        ("gunmen", None, ("UAF",)),
        ("a former Chilean president", "CHL", ("ELI",)),
        ("pro-Russian separatists", None, ("REB",)),
        ("Putin's spokesman", "RUS", ("GOV",)),
        ("Turkey's ambassador to Japan", "TUR", ("GOV",)),
    ],
)
def test_phrase(phrase, country, sectors):
    assert codes(phrase) == (country, sectors)


@pytest.mark.parametrize("phrase", ["a kettle on the stove", "Quentin Abernathy", "Michael Jordan", "the comet", ""])
def test_what_names_no_known_actor_is_none(phrase):
    assert resolve_actor(phrase) is None


def test_office_depends_on_the_day():
    assert codes("Emmanuel Macron", day=datetime.date(2020, 1, 1)) == ("FRA", ("GOV",))
    assert codes("Angela Merkel", day=datetime.date(2023, 1, 1)) == ("DEU", ("ELI",))
    assert resolve_actor("Ursula von der Leyen", day=datetime.date(2016, 1, 1)).office == "defence minister"


def test_title_and_surname():
    assert resolve_actor("President Macron").id == "emmanuel-macron"
    assert resolve_actor("Iraqi prime minister", day=datetime.date(2021, 1, 1)).id == "mustafa-al-kadhimi"


def test_context_gives_the_country_only_when_it_names_one():
    assert codes("the defence minister", context="Kenya") == ("KEN", ("GOV", "MIL"))
    assert codes("the defence minister", context="Kenya and Uganda") == (None, ("GOV", "MIL"))
    assert codes("the defence minister", known_country="FJI") == ("FJI", ("GOV", "MIL"))


def test_national_name_of_another_state_is_not_borrowed():
    assert codes("South Korea's Democratic Party")[0] == "KOR"
