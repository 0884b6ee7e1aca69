"""Causal and conditional claims: a sentence, the claims it must give and those it must not."""

import pytest

from dragoman.claims import find_claims
from dragoman.parse import parse_article
from dragoman.read import make_article
from dragoman.types import Cast, Claim


def claims_of(text: str) -> list[Claim]:
    parse = parse_article(make_article(text))
    found = find_claims(parse, Cast((), (), {}, {}), ())
    for claim in found:
        for span in (claim.cause, claim.effect, claim.evidence, claim.condition, claim.marker):
            assert span is None or parse.article.text[span.start : span.end] == span.text
    return list(found)


@pytest.mark.parametrize(
    ("text", "cause", "effect", "sign", "band"),
    [
        (
            "If the river ports close, grain exports will almost certainly stop.",
            "river ports close",
            "grain exports",
            "increases",
            "almost certainly",
        ),
        ("Unless the bridge is repaired, the town could starve.", "bridge is repaired", "town could starve", "prevents", "possible"),
        ("Without outside help, the cabinet would fall.", "outside help", "cabinet would fall", "prevents", None),
        ("Should the garrison mutiny, the capital would probably fall within days.", "garrison mutiny", "capital", "increases", "likely"),
        ("Were the junta to cancel the vote, protests would spread.", "junta", "protests would spread", "increases", None),
        ("Had the envoy stayed, the talks would have gone on.", "envoy stayed", "talks would have gone on", "increases", None),
        (
            "A withdrawal of the peacekeepers would very likely lead to new massacres.",
            "withdrawal",
            "new massacres",
            "increases",
            "very likely",
        ),
        ("Closing the consulate would undermine the ceasefire.", "Closing the consulate", "the ceasefire", "decreases", None),
        ("The patrols have deterred smuggling.", "The patrols", "smuggling", "prevents", None),
        ("The raid made a settlement less likely.", "The raid", "settlement", "decreases", None),
        ("The minister resigned because the budget was rejected.", "budget was rejected", "minister resigned", "increases", None),
        ("Trains stopped due to heavy shelling.", "heavy shelling", "Trains stopped", "increases", None),
        ("The air strikes will not end the insurgency.", "air strikes", "the insurgency", "no_effect", None),
    ],
)
def test_one_claim(text: str, cause: str, effect: str, sign: str, band: str | None) -> None:
    found = [c for c in claims_of(text) if c.cause is not None and cause in c.cause.text and effect in c.effect.text]
    assert found, claims_of(text)
    claim = found[0]
    assert claim.sign == sign
    assert (claim.likelihood.band if claim.likelihood else None) == band


def test_the_cause_stands_without_its_marker() -> None:
    (claim,) = claims_of("Unless the bridge is repaired, the town could starve.")
    assert claim.cause is not None
    assert claim.marker is not None
    assert claim.cause.text == "the bridge is repaired"
    assert claim.marker.text == "Unless"


def test_a_participle_goes_on_from_the_effect_before() -> None:
    claims = claims_of("A retreat would lead to the collapse of the police, allowing bandits to rule the valley.")
    first = next(c for c in claims if "collapse" in c.effect.text and "retreat" in (c.cause.text if c.cause else ""))
    second = next(c for c in claims if "bandits" in c.effect.text)
    assert second.chain_from == (first.id,)


def test_a_pronoun_takes_up_the_sentence_before() -> None:
    claims = claims_of("If the dam breaks, the plain will flood. That would almost certainly cause a famine.")
    flood, famine = claims
    assert famine.chain_from == (flood.id,)
    assert famine.cause == flood.effect


def test_a_forecast_without_a_cause() -> None:
    (claim,) = claims_of("A return to open war is very unlikely.")
    assert claim.cause is None
    assert claim.kind == "forecast"
    assert claim.likelihood is not None
    assert claim.likelihood.band == "very unlikely"


def test_a_pledge_binds_the_speaker() -> None:
    (claim,) = claims_of("If they cross the river, we will respond with force.")
    assert claim.self_binding


@pytest.mark.parametrize(
    "text",
    [
        "Would a blockade cause a famine?",
        "The delegation left after the dinner.",
        "The president met the ambassador on Tuesday.",
        "In May the two sides signed the accord.",
    ],
)
def test_no_claim(text: str) -> None:
    assert claims_of(text) == []
