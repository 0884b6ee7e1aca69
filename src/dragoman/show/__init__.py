"""Readings and outcomes for people: the self-contained report, pictures, words."""

from __future__ import annotations

from dragoman.show.report import render_report

__all__ = ["render_report"]
