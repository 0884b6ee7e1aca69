"""Groups known only by description: their names, their countries, and which mentions are one actor."""

from __future__ import annotations

import pytest

from dragoman.actors import find_cast
from dragoman.parse import parse_article
from dragoman.read import make_article
from dragoman.types import Actor, Cast


def cast_of(text: str) -> Cast:
    return find_cast(parse_article(make_article(text, date="2022-05-03")))


def named(cast: Cast, name: str) -> Actor:
    return next(actor for actor in cast.actors if actor.name == name)


def by_mention(cast: Cast, text: str) -> list[str]:
    return sorted(actor.name for actor in cast.actors if any(m.span.text == text for m in actor.mentions))


def test_a_name_has_no_number_and_no_country_that_the_text_does_not_give() -> None:
    cast = cast_of("Yemen is at war. Kenya fears the worst. More than two dozen gunboats attacked a Greek tanker on Monday.")
    (gunboats,) = [actor for actor in cast.actors if any("gunboats" in m.span.text for m in actor.mentions)]
    assert gunboats.name == "gunboats"
    assert gunboats.country is None
    assert gunboats.represents is None


def test_an_owner_gives_the_country() -> None:
    cast = cast_of("Kenya, which borders Somalia, put its army on alert. Somalia's navy sailed north.")
    assert named(cast, "Kenyan army").country == "KEN"
    assert named(cast, "Somali navy").represents == "SOM"


def test_the_only_state_of_a_sentence_gives_the_country_of_who_acts_for_a_state_but_not_a_name() -> None:
    cast = cast_of("Bolivia was calm. Soldiers then stormed the palace.")
    assert by_mention(cast, "Soldiers") == ["Soldiers"]
    cast = cast_of("In Bolivia, soldiers arrested the governor.")
    assert named(cast, "soldiers").country == "BOL"


def test_different_men_and_machines_are_not_one_actor() -> None:
    text = "Brazil sent helicopters to the border. Two soldiers fired on the crowd. Later the ships left, and four soldiers deserted."
    cast = cast_of(text)
    groups = [actor for actor in cast.actors if actor.kind != "state"]
    assert not any(len({m.span.text.split()[-1] for m in actor.mentions}) > 1 for actor in groups)
    assert len([actor for actor in cast.actors if actor.name == "soldiers"]) == 2


def test_troops_and_army_of_one_country_are_one_actor() -> None:
    cast = cast_of("The Serbian army moved at dawn. Serbian troops seized the bridge.")
    assert len([actor for actor in cast.actors if actor.country == "SRB"]) == 1


def test_audiences_and_belongings_are_no_actors() -> None:
    cast = cast_of("Peru's premier told reporters that rebels had hit its ships. Chile recalled its ambassador.")
    assert not {actor.name.split()[-1] for actor in cast.actors} & {"reporters", "ships", "ambassador"}
    ambassador = next(i for i, found in cast.by_token.items() if "CHL" in found and i not in cast.by_head)
    assert ambassador


@pytest.mark.parametrize(
    ("text", "pronoun", "meant"),
    [
        ("Kenya and Uganda kept silent. They fear reprisals.", "They", ["Kenya", "Uganda"]),
        ('"We will resist," said Ana Kovac, the mayor.', "We", ["Ana Kovac"]),
        ('Ivan Petrov told the court: "I obeyed orders."', "I", ["Ivan Petrov"]),
    ],
)
def test_they_of_a_pair_and_we_of_a_speaker(text: str, pronoun: str, meant: list[str]) -> None:
    assert by_mention(cast_of(text), pronoun) == meant


def test_ministers_of_several_states_are_these_states() -> None:
    cast = cast_of("The foreign ministers of Kenya, Uganda and Rwanda condemned the coup.")
    assert by_mention(cast, "The foreign ministers") == ["Kenya", "Rwanda", "Uganda"]
    assert "foreign ministers" not in {alias for actor in cast.actors for alias in actor.aliases}


def test_heads_of_international_bodies_are_of_their_body_while_in_office() -> None:
    cast = cast_of("António Guterres pleaded for a truce. Jens Stoltenberg and Josep Borrell agreed with him.")
    assert [named(cast, name).country for name in ("António Guterres", "Jens Stoltenberg", "Josep Borrell")] == ["UNO", "IGO", "EUR"]


def test_represents_names_an_actor_of_the_cast_or_a_state() -> None:
    cast = cast_of("Josep Borrell, Sergei Lavrov and a Hamas spokesman spoke. The IDF shelled a port. Hezbollah fired rockets.")
    ids = {actor.id for actor in cast.actors}
    assert all(actor.represents is None or actor.represents in ids or len(actor.represents) == 3 for actor in cast.actors)
