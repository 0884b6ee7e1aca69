"""Who and where: Parse -> Cast."""

from __future__ import annotations

from dragoman.actors.find import find_cast

__all__ = ["find_cast"]
