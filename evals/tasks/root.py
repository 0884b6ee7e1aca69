"""The PLOVER root that links a marked source and target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman import code_pair, code_triples


def predict(record: Mapping[str, Any]) -> dict[str, Any]:
    source, target = record.get("source"), record.get("target")
    if source and target:
        return {"root": code_pair(record["text"], (source["start"], source["end"]), (target["start"], target["end"]), always=True)}
    if source or target:
        given = source or target
        return {"root": code_pair(record["text"], (given["start"], given["end"]), (given["start"], given["end"]), always=True)}
    triples = code_triples(record["text"])
    return {"root": triples[0].type if triples else None}
