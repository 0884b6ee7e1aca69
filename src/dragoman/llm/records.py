"""The records of one answer before they are numbered: what a Reading holds, with the origin of each."""

from __future__ import annotations

import msgspec

from dragoman.llm.quoting import Origin
from dragoman.types import Actor, AlignmentChange, Analogy, Claim, Event, Explanation, Place, Relation, Statement


class Records(msgspec.Struct, frozen=True):
    """Records of one answer or, after merging, of one article. `origins` is by record id."""

    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()
    alignment_changes: tuple[AlignmentChange, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    claims: tuple[Claim, ...] = ()
    analogies: tuple[Analogy, ...] = ()
    origins: dict[str, Origin] = {}
