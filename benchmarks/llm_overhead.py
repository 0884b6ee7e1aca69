"""Overhead of the language-model reader over the server's own time: many articles through a local replay server.

python benchmarks/llm_overhead.py [--articles 100] [--at-once 8] [--delay 2.0]

The server answers after `--delay` seconds with the recorded answer of examples/strait.txt, or (while none is recorded) with a
made-up answer of 40 events, 20 statements and 15 claims on that text; so no model has to be there. The ideal time is rounds of questions *
delay (at-once in a round; a repair is a question); overhead is what the run takes beyond it. A model needs 20 to 90 seconds for such
an answer, so a delay of two seconds is a hard case.
"""

from __future__ import annotations

import argparse
import json
import math
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests" / "llm"))

from server import EMPTY, ReplayServer

from dragoman.llm.archive import read_articles
from dragoman.llm.client import Client
from dragoman.llm.limits import Limiter
from dragoman.llm.reader import LlmReader, LlmReading
from dragoman.llm.requests import Settings
from dragoman.llm.sentences import Sentences
from dragoman.llm.transport import open_transport
from dragoman.read import make_article

ROOT = pathlib.Path(__file__).resolve().parents[1]


def made_up(text: str) -> str:
    article = make_article(text)
    body = [span for span in Sentences(article).all() if article.section_at(span.end - 1) == "body"]
    sentences = [span.text for span in body if len(span.text.split()) > 8]
    actors = [
        {"id": f"a{n}", "name": name, "kind": "state", "wordings": [name]}
        for n, name in enumerate(("Iran", "Saudi Arabia", "Oman", "Denmark", "Israel", "Yemen", "Iraq", "Egypt"))
    ]
    told = [(sentences[n % len(sentences)], 1 + n // len(sentences), f"a{n % 8}") for n in range(40)]
    events = [
        {"type": "ASSAULT", "status": "actual", "actors": [who], "mentions": [{"quote": words, "trigger": words.split()[at]}]}
        for words, at, who in told
    ]
    halves = [sentence.split(", ", 1) for sentence in sentences if ", " in sentence]
    statements = [
        {"id": f"s{n}", "content": [sentences[n % len(sentences)]], "act": "assert", "speaker": f"a{n % 8}"} for n in range(20)
    ]
    claims = [
        {"id": f"c{n}", "cause": cause, "effect": effect, "sign": "increases", "kind": "conditional"}
        for n, (cause, effect) in enumerate((halves * 15)[:15])
    ]
    return json.dumps({**EMPTY, "actors": actors, "events": events, "statements": statements, "claims": claims})


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=100)
    options.add_argument("--at-once", type=int, default=8)
    options.add_argument("--delay", type=float, default=2.0)
    chosen = options.parse_args()
    text = (ROOT / "examples" / "strait.txt").read_text(encoding="utf-8")
    recorded = ROOT / "tests" / "llm" / "recorded" / "strait.json"
    answer = json.loads(recorded.read_text(encoding="utf-8"))["answer"] if recorded.exists() else made_up(text)
    articles = [make_article(f"{text}\n\nEdition {number} of the paper.") for number in range(chosen.articles)]
    with ReplayServer({"*": answer}, delay=chosen.delay) as server:
        client = Client(open_transport(server.url), limiter=Limiter(chosen.at_once))
        reader = LlmReader(client, Settings("replay"))
        reader.read(make_article(text + "\n\nWarm-up."))
        asked, before = len(server.requests), time.perf_counter()
        found = [result for _, result in read_articles(articles, reader)]
        taken = time.perf_counter() - before
        asked = len(server.requests) - asked
        client.close()
    ideal = math.ceil(asked / chosen.at_once) * chosen.delay
    records = sum(len(one.reading.events) for one in found if isinstance(one, LlmReading))
    print(json.dumps({
        "articles": len(found), "readings": sum(isinstance(one, LlmReading) for one in found), "events": records, "questions": asked,
        "at_once": chosen.at_once, "delay_s": chosen.delay, "taken_s": round(taken, 2), "ideal_s": round(ideal, 2),
        "overhead": round(taken / ideal - 1, 4),
    }))


if __name__ == "__main__":
    main()
