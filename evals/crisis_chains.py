"""Share of gold chain links that the merged crisis connects: the effect of the earlier claim leads to the effect of the later one.

    python evals/crisis_chains.py TEXTS_DIR GOLD_DIR [NAME ...]

A gold link is a claim with `chain_from`. Its ends are found by the overlap of effects (at least half of the shorter one);
it is connected when the crisis' graph has a path from the one end's proposition to the other's.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import dragoman
from dragoman.crisis import merge_readings
from dragoman.types.crisis import Crisis


def ends(crisis: Crisis, span: dict[str, int], reading: dragoman.Reading) -> set[str]:
    """Propositions of claims whose effect overlaps a gold effect."""
    claims = {f"{reading.article.id}:{c.id}": c for c in reading.claims}
    found = set()
    for claim in crisis.claims:
        own = claims.get(claim.id)
        if own is not None:
            shared = min(span["end"], own.effect.end) - max(span["start"], own.effect.start)
            if shared >= 0.5 * min(span["end"] - span["start"], own.effect.end - own.effect.start):
                found.add(claim.effect)
    return found


def reached(crisis: Crisis, start: set[str]) -> set[str]:
    """All propositions that some of these lead to."""
    seen, grown = set(start), True
    while grown:
        fresh = {c.effect for c in crisis.claims if not c.threat and seen & set(c.causes)} - seen
        seen |= fresh
        grown = bool(fresh)
    return seen - start


def main() -> None:
    texts, gold = Path(sys.argv[1]), Path(sys.argv[2])
    names = sys.argv[3:] or sorted(path.stem for path in gold.glob("*.json"))
    totals = [0, 0]
    for name in names:
        answers = json.loads((gold / f"{name}.json").read_text(encoding="utf-8"))
        (reading,) = dragoman.read_sources([texts / f"{name}.txt"])
        crisis = merge_readings([reading])
        claims = {claim["id"]: claim for claim in answers["claims"]}
        for claim in claims.values():
            for before in claim["chain_from"]:
                first, last = ends(crisis, claims[before]["effect"], reading), ends(crisis, claim["effect"], reading)
                good = bool(reached(crisis, first) & last)
                totals[0] += good
                totals[1] += 1
                if not good:
                    print(f"{name} {before} -> {claim['id']}: not connected (ends {len(first)}, {len(last)})")
    print(f"{totals[0]} of {totals[1]} gold chain links connected")


if __name__ == "__main__":
    main()
