"""A name says no more than the text: no guessed nationality, no other state's body, no half of a name, no machine."""

from __future__ import annotations

import pytest

from dragoman.actors import find_cast
from dragoman.parse import parse_article
from dragoman.read import make_article
from dragoman.types import Cast


def cast_of(text: str) -> Cast:
    return find_cast(parse_article(make_article(text)))


def names_of(text: str) -> set[str]:
    return {actor.name for actor in cast_of(text).actors}


def test_a_nationality_that_no_word_tells_is_not_part_of_the_name() -> None:
    names = names_of("Chad closed its border with Sudan on Monday. Armoured vehicles blocked the road, and soldiers turned back traders.")
    assert not any(name.startswith(("Chadian", "Sudanese")) for name in names), names


def test_a_nationality_told_by_an_owner_is_part_of_the_name() -> None:
    assert "Chadian army" in names_of("Chad's army blocked the road. The army turned back traders.")


def test_the_date_before_a_noun_is_not_part_of_the_name() -> None:
    assert not any("may" in name.lower().split() for name in names_of("On 24 May soldiers detained the president of Mali."))


def test_a_figure_glued_to_its_magnitude_is_not_part_of_the_name() -> None:
    assert not any(name.startswith("m ") for name in names_of("Officials say that 2.3m people voted in Kenya."))


def test_another_states_body_of_the_same_name() -> None:
    cast = cast_of("Peru's Congress removed the president. Lawmakers in Congress applauded. Congress met again on Monday.")
    assert {actor.country for actor in cast.actors} == {"PER"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Tigray People's Liberation Front (TPLF) denied it. The TPLF said so twice.", "Tigray People's Liberation Front"),
        ("The Center for Maritime and Regional Studies said otherwise.", "Center for Maritime and Regional Studies"),
        ("The Rapid Support Forces (RSF) denied it. The RSF holds the airport of Khartoum.", "Rapid Support Forces"),
    ],
)
def test_the_whole_name_of_a_body(text: str, name: str) -> None:
    names = names_of(text)
    assert name in names
    assert len([n for n in names if n.isupper() or n.split()[0] in name.split()]) == 1, names


def test_the_type_of_a_machine_is_no_actor() -> None:
    names = names_of("Armenia said a Turkish F-16 shot down a Su-25 over its territory.")
    assert names <= {"Armenia", "Turkey"}, names


def test_whose_points_to_the_noun_before() -> None:
    cast = cast_of("Iran turned to the Soviet Union, whose troops had occupied Afghanistan.")
    troops = [actor for actor in cast.actors if any("troops" in m.span.text for m in actor.mentions)]
    assert [actor.country for actor in troops] == ["RUS"]


def test_a_court_is_no_bank() -> None:
    cast = cast_of("Spain's Constitutional Court met. CaixaBank said it would move. On Thursday the court suspended the session.")
    bank = next(actor for actor in cast.actors if actor.name == "CaixaBank")
    assert not any("court" in m.span.text for m in bank.mentions)


def test_a_captured_town_is_nobody() -> None:
    assert not names_of("The rebels claimed to have seized Dessie and Kombolcha in Ethiopia.") & {"Dessie", "Kombolcha"}


def test_a_first_name_that_is_a_town_too_stays_a_person() -> None:
    assert "Getachew Reda" in names_of("Ethiopia freed Getachew Reda. Ethiopia then arrested Getachew again.")


def test_an_ocean_is_no_magazine() -> None:
    assert "The Atlantic" not in names_of("Soviet submarines pass from Murmansk into the Atlantic.")
    assert "The Atlantic" in names_of("The Atlantic reported that Iceland had agreed.")


def test_a_president_is_not_guessed_to_be_of_a_state_that_has_another() -> None:
    text = "Washington broke off relations with Iran. The United States heard that President Abolhassan Bani-Sadr would free them."
    cast = find_cast(parse_article(make_article(text, date="1980-04-08")))
    found = next(actor for actor in cast.actors if "Bani-Sadr" in actor.name)
    assert found.country != "USA"
