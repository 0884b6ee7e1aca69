"""Every number the gate looks at, computed with the scorers of the measuring data, in one place.

Where the measuring data lies: ../shared beside the checkout, or the folder in DRAGOMAN_SHARED. Without it, the corpus
that the repository holds (training/corpus) is what can be measured.
"""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = pathlib.Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared"))
OUT = ROOT / "evals" / "out"
TASKS = {
    "actors": "actors_ngec",
    "root": "events_plv",
    "events": "events_plv",
    "roles": "roles_cameo_ner",
    "time": "time_wikiwars",
    "geo": "geo_trnews",
    "attribution": "attribution_polnear",
    "causal": "causal_cnc",
    "cfspans": "conditional_counterfactual_spans",
    "words": "words_probability",
}


def predict(task: str, source: pathlib.Path, out: pathlib.Path) -> None:
    subprocess.run([sys.executable, str(ROOT / "evals" / "predict.py"), task, str(source), str(out)], check=True)


def score(*arguments: str) -> dict[str, Any]:
    done = subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def articles(gold: pathlib.Path, texts: pathlib.Path, name: str) -> dict[str, Any]:
    out = OUT / f"{name}.json"
    predict("articles", texts, out)
    return score(str(ROOT / "evals" / "score_articles.py"), str(out), "--gold", str(gold), "--texts", str(texts), "--per-article")


def task(name: str, records: int | None = None) -> dict[str, Any]:
    gold = SHARED / "data" / "dev" / f"{TASKS[name]}.jsonl"
    if records is not None:
        lines = gold.read_text(encoding="utf-8").splitlines()
        step = max(1, len(lines) // records)
        gold = OUT / f"{TASKS[name]}.sample.jsonl"
        OUT.mkdir(parents=True, exist_ok=True)
        gold.write_text("\n".join(lines[::step][:records]) + "\n", encoding="utf-8")
    out = OUT / f"{name}.jsonl"
    predict(name, gold, out)
    return score(str(SHARED / "score" / "score.py"), name, str(gold), str(out))


def claims() -> dict[str, Any]:
    gold = SHARED / "data" / "dev" / "forecast_claims" / "claims.jsonl"
    out = OUT / "claims.jsonl"
    predict("claims", gold, out)
    return score(str(SHARED / "score" / "score_claims.py"), str(gold), str(out))


def sentences() -> dict[str, Any]:
    out = OUT / "sentences.jsonl"
    predict("sentences", SHARED / "articles" / "sentences.jsonl", out)
    return score(str(SHARED / "score" / "score_articles.py"), "--sentences", str(out))
