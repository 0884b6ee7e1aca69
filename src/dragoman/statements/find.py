"""Statements of an article."""

from __future__ import annotations

from dragoman.types import Cast, Statement
from dragoman.types.parse import Parse


def find_statements(parse: Parse, cast: Cast) -> tuple[Statement, ...]:
    """Everything said or believed in the article's prose, in text order."""
    return ()
