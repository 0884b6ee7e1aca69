"""Competing readings and lists of reasons."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.types import Cast, Explanation, Statement
from dragoman.types.parse import Parse


def find_explanations(parse: Parse, cast: Cast, statements: Sequence[Statement], *, scale: str = "icd_203") -> tuple[Explanation, ...]:
    """Every explanation the article's prose gives: competing alternatives and enumerated reasons."""
    return ()
