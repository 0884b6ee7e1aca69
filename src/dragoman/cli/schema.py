"""`dragoman schema`: the JSON Schema of a reading."""

from __future__ import annotations

import json

import msgspec

from dragoman.types import Reading


def schema() -> int:
    """Print the JSON Schema (2020-12) of what `dragoman read --json` prints, one object per article."""
    print(json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Reading)}, indent=2))
    return 0
