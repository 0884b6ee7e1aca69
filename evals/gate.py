#!/usr/bin/env python3
"""The accuracy gate: measures, compares with evals/floors.json, fails when a score is below its floor.

python evals/gate.py [--raise] [--only SUITE ...]

Suites: articles, sentences, actors, time, geo, roles, events, attribution, causal, claims, cfspans, words (all on the
measuring data beside the checkout; skipped where it is absent) and corpus (held-out documents of training/corpus, always).
--raise writes every floor that can rise (a figure, less a margin of 0.01 for noise). Floors never go down.
events_plv's root task has no suite: the shipped model was trained on it, so only cross-validation measures it
(training/events/train.py --folds; docs/model-card.md). Large sets are sampled evenly to keep the gate short; the sample is
the same every time. Figures quoted elsewhere come from the whole sets: evals/predict.py and the scorers.
"""

from __future__ import annotations

import argparse
import json
import math
import pathlib
import sys
import tempfile
from collections.abc import Callable
from typing import Any

import corpus
import score

FLOORS = pathlib.Path(__file__).resolve().parent / "floors.json"
MARGIN = 0.01
DEVELOPMENT = ("d01_balakot", "d02_qatar", "d03_taiwan", "d04_belarus")
LAYERS = {
    "actors": "core_recall",
    "places": "core_recall",
    "events_detect": "core_recall",
    "events_typed": "core_recall",
    "events_typed_actor": "f1",
    "statements": "core_recall",
    "claims": "core_recall",
    "relations": "core_recall",
    "alignment_changes": "core_recall",
    "explanations": "core_recall",
    "analogies": "recall",
}


def article_figures(result: dict[str, Any], prefix: str) -> dict[str, float]:
    figures = {}
    for layer, measure in LAYERS.items():
        value = result.get(layer, {}).get(measure)
        if value is not None:
            figures[f"{prefix}.{layer}.{measure}"] = value
        if layer in {"statements", "claims", "actors"}:
            figures[f"{prefix}.{layer}.f1"] = result[layer]["f1"]
    traps = result["traps"]
    figures[f"{prefix}.traps_avoided"] = 1 - traps["fallen"] / traps["n"] if traps["n"] else 1.0
    return figures


def measure_articles() -> dict[str, float]:
    whole = score.articles(score.SHARED / "articles" / "gold", score.SHARED / "articles" / "texts", "articles")
    figures = article_figures(whole["overall"], "articles")
    for name, result in whole["per_article"].items():
        figures |= article_figures(result, f"articles.{name}")
    for name in ("claims.band", "claims.chain_links", "events.status_lenient", "statements.act"):
        figures[f"articles.{name}"] = whole["overall"]["attributes_on_matched"].get(name, {}).get("accuracy") or 0.0
    return figures


def measure_corpus() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder)
        corpus.main([str(target), "--held-out"])
        result = score.articles(target / "gold", target / "texts", "corpus")
    return article_figures(result["overall"], "corpus")


def measure_sentences() -> dict[str, float]:
    return {"sentences.pass_rate": score.sentences()["pass_rate"]}


def measure_claims() -> dict[str, float]:
    result = score.claims()
    return {
        "claims.detection.f1": result["detection"]["f1"],
        "claims.claims.f1": result["claims"]["f1"],
        "claims.band_accuracy": result["band_accuracy"] or 0.0,
        "claims.polarity_accuracy": result["polarity_accuracy"] or 0.0,
    }


TASK_FIGURES: dict[str, tuple[int | None, tuple[str, ...]]] = {
    "actors": (None, ("country.accuracy", "code_1.accuracy")),
    "time": (None, ("relaxed_span_and_value.f1",)),
    "geo": (None, ("relaxed_span.f1", "resolution_on_found.accuracy_161km")),
    "roles": (200, ("overlap.micro.f1",)),
    "events": (300, ("recall",)),
    "attribution": (40, ("attribution_content_half.f1", "who_said_what.f1")),
    "causal": (300, ("detection.per_class.1.f1", "relation_cause_and_effect_half.f1")),
    "cfspans": (300, ("character_level.micro.f1",)),
    "words": (None, ("within_middle_half",)),
}


def measure_task(name: str) -> dict[str, float]:
    records, paths = TASK_FIGURES[name]
    result = score.task(name, records)
    figures = {}
    for path in paths:
        value: Any = result
        for key in path.split("."):
            value = value[key]
        figures[f"{name}.{path}"] = value or 0.0
    return figures


def suites() -> dict[str, Callable[[], dict[str, float]]]:
    found: dict[str, Callable[[], dict[str, float]]] = {"corpus": measure_corpus}
    if score.SHARED.is_dir():
        found |= {"articles": measure_articles, "sentences": measure_sentences, "claims": measure_claims}
        found |= {name: (lambda name=name: measure_task(name)) for name in TASK_FIGURES}
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="raise_floors", action="store_true")
    parser.add_argument("--only", nargs="*", default=None)
    arguments = parser.parse_args()
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    below = 0
    for suite, measure in suites().items():
        if arguments.only and suite not in arguments.only:
            continue
        for name, value in measure().items():
            floor = floors.get(name)
            bad = floor is not None and value < floor - 1e-9
            below += bad
            print(f"{'BELOW' if bad else 'ok':5} {name:60} {value:.3f}  floor {'-' if floor is None else f'{floor:.3f}'}", flush=True)
            floors[name] = max(floor or 0.0, math.floor(max(0.0, value - MARGIN) * 1000) / 1000)
    if arguments.raise_floors:
        FLOORS.write_text(json.dumps(dict(sorted(floors.items())), indent=1) + "\n", encoding="utf-8")
    print(f"{below} below their floor" if below else "every figure at or above its floor")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
