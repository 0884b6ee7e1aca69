"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

import pytest

from dragoman.types import Reading

EXAMPLE = "examples/strait.txt"


@pytest.fixture(scope="session")
def example_reading(request: pytest.FixtureRequest) -> Reading:
    """The shipped example article, read once."""
    import dragoman

    (reading,) = dragoman.read_sources([request.config.rootpath / EXAMPLE])
    return reading
