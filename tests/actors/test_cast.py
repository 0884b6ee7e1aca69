"""Who is in a text, under which name, and what the text tells of each."""

from __future__ import annotations

from dragoman.actors import find_cast
from dragoman.parse import parse_article
from dragoman.read import make_article
from dragoman.types import Actor, Cast, spans_of


def cast_of(text: str) -> Cast:
    return find_cast(parse_article(make_article(text, date="2019-06-03")))


def actor(cast: Cast, name: str) -> Actor:
    found = [a for a in cast.actors if name in (a.name, a.id, *a.aliases)]
    assert len(found) == 1, [a.name for a in cast.actors]
    return found[0]


def names(cast: Cast) -> set[str]:
    return {a.name for a in cast.actors}


def test_titles_teach_office_country_and_sector() -> None:
    cast = cast_of("Iranian Foreign Minister Javad Karimi met Poland's prime minister, Anna Kowal, on Monday.")
    karimi, kowal = actor(cast, "Javad Karimi"), actor(cast, "Anna Kowal")
    assert (karimi.country, karimi.sectors, karimi.represents) == ("IRN", ("GOV",), "IRN")
    assert karimi.offices[0].title == "foreign minister"
    assert (kowal.country, kowal.kind, kowal.offices[0].title) == ("POL", "person", "prime minister")


def test_relative_clause_teaches_whom_a_leader_stands_for() -> None:
    cast = cast_of("Hadi Al-Bayati, who leads the Dawn Alliance, accused the coalition of raids.")
    leader = actor(cast, "Hadi Al-Bayati")
    assert leader.represents == "dawn-alliance"
    assert leader.kind == "person"


def test_demonym_is_no_mention_of_its_state() -> None:
    cast = cast_of("Iraqi sovereignty matters to everybody in the region.")
    assert "IRQ" not in {a.id for a in cast.actors}


def test_groups_of_a_state_are_actors_of_their_own_that_represent_it() -> None:
    cast = cast_of("Iraqi leaders condemned the raid. Belarusian guards pushed migrants towards the fence.")
    assert actor(cast, "Iraqi leaders").represents == "IRQ"
    assert actor(cast, "Belarusian guards").represents == "BLR"
    assert actor(cast, "migrants").sectors == ("REF",)


def test_backed_by_a_state_is_not_of_that_state() -> None:
    cast = cast_of("Iranian-backed militias shelled a base in Iraq. Iraq protested.")
    assert actor(cast, "Iranian-backed militias").country != "IRN"


def test_government_capital_and_seat_are_the_state() -> None:
    cast = cast_of("Moscow warned Kyiv. The Kremlin said Russia would not move. The Russian government refused to comment.")
    russia = actor(cast, "RUS")
    assert {m.span.text for m in russia.mentions} == {"Moscow", "Kremlin", "Russia", "The Russian government"}
    assert {m.kind for m in russia.mentions} == {"metonym", "name", "nominal"}


def test_capital_as_a_place_is_no_actor() -> None:
    cast = cast_of("Protesters marched in Moscow on Sunday. Police arrested dozens.")
    assert "RUS" not in {a.id for a in cast.actors}


def test_every_span_quotes_and_every_look_up_leads_to_an_actor() -> None:
    text = "Washington and its allies fear the group. Both countries – France and Germany – told the UN so.\n\n“We will go,” said Mr Orr."
    parse = parse_article(make_article(text))
    cast = find_cast(parse)
    known = {a.id for a in cast.actors}
    assert all(text[s.start : s.end] == s.text for s in spans_of(cast.actors))
    assert {i for found in (*cast.by_token.values(), *cast.by_head.values()) for i in found} <= known
    assert len(known) == len(cast.actors)


def test_empty_text_has_no_cast() -> None:
    assert cast_of("It rained.").actors == ()
