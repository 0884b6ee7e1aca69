#!/usr/bin/env python3
"""Fit the weights of doubt (src/dragoman/llm/data/doubt.toml) on the corpus, and say what they are worth.

python training/doubt.py [--write]

For each sentence of the corpus: the signs that the local reading shows, and how many of its records are wrong or missing against
the annotation (events by trigger, type and having an actor or none; statements by content; claims by effect). The weights are a ridge
regression of the second on the first, without negative weights (negative ones are set to zero one by one and the rest fitted
again); a sign that no document shows weighs 1: one minus a calibrated confidence is itself an expected number of mistakes. Fitted
on documents whose SHA-1 starts with 4-f, checked on the others: which part of all mistakes lies in the 30% of each document's
sentences with the most doubt.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import pathlib
from typing import Any

import numpy as np

import dragoman
from dragoman.llm.doubt import SIGNS, body_sentences, load_weights, signs_of
from dragoman.read import make_article
from dragoman.types import Span

ROOT = pathlib.Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "dragoman" / "llm" / "data" / "doubt.toml"


def overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)


def mistakes(document: dict[str, Any], reading: Any, sentences: list[Span]) -> np.ndarray:
    """Wrong and missing records of each sentence."""
    counts = np.zeros(len(sentences))

    def count(offset: int, amount: float = 1.0) -> None:
        for at, sentence in enumerate(sentences):
            if sentence.start <= offset < sentence.end:
                counts[at] += amount

    gold = [(t["start"], t["end"], e["type"], bool(e["actors"])) for e in document["events"] for t in e["triggers"][:1]]
    found = [(m.trigger.start, m.trigger.end, e.type, bool(e.actors)) for e in reading.events for m in e.mentions[:1]]
    everywhere = [(t["start"], t["end"], e["type"], bool(e["actors"])) for e in document["events"] for t in e["triggers"]]
    mentioned = [(m.trigger.start, m.trigger.end, e.type, bool(e.actors)) for e in reading.events for m in e.mentions]
    for start, end, kind, acted in gold:
        if not any(start < b and a < end and (kind, acted) == (k, w) for a, b, k, w in mentioned):
            count(start)
    for start, end, kind, acted in found:
        if not any(start < b and a < end and (kind, acted) == (k, w) for a, b, k, w in everywhere):
            count(start)
    pairs = [
        ([(s["content"]["start"], s["content"]["end"]) for s in document["statements"] if s["content"]],
         [(s.content[0].start, s.content[-1].end) for s in reading.statements]),
        ([(c["effect"]["start"], c["effect"]["end"]) for c in document["claims"] if c["effect"]],
         [(c.effect.start, c.effect.end) for c in reading.claims if not c.self_binding]),
    ]
    for wanted, given in pairs:
        for start, end in wanted:
            if not overlaps(start, end, given):
                count(start)
        for start, end in given:
            if not overlaps(start, end, wanted):
                count(start)
    return counts


def fit(signs: np.ndarray, wrong: np.ndarray, ridge: float = 5.0) -> np.ndarray:
    kept = list(range(signs.shape[1]))
    while True:
        part = signs[:, kept]
        weights = np.linalg.solve(part.T @ part + ridge * np.eye(len(kept)), part.T @ wrong)
        if (weights >= 0).all() or len(kept) == 1:
            full = np.zeros(signs.shape[1])
            full[kept] = weights.clip(0)
            full[~signs.any(axis=0)] = 1.0
            return full
        kept.pop(int(weights.argmin()))


def captured(documents: list[tuple[np.ndarray, np.ndarray]], score: Any, share: float = 0.3) -> float:
    """The part of all mistakes in the `share` of each document's sentences that score highest."""
    caught = total = 0.0
    for signs, wrong in documents:
        chosen = np.argsort(-score(signs, wrong), kind="stable")[: math.floor(share * len(wrong) + 1e-9)]
        caught += wrong[chosen].sum()
        total += wrong.sum()
    return caught / total


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args()
    fitted, checked = [], []
    for line in (ROOT / "training" / "corpus" / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        article = make_article(document["text"], date=document["date"])
        reading, sentences = dragoman.read_article(article), body_sentences(article)
        signs = np.array([[one[name] for name in SIGNS] for one in signs_of(reading, sentences)]).reshape(len(sentences), len(SIGNS))
        digit = hashlib.sha1(document["id"].encode()).hexdigest()[0]
        (checked if digit in "0123" else fitted).append((signs, mistakes(document, reading, sentences)))
    weights = fit(np.vstack([signs for signs, _ in fitted]), np.concatenate([wrong for _, wrong in fitted]))
    old = np.array([load_weights()[name] for name in SIGNS])
    print(json.dumps({
        "documents": [len(fitted), len(checked)], "mistakes": [float(sum(w.sum() for _, w in part)) for part in (fitted, checked)],
        "captured_by_30_percent": {
            "fitted": round(captured(checked, lambda signs, _: signs @ weights), 3),
            "before": round(captured(checked, lambda signs, _: signs @ old), 3),
            "longest_sentences": round(captured(checked, lambda signs, _: signs[:, list(SIGNS).index("words")]), 3),
            "oracle": round(captured(checked, lambda _, wrong: wrong), 3),
        },
        "weights": {name: round(float(weight), 3) for name, weight in zip(SIGNS, weights, strict=True)},
    }, indent=1))
    if chosen.write:
        lines = [
            "# Wrong and missing records to be expected for each sign of doubt; what the signs count is in llm/doubt.py.",
            "# Fitted by training/doubt.py on the corpus (ours), ridge regression without negative weights. Licence: the project's.",
            "", "[weights]", *(f'"{name}" = {weight:.3f}' for name, weight in zip(SIGNS, weights, strict=True)),
        ]
        TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
