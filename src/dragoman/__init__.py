"""Dragoman reads writing about political crises and makes what it says run.

The public names, and only those. They load on first use, so that `import dragoman` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from dragoman._version import __version__

if TYPE_CHECKING:
    from dragoman.actors.resolve import resolve_actor
    from dragoman.parse import parse_article
    from dragoman.pipeline import read_article, read_sources, read_text
    from dragoman.types import Article, Reading

_WHERE = {
    "Article": "dragoman.types",
    "Reading": "dragoman.types",
    "parse_article": "dragoman.parse",
    "read_sources": "dragoman.pipeline",
    "read_article": "dragoman.pipeline",
    "read_text": "dragoman.pipeline",
    "resolve_actor": "dragoman.actors.resolve",
}

__all__ = ["Article", "Reading", "__version__", "parse_article", "read_article", "read_sources", "read_text", "resolve_actor"]


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(importlib.import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
