"""Scores of recorded model answers on the development articles, and what the hybrid reader would keep of their gain.

python benchmarks/llm_recorded.py [--shared ../shared/articles] [--shares 0.1 0.2 0.3] [--errors]

Replays tests/llm/recorded/d0*.json through the local server and scores the readings with the article scorer, beside the local
reader. The hybrid rows are a simulation: the records of the most doubtful sentences are taken from the answer about the whole
article, as if only these sentences had been asked about.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import sys
from collections.abc import Mapping
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "evals"), str(ROOT / "tests" / "llm")]

HEADS = ("events_typed_actor", "claims", "statements", "relations", "actors", "alignment_changes", "explanations", "analogies")


def results(readings: Mapping[str, Any], shared: pathlib.Path, errors: list[Any] | None = None) -> dict[str, Any]:
    """The scorer's overall results for readings by article name."""
    import score_articles
    from tasks.articles import article_prediction

    gold = {name: one for name, one in score_articles.load_gold(shared / "gold").items() if name in readings}
    texts = {name: (shared / "texts" / f"{name}.txt").read_text(encoding="utf-8") for name in gold}
    predictions = {name: article_prediction(reading) for name, reading in readings.items()}
    return score_articles.run(gold, predictions, texts, errors=errors)["overall"]


def shown(name: str, found: dict[str, Any]) -> str:
    """One row: F1 of each layer, and traps fallen into."""
    numbers = " ".join(f"{found[head]['f1']:.3f}" for head in HEADS)
    return f"{name:12} {numbers}  {found['macro_f1_headline_layers']:.3f} {found['traps']['fallen']:3}"


def main() -> None:
    from server import ReplayServer

    import dragoman
    from dragoman.llm.client import Client
    from dragoman.llm.doubt import most_doubtful
    from dragoman.llm.hybrid import combine
    from dragoman.llm.prompts import fence_of
    from dragoman.llm.reader import LlmReader
    from dragoman.llm.requests import Settings
    from dragoman.llm.transport import open_transport
    from dragoman.read import open_sources

    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=pathlib.Path, default=ROOT.parent / "shared" / "articles")
    options.add_argument("--shares", type=float, nargs="*", default=[0.1, 0.2, 0.3, 0.5])
    options.add_argument("--errors", action="store_true")
    chosen = options.parse_args()
    model, local, accounts = {}, {}, {}
    for path in sorted((ROOT / "tests" / "llm" / "recorded").glob("d0*.json")):
        (article,) = open_sources([chosen.shared / "texts" / f"{path.stem}.txt"])
        if isinstance(article, Exception):
            raise article
        with ReplayServer({fence_of(article.text): json.loads(path.read_text(encoding="utf-8"))["answer"]}) as server:
            client = Client(open_transport(server.url))
            model[path.stem] = LlmReader(client, Settings("recorded"), repair=False).read(article)
            client.close()
        local[path.stem] = dragoman.read_article(article)
        accounts[path.stem] = model[path.stem].account
    for name, account in accounts.items():
        print(f"{name}: {account.anchored:.1%} of quotes anchored {account.quotes}; dropped {account.dropped}")
    print(f"{'':12} {' '.join(head[:5] for head in HEADS)}  macro traps")
    errors: list[Any] = []
    print(shown("local", results(local, chosen.shared)))
    for share in chosen.shares:
        asked = {name: most_doubtful(local[name], share) for name in model}
        mixed = {name: combine(local[name], one.reading, asked[name], one.origins).reading for name, one in model.items()}
        print(shown(f"hybrid {share:.0%}", results(mixed, chosen.shared)))
    print(shown("model", results({name: one.reading for name, one in model.items()}, chosen.shared, errors if chosen.errors else None)))
    if chosen.errors:
        print(json.dumps(errors, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
