"""Causes and effects that mean the same become one proposition."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.types import Cast, Claim, Event, Proposition
from dragoman.types.parse import Parse


def link_propositions(
    parse: Parse, cast: Cast, claims: Sequence[Claim], events: Sequence[Event]
) -> tuple[tuple[Claim, ...], tuple[Proposition, ...]]:
    """The claims with their propositions and chains filled in, and the propositions."""
    return tuple(claims), ()
