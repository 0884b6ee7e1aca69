"""Pairs, triples and roles of single sentences."""

from __future__ import annotations

from dragoman.events import code_pair, code_triples, find_roles, pair_candidates

TEXT = "Spain expelled the Cuban ambassador after Havana arrested a priest."


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_the_pair_decides() -> None:
    assert code_pair(TEXT, at("Spain"), at("the Cuban ambassador")) == "SANCTION"
    assert code_pair(TEXT, at("Havana"), at("a priest")) == "COERCE"
    assert code_pair("The sky is blue.", (0, 7), (11, 15)) is None


def test_triples() -> None:
    triples = {(t.type, t.sources[0].text, t.targets[0].text) for t in code_triples(TEXT)}
    assert triples == {("SANCTION", "Spain", "the Cuban ambassador"), ("COERCE", "Havana", "a priest")}


def test_roles_and_direction() -> None:
    active = {role.role: role.span.text for role in find_roles("Rebels attacked the garrison.")}
    passive = {role.role: role.span.text for role in find_roles("The garrison was attacked by rebels.")}
    assert active == {"source": "Rebels", "target": "the garrison"}
    assert passive == {"source": "rebels", "target": "The garrison"}


def test_candidates_of_a_pair_come_strongest_first() -> None:
    text = "Norway condemned Chad, and Peru praised Oman."
    norway, chad, oman = (0, 6), (17, 21), (text.index("Oman"), text.index("Oman") + 4)
    ranked = pair_candidates(text, norway, chad)
    assert ranked[0][0] == "ACCUSE"
    assert ranked[0][1] > ranked[-1][1]
    assert pair_candidates(text, (27, 31), oman)[0][0] == "SUPPORT"


def test_a_possessive_source_is_its_owner() -> None:
    (triple,) = [t for t in code_triples("Ghana repeated its demand that Togo free the pilots.") if t.type == "REQUEST"]
    assert [s.text for s in triple.sources] == ["Ghana"]
