"""Who did what to whom: (Parse, Cast) -> events."""

from __future__ import annotations

from dragoman.events.candidates import Candidate, find_candidates
from dragoman.events.classify import Classifier, Coding, LexiconClassifier
from dragoman.events.find import find_events
from dragoman.events.pairs import Role, Triple, code_pair, code_triples, find_roles, pair_candidates

__all__ = [
    "Candidate",
    "Classifier",
    "Coding",
    "LexiconClassifier",
    "Role",
    "Triple",
    "code_pair",
    "code_triples",
    "find_candidates",
    "find_events",
    "find_roles",
    "pair_candidates",
]
