"""Who stands how towards whom, and how that changed."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.types import Alignment, AlignmentChange, Cast, Event, Relation, Statement
from dragoman.types.parse import Parse


def find_alignments(
    parse: Parse, cast: Cast, events: Sequence[Event], statements: Sequence[Statement], relations: Sequence[Relation]
) -> tuple[Alignment, ...]:
    """Stances of actors towards actors, from events, statements, relations and explicit words."""
    return ()


def find_alignment_changes(parse: Parse, cast: Cast) -> tuple[AlignmentChange, ...]:
    """Every turn of an actor towards or away from others."""
    return ()
