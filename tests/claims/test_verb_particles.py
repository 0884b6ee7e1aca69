"""A particle makes another verb: what makes up a country causes nothing."""

from __future__ import annotations

import pytest

from dragoman.claims import find_claims
from dragoman.parse import parse_article
from dragoman.read import make_article
from dragoman.types import Cast


@pytest.mark.parametrize(
    "text",
    [
        "Essequibo is a jungle-covered territory that makes up two-thirds of Guyana.",
        "Iceland has hinted that it might break off diplomatic relations.",
    ],
)
def test_another_verb_is_no_cause(text: str) -> None:
    assert not find_claims(parse_article(make_article(text)), Cast((), (), {}, {}), ())
