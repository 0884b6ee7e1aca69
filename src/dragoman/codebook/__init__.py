"""The ontology as data: PLOVER by default, or the user's own."""

from __future__ import annotations

from dragoman.codebook.load import Codebook, Context, EventType, ModeEntry, TypeChange, load_codebook

__all__ = ["Codebook", "Context", "EventType", "ModeEntry", "TypeChange", "load_codebook"]
