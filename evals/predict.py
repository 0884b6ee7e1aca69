#!/usr/bin/env python3
"""Predictions for the scorers, made with the public API as a user's script would.

python evals/predict.py articles TEXTS_DIR OUT.json    every *.txt; one object keyed by file stem
python evals/predict.py TASK IN.jsonl OUT.jsonl        one prediction a record, keyed by id

Reads no gold field: of a record only the inputs named in INPUTS are handed to a task. An article's document date is
not in the texts' folder; it is what the reader finds in the text.
"""

from __future__ import annotations

import importlib
import json
import pathlib
import sys
from collections.abc import Mapping

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from tasks.articles import article_prediction

INPUTS = {
    "root": ("id", "text", "source", "target"),
    "events": ("id", "text"),
    "sentences": ("id", "text", "doc_date"),
    "actors": ("id", "phrase", "context", "query_date", "known_country"),
    "roles": ("id", "text"),
    "time": ("id", "text", "dct"),
    "geo": ("id", "text"),
    "attribution": ("id", "text"),
    "causal": ("id", "text"),
    "claims": ("id", "text"),
    "cfspans": ("id", "text"),
    "cfdetect": ("id", "text"),
    "words": ("id", "phrase"),
}


def predict_articles(folder: pathlib.Path, out: pathlib.Path) -> None:
    import dragoman

    predictions = {}
    for path in sorted(folder.glob("*.txt")):
        (reading,) = dragoman.read_sources([path])
        predictions[path.stem] = article_prediction(reading)
    out.write_text(json.dumps(predictions, ensure_ascii=False, indent=1), encoding="utf-8")


def predict_records(task: str, source: pathlib.Path, out: pathlib.Path) -> None:
    module = importlib.import_module(f"tasks.{task}")
    with source.open(encoding="utf-8") as lines, out.open("w", encoding="utf-8") as target:
        for line in lines:
            if line.strip():
                record: Mapping[str, object] = json.loads(line)
                inputs = {name: record[name] for name in INPUTS[task] if name in record}
                target.write(json.dumps({"id": record["id"], **module.predict(inputs)}, ensure_ascii=False) + "\n")


def main(arguments: list[str]) -> int:
    if len(arguments) != 3 or (arguments[0] != "articles" and arguments[0] not in INPUTS):
        print(__doc__, f"\nTasks: articles, {', '.join(INPUTS)}", file=sys.stderr)
        return 2
    task, source, out = arguments[0], pathlib.Path(arguments[1]), pathlib.Path(arguments[2])
    out.parent.mkdir(parents=True, exist_ok=True)
    if task == "articles":
        predict_articles(source, out)
    else:
        predict_records(task, source, out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
