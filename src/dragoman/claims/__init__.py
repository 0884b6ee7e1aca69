"""Why and what if: (Parse, Cast, events, statements) -> claims, propositions, explanations, analogies."""

from __future__ import annotations

from dragoman.claims.analogies import find_analogies
from dragoman.claims.causal import CausalRelation, find_causal
from dragoman.claims.counterfactuals import Counterfactual, counterfactual_spans, is_counterfactual
from dragoman.claims.explanations import find_explanations
from dragoman.claims.find import find_claims
from dragoman.claims.likelihood import likelihood_of, number_of, percent_of, scale_names
from dragoman.claims.propositions import link_propositions

__all__ = [
    "CausalRelation",
    "Counterfactual",
    "counterfactual_spans",
    "find_analogies",
    "find_causal",
    "find_claims",
    "find_explanations",
    "is_counterfactual",
    "likelihood_of",
    "link_propositions",
    "number_of",
    "percent_of",
    "scale_names",
]
