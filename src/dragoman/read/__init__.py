"""Source -> Article: files, folders, URLs, rows. Everything it cannot read comes back as a plain error."""

from __future__ import annotations

from dragoman.read.article import make_article
from dragoman.read.sources import open_sources

__all__ = ["make_article", "open_sources"]
