"""Causal and conditional claims of an article."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.types import Cast, Claim, Statement
from dragoman.types.parse import Parse


def find_claims(parse: Parse, cast: Cast, statements: Sequence[Statement], *, scale: str = "icd_203") -> tuple[Claim, ...]:
    """Every causal or conditional link the article's prose asserts, in text order."""
    return ()
