#!/usr/bin/env python3
"""Start-up, reading and reporting of one article of about 1,000 words, on one core: medians over runs, and peak memory.

python benchmarks/reading.py [ARTICLE] [--runs N]

Each run is a fresh process, pinned to one core where the system allows it. Start-up is everything before the first
article can be read (imports, model, gazetteer, matchers: the first read of a one-sentence text); reading and reporting are
timed after it. Peer in the same process family: spaCy's own pipeline on the same text.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
ONE_RUN = """
import os, sys, time, json, resource
if hasattr(os, "sched_setaffinity"): os.sched_setaffinity(0, {0})
begin = time.perf_counter()
import dragoman
dragoman.read_text("Iran condemned the attack on 3 May 2021.")
from dragoman.show import render_report
ready = time.perf_counter()
text = open(sys.argv[1], encoding="utf-8").read()
reading = dragoman.read_text(text)
read = time.perf_counter()
page = render_report(reading)
reported = time.perf_counter()
from dragoman.parse.syntax import language_model
parse_begin = time.perf_counter()
language_model()(text)
parsed = time.perf_counter()
print(json.dumps({"start_up_s": ready - begin, "read_s": read - ready, "report_s": reported - read, "spacy_s": parsed - parse_begin,
                  "words": len(text.split()), "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", nargs="?", default=None)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    article = pathlib.Path(arguments.article) if arguments.article else thousand_words()
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    runs = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", ONE_RUN, str(article)], check=True, capture_output=True, text=True, env=environment
            ).stdout
        )
        for _ in range(arguments.runs)
    ]
    median = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    per_thousand = 1000 / median["words"]
    print(f"{median['words']:.0f} words, {arguments.runs} runs, medians")
    print(f"start-up                  {median['start_up_s']:.2f} s   (target < 2.5)")
    print(f"read, per 1,000 words     {median['read_s'] * per_thousand:.2f} s")
    print(f"report, per 1,000 words   {median['report_s'] * per_thousand:.2f} s")
    print(f"both                      {(median['read_s'] + median['report_s']) * per_thousand:.2f} s   (target < 3)")
    print(f"reading / spaCy alone     {median['read_s'] / median['spacy_s']:.2f}")
    print(f"peak memory               {median['memory_mb']:.0f} MB   (target < 700)")
    return 0


def thousand_words() -> pathlib.Path:
    """Corpus documents joined until there are 1,000 words."""
    out = ROOT / "benchmarks" / "out" / "thousand_words.txt"
    out.parent.mkdir(exist_ok=True)
    texts: list[str] = []
    for line in (ROOT / "training" / "corpus" / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
        texts.append(json.loads(line)["text"])
        if sum(len(text.split()) for text in texts) >= 1000:
            break
    out.write_text("\n\n".join(texts), encoding="utf-8")
    return out


if __name__ == "__main__":
    sys.exit(main())
