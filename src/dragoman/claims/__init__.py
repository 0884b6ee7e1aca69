"""Why and what if: (Parse, Cast, events, statements) -> claims, propositions, explanations, analogies."""

from __future__ import annotations

from dragoman.claims.analogies import find_analogies
from dragoman.claims.explanations import find_explanations
from dragoman.claims.find import find_claims
from dragoman.claims.propositions import link_propositions

__all__ = ["find_analogies", "find_claims", "find_explanations", "link_propositions"]
