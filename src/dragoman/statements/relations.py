"""Ties that hold between actors."""

from __future__ import annotations

from dragoman.types import Cast, Relation
from dragoman.types.parse import Parse


def find_relations(parse: Parse, cast: Cast) -> tuple[Relation, ...]:
    """Every tie between two actors that the article states."""
    return ()
