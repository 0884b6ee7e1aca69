#!/usr/bin/env python3
"""Fits the confidence of a coded event: from the pair model's probabilities and the lexicon's rank to "how often right".

python training/events/calibrate.py [--write]

The package's events on the held-out documents of the corpus, coded with a pair model that has not seen those documents
(train.py --ship --without-held-out --out training/out/events_tuning), are matched with the annotation by their trigger;
right means the same type. A logistic regression (Platt 1999) on four features is fitted and checked by leaving out each
half of the documents in turn. --write puts the weights into the package's pairs.json. Confidence ignores arguments and dates.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import sys

import numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "evals")]


def rows_of(model) -> tuple[numpy.ndarray, numpy.ndarray, list[str]]:
    import corpus

    import dragoman
    from dragoman.events.confidence import evidence_of, features

    rows, right, documents = [], [], []
    for document in corpus.documents("held-out"):
        reading = dragoman.read_text(document["text"], date=document["date"])
        parse = dragoman.parse_article(reading.article)
        events = [event for event in reading.events if event.mentions]
        if not events:
            continue
        probabilities = model.probabilities([evidence_of(parse, event) for event in events])
        for event, row in zip(events, probabilities, strict=True):
            gold = {
                g["type"]
                for g in document["events"]
                for t in g["triggers"]
                if t["start"] < event.trigger.end and event.trigger.start < t["end"]
            }
            rows.append(features(event.type, row, model.types))
            right.append(event.type in gold)
            documents.append(document["id"])
    return numpy.array(rows), numpy.array(right, dtype=float), documents


def fit(rows: numpy.ndarray, right: numpy.ndarray, penalty: float = 1.0) -> numpy.ndarray:
    """Newton's method with a small ridge; the last weight is the constant."""
    table = numpy.hstack([rows, numpy.ones((len(rows), 1))])
    weights = numpy.zeros(table.shape[1])
    ridge = numpy.diag([penalty] * rows.shape[1] + [0.0])
    for _ in range(50):
        given = 1 / (1 + numpy.exp(-table @ weights))
        gradient = table.T @ (right - given) - ridge @ weights
        weights += numpy.linalg.solve((table * (given * (1 - given))[:, None]).T @ table + ridge, gradient)
    return weights


def predicted(rows: numpy.ndarray, weights: numpy.ndarray) -> numpy.ndarray:
    return 1 / (1 + numpy.exp(-(rows @ weights[:-1] + weights[-1])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--models", default=str(ROOT / "training" / "out" / "events_tuning"))
    arguments = parser.parse_args()
    from dragoman.events.pair_model import PairModel

    rows, right, documents = rows_of(PairModel(pathlib.Path(arguments.models)))
    names = sorted(set(documents))
    half = numpy.array([names.index(d) % 2 == 0 for d in documents])
    out = numpy.zeros(len(rows))
    for part in (half, ~half):
        out[~part] = predicted(rows[~part], fit(rows[part], right[part]))
    print(f"{len(rows)} events, {right.mean():.3f} right; Brier {((out - right) ** 2).mean():.4f}, of the base rate {right.var():.4f}")
    for low in numpy.arange(0, 1, 0.1):
        inside = (out >= low) & (out < low + 0.1)
        if inside.any():
            print(f"said {out[inside].mean():.2f}  right {right[inside].mean():.2f}  of {inside.sum()}")
    for threshold in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4):
        dropped = out < threshold
        print(f"dropping below {threshold}: {dropped.sum()} events, {int(right[dropped].sum())} of them right")
    weights = fit(rows, right)
    print("weights", weights.round(4).tolist())
    if arguments.write:
        path = ROOT / "src" / "dragoman" / "events" / "models" / "pairs.json"
        settings = json.loads(path.read_text(encoding="utf-8"))
        settings["confidence"] = weights.round(4).tolist()
        path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
