"""Dragoman reads writing about political crises and makes what it says run.

The public names, and only those. They load on first use, so that `import dragoman` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from dragoman._version import __version__

if TYPE_CHECKING:
    from dragoman.actors.places import find_toponyms, resolve_place
    from dragoman.actors.resolve import resolve_actor
    from dragoman.claims import (
        counterfactual_spans,
        find_causal,
        is_counterfactual,
        likelihood_of,
        number_of,
        percent_of,
        scale_names,
    )
    from dragoman.codebook import load_codebook
    from dragoman.errors import DragomanError
    from dragoman.events import code_pair, code_triples, find_roles
    from dragoman.parse import parse_article
    from dragoman.pipeline import read_article, read_sources, read_text
    from dragoman.read import make_article, open_sources
    from dragoman.show import render_report
    from dragoman.statements.attribution import find_attributions
    from dragoman.types import Article, Reading

_WHERE = {
    "Article": "dragoman.types",
    "DragomanError": "dragoman.errors",
    "Reading": "dragoman.types",
    "code_pair": "dragoman.events",
    "code_triples": "dragoman.events",
    "counterfactual_spans": "dragoman.claims",
    "find_attributions": "dragoman.statements.attribution",
    "find_causal": "dragoman.claims",
    "find_roles": "dragoman.events",
    "find_toponyms": "dragoman.actors.places",
    "is_counterfactual": "dragoman.claims",
    "likelihood_of": "dragoman.claims",
    "load_codebook": "dragoman.codebook",
    "make_article": "dragoman.read",
    "number_of": "dragoman.claims",
    "open_sources": "dragoman.read",
    "parse_article": "dragoman.parse",
    "percent_of": "dragoman.claims",
    "read_article": "dragoman.pipeline",
    "read_sources": "dragoman.pipeline",
    "read_text": "dragoman.pipeline",
    "render_report": "dragoman.show",
    "resolve_actor": "dragoman.actors.resolve",
    "resolve_place": "dragoman.actors.places",
    "scale_names": "dragoman.claims",
}

__all__ = [
    "Article",
    "DragomanError",
    "Reading",
    "__version__",
    "code_pair",
    "code_triples",
    "counterfactual_spans",
    "find_attributions",
    "find_causal",
    "find_roles",
    "find_toponyms",
    "is_counterfactual",
    "likelihood_of",
    "load_codebook",
    "make_article",
    "number_of",
    "open_sources",
    "parse_article",
    "percent_of",
    "read_article",
    "read_sources",
    "read_text",
    "render_report",
    "resolve_actor",
    "resolve_place",
    "scale_names",
]


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(importlib.import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
