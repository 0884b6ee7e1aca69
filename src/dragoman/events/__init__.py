"""Who did what to whom: (Parse, Cast) -> events."""

from __future__ import annotations

from dragoman.events.candidates import Candidate, find_candidates
from dragoman.events.classify import Classifier, Coding, LexiconClassifier
from dragoman.events.find import find_events

__all__ = ["Candidate", "Classifier", "Coding", "LexiconClassifier", "find_candidates", "find_events"]
