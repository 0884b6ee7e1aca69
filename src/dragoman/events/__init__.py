"""Who did what to whom: (Parse, Cast) -> events."""

from __future__ import annotations

from dragoman.events.find import find_events

__all__ = ["find_events"]
