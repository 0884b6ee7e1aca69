#!/usr/bin/env python3
"""How many hand-made chain links of the articles form a connected path through the propositions that were read.

python evals/chains.py TEXTS_DIR GOLD_DIR [ID ...] [--errors]

A gold link says that one claim's effect is another's cause. It is connected where both claims were found (matched as
the article scorer does) and the propositions read lead from the first one's effect to the second one's effect: by
claims cause -> effect, each proposition being one node, and by `chain_from`. Ignores signs, likelihoods and how long a path is.
"""

from __future__ import annotations

import json
import pathlib
import sys
from collections import deque
from collections.abc import Sequence
from typing import Any

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import arguments as article_scorer

import dragoman
from dragoman.types import Claim, Reading


def found_for(gold: Sequence[dict[str, Any]], reading: Reading, text: str, scoring: Any) -> dict[str, Claim]:
    """Gold claim id -> the claim read for it."""
    spans = scoring.Text(text)
    pairs = {}
    for i, claim in enumerate(reading.claims):
        for j, wanted in enumerate(gold):
            effect = {"start": claim.effect.start, "end": claim.effect.end}
            score = max(spans.score(effect, span) for span in (wanted["effect"], *wanted.get("effect_alts", [])))
            if score:
                pairs[i, j] = score
    found: dict[str, Claim] = {}
    taken: set[int] = set()
    for (i, j), _ in sorted(pairs.items(), key=lambda item: -item[1]):
        if i not in taken and gold[j]["id"] not in found:
            taken.add(i)
            found[gold[j]["id"]] = reading.claims[i]
    return found


def reaches(reading: Reading, first: Claim, last: Claim) -> bool:
    """Whether the propositions lead from the first claim's effect to the last one's, by way of the last claim's own link."""
    by_id = {claim.id: claim for claim in reading.claims}
    next_ones: dict[str, set[str]] = {}
    for claim in reading.claims:
        sources = [claim.cause_proposition, *(by_id[i].effect_proposition for i in claim.chain_from if i in by_id)]
        for source in sources:
            if source is not None and claim.effect_proposition is not None:
                next_ones.setdefault(source, set()).add(claim.effect_proposition)
    waiting, seen = deque([first.effect_proposition or ""]), {first.effect_proposition or ""}
    while waiting:
        here = waiting.popleft()
        for there in next_ones.get(here, ()):
            if there == last.effect_proposition:
                return True
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    return False


def main(arguments: list[str]) -> int:
    flags = [a for a in arguments if a.startswith("--")]
    texts, golds, *wanted = [a for a in arguments if not a.startswith("--")]
    scoring = article_scorer.scorer()
    total = connected = 0
    for path in sorted(pathlib.Path(golds).glob("*.json")):
        if wanted and path.stem not in wanted and path.stem.split("_")[0] not in wanted:
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))["claims"]
        source = pathlib.Path(texts) / f"{path.stem}.txt"
        (reading,) = dragoman.read_sources([source])
        found = found_for(gold, reading, source.read_text(encoding="utf-8"), scoring)
        for claim in gold:
            for before in claim["chain_from"]:
                total += 1
                ok = before in found and claim["id"] in found and reaches(reading, found[before], found[claim["id"]])
                connected += ok
                if not ok and "--errors" in flags:
                    first = next((c for c in gold if c["id"] == before), claim)
                    shown = [first["effect"]["quote"], (claim["cause"] or {}).get("quote"), claim["effect"]["quote"]]
                    print(path.stem, before in found, claim["id"] in found, *shown, sep=" | ")
    print(f"connected chain links {connected}/{total} = {connected / max(1, total):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
