"""Precedents the article calls on."""

from __future__ import annotations

from dragoman.types import Analogy, Cast
from dragoman.types.parse import Parse


def find_analogies(parse: Parse, cast: Cast) -> tuple[Analogy, ...]:
    """Every precedent the article's prose compares the present with."""
    return ()
